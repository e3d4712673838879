import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, pgPolicy, pgRole } from "drizzle-orm/pg-core";
import { IDENTITY_ROLES, WORKING_ROLES } from "./roles.js";

const role = {
  owner: pgRole("qorgan_owner").existing(),
  app: pgRole("qorgan_app").existing(),
  reader: pgRole("qorgan_reader").existing(),
  worker: pgRole("qorgan_worker").existing(),
};

// '' is what a setting reads as after the transaction that set it: without nullif it can't be cast.
const setting = (name: string, type: string): SQL =>
  sql.raw(`(select nullif(current_setting('qorgan.${name}', true), '')::${type})`);

const listed = (names: readonly string[]) => sql.raw(names.map((name) => `'${name}'`).join(", "));
const roles = listed(WORKING_ROLES);

/** Everybody, also without a token. */
export const everybody = sql.raw("true");

/** Any officer with an appointment in force. */
export const signedIn = sql`${setting("principal", "uuid")} is not null`;

/** The officer whose own row it is. */
export const own = (officerId: AnyPgColumn): SQL => sql`${officerId} = ${setting("principal", "uuid")}`;

/** What an officer did, or somebody without a token. */
export const ownOrNobody = (actor: AnyPgColumn): SQL =>
  sql`${actor} is not distinct from ${setting("principal", "uuid")}`;

/** Data officers, in their territory. */
export function byDataOfficer({ kato }: { kato: AnyPgColumn }): SQL {
  const territory = sql`${kato} between ${setting("kato_from", "int")} and ${setting("kato_to", "int")}`;
  // CASE for the same reason as below.
  return sql`case when ${territory} and ${setting("role", "text")} = 'DATA_OFFICER' then true else false end`;
}

/** Officials who work on children and incidents, in their territory and, where they have one, their school. */
export function inJurisdiction({ kato, schoolId }: { kato: AnyPgColumn; schoolId?: AnyPgColumn }): SQL {
  const territory = sql`${kato} between ${setting("kato_from", "int")} and ${setting("kato_to", "int")}`;
  const working = sql`${setting("role", "text")} in (${roles})`;
  const school = sql`${setting("school", "uuid")}`;
  const ofSchool = schoolId ? sql`(${school} is null or ${schoolId} = ${school})` : sql`${school} is null`;
  // CASE hides the range from the planner, which would take it for 0.5 % of the rows and choose the wrong index.
  return sql`case when ${territory} and ${working} and ${ofSchool} then true else false end`;
}

/** People of a school who know its pupils by name. */
export const knowsByName = ({ schoolId }: { schoolId: AnyPgColumn }): SQL =>
  sql`${setting("role", "text")} in (${listed(IDENTITY_ROLES)}) and ${schoolId} = ${setting("school", "uuid")}`;

interface Rules {
  read: SQL;
  insert?: SQL;
  update?: SQL;
  /** What `qorgan_worker` reads: it has no viewer, so each of its tables is named. */
  workerRead?: boolean;
}

/** The policies of a table. What isn't named is denied. The owner passes only while it says that it maintains. */
export function guard(table: string, { read, insert, update, workerRead }: Rules) {
  const policy = (name: string, options: Parameters<typeof pgPolicy>[1]) => pgPolicy(`${table}_${name}`, options);
  const maintenance = sql.raw("(select current_setting('qorgan.maintenance', true)) = 'on'");
  return [
    policy("read", { for: "select", to: [role.app, role.reader], using: read }),
    policy("maintain", { for: "all", to: role.owner, using: maintenance, withCheck: maintenance }),
    ...(insert ? [policy("insert", { for: "insert", to: role.app, withCheck: insert })] : []),
    ...(update ? [policy("update", { for: "update", to: role.app, using: update, withCheck: update })] : []),
    ...(workerRead ? [policy("work", { for: "select", to: role.worker, using: sql.raw("true") })] : []),
  ];
}
