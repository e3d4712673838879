import { getTableName, type SQL, sql } from "drizzle-orm";
import type { KeyRing } from "../../access/keyring.js";
import { auditCommand } from "../../audit/record.js";
import { type Database, maintain, type Transaction } from "../../db/database.js";
import { type OnProgress, readAll } from "../../db/import.js";
import { sensitiveNotes } from "../notes/table.js";
import { webhookEndpoints } from "../webhooks/table.js";
import { childIdentities, guardianships } from "./table.js";

const BATCH = 1_000;

/** Every table of encrypted rows, with its primary key. */
const SEALED = [
  { name: getTableName(childIdentities), id: childIdentities.childId },
  { name: getTableName(guardianships), id: guardianships.id },
  { name: getTableName(sensitiveNotes), id: sensitiveNotes.id },
  { name: getTableName(webhookEndpoints), id: webhookEndpoints.webhookId },
];
type Sealed = (typeof SEALED)[number];

export interface KeyStatus {
  /** Under which version new data keys are wrapped. */
  current: number;
  versions: { version: number; dataKeys: number; isHeld: boolean }[];
}

/** How many data keys are wrapped under which version of the ring. */
export async function statusOfKeys(database: Database, ring: KeyRing): Promise<KeyStatus> {
  const counts = await readAll(database, countByVersion);
  const held = ring.versions();
  const versions = [...new Set([...held, ...counts.keys()])].sort((a, b) => a - b);
  return {
    current: ring.current(),
    versions: versions.map((version) => ({
      version,
      dataKeys: counts.get(version) ?? 0,
      isHeld: held.includes(version),
    })),
  };
}

export interface Rotated {
  version: number;
  /** Whether it was added by this run; not when an earlier one is finished, or the ring can't be changed here. */
  isNew: boolean;
  rewrapped: number;
}

/**
 * Wraps every data key under the ring's newest version, which is added first unless an earlier rotation has to be
 * finished. Old versions stay in the ring, so that whoever reads meanwhile is not disturbed.
 */
export async function rotateKeys(database: Database, ring: KeyRing, onProgress: OnProgress): Promise<Rotated> {
  const isDone = (await countBehind(database, ring)) === 0;
  const added = isDone ? await ring.addVersion() : null;
  const total = await countBehind(database, ring);
  let rewrapped = 0;
  for (const table of SEALED) {
    await eachBatch(database, ring, table, (count) => {
      rewrapped += count;
      onProgress(rewrapped, Math.max(total, rewrapped), "data keys");
    });
  }
  await maintain(database, (tx) => auditCommand(tx, { action: "keysRotate", subjectType: "KeyRing", subjectId: null }));
  return { version: ring.current(), isNew: added !== null, rewrapped };
}

async function countBehind(database: Database, ring: KeyRing): Promise<number> {
  const counts = await readAll(database, countByVersion);
  return [...counts].reduce((sum, [version, count]) => (version === ring.current() ? sum : sum + count), 0);
}

async function countByVersion(tx: Transaction): Promise<Map<number, number>> {
  const each = SEALED.map(
    ({ name }) => sql`select key_version from ${sql.identifier(name)} where data_key is not null`,
  );
  const rows = await tx.rows<{ version: number; count: number }>(
    sql`select key_version as version, count(*)::int as count from (${sql.join(each, sql` union all `)}) keys group by 1`,
  );
  return new Map(rows.map(({ version, count }) => [version, count]));
}

async function eachBatch(database: Database, ring: KeyRing, table: Sealed, onBatch: (count: number) => void) {
  let after: string | null = null;
  for (;;) {
    const { count, last }: Batch = await maintain(database, (tx) => rewrap(tx, ring, table, after));
    if (last === null) return;
    onBatch(count);
    after = last;
  }
}

interface Batch {
  count: number;
  last: string | null;
}
type Wrapped = { id: string; key: string; version: number };

// In the order of the primary key, each row once: what is behind isn't searched for again from the start.
async function rewrap(tx: Transaction, ring: KeyRing, table: Sealed, after: string | null): Promise<Batch> {
  const name = sql.identifier(table.name);
  const id = sql.identifier(table.id.name);
  const later = after === null ? sql`true` : sql`${id} > ${after}::uuid`;
  const rows = await tx.rows<Wrapped>(sql`
    select ${id}::text as id, encode(data_key, 'base64') as key, key_version as version from ${name}
    where data_key is not null and key_version <> ${ring.current()} and ${later}
    order by ${id} limit ${BATCH} for update`);
  if (rows.length === 0) return { count: 0, last: null };
  const anew = rows.map((row) => wrapAnew(ring, table, row));
  await tx.rows(updateOf(name, id, JSON.stringify(anew)));
  return { count: rows.length, last: (rows.at(-1) as Wrapped).id };
}

function wrapAnew(ring: KeyRing, { name, id: column }: Sealed, { id, key, version }: Wrapped): Wrapped {
  const owner = { table: name, row: String(column.mapFromDriverValue(id)) };
  const dataKey = ring.unwrap({ dataKey: Buffer.from(key, "base64"), keyVersion: version }, owner);
  const wrapped = ring.wrap(dataKey, owner);
  return { id, key: wrapped.dataKey.toString("base64"), version: wrapped.keyVersion };
}

const updateOf = (name: SQL | ReturnType<typeof sql.identifier>, id: ReturnType<typeof sql.identifier>, anew: string) =>
  sql`update ${name} set data_key = decode(anew.key, 'base64'), key_version = anew.version
    from jsonb_to_recordset(${anew}::text::jsonb) as anew(id uuid, key text, version int)
    where ${name}.${id} = anew.id`;
