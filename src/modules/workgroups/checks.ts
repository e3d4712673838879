import { inArray } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { requireJurisdiction } from "../../access/jurisdiction.js";
import { katoRange } from "../../access/viewer.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, type Target, uuidOf } from "../../graphql/lock.js";
import { say } from "../../graphql/say.js";
import type { agencies, officers } from "../agencies/table.js";
import type { children } from "../children/table.js";
import type { incidents } from "../incidents/table.js";
import type { GroupRow } from "./machine.js";
import { workingGroups } from "./table.js";

type Path = readonly string[];
type Named = typeof children | typeof incidents | typeof officers | typeof agencies;

/** Locks a group for its change. Everybody sees groups, so one of elsewhere is `NOT_ALLOWED` and not absent. */
export async function lockGroup(ctx: Context, tx: Transaction, target: Target, path: Path): Promise<GroupRow> {
  requireJurisdiction(ctx, await get(tx, workingGroups, target.id, path), { work: "groups", path });
  return lock(tx, workingGroups, target);
}

/** A list of an input, no longer than it may be. */
export function checkCount(values: readonly unknown[], path: Path, most: number) {
  if (values.length <= most) return;
  throw fail("OUT_OF_RANGE", path, say`${path.at(-1)} must hold at most ${most}, but got ${values.length}`);
}

/** A day or time as ISO text within bounds, both allowed. */
export function checkBetween(value: string, path: Path, [least, most]: readonly [string, string]): string {
  if (value >= least && value <= most) return value;
  throw fail("OUT_OF_RANGE", path, say`${path.at(-1)} must be ${least} to ${most}, but got ${value}`);
}

/** No value twice. */
export function checkOnce(values: readonly string[], pathOf: (index: number) => Path) {
  const again = values.findIndex((value, i) => values.indexOf(value) !== i);
  if (again < 0) return;
  const path = pathOf(again);
  throw fail("INVALID_INPUT", path, say`${path.at(-1)} must be given once, but "${values[again]}" is given again`);
}

/** Which ids of an input are looked for, and where each of them stood; null where none was given. */
interface Wanted<T> {
  table: T;
  ids: readonly (string | null | undefined)[];
  pathOf(index: number): Path;
}

/** The rows that an input names, by id, in one statement; `NOT_FOUND` when the viewer doesn't see one. */
export async function findAll<T extends Named>(tx: Transaction, { table, ids, pathOf }: Wanted<T>) {
  const given = [...ids.entries()].filter((entry): entry is [number, string] => entry[1] != null);
  for (const [i, id] of given) uuidOf(table.id, id, pathOf(i));
  if (given.length === 0) return new Map<string, T["$inferSelect"]>();
  const known = inArray(table.id, [...new Set(given.map(([, id]) => id))]);
  const rows = await tx.db
    .select()
    .from(table as PgTable)
    .where(known);
  const found = new Map((rows as { id: string }[]).map((row) => [row.id, row as unknown as T["$inferSelect"]]));
  for (const [i, id] of given) if (!found.has(id)) throw missing(id, pathOf(i));
  return found;
}

const missing = (id: string, path: Path) =>
  fail("NOT_FOUND", path, say`${path.at(-1)} must name a thing that is there for this viewer, but got "${id}"`);

/** A child, an incident or a school that a group deals with lies in the group's territory. */
export function checkWithin(group: { kato: string }, { kato }: { kato: string }, path: Path) {
  const { from, to } = katoRange(group.kato);
  if (kato >= from && kato <= to) return;
  throw fail(
    "INVALID_INPUT",
    path,
    say`${path.at(-1)} must lie in the group's territory, ${from} to ${to}, but lies in ${kato}`,
  );
}
