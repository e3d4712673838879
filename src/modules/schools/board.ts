import { inArray, sql } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { figures, schools } from "./table.js";

type Figure = typeof figures.$inferSelect;
export interface Deficit {
  seats: number;
  isStated: boolean;
  figure: Figure | null;
}

/** The deficit of a region or district: the newest stated figure, else pupils minus seats of its schools. */
export const findDeficit = (ctx: Context, level: "region" | "district", unit: { code: number; kato: string }) =>
  ctx.loaders.batch(`deficit of ${level}`, (katos) => loadDeficits(ctx, level, katos), unit.kato);

/** The seats of a district's board. */
export const findSeatDeficit = async (ctx: Context, district: { code: number; kato: string }): Promise<number> =>
  (await findDeficit(ctx, "district", district))?.seats ?? 0;

async function loadDeficits(ctx: Context, level: "region" | "district", katos: readonly string[]) {
  const stated = await loadStated(ctx, katos);
  const rest = katos.filter((kato) => !stated.has(kato));
  const computed = rest.length ? await loadComputed(ctx, level, rest) : new Map<string, number>();
  return new Map(
    katos.map((kato): [string, Deficit] => {
      const figure = stated.get(kato) ?? null;
      return [kato, { seats: figure?.value ?? computed.get(kato) ?? 0, isStated: figure !== null, figure }];
    }),
  );
}

async function loadStated(ctx: Context, katos: readonly string[]) {
  const stated = sql`${inArray(figures.kato, [...katos])} and ${figures.measure} = 'SEAT_DEFICIT'
    and ${figures.attribution} = 'STATED'`;
  const newest = [figures.kato, sql`${figures.asOf} desc`];
  const rows = await ctx.read(({ db }) =>
    db
      .selectDistinctOn([figures.kato])
      .from(figures)
      .where(stated)
      .orderBy(...newest),
  );
  return new Map(rows.map((row) => [row.kato as string, row]));
}

async function loadComputed(ctx: Context, level: "region" | "district", katos: readonly string[]) {
  const unit = schools[level];
  const digits = level === "region" ? 2 : 4;
  const codes = katos.map((kato) => Number(kato.slice(0, digits)));
  const missing = sql<number>`sum(${schools.pupils} - ${schools.designSeats})::int`;
  const sums = await ctx.read(({ db }) =>
    db.select({ code: unit, missing }).from(schools).where(inArray(unit, codes)).groupBy(unit),
  );
  const byCode = new Map(sums.map((row) => [row.code, row.missing ?? 0]));
  return new Map(katos.map((kato, i) => [kato, byCode.get(codes[i] as number) ?? 0]));
}
