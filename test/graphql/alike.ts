import { inArray } from "drizzle-orm";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
} from "graphql";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import type { Reach } from "../../src/access/reach.js";
import { OVERSIGHT, Role } from "../../src/access/roles.js";
import { BASES, GRANT_TIERS, SUBJECTS, type Subject } from "../../src/access/subjects.js";
import { accessExclusions, accessGrants } from "../../src/access/table.js";
import { type Database, maintain } from "../../src/db/database.js";
import { fromUuid } from "../../src/db/ids.js";
import type { Random } from "../../src/db/seed/random.js";
import { type Context, createContext } from "../../src/graphql/context.js";
import { BOUNDS, createMeter } from "../../src/graphql/meter.js";
import type { Source } from "../../src/graphql/stream.js";
import type { Entry } from "../../src/journal/entry.js";
import type { Journal } from "../../src/journal/tail.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { domain } from "../../src/modules/index.js";
import { webhookDeliveries, webhookEndpoints, webhooks } from "../../src/modules/webhooks/table.js";
import { PLACES, type RandomWorld } from "../access/world.js";
import { noDoor } from "../support/receiver.js";

/** The thing that an event of each subscription is about, and the kind of its journal entry. */
export const STREAMS = {
  alerts: { table: "alerts", prefix: "alert", kind: "ALERT_UPDATED" },
  incidentChanged: { table: "incidents", prefix: "incident", kind: "INCIDENT_CONFIRMED" },
  workingGroupChanged: { table: "working_groups", prefix: "group", kind: "WORKING_GROUP_MEMBER_ADDED" },
} as const;
export type StreamName = keyof typeof STREAMS;

export interface Place {
  database: Database;
  journal: Journal;
  schema: GraphQLSchema;
  world: RandomWorld;
  random: Random;
}

const TABLES: Record<Subject, string> = {
  child: "children",
  incident: "incidents",
  group: "working_groups",
  sensitivenote: "sensitive_notes",
  emergency: "emergency_accesses",
};

// Families aren't officials, and what overseers read is recorded of each of them.
const ROLES = Role.values.filter((role) => role !== "GUARDIAN" && !OVERSIGHT.includes(role));

/** Two officers of one role and place, whose relationships and exclusions differ only where the reach doesn't look. */
export async function drawPair({ database, world, random }: Place, { subjects }: Reach): Promise<[string, string]> {
  const [one, other] = random.sample(world.principals, 2) as [string, string];
  const standing = { role: random.pick(ROLES), from: "2020-01-01", ...drawJurisdiction(world, random) };
  const alike = SUBJECTS.filter((subject) => subjects.has(subject));
  const apart = SUBJECTS.filter((subject) => !subjects.has(subject));
  const shared = drawRelations(world, random, alike);
  const pair = [one, other] as const;
  await maintain(database, async ({ db }) => {
    const officerIds = pair.map((id) => fromUuid("officer", id));
    // They name the appointment under which they act.
    for (const table of [webhookDeliveries, webhookEndpoints, webhooks]) await db.delete(table);
    await db.delete(appointments).where(inArray(appointments.officerId, officerIds));
    await db.insert(appointments).values(officerIds.map((officerId) => ({ ...standing, officerId })));
    await db.delete(accessGrants).where(inArray(accessGrants.principal, [...pair]));
    await db.delete(accessExclusions).where(inArray(accessExclusions.principal, [...pair]));
    for (const principal of pair) {
      const own = drawRelations(world, random, apart);
      const grants = [...shared.grants, ...own.grants].map((grant) => ({ ...grant, principal }));
      const exclusions = [...shared.exclusions, ...own.exclusions].map((thing) => ({ ...thing, principal }));
      if (grants.length) await db.insert(accessGrants).values(grants);
      if (exclusions.length) await db.insert(accessExclusions).values(exclusions);
    }
  });
  return [one, other];
}

function drawJurisdiction({ rows }: RandomWorld, random: Random) {
  if (random.chance(0.4))
    return { schoolAgencyId: fromUuid("agency", String(random.pick(rows.schools ?? []).agency_id)) };
  return { kato: random.pick([null, ...PLACES, ...PLACES.map((place) => `${place.slice(0, 2)}0000000`)]) };
}

function drawRelations({ rows }: RandomWorld, random: Random, subjects: readonly Subject[]) {
  const things = subjects.flatMap((subjectType) =>
    (rows[TABLES[subjectType]] ?? []).map(({ id }) => ({ subjectType, subjectId: String(id) })),
  );
  const from = new Date(Date.now() - 3_600_000);
  const grants = things.filter(() => random.chance(0.3));
  const exclusions = things.filter(() => random.chance(0.1));
  return {
    grants: grants.map((thing) => ({
      ...{ ...thing, from, tier: random.pick(GRANT_TIERS), basis: random.pick(BASES) },
      basisId: "00000000-0000-7000-8000-000000000000",
    })),
    exclusions: exclusions.map((thing) => ({ ...thing, because: "…" })),
  };
}

/** What a subscription gives an officer: its snapshot and an event of each of some things. */
export async function answersTo(place: Place, principal: string, document: DocumentNode, things: readonly Thing[]) {
  const { database, journal, schema } = place;
  const { lookups } = createMeter(BOUNDS);
  const given = {
    database,
    domain,
    journal,
    ring: createKeyRing(drawKeyRing()),
    lookups,
    bounds: BOUNDS,
    secret: "a",
    webhooks: noDoor,
  };
  const asking = { principal: { officerId: fromUuid("officer", principal) }, appointment: null, purpose: null };
  const contextValue = await createContext({ ...given, ...asking, language: "ru" });
  contextValue.refuseTraces();
  const answers: string[] = [];
  try {
    for (const { id, kind } of things) {
      const args = { schema, document, contextValue, variableValues: { id } };
      const source = (await createSourceEventStream(args)) as Source | ExecutionResult;
      if (!("wants" in source)) answers.push(textOf(source));
      else answers.push(...(await itemsOf(source, args, entryOf(id, kind))));
    }
  } finally {
    await contextValue.close();
  }
  return answers;
}

type Running = ExecutionArgs & { contextValue: Context };

async function itemsOf(source: Source, args: Running, entry: Entry): Promise<string[]> {
  const [snapshot, event] = source.types.map(({ name: __typename }) => ({ __typename, cursor: "…", previous: null }));
  const run = async (item: object) => textOf(await execute({ ...args, rootValue: item }));
  const fields = await source.load(args.contextValue, entry);
  const first = await run({ ...(await source.snapshot(args.contextValue)), ...snapshot });
  return fields ? [first, await run({ ...fields, ...event })] : [first];
}

/** The result as it is sent; a fault of the server would make any two answers alike. */
function textOf(result: ExecutionResult): string {
  const fault = result.errors?.find(({ originalError }) => originalError && !("code" in originalError));
  if (fault) throw fault;
  return JSON.stringify(result).replaceAll(GAP_NOW, "now");
}

// What is ahead of a roster begins at the clock of each reading, and not where somebody's rights end.
const GAP_NOW = /(?<="__typename":"DutyGap"[^}]*)\d{4}-\d\d-\d\dT[\d:.]+Z/g;

export interface Thing {
  id: string;
  kind: string;
}

export function drawThings({ world, random }: Place, stream: StreamName, count: number): Thing[] {
  const { table, prefix, kind } = STREAMS[stream];
  return random.sample(world.rows[table] ?? [], count).map(({ id }) => ({ id: fromUuid(prefix, String(id)), kind }));
}

const entryOf = (aggregateId: string, kind: string): Entry => ({
  ...{ epoch: 1, xid: 1n, id: 1n, tag: "", version: 1, kato: 0, schoolId: null, severityRank: null },
  ...{ exercise: false, at: new Date(0), aggregateId, kind },
});
