import { type SQL, sql } from "drizzle-orm";
import type { Percentiles } from "./type.js";

/** The percentiles of a time in seconds over the rows of a group, as JSON; a null doesn't count. */
export const percentilesOf = (seconds: SQL): SQL<Percentiles> => sql<Percentiles>`json_build_object(
  'count', count(${seconds}), 'p50', ${percentile(0.5, seconds)}, 'p90', ${percentile(0.9, seconds)},
  'p99', ${percentile(0.99, seconds)})`;

const percentile = (fraction: number, seconds: SQL) =>
  sql`round((percentile_cont(${sql.raw(String(fraction))}) within group (order by ${seconds}))::numeric, 3)`;

/** How long it was from one time to another, in seconds. */
export const secondsBetween = (from: SQL, to: SQL): SQL => sql`extract(epoch from ${to} - ${from})::float8`;

export const NO_TIMES: Percentiles = { count: 0, p50: null, p90: null, p99: null };
