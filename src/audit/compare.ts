import type { AuditBlockRow } from "./seal.js";
import { type AuditEntryRow, leafOf } from "./tree.js";

/** Something that isn't as it was recorded. */
export interface Finding {
  /** The block, or null behind the last one. */
  block: number | null;
  /** The id of the entry, when it is about one. */
  entry: string | null;
  what: string;
}

/** Compares the entries in a block's range with the leaves that it sealed. */
export function compareEntries(block: AuditBlockRow, rows: readonly AuditEntryRow[]): Finding[] {
  const sealed = new Map(block.entries.map((id, i) => [id, block.leaves[i]]));
  const present = new Set(rows.map(({ id }) => id));
  const say = (entry: string, what: string): Finding => ({ block: block.number, entry, what });
  const wrong = rows.flatMap((row) => {
    if (!sealed.has(row.id)) return [say(row.id, "the entry was inserted after the block was sealed")];
    return sealed.get(row.id) === leafOf(row) ? [] : [say(row.id, "the entry was changed")];
  });
  const missing = block.entries.filter((id) => !present.has(id));
  return [...wrong, ...missing.map((id) => say(id, "the entry is missing"))];
}
