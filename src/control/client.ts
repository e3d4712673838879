import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import type { Report } from "./commands.js";
import { type Call, type Line, socketOf } from "./protocol.js";

/** Runs a command in the running server; null when no server runs. */
export async function callServer(home: string, call: Call, report: Report): Promise<{ result: unknown } | null> {
  const response = await post(socketOf(home), call);
  if (!response) return null;
  for await (const text of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = JSON.parse(text) as Line;
    if (line.type === "progress") report.progress(line.done, line.total, line.what);
    else if (line.type === "output") await report.output(line.text);
    else if (line.type === "result") return { result: line.result };
    else throw new Error(line.message);
  }
  throw new Error("The server must finish the command, but it stopped before: start it again and repeat the command.");
}

/** Whether a server runs on this home. */
export async function isServed(home: string): Promise<boolean> {
  const response = await send(request({ socketPath: socketOf(home), method: "HEAD" }));
  response?.resume();
  return response !== null;
}

const post = (socketPath: string, call: Call) => send(request({ socketPath, method: "POST" }), JSON.stringify(call));

// Without a server the socket isn't there, or it is what a killed one left behind.
const NO_SERVER = new Set(["ENOENT", "ECONNREFUSED"]);

async function send(sent: ClientRequest, body = ""): Promise<IncomingMessage | null> {
  sent.end(body);
  try {
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    return response;
  } catch (error) {
    if (NO_SERVER.has(String((error as NodeJS.ErrnoException).code))) return null;
    throw error;
  }
}
