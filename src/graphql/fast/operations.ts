import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { collectFields } from "graphql/execution/collectFields.js";
import { reasonOf } from "../plan/unplannable.js";
import type { Rest } from "./rest.js";

const MOST_FLAGS = 64;

/** What of an operation doesn't change from request to request. */
interface Known {
  serial: number;
  type: GraphQLObjectType;
  fragments: Record<string, FragmentDefinitionNode>;
  /** The root fields, by what `@skip` and `@include` look at. */
  fields: Map<string, Fields>;
}

/** Finds an operation's root fields, and what its shape goes by. */
export function createOperations(schema: GraphQLSchema) {
  const operations = new WeakMap<OperationDefinitionNode, Known>();
  let last = 0;
  function knownOf({ document, operation }: Rest): Known {
    const found = operations.get(operation);
    if (found) return found;
    const type = schema.getRootType(operation.operation) as GraphQLObjectType;
    const made = { serial: ++last, type, fragments: fragmentsOf(document), fields: new Map() };
    operations.set(operation, made);
    return made;
  }
  return (question: Rest & { variables: Record<string, unknown> }) => {
    const { operation, variables } = question;
    const { serial, type, fragments, fields: byFlags } = knownOf(question);
    const flags = operation.variableDefinitions?.map(({ variable: { name } }) => flagOf(variables[name.value]));
    const key = flags?.join("") ?? "";
    const known = byFlags.get(key);
    const fields = known ?? rootFields(() => collectFields(schema, fragments, variables, type, operation.selectionSet));
    if (!known && byFlags.size < MOST_FLAGS) byFlags.set(key, fields);
    return { type, fragments, variables, fields, operation: `${serial} ${key}` };
  };
}

type Fields = ReturnType<typeof collectFields>;

// A variable of `@skip` or `@include` may be null where it has a default: there are no fields then, but an error.
function rootFields(collect: () => Fields): Fields {
  try {
    return collect();
  } catch (error) {
    reasonOf(error);
    return new Map();
  }
}

const flagOf = (value: unknown) => (typeof value === "boolean" ? Number(value) : "-");

const fragmentsOf = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
