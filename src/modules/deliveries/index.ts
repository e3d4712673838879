import type { Module } from "../../graphql/schema.js";
import { deliveryRelations } from "./relations.js";
import { DeliveryResolver } from "./resolver.js";

export const deliveries: Module = {
  relations: [deliveryRelations],
  resolvers: [DeliveryResolver],
};
