import { and, eq, is, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, PgColumn, type PgTable } from "drizzle-orm/pg-core";
import { type Measured, sourcesOf, type Tally } from "../computed.js";
import { fieldOf } from "../keyset.js";
import { type Compilation, namedTypeOf, object, type Selected } from "./compilation.js";
import { concat, listed, orHole, type Part, scalar } from "./json.js";
import type { Level } from "./row.js";

/** The value of an expression over the row. */
export function measured({ value }: Measured, level: Level): Part[] {
  const expression = value(named(level));
  requireGranted(expression, level.compilation);
  return [orHole(sql`to_json(${expression})::text`)];
}

/** The row as declarations see it: the table, but with the names that its columns have in the statement. */
const named = ({ table, rows }: Level): PgTable =>
  new Proxy(table, {
    get(_, name) {
      const found = table[name as keyof PgTable] as unknown;
      return is(found, PgColumn) ? rows.column(found) : found;
    },
  });

function requireGranted(expression: SQL | undefined, { grants }: Compilation) {
  for (const source of sourcesOf(expression)) grants.require(source);
}

const count = sql.identifier("count_");

/** The counts of rows that name the owner, each as an object. */
export function tally({ field, nodes }: Selected, { key, from, by, rank, where }: Tally, level: Level): Part[] {
  const { compilation, rows } = level;
  for (const column of [key, by, rank]) compilation.grants.require(column);
  requireGranted(where, compilation);
  const text = object(namedTypeOf(field), nodes, compilation, (selected) =>
    selected.field.name === fieldOf(by) ? scalar(by, nameOf(by)) : [sql`${count}::text`],
  );
  const kept = and(eq(key, rows.column(from)), where);
  const counted = sql`(select ${by}, ${rank}, count(*) as ${count} from ${key.table} where ${kept} group by ${by}, ${rank})`;
  return listed(sql`(select string_agg(${concat(text)}, ',' order by ${nameOf(rank)}) from ${counted} counted)`);
}

const nameOf = (column: AnyPgColumn) => sql`${sql.identifier(column.name)}`;
