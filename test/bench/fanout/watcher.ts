// A process of sockets that hold one subscription each. It says when all have got so many events.
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { FleetOrder, FleetWord } from "./fleet.ts";

// Sockets that are opened at once; more would overrun the server's queue of connections.
const AT_ONCE = 100;
const send = (word: FleetWord) => process.send?.(word);
const marker = Buffer.from('"committedAt":');
let got = 0;
let goal = 0;
let last = 0;
let first = "";

function open(order: FleetOrder, index: number): Promise<void> {
  const socket = new WebSocket(order.url, "graphql-transport-ws", { perMessageDeflate: false });
  const say = (message: object) => socket.send(JSON.stringify(message));
  const variables = order.variables[index % order.variables.length];
  socket.on("error", (error) => send({ kind: "failed", why: String(error) }));
  socket.on("close", (code, reason) => send({ kind: "failed", why: `closed with ${code} ${reason}` }));
  socket.on("open", () => say({ type: "connection_init", payload: { token: order.token } }));
  return new Promise((resolve) => {
    socket.on("message", (data: Buffer) => {
      if (data.includes(marker)) return take(data);
      const { type } = JSON.parse(data.toString());
      if (type === "connection_ack") {
        say({ id: "1", type: "subscribe", payload: { query: order.query, variables } });
        resolve();
      } else if (type === "ping") say({ type: "pong" });
      else if (type !== "next") send({ kind: "failed", why: data.toString() });
    });
  });
}

// Not parsed: a client's work would slow the machine on which the server is measured.
function take(data: Buffer) {
  got++;
  last = performance.timeOrigin + performance.now();
  first ||= data.toString();
  if (got === goal) send({ kind: "reached", at: last });
}

process.on("message", async (order: FleetOrder | { expect: number } | "count") => {
  if (order === "count") return send({ kind: "count", got, first });
  if ("expect" in order) {
    goal = got + order.expect;
    return send({ kind: "expecting" });
  }
  for (let i = 0; i < order.sockets; i += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, order.sockets - i) }, (_, n) => open(order, i + n));
    await Promise.all(some);
    await sleep(5);
  }
  send({ kind: "open" });
});
