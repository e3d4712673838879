import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type ClassType } from "type-graphql";
import { ApiInfoResolver } from "./api-info.js";
import { findTable } from "./expose.js";
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
  const declared = modules.flatMap((module) => module.relations ?? []);
  // The others are parts of an entity's row, such as the board of a district.
  for (const entity of declared.filter(({ type }) => findTable(type()))) {
    registerNode(entity);
    registerTable(entity);
  }
  const resolvers = [
    NodeResolver,
    ApiInfoResolver,
    ...declared.map(registerRelations),
    ...modules.flatMap((module) => module.queries ?? []).map(registerQueries),
    ...modules.flatMap((module) => module.resolvers ?? []),
  ] as const;
  const types = declared.map(({ type }) => type() as ClassType);
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
