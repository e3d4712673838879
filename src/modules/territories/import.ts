import { sql } from "drizzle-orm";
import { auditCommand } from "../../audit/record.js";
import { readTable } from "../../db/csv.js";
import type { Database, Transaction } from "../../db/database.js";
import {
  type ImportOptions,
  type ImportSummary,
  type OnProgress,
  planImport,
  readAll,
  summarise,
  writeBatches,
} from "../../db/import.js";
import { checkUnits, type KnownUnit, type Unit } from "./classifier.js";
import { districts, localities, regions } from "./table.js";

/** Imports the state classifier as it is published. Units that the file doesn't name stay as they are. */
export async function importTerritories(
  database: Database,
  { file, dryRun }: ImportOptions,
  onProgress: OnProgress,
): Promise<ImportSummary> {
  const table = await readTable(file, { required: ["id", "parent_id", "code", "name"], quoted: false });
  const known = await readAll(database, loadUnits);
  const units = checkUnits(table, known);
  const plan = planImport(units, ({ kato }) => known.get(kato), changedUnit);
  onProgress(plan.unchanged, units.length, "territories");
  if (!dryRun)
    await writeUnits(database, [...plan.inserted, ...plan.updated], (done) => {
      onProgress(plan.unchanged + done, units.length, "territories");
    });
  return summarise(plan, table.refused, dryRun);
}

async function loadUnits({ db }: Transaction): Promise<Map<string, KnownUnit>> {
  const above = { parentKato: sql<null>`null`, lastKato: sql<null>`null` };
  const columns = ({ kato, kind, nameRu }: typeof regions | typeof districts | typeof localities) => ({
    kato,
    kind,
    nameRu,
  });
  const ofRegions = await db.select({ ...columns(regions), level: sql<number>`1`, ...above }).from(regions);
  const ofDistricts = await db.select({ ...columns(districts), level: sql<number>`2`, ...above }).from(districts);
  const { level, parentKato, lastKato } = localities;
  const ofLocalities = await db.select({ ...columns(localities), level, parentKato, lastKato }).from(localities);
  return new Map([...ofRegions, ...ofDistricts, ...ofLocalities].map((unit) => [unit.kato, unit]));
}

function changedUnit(old: KnownUnit, unit: Unit): Unit | null {
  // Nothing is deleted, so a range never shrinks: units that only this database knows may stand at its end.
  const lastKato = old.lastKato && old.lastKato > unit.lastKato ? old.lastKato : unit.lastKato;
  const isSame =
    old.nameRu === unit.nameRu &&
    old.kind === unit.kind &&
    (unit.level < 3 || (old.level === unit.level && old.parentKato === unit.parentKato && old.lastKato === lastKato));
  return isSame ? null : { ...unit, lastKato };
}

async function writeUnits(database: Database, units: readonly Unit[], onDone: (done: number) => void) {
  let before = 0;
  // Level by level: a district refers to its region and a locality to its district.
  for (const [isOf, write] of LEVELS) {
    const rows = units.filter(({ level }) => isOf(level));
    await writeBatches(database, rows, async (tx, batch, done) => {
      await write(tx, batch);
      await auditCommand(tx, { action: "territoriesImport", subjectType: "Territory", subjectId: null });
      onDone(before + done);
    });
    before += rows.length;
  }
}

const renamed = { kind: sql`excluded.kind`, nameRu: sql`excluded.name_ru` };

const LEVELS: [(level: number) => boolean, (tx: Transaction, units: Unit[]) => Promise<unknown>][] = [
  [
    (level) => level === 1,
    ({ db }, units) => db.insert(regions).values(units).onConflictDoUpdate({ target: regions.kato, set: renamed }),
  ],
  [
    (level) => level === 2,
    ({ db }, units) => db.insert(districts).values(units).onConflictDoUpdate({ target: districts.kato, set: renamed }),
  ],
  [
    (level) => level > 2,
    ({ db }, units) =>
      db
        .insert(localities)
        .values(units)
        .onConflictDoUpdate({
          target: localities.kato,
          set: {
            ...renamed,
            level: sql`excluded.level`,
            parentKato: sql`excluded.parent_kato`,
            lastKato: sql`excluded.last_kato`,
          },
        }),
  ],
];
