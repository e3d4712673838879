import type { WebSocket } from "ws";

/** Closes a socket with a reason, of which the protocol takes at most 123 bytes. */
export const closeSocket = (socket: WebSocket, code: number, reason: string) =>
  socket.close(code, Buffer.from(reason).subarray(0, 120).toString());
