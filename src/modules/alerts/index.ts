import type { Module } from "../../graphql/schema.js";
import { AlertSubscription } from "./events.js";
import { alertList, alertQueries, alertRelations } from "./relations.js";
import { AddresseeResolver, AlertResolver } from "./resolver.js";

export const alerts: Module = {
  relations: [alertRelations],
  queries: [alertQueries],
  resolvers: [AlertResolver, AddresseeResolver, AlertSubscription],
  lists: [alertList],
};
