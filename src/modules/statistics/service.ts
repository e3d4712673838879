import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { requireViewer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { districts } from "../territories/table.js";
import { DIMENSIONS, NOW, type Subject, TOTAL } from "./enums.js";
import { findResponses, responsesOf } from "./responses.js";
import { LEAST } from "./suppress.js";
import { statisticCells } from "./table.js";
import type { ChildrenStatistics, IncidentStatistics, StatisticCell, Statistics, TerritoryStatistics } from "./type.js";

export interface StatisticsRequest {
  territory?: string | null;
  quarter?: string | null;
}

type Row = typeof statisticCells.$inferSelect;

/** The statistics of a territory; null for roles that read no counts, and while nothing has been counted. */
export async function findStatistics(ctx: Context, request: StatisticsRequest): Promise<Statistics | null> {
  requireViewer(ctx);
  const kato = await codeOf(ctx, request.territory);
  const quarter = await findQuarter(ctx, request.quarter);
  const marker = quarter && (await findMarker(ctx, quarter));
  if (!quarter || !marker) return null;
  const rows = await findCells(ctx, kato, quarter);
  const responses = await findResponses(ctx, kato, quarter);
  const statistics = async (code: number) => {
    const numbers = { ...statisticsOf(code, rows), responses: responsesOf(code, responses) };
    return { ...numbers, kato: await nameTerritory(ctx, code) };
  };
  const parts = [...new Set(rows.filter((row) => row.parent === kato).map((row) => row.kato))].sort((a, b) => a - b);
  return {
    asOf: marker.asOf,
    quarter,
    threshold: LEAST,
    territory: await statistics(kato),
    subdivisions: await Promise.all(parts.map(statistics)),
  };
}

async function codeOf(ctx: Context, territory: string | null | undefined): Promise<number> {
  if (!territory) return 0;
  const { locality, region, district } = await ctx.territory(territory, ["territory"]);
  if (!locality) return district === null ? region * 10_000_000 : district * 100_000;
  throw fail("INVALID_INPUT", ["territory"], say`territory must be a region or a district, but got ${territory}`);
}

// Cells go by the first digits of a unit, which aren't all of its code: the districts of Almaty begin 7511 and are
// called 751110000.
async function nameTerritory(ctx: Context, code: number): Promise<string | null> {
  if (code === 0) return null;
  if (code % 10_000_000 === 0) return String(code);
  const district = await ctx.loaders.oneBy(districts.code, code / 100_000);
  return String(district?.kato);
}

async function findQuarter(ctx: Context, quarter: string | null | undefined): Promise<string | null> {
  if (quarter && !/^\d{4}-Q[1-4]$/.test(quarter)) {
    throw fail(
      "INVALID_INPUT",
      ["quarter"],
      say`quarter must be one such as 2026-Q3, but got ${JSON.stringify(quarter)}`,
    );
  }
  if (quarter) return quarter;
  const { db } = await ctx.open();
  const counted = and(eq(statisticCells.kato, 0), eq(statisticCells.subject, "INCIDENTS"));
  const rows = await db.select({ period: statisticCells.period }).from(statisticCells).where(counted);
  return (
    rows
      .map(({ period }) => period)
      .sort()
      .at(-1) ?? null
  );
}

async function findMarker(ctx: Context, period: string): Promise<Row | undefined> {
  const { db } = await ctx.open();
  const total = and(eq(statisticCells.dimension, TOTAL), eq(statisticCells.period, period));
  const [row] = await db
    .select()
    .from(statisticCells)
    .where(and(eq(statisticCells.kato, 0), total));
  return row;
}

async function findCells(ctx: Context, kato: number, quarter: string): Promise<Row[]> {
  const { db } = await ctx.open();
  const place = or(eq(statisticCells.kato, kato), eq(statisticCells.parent, kato));
  const told = and(inArray(statisticCells.period, [NOW, quarter]), isNotNull(statisticCells.count));
  return db.select().from(statisticCells).where(and(place, told));
}

function statisticsOf(kato: number, rows: readonly Row[]): Omit<TerritoryStatistics, "kato" | "responses"> {
  const own = rows.filter((row) => row.kato === kato);
  const cell = (subject: Subject, dimension: string, value: string): StatisticCell => {
    const row = own.find((one) => one.subject === subject && one.dimension === dimension && one.value === value);
    return { value: value || null, count: row?.count ?? null, suppressed: row?.count == null };
  };
  const by = <S extends Subject>(subject: S, dimension: keyof (typeof DIMENSIONS)[S] & string) =>
    (DIMENSIONS[subject][dimension] as readonly string[]).map((value) => cell(subject, dimension, value));
  const children: ChildrenStatistics = {
    total: cell("CHILDREN", TOTAL, ""),
    byLevel: by("CHILDREN", "LEVEL"),
    byCategory: by("CHILDREN", "CATEGORY"),
  };
  const incidents: IncidentStatistics = {
    total: cell("INCIDENTS", TOTAL, ""),
    byKind: by("INCIDENTS", "KIND"),
    bySeverity: by("INCIDENTS", "SEVERITY"),
    byState: by("INCIDENTS", "STATE"),
  };
  return { children, incidents };
}
