import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, pgPolicy, pgRole } from "drizzle-orm/pg-core";
import { dependsOn, isOpenToOfficials, opensToOfficials, PERSONAL, type Reach, SHARED } from "./reach.js";
import { CHILDLESS, COUNT_READERS, type Role } from "./roles.js";
import { GRANT_TIERS, type GrantTier, type Subject } from "./subjects.js";

const role = {
  owner: pgRole("qorgan_owner").existing(),
  app: pgRole("qorgan_app").existing(),
  reader: pgRole("qorgan_reader").existing(),
  worker: pgRole("qorgan_worker").existing(),
};

// What a rule depends on that looks at a setting: those alike in role and jurisdiction have the same.
const SETTINGS = {
  principal: PERSONAL,
  subject: PERSONAL,
  role: SHARED,
  kato_from: SHARED,
  kato_to: SHARED,
  school: SHARED,
} as const;

type Setting = keyof typeof SETTINGS;

// '' is what a setting reads as after the transaction that set it: without nullif it can't be cast.
const read = (name: Setting, type: string) => `nullif(current_setting('qorgan.${name}', true), '')::${type}`;

// A subselect is worked out once for a statement, but set up for each, whether a row needs it or not, and a policy has
// many: what doesn't look at the row stands in one of them.
const once = (text: string, reach: Reach): SQL => dependsOn(sql.raw(`(select ${text})`), reach);

const setting = (name: Setting, type: string): SQL => once(read(name, type), SETTINGS[name]);

/** The setting where a condition on the viewer holds; else null, to which nothing is equal. */
const settingIf = (condition: string, name: Setting, type: string): SQL =>
  once(`case when ${condition} then ${read(name, type)} else null end`, SETTINGS[name]);

const namesOf = (values: readonly string[]) => values.map((value) => `'${value}'`).join(", ");
const listOf = (values: readonly string[]): SQL => sql.raw(namesOf(values));
const actsAs = (roles: readonly Role[]) => `${read("role", "text")} in (${namesOf(roles)})`;
const join = (rules: readonly SQL[], word: "and" | "or"): SQL => sql`(${sql.join([...rules], sql.raw(` ${word} `))})`;

/** One of the rules must hold. */
export const anyOf = (...rules: SQL[]): SQL => openIf(rules.some(isOpenToOfficials), join(rules, "or"));
/** All rules must hold. */
export const allOf = (...rules: SQL[]): SQL => openIf(rules.every(isOpenToOfficials), join(rules, "and"));
const openIf = (isOpen: boolean, rule: SQL): SQL => (isOpen ? opensToOfficials(rule) : rule);

/** Everybody, also without a token. */
export const everybody = sql.raw("true");

const isSignedIn = `${read("principal", "uuid")} is not null`;
// Who acts is looked up before the role is known, so no role is let pass.
const isNoGuardian = `coalesce(${read("role", "text")}, '') <> 'GUARDIAN'`;

/** Whoever has a token. */
export const signedIn = opensToOfficials(once(isSignedIn, SHARED));

/** Every official: the directory. */
export const officials = opensToOfficials(once(`${isSignedIn} and ${isNoGuardian}`, SHARED));

/** The person whose own row it is. */
export const own = (principal: AnyPgColumn): SQL => sql`${principal} = ${setting("principal", "uuid")}`;

/** In the viewer's own name and role, or in nobody's without a viewer. */
export function asViewer({ actorId, role }: { actorId: AnyPgColumn; role: AnyPgColumn }): SQL {
  const isOwn = sql`not ${actorId} is distinct from ${setting("principal", "uuid")}`;
  return allOf(isOwn, sql`not ${role} is distinct from ${setting("role", "text")}`);
}

/** Whom the OpenID provider calls so, while the person of a token is looked for. */
export const linked = (subject: AnyPgColumn): SQL => sql`${subject} = ${setting("subject", "text")}`;

/** While `access/grant.ts` writes: it sets this for its own statements only. */
export const granting: SQL = once("current_setting('qorgan.granting', true) = 'on'", SHARED);

/** Whoever acts in one of these roles, wherever. */
export const hasRole = (roles: readonly Role[]): SQL => once(actsAs(roles), SHARED);

/** Officials who read counts: see `COUNT_READERS`. */
export const counted: SQL = hasRole(COUNT_READERS);

interface Place {
  kato: AnyPgColumn;
  schoolId?: AnyPgColumn;
}

/** Officials of these roles in their territory and, where they have one, their school. */
export function inJurisdiction({ kato, schoolId }: Place, roles: readonly Role[]): SQL {
  // Whoever works in a school has nothing of a territory besides.
  const condition = schoolId ? actsAs(roles) : `${actsAs(roles)} and ${read("school", "uuid")} is null`;
  const territory = sql`${kato} between ${settingIf(condition, "kato_from", "int")} and ${setting("kato_to", "int")}`;
  if (!schoolId) return allOf(territory);
  const ofSchool = sql`not coalesce(${setting("school", "uuid")}, ${schoolId}) is distinct from ${schoolId}`;
  return allOf(territory, dependsOn(ofSchool, SHARED));
}

/** People of these roles at their own school. */
export const inSchool = ({ schoolId }: { schoolId: AnyPgColumn }, roles: readonly Role[]): SQL =>
  sql`${schoolId} = ${settingIf(actsAs(roles), "school", "uuid")}`;

/** Officials in a relationship to the subject that opens at least this tier, at this moment. */
export function granted(id: AnyPgColumn, subject: Subject, tier: GrantTier): SQL {
  const isWithoutPersons = subject === "group" || tier === "T3S";
  const mayKnow = isWithoutPersons ? isNoGuardian : `${isNoGuardian} and not ${actsAs(CHILDLESS)}`;
  return related(id, { subject, tier, condition: mayKnow });
}

/** Those who act for the child, at this moment. A table is closed to families unless its policy says this. */
export const guardianOf = (childId: AnyPgColumn, tier: GrantTier): SQL =>
  related(childId, { subject: "child", tier, condition: actsAs(["GUARDIAN"]) });

// Emergency access reads and doesn't write: nobody may put themselves into the team or on an agenda by it.
const inReading = sql.raw("(select current_setting('transaction_read_only') = 'on')");

// That a child of the own team took part is no signal for who sees no child: a group's papers are of a higher tier.
const mayBeSignalled = sql` and (tier <> 'T3S' or not ${hasRole(CHILDLESS)})`;

interface Relationship {
  subject: Subject;
  tier: GrantTier;
  /** What must hold of the viewer. */
  condition: string;
}

function related(id: AnyPgColumn, { subject, tier, condition }: Relationship): SQL {
  const principal = settingIf(condition, "principal", "uuid");
  const tiers = listOf(GRANT_TIERS.slice(GRANT_TIERS.indexOf(tier)));
  const signalled = subject === "incident" && tier === "T3S" ? mayBeSignalled : sql``;
  const rule = sql`${id} = any(array(select subject_id from access_grants where principal = ${principal}
    and subject_type = ${listOf([subject])} and tier in (${tiers})${signalled} and from_at <= now()
    and (to_at is null or to_at > now()) and (basis <> 'EMERGENCY' or ${inReading})))`;
  return dependsOn(rule, onSubject(subject));
}

const onSubject = (subject: Subject): Reach => ({ isPersonal: false, subjects: new Set([subject]) });

/** Not for those who are excluded from the subject, whatever else lets them see it. */
export function notExcluded(id: AnyPgColumn, subject: Subject): SQL {
  const rule = sql`(${id} is null or not (${id} = any(array(select subject_id from access_exclusions
    where principal = ${setting("principal", "uuid")} and subject_type = ${listOf([subject])}))))`;
  return dependsOn(rule, onSubject(subject));
}

/** Where the viewer's own region is; nowhere for who serves the whole country. */
export const inRegion = (region: AnyPgColumn): SQL => sql`${region} = ${setting("kato_from", "int")} / 10000000`;

/** Rows whose rank, counted from the gravest, is at most this one. */
export const atLeastAsGrave = (rank: AnyPgColumn, most: number): SQL => sql`${rank} <= ${sql.raw(String(most))}`;

interface Rules {
  read: SQL;
  insert?: SQL;
  update?: SQL;
  /** What `qorgan_worker` reads: it has no viewer, so each of its tables is named. */
  workerRead?: boolean;
  /** Whether `qorgan_worker` adds rows. */
  workerInsert?: boolean;
  /** What `qorgan_worker` keeps by itself, and therefore reads too. */
  workerWrite?: boolean;
}

// CASE hides the rule from the planner, which would take a range for 0.5 % of the rows and choose the wrong index.
const asFilter = (rule: SQL): SQL => (rule === everybody ? rule : sql`case when ${rule} then true else false end`);

/** The policies of a table. What isn't named is denied. The owner passes only while it says that it maintains. */
export function guard(table: string, { read, insert, update, workerRead, workerInsert, workerWrite }: Rules) {
  const policy = (name: string, options: Parameters<typeof pgPolicy>[1]) => pgPolicy(`${table}_${name}`, options);
  const maintenance = sql.raw("(select current_setting('qorgan.maintenance', true)) = 'on'");
  const inserted = insert && asFilter(insert);
  const updated = update && asFilter(update);
  return [
    policy("read", { for: "select", to: [role.app, role.reader], using: asFilter(read) }),
    policy("maintain", { for: "all", to: role.owner, using: maintenance, withCheck: maintenance }),
    ...(inserted ? [policy("insert", { for: "insert", to: role.app, withCheck: inserted })] : []),
    ...(updated ? [policy("update", { for: "update", to: role.app, using: updated, withCheck: updated })] : []),
    ...(workerRead ? [policy("work", { for: "select", to: role.worker, using: sql.raw("true") })] : []),
    ...(workerInsert ? [policy("append", { for: "insert", to: role.worker, withCheck: sql.raw("true") })] : []),
    ...(workerWrite
      ? [policy("work", { for: "all", to: role.worker, using: sql.raw("true"), withCheck: sql.raw("true") })]
      : []),
  ];
}
