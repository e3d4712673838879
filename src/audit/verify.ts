import { asc, gt, sql } from "drizzle-orm";
import { type Database, type Transaction, transact } from "../db/database.js";
import type { OnProgress } from "../db/import.js";
import { compareEntries, type Finding } from "./compare.js";
import { type Head, type HeadKey, hashOf, NO_BLOCK, textOf } from "./head.js";
import { type AuditBlockRow, headOf, isAfter, unsignedOf } from "./seal.js";
import { auditBlocks, auditEntries } from "./table.js";
import { type AuditEntryRow, rootOf } from "./tree.js";

export interface Verdict {
  blocks: number;
  entries: number;
  /** Entries that aren't sealed yet, about which nothing can be said. */
  unsealed: number;
  /** How many heads were compared, or null without a file of heads. */
  heads: number | null;
  /** What is wrong; the first hundred. */
  findings: Finding[];
  /** How many things are wrong. */
  wrong: number;
}

export interface Evidence {
  database: Database;
  isSigned: HeadKey["isSigned"];
  /** Heads as they were published, in any order. */
  heads: readonly Head[] | null;
}

const BLOCKS = 20;
const MAX_FINDINGS = 100;
const WORKER = { role: "qorgan_worker", mode: "read" } as const;

/** Recomputes every leaf, root, link and signature, and compares the blocks with the published heads. */
export async function verifyAudit({ database, isSigned, heads }: Evidence, progress: OnProgress): Promise<Verdict> {
  const found: Verdict = { blocks: 0, entries: 0, unsealed: 0, heads: heads?.length ?? null, findings: [], wrong: 0 };
  const report = (finding: Finding) => {
    if (++found.wrong <= MAX_FINDINGS) found.findings.push(finding);
  };
  const published = Map.groupBy(heads ?? [], ({ number }) => number);
  const total = await countBlocks(database);
  let last: AuditBlockRow | undefined;
  for (;;) {
    const part = await readPart(database, last);
    for (const { block, rows } of part) {
      for (const what of faultsOf(block, last, isSigned)) report({ block: block.number, entry: null, what });
      for (const finding of compareEntries(block, rows)) report(finding);
      for (const what of strayHeads(block, published)) report({ block: block.number, entry: null, what });
      found.entries += rows.length;
      last = block;
    }
    found.blocks += part.length;
    progress(found.blocks, total, "blocks");
    if (part.length < BLOCKS) break;
  }
  for (const number of [...published.keys()].sort((a, b) => a - b)) {
    if (number > (last?.number ?? 0)) report({ block: number, entry: null, what: CUT_OFF });
  }
  found.unsealed = await countUnsealed(database, last);
  return found;
}

const CUT_OFF = "the block is missing: its head was published, but the newest entries were cut off";

interface Part {
  block: AuditBlockRow;
  rows: AuditEntryRow[];
}

/** The next blocks, each with the entries that lie between the end of the one before and its own. */
const readPart = (database: Database, last: AuditBlockRow | undefined): Promise<Part[]> =>
  transact(database, WORKER, async (tx) => {
    const after = last && gt(auditBlocks.number, last.number);
    const blocks = await tx.db.select().from(auditBlocks).where(after).orderBy(asc(auditBlocks.number)).limit(BLOCKS);
    const parts: Part[] = [];
    for (const block of blocks) parts.push({ block, rows: await readBetween(tx, parts.at(-1)?.block ?? last, block) });
    return parts;
  });

const readBetween = ({ db }: Transaction, last: AuditBlockRow | undefined, block: AuditBlockRow) =>
  db
    .select()
    .from(auditEntries)
    .where(sql`${isAfter(last)} and not ${isAfter(block)}`)
    .orderBy(auditEntries.xid, auditEntries.seq);

function faultsOf(block: AuditBlockRow, last: AuditBlockRow | undefined, isSigned: Evidence["isSigned"]): string[] {
  const expected = (last?.number ?? 0) + 1;
  const previous = last ? hashOf(unsignedOf(last)) : NO_BLOCK;
  const rules: [holds: boolean, what: string][] = [
    [block.number === expected, `its number must be ${expected}: blocks before it are missing`],
    [block.previous === previous, "it doesn't follow the block before it: one was changed, removed or put in between"],
    [isSigned(headOf(block)), "its signature isn't one of the server's key"],
    [block.root === rootOf(block.leaves), "its root isn't that of its leaves"],
    [block.count === block.leaves.length, `it must hold ${block.count} entries, but holds ${block.leaves.length}`],
  ];
  return rules.flatMap(([holds, what]) => (holds ? [] : [what]));
}

const strayHeads = (block: AuditBlockRow, published: Map<number, Head[]>): string[] =>
  (published.get(block.number) ?? []).some((head) => textOf(head) !== textOf(unsignedOf(block)))
    ? ["it isn't the block whose head was published"]
    : [];

const countBlocks = (database: Database) => transact(database, WORKER, async ({ db }) => db.$count(auditBlocks));

const countUnsealed = (database: Database, last: AuditBlockRow | undefined) =>
  transact(database, WORKER, async ({ db }) => db.$count(auditEntries, isAfter(last)));
