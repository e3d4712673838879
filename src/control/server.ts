import { once } from "node:events";
import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type Report, runCommand } from "./commands.js";
import type { Environment } from "./environment.js";
import { type Call, explain, type Line, socketOf } from "./protocol.js";

/** Serves commands on the home's control socket: while the server runs, only it may open the embedded database. */
export async function serveControl(home: string, environment: Environment): Promise<{ close(): Promise<void> }> {
  const path = socketOf(home);
  // The database's lock is held, so no other server lives: what lies there was left by a killed one.
  await rm(path, { force: true });
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const call = answer(environment, request, response).finally(() => running.delete(call));
    running.add(call);
  });
  server.listen(path);
  await once(server, "listening");
  await chmod(path, 0o600);
  return {
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await Promise.all(running);
      await closed;
    },
  };
}

async function answer(environment: Environment, request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "content-type": "application/x-ndjson", connection: "close" });
  // Asked only whether a server is here.
  if (request.method === "HEAD") return void response.end();
  const send = (line: Line) => response.write(`${JSON.stringify(line)}\n`);
  try {
    const { command, args } = (await json(request)) as Call;
    const result = await runCommand(environment, command, args, reportTo(response, send));
    send({ type: "result", result });
  } catch (error) {
    send({ type: "error", message: explain(error) });
  }
  response.end();
}

function reportTo(response: ServerResponse, send: (line: Line) => boolean): Report {
  // Thrown between two batches or pages: a command ends soon after whoever asked for it has gone.
  const requireReceiver = () => {
    if (response.destroyed) throw new Error("The command must have a receiver, but its client has gone.");
  };
  return {
    progress(done, total, what) {
      requireReceiver();
      send({ type: "progress", done, total, what });
    },
    async output(text) {
      requireReceiver();
      if (send({ type: "output", text })) return;
      await Promise.race([once(response, "drain"), once(response, "close")]);
    },
  };
}
