import type { IncomingMessage } from "node:http";
import { CloseCode, handleProtocols, MessageType, type Server } from "graphql-ws";
import type { Extra } from "graphql-ws/use/ws";
import type { WebSocket, WebSocketServer } from "ws";
import type { Line } from "../streams/line.js";
import { closeSocket } from "./close.js";
import { orderMessages } from "./order.js";

const KEEP_ALIVE_MS = 12_000;

/** Speaks graphql-ws's protocol on sockets of ws. A fault of the server is for the log, and closes the socket. */
export function attachProtocol(server: Server<Extra>, sockets: WebSocketServer, onFault: (error: unknown) => void) {
  sockets.options.handleProtocols = handleProtocols;
  sockets.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    const close = (code: number, reason: string) => closeSocket(socket, code, reason);
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close,
        // The server's hook answers: here it would be done once more, and give the token back.
        onPing: () => {},
        onMessage(handle) {
          const take = orderMessages({ handle, close });
          const fail = (error: unknown) => {
            onFault(error);
            close(CloseCode.InternalServerError, "Internal server error");
          };
          socket.on("message", (data) => void take(String(data)).catch(fail));
        },
      },
      { socket, request },
    );
    keepAlive(socket);
    socket.once("close", (code, reason) => void closed(code, String(reason)).catch(onFault));
    // A client's broken frames aren't for the log: the close code tells the client.
    socket.on("error", () => socket.close());
  });
}

/** The way past graphql-ws to the client of one operation. */
export const lineOf = (socket: WebSocket, id: string): Line => {
  // A text: a small buffer would keep the 64 KB of Node's pool alive from which it is cut.
  const head = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`;
  return {
    send: (payload, _, onTaken) => socket.send(around(head, payload), TEXT, onTaken && ((error) => onTaken(!error))),
    buffered: () => socket.bufferedAmount,
    isOpen: () => socket.readyState === socket.OPEN,
  };
};

const TEXT = { binary: false };
const END = "}".charCodeAt(0);

// Copied: what many are sent is encoded once, and as a text it would be encoded for each.
function around(head: string, payload: Buffer): Buffer {
  const length = Buffer.byteLength(head);
  const message = Buffer.allocUnsafe(length + payload.length + 1);
  message.write(head);
  payload.copy(message, length);
  message[message.length - 1] = END;
  return message;
}

const send = (socket: WebSocket, text: string) =>
  new Promise<void>((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });

// A network that was cut says nothing: whoever doesn't answer until the next ping is gone.
function keepAlive(socket: WebSocket) {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  socket.on("pong", () => void (isAlive = true)).once("close", () => clearInterval(timer));
}
