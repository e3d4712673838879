// Apollo Server on Express with DataLoader, as its documentation sets up a production server.
import { createServer } from "node:http";
import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";
import { createResolvers } from "./loaders.mjs";
import { ready } from "./ready.mjs";
import { typeDefs } from "./schema.mjs";
import { createSources } from "./sources.mjs";

const apollo = new ApolloServer({ typeDefs, resolvers: createResolvers(createSources()) });
await apollo.start();
const app = express();
app.use("/graphql", express.json(), expressMiddleware(apollo, { context: async () => ({ loaders: new Map() }) }));
const server = createServer(app).listen(0, "127.0.0.1", () => ready("Apollo", server.address().port));
