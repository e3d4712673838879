import { type SQL, sql } from "drizzle-orm";
import { type Database, type Transaction, transact } from "../../db/database.js";
import { LOCKS } from "../../db/locks.js";
import { DIMENSIONS, NOW, SUBJECTS, type Subject, TOTAL } from "./enums.js";
import { countResponses, writeResponses } from "./responses.js";
import { type Counts, suppress, type Told } from "./suppress.js";

/** One count of the database, of a district: never of a person. */
interface Counted {
  district: number;
  subject: Subject | null;
  period: string;
  dimension: string;
  value: string;
  count: number;
}

/** A cell that may be told; without a count, one that may not. */
interface Cell {
  kato: number;
  parent: number | null;
  dimension: string;
  value: string;
  count: number | null;
}

const COUNTRY = 0;
const WORKER = { role: "qorgan_worker", mode: "write" } as const;
// Shorter than a day, so that the hourly look doesn't put it off by an hour each day.
const FRESH = sql.raw("interval '23 hours'");

/**
 * Counts anew, at most once a day: what is told from hour to hour would tell of each child that is registered.
 * `isDue` false counts at once.
 */
export async function refreshStatistics(database: Database, { isDue = true } = {}): Promise<void> {
  await transact(database, WORKER, async (tx) => {
    // Of several processes one counts.
    const [lock] = await tx.rows<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCKS.statistics}) as mine`);
    if (!lock?.mine) return;
    const [last] = await tx.rows<{ fresh: boolean | null }>(
      sql`select max(as_of) > now() - ${FRESH} as fresh from statistic_cells`,
    );
    if (isDue && last?.fresh) return;
    const counted = await tx.rows<Counted>(sql`select * from count_statistics()`);
    const responses = await countResponses(tx);
    const periods = periodsOf(counted);
    for (const [subject, period] of periods) await writePeriod(tx, counted, { subject, period });
    const quarters = periods.map(([, period]) => period);
    await writeResponses(tx, responses, quarters);
  });
}

const EVERY_MS = 3_600_000;

/** Refreshes statistics while the server runs: looks each hour whether a day has gone by. */
export function keepStatistics(database: Database, onError: (error: unknown) => void): { close(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    running = running.then(() => refreshStatistics(database)).catch(onError);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    close() {
      clearInterval(timer);
      return running;
    },
  };
}

type Period = { subject: Subject; period: string };

function periodsOf(counted: readonly Counted[]): [Subject, string][] {
  const quarters = new Set(counted.filter(({ subject }) => subject === "INCIDENTS").map(({ period }) => period));
  return SUBJECTS.flatMap((subject) =>
    (subject === "CHILDREN" ? [NOW] : [...quarters]).map((period): [Subject, string] => [subject, period]),
  );
}

async function writePeriod(tx: Transaction, counted: readonly Counted[], { subject, period }: Period) {
  const rows = counted.filter((row) => row.subject === null || (row.subject === subject && row.period === period));
  const cells = suppress(treeOf(subject, rows)).flatMap((told) => cellsOf(subject, told));
  // The country's total stands for the period even when it may not be told: it says when was counted.
  const known = cells.some(({ kato }) => kato === COUNTRY);
  const marked = known ? cells : [{ kato: COUNTRY, parent: null, dimension: TOTAL, value: "", count: null }, ...cells];
  const own = sql`subject = ${subject} and period = ${period}`;
  // What was told the day before and may not be told today: nobody deletes.
  await tx.rows(sql`update statistic_cells set count = null, as_of = now() where ${own}`);
  await tx.rows(sql`
    insert into statistic_cells (kato, parent, subject, period, dimension, value, count, as_of)
    select kato, parent, ${subject}, ${period}, dimension, value, count, now()
    from ${asRows(marked)} as cell(kato int, parent int, dimension text, value text, count int)
    on conflict (kato, period, subject, dimension, value) do update set count = excluded.count, as_of = excluded.as_of`);
}

const asRows = (cells: readonly Cell[]): SQL => sql`jsonb_to_recordset(${JSON.stringify(cells)}::text::jsonb)`;

/** The counts of a subject as a tree: the country, its regions, their districts. */
function treeOf(subject: Subject, rows: readonly Counted[]): Counts {
  const byRegion = Map.groupBy(rows, ({ district }) => Math.trunc(district / 100));
  const regions = [...byRegion].map(([region, ofRegion]) => {
    const byDistrict = Map.groupBy(ofRegion, ({ district }) => district);
    const districts = [...byDistrict].map(([code, own]) => countsOf(subject, code * 100_000, { rows: own, parts: [] }));
    return countsOf(subject, region * 10_000_000, { rows: ofRegion, parts: districts });
  });
  return countsOf(subject, COUNTRY, { rows, parts: regions });
}

function countsOf(subject: Subject, kato: number, { rows, parts }: { rows: readonly Counted[]; parts: Counts[] }) {
  const byCell = Map.groupBy(rows, ({ dimension, value }) => `${dimension} ${value}`);
  const countOf = (cell: string) => (byCell.get(cell) ?? []).reduce((all, { count }) => all + count, 0);
  const dimensions = Object.entries<readonly string[]>(DIMENSIONS[subject]).map(([dimension, values]) =>
    values.map((value) => countOf(`${dimension} ${value}`)),
  );
  return { kato, dimensions, parts };
}

function cellsOf(subject: Subject, { kato, parent, total, dimensions }: Told): Cell[] {
  const open = Object.entries<readonly string[]>(DIMENSIONS[subject]).flatMap(([dimension, values], d) =>
    values.map((value, v) => ({ kato, parent, dimension, value, count: dimensions[d]?.[v] ?? null })),
  );
  return [{ kato, parent, dimension: TOTAL, value: "", count: total }, ...open.filter(({ count }) => count !== null)];
}
