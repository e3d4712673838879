// Mercurius with its own subscriptions, as its documentation sets them up.
import Fastify from "fastify";
import mercurius from "mercurius";
import { sdl } from "./feed.mjs";

const app = Fastify();
app.register(mercurius, {
  schema: sdl,
  resolvers: { Subscription: { alerts: { subscribe: (_, __, { pubsub }) => pubsub.subscribe("alert") } } },
  subscription: true,
  jit: 1,
});
app.post("/publish", async ({ body }) => {
  app.graphql.pubsub.publish({ topic: "alert", payload: body.data });
  return "";
});
app.addContentTypeParser("text/plain", { parseAs: "string" }, (_, body, done) => done(null, JSON.parse(body)));
await app.listen({ host: "127.0.0.1", port: 0, backlog: 4_096 });
console.log(`Mercurius is ready: http://127.0.0.1:${app.server.address().port}/ `);
process.on("SIGTERM", () => process.exit(0));
