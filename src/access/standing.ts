import { hash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import { uuidWithin } from "../db/ids.js";
import type { Reach } from "./reach.js";
import { OVERSIGHT, type Role } from "./roles.js";
import { type Basis, GRANT_TIERS, type GrantTier, SUBJECTS, type Subject } from "./subjects.js";
import { accessExclusions, accessGrants } from "./table.js";
import type { Viewer } from "./viewer.js";

/** What somebody may see, as far as policies ask: the appointment, and the relationships and exclusions in force. */
export interface Standing {
  /** The prefixed id of whoever it is. */
  principal: string;
  role: Role;
  /** The range of codes and the school of the jurisdiction. */
  place: string;
  /** By subject and in order: `<uuid> <tier>` of each relationship, with ` EMERGENCY` behind it where it only reads. */
  grants: ReadonlyMap<Subject, readonly string[]>;
  /** By subject and in order: the plain uuids of what the principal is excluded from. */
  exclusions: ReadonlyMap<Subject, readonly string[]>;
  /** When time alone changes it; null for never. */
  until: Date | null;
}

interface Fact {
  kind: "grant" | "exclusion";
  subject: Subject;
  id: string;
  tier: GrantTier | null;
  isEmergency: boolean;
  isInForce: boolean;
  /** When it begins or ends next, in milliseconds since 1970. */
  turnsAt: number | null;
}

/** The standing of the transaction's viewer, in one round trip. It is that of the transaction's snapshot. */
export async function readStanding(tx: Transaction, viewer: Viewer): Promise<Standing> {
  const facts = await readFacts(tx, uuidWithin(viewer.principal));
  const { kato_from = "", kato_to = "", school = "" } = viewer.settings;
  const inForce = facts.filter(({ isInForce }) => isInForce);
  return {
    principal: viewer.principal,
    role: viewer.role,
    place: `${kato_from}-${kato_to} ${school}`,
    grants: bySubject(inForce, "grant", opensOf),
    exclusions: bySubject(inForce, "exclusion", (id) => [id]),
    until: firstOf([viewer.until?.getTime() ?? null, ...facts.map(({ turnsAt }) => turnsAt)]),
  };
}

// `now()` is that of the policies of the same transaction.
function readFacts(tx: Transaction, principal: string): Promise<Fact[]> {
  const { from, to } = accessGrants;
  return tx.rows<Fact>(sql`
    select 'grant' as kind, subject_type as subject, subject_id::text as id, tier, basis = 'EMERGENCY' as "isEmergency",
      ${from} <= now() as "isInForce",
      (extract(epoch from case when ${from} > now() then ${from} else ${to} end) * 1000)::float8 as "turnsAt"
    from ${accessGrants} where principal = ${principal}::uuid and (${to} is null or ${to} > now())
    union all
    select 'exclusion', subject_type, subject_id::text, null, false, true, null
    from ${accessExclusions} where principal = ${principal}::uuid`);
}

type TextsOf = (id: string, facts: readonly Fact[]) => string[];

function bySubject(facts: readonly Fact[], kind: Fact["kind"], textsOf: TextsOf): Standing["grants"] {
  const ofSubject = Map.groupBy(
    facts.filter((fact) => fact.kind === kind),
    ({ subject }) => subject,
  );
  const found = new Map<Subject, readonly string[]>();
  for (const [subject, all] of ofSubject) {
    const things = Map.groupBy(all, ({ id }) => id);
    found.set(subject, [...things].flatMap(([id, some]) => textsOf(id, some)).sort());
  }
  return found;
}

// Of several relationships to one thing the highest tier counts; an emergency adds nothing at or below another's.
function opensOf(id: string, facts: readonly Fact[]): string[] {
  const emergency = highest(facts.filter(({ isEmergency }) => isEmergency));
  const other = highest(facts.filter(({ isEmergency }) => !isEmergency));
  return [
    ...(other >= 0 ? [`${id} ${GRANT_TIERS[other]}`] : []),
    ...(emergency > other ? [`${id} ${GRANT_TIERS[emergency]} ${EMERGENCY}`] : []),
  ];
}
const EMERGENCY = "EMERGENCY" satisfies Basis;
const NONE = -1;

const rankOf = (tier: string | null | undefined) => GRANT_TIERS.indexOf(tier as GrantTier);
const highest = (facts: readonly Fact[]) => Math.max(NONE, ...facts.map(({ tier }) => rankOf(tier)));

function firstOf(times: readonly (number | null)[]): Date | null {
  const first = times.reduce<number>((least, time) => Math.min(least, time ?? least), Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? new Date(first) : null;
}

/** The permission class: who is of the same class sees the same of what a selection reaches. */
export function classOf({ principal, role, place, grants, exclusions }: Standing, reach: Reach): string {
  // What oversight reads leaves an entry of its own, and a reach is that of officials: families see by other rules.
  const isAlone = reach.isPersonal || role === "GUARDIAN" || OVERSIGHT.includes(role);
  const subjects = reachedBy(reach).map((subject) => [grants.get(subject) ?? [], exclusions.get(subject) ?? []]);
  return hash("sha256", JSON.stringify([role, place, isAlone && principal, ...subjects]), "base64url");
}

/** What a change did to what a selection reaches. After `gained` everything that was seen before is seen still. */
export function compareStandings(before: Standing, after: Standing, reach: Reach): "same" | "gained" | "lost" {
  const { principal, role, place } = before;
  if (after.principal !== principal || after.role !== role || after.place !== place) return "lost";
  if (classOf(before, reach) === classOf(after, reach)) return "same";
  return reachedBy(reach).every((subject) => seesStill(subject, before, after)) ? "gained" : "lost";
}

// Always in one order, so that equal classes have equal texts.
const reachedBy = ({ subjects }: Reach) => SUBJECTS.filter((subject) => subjects.has(subject));

function seesStill(subject: Subject, before: Standing, after: Standing): boolean {
  const excluded = new Set(before.exclusions.get(subject));
  if (after.exclusions.get(subject)?.some((id) => !excluded.has(id))) return false;
  const opened = Map.groupBy(after.grants.get(subject) ?? [], (text) => text.split(" ", 1)[0]);
  return (before.grants.get(subject) ?? []).every((text) => {
    const [id, tier, basis] = text.split(" ");
    return opened.get(id)?.some((other) => {
      const [, otherTier, otherBasis] = other.split(" ");
      return rankOf(otherTier) >= rankOf(tier) && (otherBasis === undefined || otherBasis === basis);
    });
  });
}
