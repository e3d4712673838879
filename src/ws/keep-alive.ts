import type { WebSocket } from "ws";

export interface KeepAlive {
  /** Pings a socket from now on until it closes, and cuts it when it doesn't answer. */
  add(socket: WebSocket): void;
}

const EVERY_MS = 12_000;
// Those who came together, as after a restart, aren't pinged together.
const TURNS = 240;

/** Finds out whose network was cut, which says nothing: whoever doesn't answer until the next ping is gone. */
export function createKeepAlive(everyMs = EVERY_MS): KeepAlive & { stop(): void } {
  const turns = Array.from({ length: TURNS }, () => new Set<WebSocket>());
  const silent = new WeakSet<WebSocket>();
  let added = 0;
  let turn = 0;

  function ping() {
    for (const socket of turns[turn++ % TURNS] ?? []) {
      if (silent.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
      silent.add(socket);
    }
  }
  const timer = setInterval(ping, everyMs / TURNS).unref();
  return {
    add(socket) {
      const own = turns[added++ % TURNS];
      own?.add(socket);
      socket.on("pong", () => silent.delete(socket)).once("close", () => own?.delete(socket));
    },
    stop: () => clearInterval(timer),
  };
}
