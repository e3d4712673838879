import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  astFromValue,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  print,
} from "graphql";
import type { DataTier } from "../../src/access/tiers.js";
import { maintain } from "../../src/db/database.js";
import type { Filter } from "../../src/graphql/filters.js";
import type { List } from "../../src/graphql/relations.js";
import { domain } from "../../src/modules/index.js";
import { type LeakWorld, OTHER, OWN } from "./leak-setup.js";
import { isAllowed, type Judged } from "./leaks.js";

/** A filter of a list with a value, and what the owner finds with it. */
export interface Probe {
  list: string;
  name: string;
  tier: DataTier;
  /** As a literal of GraphQL. */
  literal: string;
  found: string[];
}

const VALUES: Record<string, (world: LeakWorld) => unknown[]> = {
  Boolean: () => [true, false],
  Kato: () => [OWN, OTHER, "310000000"],
  DateTime: () => [new Date(Date.now() - 40 * 86_400_000)],
  LocalDate: () => [new Date().toISOString().slice(0, 10)],
  ID: ({ school }) => [`school_${school.id}`],
};

type Given = { name: string; filter: Filter; type: GraphQLInputType; value: unknown };

/** Every filter of a list, with every value of its enumeration, or some of another type. */
export async function makeProbes(world: LeakWorld, schema: GraphQLSchema, list: List, tier: DataTier) {
  const input = schema.getType(`${list.type().name}Filter`) as GraphQLInputObjectType;
  const made = Object.entries(list.filters).map(async ([name, filter]) => {
    const type = input.getFields()[name]?.type as GraphQLInputType;
    const values = name === "accountableOfficerId" ? await findAccountable(world) : valuesOf(world, type);
    return Promise.all(values.map((value) => probe(world, list, tier, { name, filter, type, value })));
  });
  return (await Promise.all(made)).flat();
}

function valuesOf(world: LeakWorld, type: GraphQLInputType): unknown[] {
  const named = getNamedType(type);
  if (isEnumType(named)) return (named as GraphQLEnumType).getValues().map((one) => one.value);
  return VALUES[named.name]?.(world) ?? [];
}

const findAccountable = ({ server }: LeakWorld) =>
  maintain(server.database, async (tx) => {
    const rows = await tx.rows<{ id: string }>(sql`select 'officer_' || min(accountable_officer_id::text) as id
      from children where accountable_officer_id is not null group by district order by district limit 4`);
    return rows.map(({ id }) => id);
  });

function probe({ server }: LeakWorld, list: List, tier: DataTier, { name, filter, type, value }: Given) {
  const given = filter.list ? [value] : value;
  const literal = print(astFromValue(given, type) as Parameters<typeof print>[0]);
  return maintain(server.database, async (tx): Promise<Probe> => {
    const territory = async (kato: string) => (await domain.findTerritory(tx, kato)) as never;
    const condition: SQL = await filter.where(given as never, { viewer: null, territory });
    const { id } = list.table as unknown as { id: AnyPgColumn };
    const rows = await tx.db.select({ id }).from(list.table).where(condition);
    return { list: list.name, name, tier, literal, found: rows.map((row) => row.id as string) };
  });
}

type Page = { totalCount: number; nodes?: { id: string }[] };

/** Where a page isn't what the role may read of what the owner finds in a territory. */
export function judgePage(
  page: Page,
  probe: Probe,
  { judged, digits }: { judged: Judged; digits: string },
  world: LeakWorld,
) {
  const allowed = probe.found.filter((id) => {
    const row = world.places.get(id);
    return row && String(row.kato).startsWith(digits) && isAllowed(judged, probe.tier, row);
  });
  const said = `${judged.role} by ${probe.list}(${probe.name}: ${probe.literal}) in ${digits || "its own place"}`;
  const strange = (page.nodes ?? []).filter(({ id }) => !allowed.includes(id)).map(({ id }) => `${said} gets ${id}`);
  if (page.totalCount === allowed.length) return strange;
  return [...strange, `${said} counts ${page.totalCount}, and not ${allowed.length}`];
}
