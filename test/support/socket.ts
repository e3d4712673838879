import { WebSocket } from "ws";

/** How the server closes a socket after `connection_init`; code 0 with what it says when it takes the socket. */
export function closeOf(url: string, payload: object): Promise<{ code: number; reason: string }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init", payload })));
  return new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    socket.on("message", (message) => resolve({ code: 0, reason: message.toString() }));
  }).finally(() => socket.terminate());
}
