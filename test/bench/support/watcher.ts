// A process of subscribers. It is told what to open, says when everything is open, and then what each event took.
import { WebSocket } from "ws";
import type { Watched, WatchOrder } from "./crowd.ts";

const send = (message: Watched) => process.send?.(message);
const arrivals = new Map<string, { committed: number; first: number; last: number; count: number }>();
const heard = new Set<number>();
const now = () => performance.timeOrigin + performance.now();

function open({ url, query }: WatchOrder, token: string, index: number): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  const say = (message: object) => socket.send(JSON.stringify(message));
  socket.on("close", (code, reason) => send({ kind: "failed", why: `closed with ${code} ${reason}` }));
  socket.on("open", () => say({ type: "connection_init", payload: { token } }));
  return new Promise((resolve) => {
    socket.on("message", (data) => {
      const message = JSON.parse(data.toString());
      if (message.type === "connection_ack") {
        say({ id: "1", type: "subscribe", payload: { query } });
        resolve();
      } else if (message.type === "next") take(message.payload, index);
      else if (message.type === "ping") say({ type: "pong" });
      else send({ kind: "failed", why: data.toString() });
    });
  });
}

function take({ data, errors }: { data?: Record<string, unknown>; errors?: unknown }, index: number) {
  if (errors) return send({ kind: "failed", why: JSON.stringify(errors) });
  const item = data?.alerts as { committedAt?: string; alert?: { id: string } };
  if (!item?.alert || !item.committedAt) return;
  const at = now();
  heard.add(index);
  const known = arrivals.get(item.alert.id);
  if (known) Object.assign(known, { last: at, count: known.count + 1 });
  else arrivals.set(item.alert.id, { committed: Date.parse(item.committedAt), first: at, last: at, count: 1 });
}

process.on("message", (order: WatchOrder | "count" | "clear") => {
  if (order === "clear") arrivals.clear();
  else if (order === "count") send({ kind: "counted", heard: heard.size, events: [...arrivals.values()].map(toEvent) });
  else Promise.all(order.tokens.map((token, i) => open(order, token, i))).then(() => send({ kind: "open" }));
});

const toEvent = ({
  committed,
  first,
  last,
  count,
}: {
  committed: number;
  first: number;
  last: number;
  count: number;
}) => ({
  firstMs: first - committed,
  lastMs: last - committed,
  count,
});
