import { WebSocket } from "ws";

export interface SocketHandlers {
  /** The server has let the client in: gives the subscription to ask for. */
  subscribe(): { query: string; variables: object };
  next(payload: unknown): void;
  /** The subscription has ended, with errors or without. */
  ended(errors: unknown): void;
}

// A heartbeat comes every 15 seconds: a socket that is silent for longer is dead.
const SILENCE_MS = 35_000;

/** A socket that speaks graphql-transport-ws, with one subscription. `closed` resolves with its close code and reason. */
export function openSocket(url: string, token: string, handlers: SocketHandlers) {
  const socket = new WebSocket(`${url}/graphql`, "graphql-transport-ws", { handshakeTimeout: 10_000 });
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const send = (message: object) => socket.send(JSON.stringify(message));
  let timer: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.terminate(), SILENCE_MS);
  };
  const takes: Record<string, (payload: unknown) => void> = {
    connection_ack: () => send({ id: "1", type: "subscribe", payload: handlers.subscribe() }),
    next: handlers.next,
    error(payload) {
      handlers.ended(payload);
      socket.close();
    },
    complete() {
      handlers.ended(null);
      socket.close();
    },
  };
  socket.on("error", () => {});
  socket.on("open", () => {
    heard();
    send({ type: "connection_init", payload: { token } });
  });
  socket.on("ping", heard).on("message", (data) => {
    heard();
    const { type, payload } = JSON.parse(String(data));
    takes[type]?.(payload);
  });
  socket.on("close", (code, reason) => {
    clearTimeout(timer);
    closed.resolve({ code, reason: String(reason) });
  });
  return {
    closed: closed.promise,
    /** Gives the server a new token, under which the socket goes on. */
    renew: (renewed: string) =>
      socket.readyState === socket.OPEN && send({ type: "ping", payload: { token: renewed } }),
    terminate: () => socket.terminate(),
  };
}
