import { and, eq, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { IncidentKind } from "../incidents/enums.js";
import { TOTAL } from "./enums.js";
import { LEAST } from "./suppress.js";
import { responseCells, type Times } from "./table.js";
import type { ResponseCell, ResponseStatistics } from "./type.js";

/** Times of a territory, of a kind of alerts or of all; those of fewer than ten are left out. */
export interface Counted {
  kato: number;
  period: string;
  value: string;
  to_acknowledge: Times | null;
  to_resolve: Times | null;
}

/** Counts before anything is written: what takes long must not hold back the alerts of the server. */
export const countResponses = (tx: Transaction): Promise<Counted[]> =>
  tx.rows<Counted>(sql`select kato, period, value, to_acknowledge, to_resolve from count_responses(${LEAST})`);

/** Writes the times of those cells whose number of incidents is told, when the numbers have been written. */
export async function writeResponses(tx: Transaction, counted: readonly Counted[], periods: readonly string[]) {
  // What was told the day before and may not be told today: nobody deletes.
  await tx.rows(sql`update response_cells set to_acknowledge = null, to_resolve = null, as_of = now()
    where period = any(${sql.param(periods)}::text[])`);
  await tx.rows(sql`
    insert into response_cells (kato, parent, period, value, to_acknowledge, to_resolve, as_of)
    select told.kato, told.parent, told.period, told.value, cell.to_acknowledge, cell.to_resolve, now()
    from jsonb_to_recordset(${JSON.stringify(counted)}::text::jsonb)
      as cell(kato int, period text, value text, to_acknowledge jsonb, to_resolve jsonb)
    join statistic_cells told on told.kato = cell.kato and told.period = cell.period and told.value = cell.value
      and told.subject = 'INCIDENTS' and told.dimension = case cell.value when '' then ${TOTAL} else 'KIND' end
    where told.count is not null
    on conflict (kato, period, value) do update set parent = excluded.parent, as_of = excluded.as_of,
      to_acknowledge = excluded.to_acknowledge, to_resolve = excluded.to_resolve`);
}

type Row = typeof responseCells.$inferSelect;

/** The times of a quarter that may be told, of a territory and its direct parts. */
export async function findResponses(ctx: Context, kato: number, quarter: string): Promise<Row[]> {
  const { db } = await ctx.open();
  const place = or(eq(responseCells.kato, kato), eq(responseCells.parent, kato));
  return db
    .select()
    .from(responseCells)
    .where(and(place, eq(responseCells.period, quarter)));
}

export function responsesOf(kato: number, rows: readonly Row[]): ResponseStatistics {
  const own = new Map(rows.filter((row) => row.kato === kato).map((row) => [row.value, row]));
  const cell = (value: string): ResponseCell => {
    const { toAcknowledge = null, toResolve = null } = own.get(value) ?? {};
    return { value: value || null, toAcknowledge, toResolve, suppressed: toAcknowledge === null };
  };
  return { total: cell(""), byKind: IncidentKind.values.map(cell) };
}
