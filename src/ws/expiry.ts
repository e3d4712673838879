import type { WebSocket } from "ws";
import { refuseExpired } from "../access/tokens.js";

const GRACE_MS = 2_000;
// A longer timer would fire at once.
const LONGEST_MS = 2 ** 31 - 1;

/** Closes a socket with 4403 when its token's time runs out; a client that doesn't answer is cut. */
export function closeAt(socket: WebSocket, expiresAt: number): void {
  if (expiresAt === Number.POSITIVE_INFINITY) return;
  let timer: NodeJS.Timeout | undefined;
  const check = () => {
    const left = expiresAt - Date.now();
    timer = left > 0 ? after(Math.min(left, LONGEST_MS), check) : expire(socket);
  };
  socket.once("close", () => clearTimeout(timer));
  check();
}

function expire(socket: WebSocket): NodeJS.Timeout {
  socket.close(4403, refuseExpired().message);
  return after(GRACE_MS, () => socket.terminate());
}

const after = (ms: number, work: () => void) => setTimeout(work, ms).unref();
