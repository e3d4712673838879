import { and, getTableName, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type GraphQLError, GraphQLScalarType, isObjectType } from "graphql";
import type postgres from "postgres";
import type { Role } from "../../src/access/roles.js";
import { scopeOfKato, type Viewer, viewerOf } from "../../src/access/viewer.js";
import type { PageRequest } from "../../src/graphql/connection.js";
import { conditions, type Filter, type FilterContext } from "../../src/graphql/filters.js";
import { cursorOf, orderBy } from "../../src/graphql/keyset.js";
import { pageOfList, pagePerKey } from "../../src/graphql/pages.js";
import type { List, Page, Root } from "../../src/graphql/relations.js";
import { scopeOf } from "../../src/graphql/resolve.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { type Explained, explained } from "./explained.js";

const schema = createSchema(modules);

/** Every root field that is a list. */
export const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, extensions }) => {
  const root = extensions.root as Root | undefined;
  return root?.kind === "list" ? [{ name, root, list: root.list() }] : [];
});

/** Every page of rows of another thing: `Type.field` with its declaration. */
export const nested = Object.values(schema.getTypeMap()).flatMap((type) =>
  (isObjectType(type) ? Object.values(type.getFields()) : []).flatMap(({ name, extensions }) => {
    const relation = extensions.relation as Page | undefined;
    return relation?.kind === "page" ? [{ place: `${type.name}.${name}`, relation }] : [];
  }),
);

/** Whose lists are looked at, and where they are. */
export const viewers: readonly [who: string, viewer: Viewer][] = [
  ["a district", viewerIn("DISTRICT_OFFICER", "751210000")],
  ["a region", viewerIn("REGION_OFFICER", "750000000")],
  ["the country", viewerIn("OMBUDSMAN", null)],
];

function viewerIn(role: Role, kato: string | null): Viewer {
  const [uuid, agencyId] = ["00000000-0000-7000-8000-000000000000", "agency_00000000-0000-7000-8000-000000000000"];
  return viewerOf({
    officerId: `officer_${uuid}`,
    agencyId,
    appointmentId: uuid,
    role,
    kato,
    schoolId: null,
    until: null,
  });
}

/** A page of a list, and what asking for it took. */
export interface Looked extends Explained {
  place: string;
  /** The filter that was given, or how far the page lies behind the first one. */
  asked: string;
  rows: number;
}

/** How lists are looked at. */
export interface Looking {
  sql: postgres.Sql;
  viewer: Viewer;
  /** How many rows a page has, and behind how many the deep one lies. */
  first: number;
  deep: number;
}

const contextOf = (viewer: Viewer): FilterContext => ({ viewer, territory: async (kato) => scopeOfKato(kato) });

/** The first page of a root list, a deep one, and one for each value of each filter. */
export async function lookAtRoot(looking: Looking, { name, root, list }: (typeof roots)[number]): Promise<Looked[]> {
  const { sql, viewer, first, deep } = looking;
  if (root.kind !== "list") return [];
  const context = contextOf(viewer);
  const own = root.isPublic ? [] : scopeOf(list.table, viewer);
  const ask = async (asked: string, request: Partial<PageRequest>, scope: SQL[] = own): Promise<Looked> => {
    const { result, statements } = await explained(sql, viewer.settings, (tx) =>
      pageOfList(tx, list, { first, ...request }, scope, context),
    );
    return { place: name, asked, rows: result.length, ...(statements.at(-1) as Explained) };
  };
  const after = await cursorAt(looking, list, deep, own);
  const given = await samples(looking, list.filters);
  return [
    await ask("page 1", {}),
    ...(after ? [await ask(`page ${deep / first}`, { after })] : []),
    ...(await eachAllowed(given, ({ asked, name, value }) =>
      ask(asked, { filter: { [name]: value } }, name === "territory" && !root.isPublic ? [] : own),
    )),
    ...(await eachAllowed(await samples(looking, root.by), async ({ asked, name, value }) =>
      ask(asked, {}, [...own, ...(await conditions({ list, filters: root.by }, { [name]: value }, context))]),
    )),
  ];
}

/** The same for the pages of each of several owners. */
export async function lookAtNested(looking: Looking, { place, relation }: (typeof nested)[number]): Promise<Looked[]> {
  const { sql, viewer, first, deep } = looking;
  const list = relation.list();
  const owners = await ownersOf(looking, relation);
  if (!owners.length) return [];
  const ask = async (asked: string, request: Partial<PageRequest>): Promise<Looked> => {
    const { result, statements } = await explained(sql, viewer.settings, (tx) =>
      pagePerKey(tx, relation, owners, { first, ...request }, contextOf(viewer)),
    );
    const rows = [...result.values()].reduce((sum, page) => sum + page.length, 0);
    return { place, asked, rows, ...(statements.at(-1) as Explained) };
  };
  const after = relation.through ? null : await cursorAt(looking, list, deep, [isOf(relation, owners[0])]);
  return [
    await ask("page 1", {}),
    ...(after ? [await ask("a deep page", { after })] : []),
    ...(await eachAllowed(await samples(looking, list.filters), ({ asked, name, value }) =>
      ask(asked, { filter: { [name]: value } }),
    )),
  ];
}

const isOf = ({ key }: Page, owner: unknown): SQL => sql`${key} = ${owner}::${sql.raw(key.getSQLType())}`;

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** What is found with each value of a filter that the viewer may give. */
async function eachAllowed(given: readonly Sample[], work: (sample: Sample) => Promise<Looked>): Promise<Looked[]> {
  const found = await each(given, (sample) =>
    work(sample).catch((error: GraphQLError) => {
      if (error.extensions?.code === "FILTER_NOT_ALLOWED") return null;
      throw error;
    }),
  );
  return found.filter((looked) => looked !== null);
}

/** The cursor of a row so many places behind the first one, or as far as there are rows. */
async function cursorAt({ sql, viewer }: Looking, list: List, deep: number, scope: SQL[]): Promise<string | null> {
  const kept = and(...scope, ...(await conditions({ list, filters: list.filters }, {}, contextOf(viewer))));
  const { result } = await explained(sql, viewer.settings, async ({ db }) => {
    for (let at = deep; at > 10; at = Math.floor(at / 2)) {
      const rows = db.select().from(list.table).where(kept).orderBy(orderBy(list.order)).offset(at).limit(1);
      const [row] = await rows;
      if (row) return cursorOf(list.name, list.order, row);
    }
    return null;
  });
  return result;
}

// Those with most rows first, where the viewer is: of what a policy hides each row is looked at.
async function ownersOf({ sql: client, viewer }: Looking, { key }: Page): Promise<unknown[]> {
  const { kato_from: from, kato_to: to } = viewer.settings;
  const isHere = "kato" in key.table ? `bool_or(kato between ${from} and ${to})` : "bool_or(true)";
  return asOwner(client, async (tx) => {
    const rows = await tx.unsafe(`select "${key.name}"::text as owner, ${isHere} as "isHere"
      from (select * from ${getTableName(key.table)} limit 200000) as part
      where "${key.name}" is not null group by 1 order by 2 desc, count(*) desc, 1 limit 20`);
    const here = rows.filter(({ isHere }) => isHere);
    return (here.length ? here : rows).map(({ owner }) => owner);
  });
}

const asOwner = <T>(client: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<T>) =>
  client.begin(async (tx) => {
    await tx.unsafe("set local role qorgan_owner; set local qorgan.maintenance = 'on'");
    return work(tx);
  });

interface Sample {
  asked: string;
  name: string;
  value: unknown;
}

/** Values for each filter: all of an enumeration, one of another type. */
async function samples(looking: Looking, filters: Readonly<Record<string, Filter>>): Promise<Sample[]> {
  const made = await each(Object.entries(filters), async ([name, filter]) => {
    const values = await valuesOf(looking, filter);
    return values.map((value) => ({ asked: `${name}: ${value}`, name, value: filter.list ? [value] : value }));
  });
  return made.flat();
}

async function valuesOf({ sql, viewer }: Looking, filter: Filter): Promise<unknown[]> {
  const type = filter.type() as unknown;
  if (type === Boolean) return [true, false];
  if (type === String) return [(await valueIn(sql, filter.reads[0])) ?? "а"];
  if (!(type instanceof GraphQLScalarType)) return Object.values(type as object);
  if (type.name === "Kato") return [viewer.kato ?? "751210000", "791310000"];
  if (type.name === "ID") return [await valueIn(sql, filter.reads[0])].filter(Boolean);
  const monthAgo = new Date(Date.now() - 30 * 86_400_000);
  return [type.name === "LocalDate" ? monthAgo.toISOString().slice(0, 10) : monthAgo];
}

async function valueIn(client: postgres.Sql, column: AnyPgColumn | undefined): Promise<unknown> {
  if (!column) return undefined;
  const [row] = await asOwner(client, (tx) =>
    tx.unsafe(`select "${column.name}"::text as value from ${getTableName(column.table)}
      where "${column.name}" is not null limit 1`),
  );
  return row && column.mapFromDriverValue(row.value);
}
