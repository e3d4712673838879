import type { IncomingMessage } from "node:http";
import { CloseCode, handleProtocols, type Server } from "graphql-ws";
import type { WebSocket, WebSocketServer } from "ws";
import { closeSocket } from "./close.js";
import { createKeepAlive } from "./keep-alive.js";
import type { Wired } from "./line.js";
import { orderMessages } from "./order.js";

/** Speaks graphql-ws's protocol on sockets of ws. A fault of the server is for the log, and closes the socket. */
export function attachProtocol(server: Server<Wired>, sockets: WebSocketServer, onFault: (error: unknown) => void) {
  sockets.options.handleProtocols = handleProtocols;
  const alive = createKeepAlive();
  sockets.once("close", alive.stop);
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
      { socket, request, wire: request.socket },
    );
    alive.add(socket);
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
