import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Drawing } from "./document.js";
import { type Asked, operationOf } from "./lanes.js";
import { placeOf } from "./selection.js";
import type { Place } from "./values.js";

/** Other variables for an operation: what a plan of it that is kept must not have kept too. */
export function redrawVariables(
  { schema, random, values }: Drawing,
  query: Pick<Asked, "document" | "operationName">,
): Record<string, unknown> {
  const places = findPlaces(schema, query.document);
  const { variableDefinitions = [] } = operationOf(query);
  const given = variableDefinitions.flatMap(({ variable, type, defaultValue }) => {
    const name = variable.name.value;
    const of = typeFromAST(schema, type as never) as GraphQLInputType;
    const mayLack = defaultValue !== undefined || !isNonNullType(of);
    if (mayLack && random.chance(0.25)) return [];
    return [[name, values.draw(of, places.get(name) ?? { name })]];
  });
  return Object.fromEntries(given);
}

/** Where the values of the variables go. */
function findPlaces(schema: GraphQLSchema, document: DocumentNode): Map<string, Place> {
  const places = new Map<string, Place>();
  const info = new TypeInfo(schema);
  let inner: string | undefined;
  const note = (variable: string) => {
    const field = info.getFieldDef();
    const name = inner ?? info.getArgument()?.name;
    if (field && name) places.set(variable, { ...placeOf(field), name });
  };
  const visitor = {
    ObjectField: {
      enter: ({ name }: { name: { value: string } }) => void (inner = name.value),
      leave: () => void (inner = undefined),
    },
    Variable: ({ name }: { name: { value: string } }) => note(name.value),
  };
  visit(document, visitWithTypeInfo(info, visitor));
  return places;
}
