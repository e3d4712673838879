import { figures } from "../../modules/schools/table.js";
import { districts, localities, regions } from "../../modules/territories/table.js";
import type { Transaction } from "../database.js";
import statements from "./figures.json" with { type: "json" };
import territories from "./territories.json" with { type: "json" };

interface Unit {
  kato: string;
  kind: string;
  ru: string;
  kk?: string;
  en?: string;
}
type Below = (typeof territories.localities)[number];
type Figure = typeof figures.$inferInsert;
type Kind = (typeof regions.$inferInsert)["kind"];

const named = ({ kato, kind, ru, kk, en }: Unit) => ({ kato, kind: kind as Kind, nameRu: ru, nameKk: kk, nameEn: en });

/** Writes the real territories, but leaves alone those that are there: an import knows more of them. */
export async function insertTerritories({ db }: Transaction): Promise<void> {
  await db.insert(regions).values(territories.regions.map(named)).onConflictDoNothing();
  await db.insert(districts).values(territories.districts.map(named)).onConflictDoNothing();
  await db.insert(localities).values(territories.localities.map(toLocality)).onConflictDoNothing();
}

/** Writes the published figures N01 to N20 of domain.md 1.2; one that stands already isn't doubled. */
export async function insertFigures({ db }: Transaction): Promise<void> {
  await db
    .insert(figures)
    .values(statements as Figure[])
    .onConflictDoNothing();
}

const toLocality = (unit: Below) => ({
  ...named(unit),
  parentKato: unit.level > 3 ? unit.parent : null,
  level: unit.level,
  lastKato: lastBelow(unit),
});

const lastBelow = (unit: Below): string => {
  const below = territories.localities.filter(({ parent }) => parent === unit.kato);
  return [unit.kato, ...below.map(lastBelow)].sort().at(-1) as string;
};
