import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { accessGrants } from "../../../src/access/table.js";
import { maintain, SETTINGS } from "../../../src/db/database.js";
import { uuidWithin } from "../../../src/db/ids.js";
import { createBounded } from "../../../src/graphql/bounded.js";
import { onPostgres } from "../../support/database.js";
import {
  abai,
  aChild,
  almaly,
  almaty,
  anAlert,
  anIncident,
  anOfficer,
  aSchool,
  officerOf,
} from "../../support/factories.js";
import { startDatabase } from "../../support/start.js";
import { openLanes } from "./both.js";

const database = await startDatabase();
const ask = openLanes(database);
const region = officerOf(almaty, "REGION_OFFICER");
const district = officerOf(almaly);
beforeAll(async () => {
  await anIncident(database, { kato: almaly, place: "o'Brien" });
  await anIncident(database, { kato: abai });
});

const countOf = (text: string | null) => JSON.parse(text ?? "").data.incidents.totalCount;
const INCIDENTS = "{ incidents { totalCount nodes { id place } } }";

/** What a statement of the planner's role gives. */
const textsOf = async (text: string) => (await database.ask(text, [])).map(String);

describe("the viewer of a statement", () => {
  test("never reaches the next one of the same connection", async () => {
    // More statements than connections: each serves a viewer, another one, and nobody.
    const settings = SETTINGS.map((name) => `coalesce(current_setting('qorgan.${name}', true), '')`).join(" || ");
    for (let i = 0; i < 12; i++) {
      expect(countOf((await ask(INCIDENTS, { as: i % 2 ? region : officerOf(abai) })).fast)).toBe(1);
      expect(await textsOf(`select ${settings}`)).toEqual([""]);
      expect(await textsOf("select count(*)::text from incidents")).toEqual(["0"]);
    }
  });

  test("is set whole: a setting that this viewer lacks isn't that of another", async () => {
    const school = await aSchool(database);
    const director = await anOfficer(database, { role: "SCHOOL_DIRECTOR", school });
    const { sent } = await ask(INCIDENTS, { as: director.id });
    const [statement] = sent;
    const set = [...(statement?.text ?? "").matchAll(/set_config\('qorgan\.(\w+)', \$(\d+)::text, true\)/g)];
    expect(set.map(([, name]) => name)).toEqual([...SETTINGS]);
    const values = set.map(([, , at]) => statement?.params[Number(at) - 1]);
    expect(values).toContain(uuidWithin(school.id));
    expect(values.filter((value) => typeof value !== "string")).toEqual([]);
  });

  test("reads nothing where the guard doesn't hold", async () => {
    const { fast } = await ask(INCIDENTS, { as: region, guard: sql`${"a"} = ${"b"}` });
    expect(fast).toBeNull();
    const inForce = sql`exists (select from appointments where officer_id = ${"01890000-0000-7000-8000-000000000000"}::uuid)`;
    expect((await ask(INCIDENTS, { as: region, guard: inForce })).fast).toBeNull();
    expect((await ask(INCIDENTS, { as: region, guard: sql`not ${inForce}` })).fast).not.toBeNull();
  });

  test("has the relationships that count in reading only", async () => {
    const school = await aSchool(database, { kato: abai });
    const child = await aChild(database, { school });
    const officer = await anOfficer(database, { kato: almaly });
    const query = `{ child(id: "${child.id}") { pseudonym } }`;
    expect((await ask(query, { as: officer.id })).fast).toBe('{"data":{"child":null}}');
    const grant = { principal: uuidWithin(officer.id), subjectType: "child", subjectId: uuidWithin(child.id) } as const;
    const emergency = { tier: "T3C", basis: "EMERGENCY", basisId: uuidWithin(child.id) } as const;
    const from = new Date(Date.now() - 60_000);
    await maintain(database, ({ db }) => db.insert(accessGrants).values({ ...grant, ...emergency, from }));
    const { fast, guarded } = await ask(query, { as: officer.id });
    expect(fast).toContain(child.pseudonym);
    expect(fast).toBe(guarded);
  });
});

describe("the role of the planner", () => {
  test("can't write, whatever the statement says", async () => {
    await expect(database.ask("select set_config('transaction_read_only', 'off', true)", [])).rejects.toThrow();
    await expect(database.ask("select nextval('incidents_number_seq')::text", [])).rejects.toThrow();
  });

  test("can't read what no statement needs", async () => {
    for (const name of ["child_notes", "child_identities", "audit_entries", "incident_notes"]) {
      await expect(database.ask(`select count(*)::text from ${name}`, [])).rejects.toThrow(/permission denied/);
    }
    await expect(database.ask("select subject from officers limit 1", [])).rejects.toThrow(/permission denied/);
  });

  test.runIf(onPostgres())("is there again after its connections were ended", async () => {
    const pid = "select pg_backend_pid()::text";
    const pids = await Promise.all(Array.from({ length: 8 }, () => textsOf(`${pid}, pg_sleep(0.1)::text`)));
    const ended = [...new Set(pids.map(([one]) => Number(one)))];
    const owner = postgres((inject("template") as { url: string }).url, { max: 1, onnotice: () => {} });
    await owner`select pg_terminate_backend(p) from unnest(${ended}::int[]) p`;
    await owner.end();
    // Each connection may refuse what is sent on it first.
    const askAll = () => Promise.all(Array.from({ length: 8 }, () => textsOf(`${pid}, pg_sleep(0.1)::text`)));
    await expect.poll(askAll, { timeout: 10_000 }).toHaveLength(8);
    const [now] = await textsOf(pid);
    expect(ended).not.toContain(Number(now));
  });

  test.runIf(onPostgres())("has a time limit for its statements", async () => {
    expect(await textsOf("select current_setting('statement_timeout')")).toEqual(["30s"]);
  });
});

describe("values", () => {
  const ATTACKS = [
    "'; drop table incidents; --",
    "' or '1'='1",
    "$1",
    "\\",
    "%",
    "o'Brien",
    '"',
    "\u0001",
    "{}",
    "a\nb",
  ];

  test("are parameters, whatever stands in them", async () => {
    const query = `query($name: String) { schools(filter: { name: $name }) { totalCount nodes { id } }
      agencies(filter: { name: $name }) { totalCount } regions(filter: { name: $name }) { nodes { name(lang: en) } } }`;
    const texts = new Set<string>();
    for (const name of ATTACKS) {
      const { fast, guarded, sent } = await ask(query, { as: region, variables: { name } });
      expect(fast).toBe(guarded);
      for (const { text } of sent) texts.add(text);
    }
    expect(texts.size).toBe(1);
  });

  test("in literals too", async () => {
    for (const name of ATTACKS) {
      const literal = JSON.stringify(name);
      const { fast, guarded, sent } = await ask(`{ schools(filter: { name: ${literal} }) { totalCount } }`, {
        as: region,
      });
      expect(fast).toBe(guarded);
      if (name.length > 3) expect(sent[0]?.text).not.toContain(name);
    }
  });

  test("of ids, codes and cursors are refused before they reach a statement", async () => {
    for (const text of ATTACKS) {
      const value = JSON.stringify(text);
      const query = `{ incident(id: ${value}) { id } node(id: ${value}) { id } nodes(ids: [${value}]) { id }
        schools(after: ${value}) { totalCount } }`;
      const { planned, sent } = await ask(query, { as: region });
      expect(planned).toEqual([]);
      expect(sent).toEqual([]);
    }
  });

  test("stand in no text: ids, codes, times and places are all given aside", async () => {
    const alert = await anAlert(database);
    const query = `{ alert(id: "${alert.id}") { id } node(id: "${alert.id}") { id }
      incidents(filter: { territory: "${almaly}", occurredFrom: "2020-02-03T00:00:00Z" }) { totalCount } }`;
    const { sent, fast, guarded } = await ask(query, { as: region });
    expect(fast).toBe(guarded);
    for (const value of [uuidWithin(alert.id), "7511", "2020-02-03"]) expect(sent[0]?.text).not.toContain(value);
  });
});

describe("what is made once", () => {
  test("serves other values, viewers and languages with the same text", async () => {
    const query = `query($f: IncidentFilter, $n: Int) { incidents(filter: $f, first: $n) { totalCount nodes { district { name } } } }`;
    const texts = new Set<string>();
    for (const as of [district, officerOf(abai)]) {
      for (const language of ["kk", "ru", "en"] as const) {
        for (const [i, severity] of ["EXTREME", "SEVERE"].entries()) {
          const { sent } = await ask(query, { as, language, variables: { f: { severities: [severity] }, n: i + 1 } });
          texts.add(sent[0]?.text ?? "");
        }
      }
    }
    expect(texts.size).toBe(1);
  });

  test("is another text where a filter isn't given, or a field is left out", async () => {
    const query =
      "query($f: IncidentFilter, $on: Boolean!) { incidents(filter: $f) { totalCount nodes @include(if: $on) { id } } }";
    const texts = new Set<string>();
    for (const on of [true, false]) {
      for (const f of [null, { minSeverity: "SEVERE" }]) {
        texts.add((await ask(query, { as: district, variables: { f, on } })).sent[0]?.text ?? "");
      }
    }
    expect(texts.size).toBe(4);
    expect([...texts].filter((text) => text.includes('"severity_rank" <= '))).toHaveLength(2);
  });
});

describe("what is kept is bounded", () => {
  test("by number: beyond it the oldest is forgotten", () => {
    const kept = createBounded<number>(3);
    for (const i of [1, 2, 3, 4]) kept.add(String(i), i);
    expect([1, 2, 3, 4].map((i) => kept.find(String(i)))).toEqual([undefined, 2, 3, 4]);
    kept.add("2", 22);
    expect([2, 3, 4].map((i) => kept.find(String(i)))).toEqual([22, 3, 4]);
  });

  test("by size: one that is large takes the place of several", () => {
    const kept = createBounded<string>(6, ({ length }) => length);
    for (const text of ["a", "bb", "ccc", "dddd"]) kept.add(text[0] as string, text);
    expect([..."abcd"].map((key) => kept.find(key))).toEqual([undefined, undefined, undefined, "dddd"]);
    kept.add("d", "d");
    kept.add("e", "eeeee");
    expect([..."de"].map((key) => kept.find(key))).toEqual(["d", "eeeee"]);
  });

  test("in a statement: one that spreads fragments in fragments doesn't grow beyond it", async () => {
    const spread = (depth: number) => {
      const fragments = Array.from({ length: depth }, (_, i) => {
        const [of, to] = i % 2 ? ["Agency", "school"] : ["School", "agency"];
        const inner = i < depth - 1 ? `...F${i + 1}` : "id";
        return `fragment F${i} on ${of} { a: ${to} { ${inner} } b: ${to} { ${inner} } }`;
      });
      return `{ regions(first: 1) { nodes { kato } } schools(first: 1) { nodes { ...F0 } } } ${fragments.join(" ")}`;
    };
    const small = await ask(spread(6), { as: region });
    expect(small.left).toEqual({});
    expect(small.fast).toBe(small.guarded);
    const large = await ask(spread(8), { as: region });
    expect(large.left).toEqual({ schools: "LARGE" });
    expect(large.fast).toBe(large.guarded);
    // Root fields count together.
    const schools = Array.from({ length: 3 }, (_, i) => `s${i}: schools(first: 1) { nodes { ...F0 } }`);
    const many = await ask(spread(6).replace("{ regions", `{ ${schools.join(" ")} regions`), { as: region });
    expect(many.left).toEqual({ s2: "LARGE", schools: "LARGE" });
    expect(many.fast).toBe(many.guarded);
  });

  test.runIf(onPostgres())("on a connection: what came once isn't prepared, and what comes again is", async () => {
    const prepared = "select coalesce(string_agg(statement, ' '), '') from pg_prepared_statements";
    await ask("{ schools { nodes { pupils } } }", { as: region });
    for (let i = 0; i < 16; i++) await ask("{ schools { nodes { shifts } } }", { as: region });
    const texts = (await Promise.all(Array.from({ length: 8 }, () => textsOf(prepared)))).join();
    expect(texts.includes('{"shifts":')).toBe(true);
    expect(texts.includes('{"pupils":')).toBe(false);
  });
});
