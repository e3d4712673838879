import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { Role } from "../../src/access/roles.js";
import { maintain, transact } from "../../src/db/database.js";
import { refreshStatistics } from "../../src/modules/statistics/refresh.js";
import {
  abai,
  aChild,
  alatau,
  almaly,
  almaty,
  anAlert,
  anIncident,
  aSchool,
  auezov,
  officerOf,
  shymkent,
} from "../support/factories.js";
import { start } from "../support/start.js";

const { as, anonymous, database } = await start();
const STATISTICS = `query($territory: Kato, $quarter: String) {
  statistics(territory: $territory, quarter: $quarter) {
    asOf quarter threshold territory { ...Numbers } subdivisions { ...Numbers }
  }
}
fragment Numbers on TerritoryStatistics {
  kato
  children { total { count suppressed } byLevel { value count suppressed } byCategory { value count } }
  responses { total { ...Told } byKind { ...Told } }
  incidents { total { count suppressed } byKind { value count } bySeverity { value count } byState { value count } }
}
fragment Told on ResponseCell { value suppressed toAcknowledge { p50 p90 p99 } toResolve { p50 } }`;

/** The last quarter that has ended, by the day in Kazakhstan, and a moment in it. */
const [ended] = await maintain(database, (tx) =>
  tx.rows<{ quarter: string; within: string }>(sql`
    select to_char(q, 'YYYY-"Q"Q') as quarter, (q + interval '10 days')::text as within
    from (select date_trunc('quarter', now() at time zone 'Asia/Almaty') - interval '3 months' as q) last`),
);
const quarter = ended?.quarter as string;
const occurredAt = new Date(`${ended?.within.replace(" ", "T")}Z`);

const schools = {
  almaly: await aSchool(database, { kato: almaly }),
  alatau: await aSchool(database, { kato: alatau }),
  auezov: await aSchool(database, { kato: auezov }),
  abai: await aSchool(database, { kato: abai }),
};
const LEVELS = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
for (const [name, counts] of Object.entries({
  almaly: [12, 15, 20, 30],
  alatau: [11, 14, 22, 28],
  auezov: [3, 14, 22, 28],
  abai: [0, 1, 12, 14],
})) {
  const school = schools[name as keyof typeof schools];
  for (const [i, riskLevel] of LEVELS.entries())
    for (let n = 0; n < (counts[i] as number); n++) await aChild(database, { school, riskLevel });
}
await maintain(database, (tx) =>
  tx.rows(sql`insert into risk_registrations (id, child_id, school_id, kato, category, basis, from_day)
    select gen_random_uuid(), id, school_id, kato, 'TRUANCY', '…', '2026-01-01' from children`),
);
/** An incident of the quarter, whose alert was acknowledged after some seconds; some were resolved later. */
async function answered(name: "almaly" | "alatau", seconds: number, exercise = false) {
  const incident = await anIncident(database, { school: schools[name], occurredAt, severity: "MODERATE", exercise });
  const [acknowledgedAt, endedAt] = [1, 2].map((n) => new Date(occurredAt.getTime() + n * seconds * 1_000));
  const ended = seconds <= 9 ? ({ state: "RESOLVED", endedAt } as const) : ({ state: "ACKNOWLEDGED" } as const);
  await anAlert(database, { incident, raisedAt: occurredAt, acknowledgedAt, ...ended });
}
for (const name of ["almaly", "alatau"] as const)
  for (let n = 0; n < 25; n++) await answered(name, name === "almaly" ? n + 1 : n + 26);
for (let n = 0; n < 40; n++) await answered("almaly", 5_000, true);
for (let n = 0; n < 40; n++) await anIncident(database, { school: schools.almaly });

const ministry = as(officerOf(null, "MINISTRY_CONTROLLER"));
const read = async (variables: object = {}, client = ministry) => {
  const { data, errors } = await client.run(STATISTICS, variables);
  expect(errors).toBeUndefined();
  return data.statistics;
};
const zhambyl = "310000000";
type Cell = { value: string; count: number | null };
const countsOf = (cells: Cell[]) => Object.fromEntries(cells.map(({ value, count }) => [value, count]));

test("before anything is counted there is no statistic", async () => {
  expect(await read()).toBeNull();
  await refreshStatistics(database);
  expect(await read()).toMatchObject({ quarter, threshold: 10 });
});

test("a territory tells what is ten and more, and keeps back what would tell of less", async () => {
  const { territory, subdivisions } = await read({ territory: almaty });
  expect(territory.kato).toBe(almaty);
  expect(subdivisions.map(({ kato }: { kato: string }) => kato)).toContain(almaly);
  const byKato = new Map<string, { children: { total: object; byLevel: Cell[] } }>(
    subdivisions.map((one: { kato: string }) => [one.kato, one]),
  );
  // Auezov has three at critical risk: with the city's and the others' numbers they could be worked out.
  for (const kato of [almaly, alatau, auezov]) {
    const { CRITICAL } = countsOf(byKato.get(kato)?.children.byLevel ?? []);
    expect(CRITICAL ?? null, kato).toBeNull();
  }
  const told = [...byKato.values()].flatMap(({ children }) => children.byLevel).filter(({ count }) => count !== null);
  expect(told.every(({ count }) => Number(count) >= 10)).toBe(true);
  // Only what is large everywhere; and one of the districts hides those in which there is no child.
  expect(countsOf(territory.children.byLevel)).toEqual({ CRITICAL: null, HIGH: null, MEDIUM: null, LOW: 86 });
  expect(told.map(({ count }) => count)).toEqual([30, 28]);
});

test("a district tells by its own code what its region tells of it", async () => {
  const { subdivisions } = await read({ territory: almaty });
  for (const told of subdivisions) expect((await read({ territory: told.kato })).territory).toEqual(told);
});

test("no territory with less than ten is told of, nor what it is the difference of", async () => {
  const country = await read();
  // Shymkent has enough; but without it the country less Almaty would tell that the other regions have none.
  expect(country.subdivisions.map(({ kato }: { kato: string }) => kato)).toEqual([almaty]);
  for (const region of [zhambyl, shymkent]) {
    const { territory, subdivisions } = await read({ territory: region });
    expect(territory.children.total).toEqual({ count: null, suppressed: true });
    expect(subdivisions).toEqual([]);
  }
  // Incidents are known of one city only: told of, it would tell that there are none in the others.
  expect(country.territory.incidents.total.count).toBe(50);
  expect((await read({ territory: almaty })).territory.incidents.total.suppressed).toBe(true);
});

test("incidents are those of the quarter, without drills and what happens now", async () => {
  const { territory } = await read({ quarter });
  expect(territory.kato).toBeNull();
  expect(territory.incidents.total.count).toBe(50);
  const { incidents } = (await read({ quarter: "2001-Q1" })) ?? {};
  expect(incidents).toBeUndefined();
});

test("response times are told where the number of incidents is, of ten alerts and more, without drills", async () => {
  const { territory } = await read();
  const all = { suppressed: false, toAcknowledge: { p50: 26, p90: 45, p99: null } };
  // Nine were resolved.
  expect(territory.responses.total).toEqual({ value: null, ...all, toResolve: null });
  const told = territory.responses.byKind.filter(({ suppressed }: { suppressed: boolean }) => !suppressed);
  const counted = territory.incidents.byKind.filter(({ count }: Cell) => count !== null);
  expect(told.map(({ value }: Cell) => value)).toEqual(counted.map(({ value }: Cell) => value));
  // Almaty has fifty alerts too; but that it has ten incidents isn't told.
  const almatys = (await read({ territory: almaty })).territory.responses;
  expect(almatys.total).toEqual({ value: null, suppressed: true, toAcknowledge: null, toResolve: null });
});

test("what is no longer ten isn't told any more; within a day nothing is counted anew", async () => {
  const before = await read({ territory: almaty });
  await maintain(database, (tx) =>
    tx.rows(sql`update children set risk_level = 'LOW' where kato = 751110000 and risk_level = 'MEDIUM'`),
  );
  await refreshStatistics(database);
  expect(await read({ territory: almaty })).toEqual(before);
  await refreshStatistics(database, { isDue: false });
  const after = await read({ territory: almaty });
  const { MEDIUM } = countsOf(
    after.subdivisions.find(({ kato }: { kato: string }) => kato === almaly)?.children.byLevel ?? [],
  );
  expect(MEDIUM ?? null).toBeNull();
});

const READERS: readonly Role[] = [
  ...(["MINISTRY_CONTROLLER", "REGION_OFFICER", "DISTRICT_OFFICER", "SCHOOL_DIRECTOR", "PSYCHOLOGIST"] as const),
  ...(["SOCIAL_PEDAGOGUE", "JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST", "DISPATCHER", "INSPECTOR"] as const),
  ...(["PROSECUTOR", "OMBUDSMAN", "PARENT_REPRESENTATIVE"] as const),
];
test.each(Role.values)("%s reads statistics when the table of roles says counts", async (role) => {
  const found = await read({}, as(officerOf(almaty, role)));
  expect(found !== null).toBe(READERS.includes(role));
});

test("without a token there are none", async () => {
  const { errors } = await anonymous.run(STATISTICS);
  expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
});

test.each([
  ["a locality", { territory: "751112000" }, "UNKNOWN_KATO"],
  ["another form of a quarter", { quarter: "2026-3" }, "INVALID_INPUT"],
])("%s is refused", async (_, variables, code) => {
  const { errors } = await ministry.run(STATISTICS, variables);
  expect(errors).toMatchObject([{ extensions: { code } }]);
});

test("the oldest quarter that is told begins at midnight in Kazakhstan, as the later ones do", async () => {
  const [oldest] = await maintain(database, (tx) =>
    tx.rows<{ quarter: string; at: string }>(sql`
      select to_char(q, 'YYYY-"Q"Q') as quarter, ((q + interval '1 minute') at time zone 'Asia/Almaty')::text as at
      from (select date_trunc('quarter', now() at time zone 'Asia/Almaty') - interval '1 year' as q) first`),
  );
  const [period, raisedAt] = [oldest?.quarter as string, new Date(oldest?.at as string)];
  const incident = await anIncident(database, { school: schools.almaly, occurredAt: raisedAt, kind: "FIRE" });
  await anAlert(database, { incident, raisedAt, state: "ACKNOWLEDGED", acknowledgedAt: new Date() });
  const [counts, times] = await transact(database, { role: "qorgan_worker", mode: "read" }, (tx) =>
    Promise.all([
      tx.rows(sql`select value from count_statistics() where period = ${period} and dimension = 'KIND'`),
      tx.rows(sql`select distinct value from count_responses(1) where period = ${period} and value <> ''`),
    ]),
  );
  expect([counts, times]).toEqual([[{ value: "FIRE" }], [{ value: "FIRE" }]]);
});

test("only the worker counts, and nobody but the worker writes what may be told", async () => {
  const viewer = { principal: "00000000-0000-7000-8000-000000000000", role: "OMBUDSMAN" };
  for (const role of ["qorgan_app", "qorgan_reader"] as const) {
    const call = transact(database, { role, mode: "read", settings: viewer }, (tx) =>
      tx.rows(sql`select * from count_statistics()`),
    );
    await expect(call).rejects.toThrow();
    const times = transact(database, { role, mode: "read", settings: viewer }, (tx) =>
      tx.rows(sql`select * from count_responses(1)`),
    );
    await expect(times).rejects.toThrow();
    const tell = transact(database, { role, mode: "write", settings: viewer }, (tx) =>
      tx.rows(sql`update response_cells set to_resolve = '{}'`),
    );
    await expect(tell).rejects.toThrow();
    const write = transact(database, { role, mode: "write", settings: viewer }, (tx) =>
      tx.rows(sql`update statistic_cells set count = 99`),
    );
    await expect(write).rejects.toThrow();
  }
  const children = await transact(database, { role: "qorgan_worker", mode: "read" }, (tx) =>
    tx.rows(sql`select count(*)::int as count from pg_catalog.pg_tables where tablename = 'children'
      and has_table_privilege('qorgan_worker', 'public.children', 'select')`),
  );
  expect(children).toEqual([{ count: 0 }]);
  const small = maintain(database, (tx) => tx.rows(sql`update statistic_cells set count = 9`));
  await expect(small).rejects.toThrow();
});
