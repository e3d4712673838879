// GraphQL Yoga on node:http with DataLoader. Its cache of parsed and validated documents is on by itself.
import { createServer } from "node:http";
import { createSchema, createYoga } from "graphql-yoga";
import { createResolvers } from "./loaders.mjs";
import { ready } from "./ready.mjs";
import { typeDefs } from "./schema.mjs";
import { createSources } from "./sources.mjs";

const schema = createSchema({ typeDefs, resolvers: createResolvers(createSources()) });
const yoga = createYoga({ schema, context: () => ({ loaders: new Map() }), graphiql: false, logging: false });
const server = createServer(yoga).listen(0, "127.0.0.1", () => ready("Yoga", server.address().port));
