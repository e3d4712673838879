import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import { addressOf } from "../access/address.js";
import { type Exposure, isAllowedOrigin } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import type { Crowd } from "./crowd.js";

const RETRY_S = 10;

/** Makes a websocket of a request, or refuses it before anything is sent by websocket. */
export const createUpgrade =
  (sockets: WebSocketServer, crowd: Crowd, exposure: Exposure) =>
  (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== "/graphql") return refuse(socket, "404 Not Found");
    const { origin, host } = request.headers;
    // A page of another origin could open a socket and be taken for whoever sits before the browser.
    if (!isAllowedOrigin(exposure, origin, host)) return refuse(socket, "403 Forbidden");
    const address = addressOf(request, exposure.proxies);
    if (!crowd.enter(address)) return refuse(socket, "429 Too Many Requests", `Retry-After: ${RETRY_S}\r\n`);
    socket.once("close", () => crowd.leave(address));
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", nameBound(ws), request));
  };

const refuse = (socket: Duplex, status: string, headers = "") =>
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`);

// ws ends a socket whose message is too large with 1009 and without a word.
function nameBound(socket: WebSocket): WebSocket {
  const close = socket.close.bind(socket);
  const reason = `messageBytes must be at most ${LIMITS.messageBytes}, but a message has more.`;
  socket.close = (code, given) => close(code, given ?? (code === 1009 ? reason : undefined));
  return socket;
}
