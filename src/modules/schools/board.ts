import { inArray, sql } from "drizzle-orm";
import { Int } from "type-graphql";
import { measured } from "../../graphql/computed.js";
import type { Context } from "../../graphql/context.js";
import type { districts } from "../territories/table.js";
import { figures, schools } from "./table.js";

type Figure = typeof figures.$inferSelect;
export interface Deficit {
  seats: number;
  isStated: boolean;
  figure: Figure | null;
}

const isStatedDeficit = sql`${figures.measure} = 'SEAT_DEFICIT' and ${figures.attribution} = 'STATED'`;
const missingSeats = sql<number | null>`sum(${schools.pupils} - ${schools.designSeats})::int`;

/** The deficit of a region or district: the newest stated figure, else pupils minus seats of its schools. */
export const findDeficit = (ctx: Context, level: "region" | "district", unit: { code: number; kato: string }) =>
  ctx.loaders.batch(`deficit of ${level}`, (katos) => loadDeficits(ctx, level, katos), unit.kato);

/** The same of a district's board, as a number. */
export const seatDeficit = measured(
  () => Int,
  (district: typeof districts) => sql`coalesce(
    (select ${figures.value}::int from ${figures} where ${figures.kato} = ${district.kato} and ${isStatedDeficit}
      order by ${figures.asOf} desc limit 1),
    (select ${missingSeats} from ${schools} where ${schools.district} = ${district.code}), 0)`,
  "School seats that are missing: as a source states it, else pupils minus seats.",
);

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
  const { db } = await ctx.open();
  const rows = await db
    .selectDistinctOn([figures.kato])
    .from(figures)
    .where(sql`${inArray(figures.kato, [...katos])} and ${isStatedDeficit}`)
    .orderBy(figures.kato, sql`${figures.asOf} desc`);
  return new Map(rows.map((row) => [row.kato as string, row]));
}

async function loadComputed(ctx: Context, level: "region" | "district", katos: readonly string[]) {
  const { db } = await ctx.open();
  const unit = schools[level];
  const digits = level === "region" ? 2 : 4;
  const codes = katos.map((kato) => Number(kato.slice(0, digits)));
  const sums = await db
    .select({ code: unit, missing: missingSeats })
    .from(schools)
    .where(inArray(unit, codes))
    .groupBy(unit);
  const byCode = new Map(sums.map((row) => [row.code, row.missing ?? 0]));
  return new Map(katos.map((kato, i) => [kato, byCode.get(codes[i] as number) ?? 0]));
}
