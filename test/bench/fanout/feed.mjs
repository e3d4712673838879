// What the peers have in common: Qorgan's own schema over events that are ready in memory, and a door to publish one.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

export const sdl = readFileSync(new URL("../../../schema/schema.graphql", import.meta.url), "utf8");

/** An HTTP server whose POST /publish gives its body to `publish`. */
export const createPublishing = (publish) =>
  createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      publish(Buffer.concat(chunks).toString());
      response.end();
    });
  });

/** Listens on a free port and says so as Qorgan does. */
export function listen(server, name) {
  server.listen(0, "127.0.0.1", 4_096, () => {
    console.log(`${name} is ready: http://127.0.0.1:${server.address().port}/ `);
  });
  process.on("SIGTERM", () => process.exit(0));
}
