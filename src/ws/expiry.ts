import type { WebSocket } from "ws";
import { refuseExpired } from "../access/tokens.js";
import type { Session } from "./session.js";

const GRACE_MS = 2_000;
// A longer timer would fire at once.
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Closes a socket with 4403 when its token's time runs out; a client that doesn't answer is cut. Gives what must be
 * called when a renewed token has moved that time.
 */
export function closeAtEnd(socket: WebSocket, session: Session): () => void {
  let timer: NodeJS.Timeout | undefined;
  function check() {
    clearTimeout(timer);
    if (session.expiresAt === Number.POSITIVE_INFINITY || socket.readyState !== socket.OPEN) return;
    const left = session.expiresAt - Date.now();
    timer = left > 0 ? after(Math.min(left, LONGEST_MS), check) : expire(socket);
  }
  socket.once("close", () => clearTimeout(timer));
  check();
  return check;
}

function expire(socket: WebSocket): NodeJS.Timeout {
  socket.close(4403, refuseExpired().message);
  return after(GRACE_MS, () => socket.terminate());
}

const after = (ms: number, work: () => void) => setTimeout(work, ms).unref();
