import type { IncomingMessage } from "node:http";
import { CloseCode, handleProtocols, type Server } from "graphql-ws";
import type { Extra } from "graphql-ws/use/ws";
import type { WebSocket, WebSocketServer } from "ws";
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
