import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { readsTier } from "../access/rights.js";
import { DATA_TIERS, type DataTier, tierOf } from "../access/tiers.js";
import type { Viewer } from "../access/viewer.js";
import { fail } from "./errors.js";
import { fieldOf } from "./keyset.js";
import type { List, Relations } from "./relations.js";
import { say } from "./say.js";

/** What is compared: the rows of a list. */
export type Compared = Pick<List, "name" | "table">;

const typeNames = new WeakMap<PgTable, string>();

/** Lets the tiers of a table's columns be known: they are those of the fields of the type that exposes it. */
export const registerTable = ({ type, table }: Relations) => void typeNames.set(table, type().name);

/**
 * The right to filter or order a list by columns, or a count would tell what a row may not. Whoever sees a row sees
 * the columns of its own tier, so they are free: the row's policy has decided already. A column of another table, or
 * of a stricter tier, needs a role that reads its tier; a relationship isn't enough, since it opens some rows of the
 * list and not the others. Whatever is compared is read under the policies besides.
 */
export function requireReadable(
  list: Compared,
  { name, reads }: { name: string; reads: readonly AnyPgColumn[] },
  viewer: Viewer | null,
) {
  const refused = tiersToProve(list, reads).find((tier) => !readsTier(viewer?.role ?? null, tier));
  if (!refused) return;
  const who = viewer?.role ?? say`the public`;
  const message = say`The filter ${name} must compare what the viewer may read, but ${who} reads nothing of the tier ${refused}`;
  throw fail("FILTER_NOT_ALLOWED", ["filter", name], message);
}

/** The tiers of columns that the rows of a list don't show to whoever sees them. */
export const tiersToProve = ({ table }: Compared, columns: readonly AnyPgColumn[]): DataTier[] =>
  columns
    .filter((column) => column.table !== table || isAbove(tierOfColumn(column), rowTierOf(table)))
    .map(tierOfColumn);

const isAbove = (tier: DataTier, other: DataTier) => DATA_TIERS.indexOf(tier) > DATA_TIERS.indexOf(other);

// A column that is no field of its own, such as a rank, is of its row's tier.
function tierOfColumn(column: AnyPgColumn): DataTier {
  const table = column.table as PgTable;
  return tierOf(typeNames.get(table) ?? "", fieldOf(column)) ?? rowTierOf(table);
}

// What nobody has said is as strict as can be. Territories are known by their code, everything else by its id.
function rowTierOf(table: PgTable): DataTier {
  const type = typeNames.get(table) ?? "";
  return tierOf(type, "id") ?? tierOf(type, "kato") ?? "T5";
}
