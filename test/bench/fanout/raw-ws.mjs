// The yardstick: every socket gets the same bytes, and nothing is asked, checked or made.
import { WebSocketServer } from "ws";
import { createPublishing, listen } from "./feed.mjs";

const server = createPublishing((event) => {
  const text = `{"id":"1","type":"next","payload":${JSON.stringify(JSON.parse(event))}}`;
  for (const socket of sockets.clients) socket.send(text);
});
const sockets = new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false });
// It speaks as much of the protocol as a client needs to begin.
sockets.on("connection", (socket) =>
  socket.on("message", (data) => {
    if (data.toString().includes("connection_init")) socket.send('{"type":"connection_ack"}');
  }),
);
listen(server, "Raw ws");
