import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type ClassType } from "type-graphql";
import { ApiInfoResolver } from "./api-info.js";
import { NodeResolver, registerNode } from "./node.js";
import { userErrorTypes } from "./payload.js";
import { registerQueries, registerRelations } from "./register.js";
import type { List, Queries, Relations } from "./relations.js";
import { registerTable } from "./rights.js";

/** What a module gives to the graph; its `index.ts` exports one. */
export interface Module {
  relations?: readonly Relations[];
  queries?: readonly Queries[];
  /** Mutations, subscriptions and computed fields. */
  resolvers?: readonly ClassType[];
  /** Lists that `qorgan export` writes. */
  lists?: readonly List[];
}

let made: GraphQLSchema | undefined;

/** The schema of all modules. type-graphql keeps its declarations globally, so there is one for the process. */
export function createSchema(modules: readonly Module[]): GraphQLSchema {
  made ??= build(modules);
  return made;
}

function build(modules: readonly Module[]): GraphQLSchema {
  const entities = modules.flatMap((module) => module.relations ?? []);
  for (const entity of entities) {
    registerNode(entity);
    registerTable(entity);
  }
  const resolvers = [
    NodeResolver,
    ApiInfoResolver,
    ...entities.map(registerRelations),
    ...modules.flatMap((module) => module.queries ?? []).map(registerQueries),
    ...modules.flatMap((module) => module.resolvers ?? []),
  ] as const;
  const types = entities.map(({ type }) => type() as ClassType);
  return buildSchemaSync({
    resolvers: resolvers as unknown as [ClassType],
    orphanedTypes: [...types, ...userErrorTypes],
    validate: false,
    pubSub: unusedPubSub,
  });
}

const refusePubSub = () => {
  throw new Error("Subscriptions follow the journal: declare `subscribe`, not topics");
};
// type-graphql builds no subscription without one.
const unusedPubSub = { publish: refusePubSub, subscribe: refusePubSub };
