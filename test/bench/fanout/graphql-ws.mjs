// Plain graphql-ws, as its README sets it up, over an emitter.
import { EventEmitter, on } from "node:events";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { createPublishing, listen, sdl } from "./feed.mjs";

const events = new EventEmitter().setMaxListeners(0);
const schema = buildSchema(sdl);
schema.getSubscriptionType().getFields().alerts.subscribe = async function* () {
  for await (const [data] of on(events, "alert")) yield data;
};
const server = createPublishing((event) => events.emit("alert", JSON.parse(event).data));
const sockets = new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false });
useServer({ schema }, sockets);
listen(server, "graphql-ws");
