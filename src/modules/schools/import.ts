import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { auditCommand } from "../../audit/record.js";
import { readTable, type Table } from "../../db/csv.js";
import type { Database, Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import {
  type ImportOptions,
  type ImportSummary,
  type OnProgress,
  planImport,
  readAll,
  summarise,
  takeRow,
  writeBatches,
} from "../../db/import.js";
import { fail } from "../../graphql/errors.js";
import { agencies } from "../agencies/table.js";
import { districts, localities, regions } from "../territories/table.js";
import { OPTIONAL, REQUIRED, readSchool, type SchoolCells } from "./import-row.js";
import { schools } from "./table.js";

type Old = typeof schools.$inferSelect;
type Row = SchoolCells & { agencyId: string };

/** Imports a table of schools by their `external_id`. Columns that the file hasn't got stay as they are. */
export async function importSchools(
  database: Database,
  { file, dryRun }: ImportOptions,
  onProgress: OnProgress,
): Promise<ImportSummary> {
  const table = await readTable(file, { required: REQUIRED, optional: OPTIONAL, quoted: true });
  const rows = await readAll(database, async (tx) => checkSchools(table, await loadUnits(tx)));
  const known = await readAll(database, (tx) => loadSchools(tx, rows));
  const plan = planImport(rows, ({ externalId }) => known.get(externalId), changedSchool);
  let done = plan.unchanged;
  const advance = (count: number) => onProgress((done += count), rows.length, "schools");
  advance(0);
  if (!dryRun) {
    const write = async (tx: Transaction, batch: Row[]) => {
      await writeSchools(tx, batch);
      await auditCommand(tx, { action: "schoolsImport", subjectType: "School", subjectId: null });
      advance(batch.length);
    };
    await writeBatches(database, plan.inserted, write);
    await writeBatches(database, plan.updated, write);
  }
  return summarise(plan, table.refused, dryRun);
}

/** Every code with whether a school may stand there: a region alone says too little. */
async function loadUnits({ db }: Transaction): Promise<Map<string, boolean>> {
  const ofRegions = await db.select({ kato: regions.kato }).from(regions);
  const ofDistricts = await db.select({ kato: districts.kato }).from(districts);
  const ofLocalities = await db.select({ kato: localities.kato }).from(localities);
  const below = [...ofDistricts, ...ofLocalities].map(({ kato }): [string, boolean] => [kato, true]);
  return new Map([...ofRegions.map(({ kato }): [string, boolean] => [kato, false]), ...below]);
}

function checkSchools({ rows, columns, refused }: Table, units: ReadonlyMap<string, boolean>): Row[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row) => {
    const school = takeRow(refused, row, () => {
      const read = readSchool(row.cells, columns);
      checkPlace(read, units);
      checkOnce(read.externalId, lines);
      return { ...read, agencyId: fromUuid("agency", v7()) };
    });
    if (school) lines.set(school.externalId, row.line);
    return school ?? [];
  });
}

function checkPlace({ kato }: SchoolCells, units: ReadonlyMap<string, boolean>) {
  const isInDistrict = units.get(kato);
  if (isInDistrict) return;
  const rule = isInDistrict === false ? "lie in a district, not be a region" : "be a code of the classifier KATO";
  throw fail("UNKNOWN_KATO", ["kato"], `kato must ${rule}, but got ${kato}`);
}

function checkOnce(externalId: string, lines: ReadonlyMap<string, number>) {
  const line = lines.get(externalId);
  const message = `external_id must stand once, but "${externalId}" stands on line ${line} too`;
  if (line) throw fail("INVALID_INPUT", ["external_id"], message);
}

async function loadSchools({ db }: Transaction, rows: readonly Row[]): Promise<Map<string, Old>> {
  const ids = rows.map(({ externalId }) => externalId);
  if (!ids.length) return new Map();
  const found = await db
    .select()
    .from(schools)
    .where(sql`${schools.externalId} = any(${sql.param(ids)}::text[])`);
  return new Map(found.map((school) => [school.externalId as string, school]));
}

function changedSchool(old: Old, row: Row): Row | null {
  const fields = Object.keys(row).filter((field) => field !== "agencyId") as (keyof SchoolCells)[];
  return fields.every((field) => row[field] === old[field]) ? null : { ...row, agencyId: old.agencyId };
}

// The school and its agency are one thing with one name: written together.
async function writeSchools({ db }: Transaction, rows: readonly Row[]) {
  const asAgencies = rows.map(({ agencyId: id, kato, nameRu, nameKk, phone }) => {
    return { id, kind: "SCHOOL" as const, kato, nameRu, ...given({ nameKk, phone }) };
  });
  await db
    .insert(agencies)
    .values(asAgencies)
    .onConflictDoUpdate({ target: agencies.id, set: excluded(agencies, asAgencies) });
  const set = { ...excluded(schools, rows), version: sql`${schools.version} + 1` };
  await db
    .insert(schools)
    .values(rows.map((row) => ({ kind: "SECONDARY" as const, ownership: "STATE" as const, ...row })))
    .onConflictDoUpdate({ target: schools.agencyId, set });
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The SET of an upsert: the columns that the rows name and no other. */
function excluded(table: PgTable, [row = {}]: readonly object[]): Record<string, SQL> {
  const columns = getTableColumns(table);
  const set = Object.keys(row).map((field) => [field, sql.raw(`excluded.${columns[field]?.name}`)]);
  return Object.fromEntries(set) as Record<string, SQL>;
}
