// PostGraphile 5 with its base preset and the inflection that it recommends. What the tables don't say is told as its
// documentation has it: smart tags for relations without a foreign key, functions for fields that aren't columns.
import { createServer } from "node:http";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { ready } from "./ready.mjs";

// It warns at length of types that it doesn't know, which no shape asks for.
console.warn = () => {};

const foreignKey = ["(district) references districts (code)", "(region) references regions (code)"];
const placed = { tags: { foreignKey } };
const exercised = { ...placed, attribute: { exercise: { tags: { behavior: "+filterBy" } } } };
const tables = { schools: placed, working_groups: placed, incidents: exercised, alerts: exercised };
const named = Object.entries(tables).map(([name, tags]) => [`public.${name}`, tags]);
const tags = jsonPgSmartTags({ version: 1, config: { class: Object.fromEntries(named) } });

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  plugins: [tags],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public", "bench_peers"],
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
});
const serv = pgl.createServ(grafserv);
const server = createServer();
await serv.addTo(server);
server.listen(0, "127.0.0.1", () => ready("PostGraphile", server.address().port));
