import { eq, sql } from "drizzle-orm";
import { scopeOfKato } from "../../access/viewer.js";
import type { Statement, Transaction } from "../../db/database.js";
import type { TerritoryScope } from "../../graphql/filters.js";
import { districts, localities, regions } from "./table.js";

type Found = { lastKato: string; isLocality: boolean };

/** A unit of any level by its code: regions and districts are their own last code. */
const unitByKato: Statement<Found> = {
  name: "unitByKato",
  build(db) {
    const code = sql`${sql.placeholder("kato")}::int`;
    const no = sql<boolean>`false`.as("is_locality");
    const yes = sql<boolean>`true`.as("is_locality");
    const region = db.select({ lastKato: regions.kato, isLocality: no }).from(regions);
    const district = db.select({ lastKato: districts.kato, isLocality: no }).from(districts);
    const locality = db.select({ lastKato: localities.lastKato, isLocality: yes }).from(localities);
    return region
      .where(eq(regions.kato, code))
      .unionAll(district.where(eq(districts.kato, code)))
      .unionAll(locality.where(eq(localities.kato, code)))
      .prepare(this.name);
  },
};

/** The territory of a code as lists filter it, or null when the classifier has none. */
export async function findTerritory(tx: Transaction, kato: string): Promise<TerritoryScope | null> {
  const [unit] = await tx.run(unitByKato, { kato: Number(kato) });
  if (!unit) return null;
  const scope = scopeOfKato(kato);
  if (!unit.isLocality) return scope;
  return { ...scope, locality: { from: Number(kato), to: Number(unit.lastKato) } };
}
