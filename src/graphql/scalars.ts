import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTimeISO, GraphQLLocalDate } from "graphql-scalars";
import { fail } from "./errors.js";

function parseKato(value: unknown): string {
  if (typeof value === "string" && /^[1-9]\d{8}$/.test(value)) return value;
  throw fail(
    "UNKNOWN_KATO",
    ["kato"],
    `A KATO code must be nine digits, such as "751210000", but got ${JSON.stringify(value)}`,
  );
}

/** A code of the state classifier of territories, nine digits as text. */
export const Kato = new GraphQLScalarType<string, string>({
  name: "Kato",
  description: "A code of the state classifier of administrative-territorial units (KATO): nine digits, as text.",
  serialize: (value) => String(value),
  parseValue: parseKato,
  parseLiteral: (node) => parseKato(node.kind === Kind.STRING ? node.value : undefined),
});

/** UTC with milliseconds: `2026-11-21T08:15:00.000Z`. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "A time in UTC with milliseconds, such as 2026-11-21T08:15:00.000Z. Input may have any offset.",
});

/** A day without a time: `2026-11-21`. */
export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  description: "A day, such as 2026-11-21.",
});
