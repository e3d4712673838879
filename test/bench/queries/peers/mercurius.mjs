// Mercurius on Fastify with its own loaders and just-in-time compilation from the first request on.
import Fastify from "fastify";
import mercurius from "mercurius";
import { ready } from "./ready.mjs";
import { relationsOf, resolversOf, typeDefs } from "./schema.mjs";
import { createSources } from "./sources.mjs";

const sources = createSources();
const loaderOf =
  ({ keyOf, load }) =>
  (queries) =>
    load(
      queries.map(({ obj }) => keyOf(obj)),
      queries[0].params,
    );
const loaders = Object.fromEntries(
  Object.entries(relationsOf(sources)).map(([type, fields]) => [
    type,
    Object.fromEntries(Object.entries(fields).map(([field, relation]) => [field, loaderOf(relation)])),
  ]),
);

const app = Fastify();
app.register(mercurius, { schema: typeDefs, resolvers: resolversOf(sources), loaders, jit: 1 });
await app.listen({ host: "127.0.0.1", port: 0 });
ready("Mercurius", app.server.address().port);
