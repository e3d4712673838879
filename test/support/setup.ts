import "reflect-metadata";
import { afterAll, afterEach } from "vitest";
import { finishFile } from "./start.js";

const SOCKETS = ["TCPSocketWrap", "TCPServerWrap", "TLSWrap"];
const GRACE_MS = 3_000;
const findSockets = () => process.getActiveResourcesInfo().filter((kind) => SOCKETS.includes(kind));
const atStart = findSockets().length;
let failed = false;

afterEach(({ task }) => {
  failed ||= task.result?.state === "fail";
});

afterAll(async () => {
  await finishFile(failed);
  await refuseLeaks();
});

// fetch keeps its connections for the next request; the server's end of each closes with the server.
async function refuseLeaks() {
  const end = Date.now() + GRACE_MS;
  while (findSockets().length > atStart) {
    if (Date.now() > end) throw new Error(`Sockets or listeners are left open: ${findSockets().join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
