import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { maintain } from "../../src/db/database.js";
import type { AgencyKind } from "../../src/modules/agencies/enums.js";
import type { Untyped } from "./client.js";
import { almaly, anAgency, anOfficer } from "./factories.js";
import type { Client, Running } from "./start.js";

const GROUP = "id kind state version name kato allowedActions missingAgencies isComplete stoodDownAt";
const MEMBERSHIP = `role agencyKind from to officer { id agency { kind } } agency { kind } workingGroup { ${GROUP} }`;
const MEETING = `id state version topic isOverdue heldAt plannedFor protocolNumber recordedBy { id }
  agenda { position text child { id } incident { id } }
  attendance { present officer { id } agency { id } }
  decisions { position text dueOn responsibleAgency { id } workingGroup { id } }
  workingGroup { id state version }`;
const MADE = {
  workingGroupEstablish: `workingGroup { ${GROUP} members { ${MEMBERSHIP} } school { id } leadAgency { id } }`,
  workingGroupMemberAdd: `membership { ${MEMBERSHIP} }`,
  workingGroupMeetingPlan: `meeting { ${MEETING} }`,
  workingGroupMeetingRecord: `meeting { ${MEETING} }`,
  headquartersActivate: `workingGroup { ${GROUP} incident { id headquarters { nodes { id } } } leadAgency { id } }`,
  headquartersStandDown: `workingGroup { ${GROUP} decisions { nodes { text meeting { id } } } }`,
};

/** Runs a mutation of the module and gives its payload. */
export async function act(client: Client, name: keyof typeof MADE, input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await client.run(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${MADE[name]}
      errors { __typename code path message ... on IllegalTransition { state allowed } ... on StaleVersion { current } } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return (data as Untyped)[name];
}

/** A standing group of Almaly, unless something else is given. */
export async function establish(client: Client, given: object = {}) {
  const input = { territory: almaly, name: "Рабочая группа", mandate: "Профилактика", ...given };
  const { workingGroup, errors } = await act(client, "workingGroupEstablish", input);
  expect(errors).toEqual([]);
  return workingGroup;
}

/** An officer of a new agency of a kind. */
export async function actorOf({ database }: Running, kind: AgencyKind, kato = almaly) {
  const agency = await anAgency(database, { kind, kato });
  return anOfficer(database, { agencyId: agency.id, kato });
}

/** Members of new agencies of the kinds, as an input takes them. */
export const membersOf = (server: Running, kinds: readonly AgencyKind[], kato?: string) =>
  Promise.all(kinds.map(async (kind) => ({ officerId: (await actorOf(server, kind, kato)).id })));

/** How many rows the tables hold. */
export const countsOf = ({ database }: Running, tables: readonly string[]) =>
  maintain(database, async (tx) => {
    const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
    const [row] = await tx.rows<Record<string, number>>(sql.raw(`select ${counts.join(", ")}`));
    return row;
  });

/** What the journal says of a thing: kind and version of each entry. */
export const journalOf = ({ database }: Running, id: string) =>
  maintain(database, async (tx) => {
    const rows = await tx.rows<{ entry: string }>(
      sql`select kind || ' ' || version as entry from journal where aggregate_id = ${id} order by journal.id`,
    );
    return rows.map(({ entry }) => entry);
  });

/** A day from today: `2026-11-22`. */
export const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
/** A time from now. */
export const hours = (fromNow: number) => new Date(Date.now() + fromNow * 3_600_000).toISOString();
