import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** SQL in pieces around its values: the pieces are text of the statement, the values are its parameters. */
export interface Rendered {
  readonly pieces: readonly string[];
  readonly values: readonly unknown[];
}

/** A place in a statement for SQL that each request gives, such as the conditions of its filters. */
export interface Slot extends SQLWrapper {
  shouldOmitSQLParens(): boolean;
}

/** What a request gives: SQL for each slot, and values that any text takes. */
export interface Given {
  slots: ReadonlyMap<Slot, Rendered>;
  /** The viewer's. */
  settings: Readonly<Record<string, string>>;
}

/** A statement, and what it takes of a request as its parameters. */
export interface Statement {
  text: string;
  valuesOf(given: Given): unknown[];
}

/** One parameter and no text of its own. */
export const renderValue = (value: unknown): Rendered => ({ pieces: PARAMETER, values: [value] });
const PARAMETER = ["", ""];

type Value = (given: Given) => unknown;
const dialect = new PgDialect();

export function render(part: SQL): Rendered {
  const { sql: text, params: values } = dialect.sqlToQuery(part);
  // Names and texts of declarations hold no dollar sign.
  return { pieces: text.split(/\$\d+/), values };
}

/** A parameter by the name of a setting. */
export const settingOf = (name: string): SQL => sql`${taken(({ settings }) => settings[name])}::text`;

let rendering: Given | undefined;

export function createSlot(): Slot {
  const slot: Slot = {
    getSQL() {
      const { pieces = [] } = rendering?.slots.get(slot) ?? {};
      const [first = "", ...rest] = pieces.map((piece) => sql.raw(piece));
      const behind = rest.flatMap((piece, i) => [taken(({ slots }) => slots.get(slot)?.values[i]), piece]);
      return sql.join([first, ...behind]);
    },
    shouldOmitSQLParens: () => true,
  };
  return slot;
}

/** The statement whose slots hold what the request gives; for another with the same pieces it is the same. */
export function renderStatement(statement: SQL, given: Given): Statement {
  rendering = given;
  try {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    return { text, valuesOf: (asked) => (params as Value[]).map((value) => value(asked)) };
  } finally {
    rendering = undefined;
  }
}

const taken = (value: Value) => sql.param(value);
