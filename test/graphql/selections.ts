import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, getNamedType, isLeafType } from "graphql";
import type { Random } from "../../src/db/seed/random.js";
import { objectTypesOf } from "../../src/graphql/reach.js";
import type { StreamName } from "./alike.js";

type Field = GraphQLField<unknown, unknown>;

const DEPTH = 4;

/** A random subscription: some fields of each of its items, and of what they lead to. */
export function drawSubscription(schema: GraphQLSchema, random: Random, stream: StreamName): string {
  const root = schema.getSubscriptionType()?.getFields()[stream] as Field;
  const needsId = root.args.some(({ name }) => name === "id");
  const items = objectTypesOf(root, schema).map((type) => `... on ${type.name} { ${drawFields(type, DEPTH)} }`);
  return `subscription${needsId ? "($id: ID!)" : ""} { ${stream}${needsId ? "(id: $id)" : ""} { ${items.join(" ")} } }`;

  function drawFields(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const inner = depth > 0 ? fields.filter((field) => !leaves.includes(field)) : [];
    const drawn = [...random.sample(leaves, 3), ...random.sample(inner, 2)];
    return ["__typename", ...drawn.map((field) => drawField(field, depth))].join(" ");
  }

  function drawField(field: Field, depth: number): string {
    const [type] = objectTypesOf(field, schema);
    if (!type) return field.name;
    // A page and its edges aren't things of their own.
    const spent = /(Connection|Edge)$/.test(type.name) ? 0 : 1;
    return `${field.name} { ${drawFields(type, depth - spent)} }`;
  }
}
