import { type Database, transact } from "../db/database.js";
import { createBounded } from "./bounded.js";
import { type Domain, unknownKato } from "./context.js";
import type { FilterContext, TerritoryScope } from "./filters.js";

// The whole classifier has 16,264 codes.
const MOST = 20_000;
const READER = { role: "qorgan_reader", mode: "read" } as const;

/**
 * Finds territories, and remembers those that are there: their region and district follow from the code. An import of
 * the classifier may add some, which are found then, or move the last code below one, which is known after a restart.
 */
export function createTerritories(database: Database, find: Domain["findTerritory"]): FilterContext["territory"] {
  const known = createBounded<TerritoryScope>(MOST);
  return async (kato, path) => {
    const scope = known.find(kato) ?? (await transact(database, READER, (tx) => find(tx, kato)));
    if (!scope) throw unknownKato(kato, path);
    return known.add(kato, scope);
  };
}
