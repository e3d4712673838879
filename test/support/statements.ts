import type { Database } from "../../src/db/database.js";

const RUNS = 4;

/** How many SQL statements the work takes: the least of some runs, since the journal's reader sends its own in between. */
export async function countStatements(database: Database, work: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = database.statements.count;
    await work();
    counts.push(database.statements.count - before);
  }
  return Math.min(...counts);
}
