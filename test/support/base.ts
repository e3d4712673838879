import { readFile } from "node:fs/promises";
import { type Database, maintain } from "../../src/db/database.js";
import { districts, localities, regions } from "../../src/modules/territories/table.js";

const SEED = new URL("../../src/db/seed/territories.json", import.meta.url);

interface Unit {
  kato: string;
  kind: (typeof regions.$inferInsert)["kind"];
  ru: string;
  kk?: string;
  en?: string;
}
type Below = Unit & { parent: string; level: number };

/** What every test database holds from the start: the real territories. */
export async function insertBase(database: Database) {
  const seed = JSON.parse(await readFile(SEED, "utf8")) as {
    regions: Unit[];
    districts: Unit[];
    localities?: Below[];
  };
  const below = seed.localities ?? [];
  await maintain(database, async ({ db }) => {
    await db.insert(regions).values(seed.regions.map(toRow));
    await db.insert(districts).values(seed.districts.map(toRow));
    if (below.length) await db.insert(localities).values(below.map((unit) => localityRow(unit, below)));
  });
}

const toRow = ({ kato, kind, ru, kk, en }: Unit) => ({ kato, kind, nameRu: ru, nameKk: kk, nameEn: en });

function localityRow(unit: Below, all: readonly Below[]) {
  const parentKato = unit.level > 3 ? unit.parent : null;
  return { ...toRow(unit), parentKato, level: unit.level, lastKato: lastBelow(unit.kato, all) };
}

const lastBelow = (kato: string, all: readonly Below[]): string =>
  all.filter(({ parent }) => parent === kato).reduce((last, unit) => max(last, lastBelow(unit.kato, all)), kato);

const max = (a: string, b: string) => (a > b ? a : b);
