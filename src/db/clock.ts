import { sql } from "drizzle-orm";
import type { Transaction } from "./database.js";

/** The time by the database's clock, the only one that counts. */
export async function readClock(tx: Transaction): Promise<Date> {
  const [clock] = await tx.rows<{ now: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  );
  return new Date(Math.floor((clock as { now: number }).now));
}
