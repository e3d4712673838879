import { and, between, eq, lte, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Enumeration } from "./enums.js";
import { filter } from "./filters.js";

/** Rows at least as grave as the given value; `rank` holds the value's position, the gravest first. */
export const atLeast = (rank: AnyPgColumn, kind: Enumeration, description: string) =>
  filter<string>(
    [rank],
    () => kind.type,
    description,
    (value) => lte(rank, kind.values.indexOf(value)),
  );

/** Rows that have one of the given values; an empty list keeps none. Lists are ordered by the rank, and walk to it. */
export const isRankedOneOf = (rank: AnyPgColumn, kind: Enumeration, description: string) =>
  filter<string[]>(
    [rank],
    () => kind.type,
    description,
    (values) =>
      isAmong(
        rank,
        values.map((value) => kind.values.indexOf(value)),
      ),
    true,
  );

function isAmong(rank: AnyPgColumn, ranks: readonly number[]): SQL {
  if (ranks.length === 1) return eq(rank, ranks[0]);
  const among = sql`${rank} = any(${sql.param(ranks)}::int[])`;
  // An index that begins with the territory is walked between two ranks, but not to each of several.
  return ranks.length ? (and(between(rank, Math.min(...ranks), Math.max(...ranks)), among) as SQL) : among;
}
