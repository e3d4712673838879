import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import { addressOf } from "../access/address.js";
import { type Exposure, isAllowedOrigin } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import type { Crowd } from "./crowd.js";
import type { Drain } from "./drain.js";

export interface UpgradeOptions {
  crowd: Crowd;
  drain: Drain;
  exposure: Exposure;
}

const RETRY_S = 10;

/** Makes a websocket of a request, or refuses it before anything is sent by websocket. */
export const createUpgrade =
  (sockets: WebSocketServer, { crowd, drain, exposure }: UpgradeOptions) =>
  (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== "/graphql") return refuse(socket, "404 Not Found");
    if (drain.isStopping()) return refuse(socket, "503 Service Unavailable", retryAfter(drain.drawWait() / 1_000));
    const { origin, host } = request.headers;
    // A page of another origin could open a socket and be taken for whoever sits before the browser.
    if (!isAllowedOrigin(exposure, origin, host)) return refuse(socket, "403 Forbidden");
    const address = addressOf(request, exposure.proxies);
    if (!crowd.enter(address)) return refuse(socket, "429 Too Many Requests", retryAfter(RETRY_S));
    leaveWith(socket, crowd, address);
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", nameBound(ws), request));
  };

// A function of its own: one beside others that know the request would keep it for as long as the socket lives.
const leaveWith = (socket: Duplex, crowd: Crowd, address: string) => socket.once("close", () => crowd.leave(address));

const retryAfter = (seconds: number) => `Retry-After: ${Math.ceil(seconds)}\r\n`;

const refuse = (socket: Duplex, status: string, headers = "") =>
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`);

// ws ends a socket whose message is too large with 1009 and without a word.
function nameBound(socket: WebSocket): WebSocket {
  const close = socket.close.bind(socket);
  const reason = `messageBytes must be at most ${LIMITS.messageBytes}, but a message has more.`;
  socket.close = (code, given) => close(code, given ?? (code === 1009 ? reason : undefined));
  return socket;
}
