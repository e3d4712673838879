import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { type Database, maintain, type Transaction } from "../../../src/db/database.js";
import type { Random } from "../../../src/db/seed/random.js";
import { modules } from "../../../src/modules/index.js";

/** Values that mean something in the data, first of all those that the viewer was given: they lead somewhere. */
export interface Known {
  /** An id of the type with which a name ends, such as `leadAgency`; else of any. */
  id(type?: string): string;
  /** A cursor of a list, or null while the viewer was given none. */
  cursor(list: string | undefined): string | null;
  /** The code of a territory of a type, or of any. */
  kato(type?: string): string;
  time(): Date;
  word(): string;
  /** From now on values are drawn for this viewer. */
  turnTo(viewer: string): void;
  /** Takes ids, codes and cursors out of an answer that the viewer was given. */
  learn(viewer: string, answer: string): void;
}

interface Facts {
  /** Ids by their prefix. */
  ids: ReadonlyMap<string, readonly string[]>;
  /** The prefix of a type's ids. */
  prefixes: ReadonlyMap<string, string>;
  /** Codes of each type of territory. */
  katos: ReadonlyMap<string, readonly string[]>;
  times: readonly Date[];
  words: readonly string[];
}

/** Values that one viewer was given, by their kind: a prefix, `[` and a list's name, or `kato`. */
type Given = Map<string, string[]>;

/** Nothing has it. */
const NOBODY = "01890000-0000-7000-8000-000000000000";
const KEPT = 40;
const ID = /"([a-z]+_[0-9a-f]{8}-[0-9a-f-]{27})"/g;
// Base64url of what begins with `["`: a list's name and its keys.
const CURSOR = /"(WyJ[\w-]+)"/g;
const KATO = /"([1-9]\d{8})"/g;

export async function createKnown(database: Database, random: Random): Promise<Known> {
  const facts = await maintain(database, readFacts);
  const all = new Map<string, Given>();
  let own: Given = new Map();

  const givenTo = (viewer: string) => all.get(viewer) ?? (all.set(viewer, new Map()).get(viewer) as Given);
  const pick = (given: readonly string[] = [], others: readonly string[]) =>
    given.length && random.chance(0.85) ? random.pick(given) : random.pick(others);
  return {
    id(type) {
      const prefix = prefixFor(facts.prefixes, type) ?? random.pick([...facts.ids.keys()]);
      return pick(own.get(prefix), [...(facts.ids.get(prefix) ?? []), `${prefix}_${NOBODY}`]);
    },
    cursor(list) {
      const kind = list === undefined || random.chance(0.02) ? random.pick(listsOf(own)) : `[${list}`;
      const given = own.get(kind ?? "");
      return given ? random.pick(given) : null;
    },
    kato(type) {
      const codes = facts.katos.get(type ?? random.pick([...facts.katos.keys()])) ?? [];
      return pick(type ? own.get("kato")?.filter((code) => codes.includes(code)) : own.get("kato"), codes);
    },
    time: () => new Date(random.pick(facts.times).getTime() + random.pick([0, 0, 1, -1, 86_400_000])),
    word: () => random.pick(facts.words),
    turnTo: (viewer) => void (own = givenTo(viewer)),
    learn(viewer, answer) {
      const given = givenTo(viewer);
      for (const [, id] of answer.matchAll(ID)) keep(given, prefixOf(id as string), id as string);
      for (const [, cursor] of answer.matchAll(CURSOR)) keep(given, listOf(cursor as string), cursor as string);
      for (const [, code] of answer.matchAll(KATO)) keep(given, "kato", code as string);
    },
  };
}

const prefixFor = (prefixes: Facts["prefixes"], name = "") =>
  [...prefixes].find(([type]) => name.toLowerCase().endsWith(type.toLowerCase()))?.[1];

function keep(given: Given, kind: string, value: string) {
  const kept = given.get(kind) ?? [];
  if (!kept.includes(value)) given.set(kind, [value, ...kept].slice(0, KEPT));
}

const prefixOf = (id: string) => id.slice(0, id.indexOf("_"));
const listsOf = (given: Given) => [...given.keys()].filter((kind) => kind.startsWith("["));
const listOf = (cursor: string) => `[${/^\["([^"]*)/.exec(Buffer.from(cursor, "base64url").toString())?.[1]}`;

async function readFacts(tx: Transaction): Promise<Facts> {
  const texts = (query: SQL) => tx.rows<{ value: string }>(query).then((rows) => rows.map(({ value }) => value));
  const times = await texts(sql`
    select to_char(min(at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as value from (
      select at, ntile(60) over (order by at) as part
      from (select occurred_at as at from incidents union select raised_at from alerts) moments) parts
    group by part order by value`);
  const words = await texts(sql`select distinct split_part(name_ru, ' ', 1) as value from schools order by value`);
  const codes = await readKatos(tx);
  return { ...(await readIds(tx)), katos: codes, times: times.map((time) => new Date(time)), words };
}

async function readIds(tx: Transaction): Promise<Pick<Facts, "ids" | "prefixes">> {
  const ids = new Map<string, string[]>();
  const prefixes = new Map<string, string>();
  for (const { type, table } of modules.flatMap(({ relations = [] }) => relations)) {
    const { id: column } = getTableColumns(table) as { id?: AnyPgColumn };
    if (column?.columnType !== "PgCustomColumn") continue;
    const prefix = prefixOf(String(column.mapFromDriverValue(NOBODY)));
    ids.set(prefix, await readColumn(tx, table, column));
    prefixes.set(type().name, prefix);
  }
  return { ids, prefixes };
}

async function readKatos(tx: Transaction): Promise<Facts["katos"]> {
  const katos = new Map<string, string[]>();
  for (const root of modules.flatMap(({ queries = [] }) => queries).flatMap((fields) => Object.values(fields))) {
    if (root.kind !== "find" || root.argument !== "kato") continue;
    katos.set(root.type().name, await readColumn(tx, root.key.table as PgTable, root.key));
  }
  return katos;
}

async function readColumn({ db }: Transaction, table: PgTable, column: AnyPgColumn): Promise<string[]> {
  const rows = await db.select({ value: column }).from(table).orderBy(column).limit(KEPT);
  return rows.map(({ value }) => String(value));
}
