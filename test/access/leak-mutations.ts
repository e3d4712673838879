import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Client } from "../support/start.js";

const SCALARS: Record<string, string> = {
  ID: "$id",
  String: '"x"',
  Int: "1",
  Float: "1",
  Boolean: "true",
  Kato: '"751210000"',
  DateTime: `"${new Date(Date.now() + 86_400_000).toISOString()}"`,
  LocalDate: '"2026-01-01"',
};

/** Some value of a type, with the one id wherever an id must be. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return String(type.getValues()[0]?.name);
  if (isInputObjectType(type)) return inputOf(type, []);
  return SCALARS[type.name] as string;
}

const inputOf = (type: GraphQLInputObjectType, also: readonly string[]): string =>
  `{ ${Object.values(type.getFields())
    .filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || also.includes(field.name))
    .map((field) => `${field.name}: ${literalOf(field.type)}`)
    .join(" ")} }`;

const ID_FIELD = /^ids?$|Ids?$/;

/** Every mutation with an id in each place where its input takes one. */
export function actionsOn(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields.flatMap(({ name, args }) => {
    const input = args[0]?.type;
    const type = isNonNullType(input) ? input.ofType : input;
    if (!isInputObjectType(type)) return [];
    const ids = Object.values(type.getFields()).filter(
      (field) => ID_FIELD.test(field.name) && field.name !== "clientMutationId",
    );
    return ids.map(
      (field) => `${name}(input: ${inputOf(type, [field.name])}) { errors { __typename code path message } }`,
    );
  });
}

const CHUNK = 35;

// Messages tell bounds that go with the clock.
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** The answers of every action on an id, without the id itself and the time of day. */
export async function act(client: Client, actions: readonly string[], id: string): Promise<string[]> {
  const answers: string[] = [];
  for (let from = 0; from < actions.length; from += CHUNK) {
    const part = actions.slice(from, from + CHUNK).map((action, i) => `a${i}: ${action}`);
    const { data, errors } = await client.run(`mutation($id: ID!) { ${part.join("\n")} }`, { id });
    answers.push(
      ...part.map((_, i) =>
        JSON.stringify(data?.[`a${i}`] ?? errors)
          .replaceAll(id, "…")
          .replaceAll(TIME, "…"),
      ),
    );
  }
  return answers;
}
