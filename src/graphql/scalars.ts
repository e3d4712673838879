import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate } from "graphql-scalars";
import { fail } from "./errors.js";
import { say } from "./say.js";

function parseKato(value: unknown): string {
  if (typeof value === "string" && /^[1-9]\d{8}$/.test(value)) return value;
  throw fail(
    "UNKNOWN_KATO",
    ["kato"],
    say`A KATO code must be nine digits, such as "751210000", but got ${JSON.stringify(value)}`,
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

function parseCursor(value: unknown): string {
  if (typeof value === "string" && value.length <= LONGEST_CURSOR) return value;
  throw fail("INVALID_CURSOR", ["after"], say`A cursor must be a text of at most ${LONGEST_CURSOR} characters.`);
}
const LONGEST_CURSOR = 4_000;

/** A place in a stream. */
export const Cursor = new GraphQLScalarType<string, string>({
  name: "Cursor",
  description: "A place in a stream, opaque: give the one that you got last, unchanged, to go on from there.",
  serialize: (value) => String(value),
  parseValue: parseCursor,
  parseLiteral: (node) => parseCursor(node.kind === Kind.STRING ? node.value : undefined),
});

/**
 * An IIN as input. It takes whatever comes: a value refused here would stand in the error; whoever reads it checks it.
 */
export const Iin = new GraphQLScalarType<string, string>({
  name: "Iin",
  description: "An individual identification number (IIN): twelve digits, as text.",
  serialize: (value) => String(value),
  parseValue: (value) => (typeof value === "string" ? value : ""),
  parseLiteral: (node) => (node.kind === Kind.STRING ? node.value : ""),
});

/** An object whose form isn't known here. */
export const JsonObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  description: "A JSON object, such as the values of a document's variables.",
  specifiedByURL: undefined,
});

/** UTC with milliseconds: `2026-11-21T08:15:00.000Z`. */
export const DateTime = new GraphQLScalarType({
  ...inYears(GraphQLDateTimeISO, (time: Date) => time.getUTCFullYear()),
  name: "DateTime",
  description: "A time in UTC with milliseconds, such as 2026-11-21T08:15:00.000Z. Input may have any offset.",
});

/** A day without a time: `2026-11-21`. */
export const LocalDate = new GraphQLScalarType({
  ...inYears(GraphQLLocalDate, (day: string) => Number(day.slice(0, 4))),
  description: "A day, such as 2026-11-21.",
});

// PostgreSQL has no year 0, and beyond 9999 the text of a time has another form.
function inYears<T>(scalar: GraphQLScalarType, yearOf: (value: T) => number) {
  const config = scalar.toConfig();
  const check = (value: T): T => {
    const year = yearOf(value);
    if (year >= 1 && year <= 9999) return value;
    throw fail("OUT_OF_RANGE", [], say`The year must be 1 to 9999, but got ${year}`);
  };
  return {
    ...config,
    parseValue: (value: unknown) => check(config.parseValue(value) as T),
    parseLiteral: (...args: Parameters<typeof config.parseLiteral>) => check(config.parseLiteral(...args) as T),
  };
}
