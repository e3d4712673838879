import type { GraphQLError } from "graphql";
import type { WebSocket } from "ws";
import { isTokenRefusal } from "../graphql/errors.js";
import { closeSocket } from "./close.js";
import type { Gate, OpenSocket } from "./gate.js";
import { type Params, tokenOf } from "./session.js";

type Payload = Record<string, unknown> | null | undefined;

/** Answers pings. One with a token renews the socket's: the pong says until when it goes on, or why not yet. */
export function createPing(gate: Gate, mask: (error: unknown) => GraphQLError) {
  return async (open: OpenSocket, payload: Payload): Promise<void> => {
    const { session, socket } = open.extra;
    const token = tokenOf((payload ?? {}) as Params);
    // Before the socket has a session there is nothing to renew.
    if (!session || !token) return pong(socket, payload);
    try {
      const expiresAt = await gate.renew(open, session, token);
      pong(socket, { expiresAt: new Date(expiresAt).toISOString() });
    } catch (error) {
      const { message, extensions } = mask(error);
      if (isTokenRefusal(error)) closeSocket(socket, 4403, message);
      else pong(socket, { error: { code: extensions.code, message } });
    }
  };
}

function pong(socket: WebSocket, payload: Payload) {
  const text = JSON.stringify({ type: "pong", ...(payload && { payload }) });
  if (socket.readyState === socket.OPEN) socket.send(text);
}
