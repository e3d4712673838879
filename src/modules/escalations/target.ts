import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import { GRAVE } from "../../access/situation.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid, uuidWithin } from "../../db/ids.js";
import { findOnDuty } from "../duty/onduty.js";
import type { JurisdictionLevel } from "./enums.js";
import { mayCall, type Target } from "./ladder.js";

/** What a target is found by: where an alert is, and of what it is. */
export interface Situated {
  incidentId: string | null;
  schoolId: string | null;
  kato: string;
  severityRank: number;
  /** Whether it is a drill. */
  exercise?: boolean;
}

/** Whom a step calls for an alert: everybody of the role at the place, or some of them, or a headquarters. */
export interface Callee extends Target {
  kato: string | null;
  schoolId: string | null;
  groupId: string | null;
  /** Who is on duty; empty when everybody of the role is meant. */
  officerIds: readonly string[];
  /** Everybody who acts in the role at the place and isn't party to the matter, as plain uuids. */
  holderIds: readonly string[];
}
export type Call = { target: Target; alert: Situated };

const LEVELS = ["SCHOOL", "DISTRICT", "REGION", "COUNTRY"] as const satisfies readonly JurisdictionLevel[];
const LEADING = { DISTRICT: "DISTRICT_OFFICER", REGION: "REGION_OFFICER", COUNTRY: "MINISTRY_CONTROLLER" } as const;
// A drill calls no control room of the region.
const DISTRICT_ITSELF: Target = { kind: "ON_DUTY", role: "DISTRICT_OFFICER", level: "DISTRICT" };
const CONTROL_ROOM: Target = { kind: "ON_DUTY", role: "DISPATCHER", level: "REGION" };

/**
 * Whom steps call at a moment. Where nobody acts in the role at the place, or only who is party to the matter, the next
 * level above is called that reads such alerts: a call that nobody hears would let the alert rest.
 */
export async function findCallees(tx: Transaction, calls: readonly Call[], at: Date): Promise<Callee[]> {
  const situation = await readSituation(tx, calls, at);
  return Promise.all(calls.map((call) => findCallee(call, situation)));
}

async function findCallee({ target, alert }: Call, situation: Situation): Promise<Callee> {
  const groupId = target.kind === "HEADQUARTERS" ? situation.headquartersOf(alert) : null;
  if (groupId) return { ...target, kato: null, schoolId: null, groupId, officerIds: [], holderIds: [] };
  const instead = alert.exercise ? DISTRICT_ITSELF : CONTROL_ROOM;
  const wanted = target.kind === "HEADQUARTERS" ? instead : target;
  const chain = chainOf(wanted, alert, situation);
  const staffed = chain.map((callee) => ({ ...callee, holderIds: situation.holdersOf(callee, alert) }));
  const found = staffed.find(({ holderIds }) => holderIds.length) ?? (staffed[0] as Callee);
  if (found.kind !== "ON_DUTY") return found;
  const officerIds = (await situation.onDuty(found)).filter((id) => !situation.isParty(id, alert));
  return officerIds.length ? { ...found, officerIds } : { ...found, kind: "ROLE" };
}

// First who leads at the same level, then those above. Data officers read what nobody above does.
function chainOf(target: Target, alert: Situated, { katoOf }: Situation): Callee[] {
  const level = target.level as JurisdictionLevel;
  const above =
    target.role === "DATA_OFFICER" ? [] : LEVELS.slice(LEVELS.indexOf(level)).filter((name) => name in LEADING);
  const called = above.filter((name) => mayCall(alert, name));
  const readable = called.filter((name) => name !== "COUNTRY" || alert.severityRank <= GRAVE);
  const higher = readable.map(
    (name): Target => ({ ...target, level: name, role: LEADING[name as keyof typeof LEADING] }),
  );
  return [target, ...higher].map((step) => {
    const schoolId = step.level === "SCHOOL" ? alert.schoolId : null;
    return { ...step, kato: katoOf(step.level, alert), schoolId, groupId: null, officerIds: [], holderIds: [] };
  });
}

const regionOf = (kato: string) => kato.slice(0, 2).padEnd(9, "0");
const codeOf = (kato: string) => Number(kato.slice(0, 4));

interface Situation {
  /** The territory of a level; null for the country. */
  katoOf(level: JurisdictionLevel | null, alert: Situated): string | null;
  onDuty(callee: Callee): Promise<readonly string[]>;
  holdersOf(callee: Callee, alert: Situated): readonly string[];
  isParty(officerId: string, alert: Situated): boolean;
  headquartersOf(alert: Situated): string | null;
}

/** Reads at once what decides about all calls: who acts where, who is party to what, and which headquarters work. */
async function readSituation(tx: Transaction, calls: readonly Call[], at: Date): Promise<Situation> {
  const alerts = calls.map(({ alert }) => alert);
  const incidents = uuidsOf(alerts.map(({ incidentId }) => incidentId));
  const roles = new Set([...calls.flatMap(({ target }) => target.role ?? []), "DISPATCHER", ...Object.values(LEADING)]);
  const codes = `{${[...new Set(alerts.map(({ kato }) => codeOf(kato)))]}}`;
  const [districts, staff, parties, headquarters] = await Promise.all([
    tx.rows<District>(sql`select code, kato from districts where code = any(${codes}::int[])`),
    tx.rows<Staff>(staffOf([...roles], alerts, at)),
    tx.rows<Party>(sql`select subject_id as incident, principal from access_exclusions
      where subject_type = 'incident' and subject_id = any(${incidents}::uuid[])`),
    tx.rows<Headquarters>(sql`select incident_id as incident, id from working_groups
      where state = 'ACTIVATED' and incident_id = any(${incidents}::uuid[])`),
  ]);
  const holders = Map.groupBy(staff, ({ role, place }) => `${role} ${place}`);
  const partyOf = new Set(parties.map(({ incident, principal }) => `${incident} ${principal}`));
  const groups = new Map(headquarters.map(({ incident, id }) => [incident, fromUuid("group", id)]));
  const katoOfDistrict = new Map(districts.map(({ code, kato }) => [code, String(kato)]));
  const isParty = (officer: string, { incidentId }: Situated) =>
    incidentId !== null && partyOf.has(`${uuidWithin(incidentId)} ${officer}`);
  const shifts = new Map<string, Promise<readonly string[]>>();
  return {
    katoOf(level, { kato }) {
      if (level === "COUNTRY") return null;
      return level === "REGION" ? regionOf(kato) : (katoOfDistrict.get(codeOf(kato)) ?? kato);
    },
    // Once for each place, of however many alerts.
    onDuty({ role, kato, schoolId }) {
      const key = `${role} ${keyOf({ kato, schoolId })}`;
      const known = shifts.get(key) ?? findOnDuty(tx, { role: role as Role, kato, at });
      shifts.set(key, known);
      return known;
    },
    holdersOf({ role, ...callee }, alert) {
      const all = holders.get(`${role} ${keyOf(callee)}`) ?? [];
      return all.map(({ officer }) => officer).filter((officer) => !isParty(officer, alert));
    },
    isParty: (id, alert) => isParty(uuidWithin(id), alert),
    headquartersOf: ({ incidentId }) => (incidentId && groups.get(uuidWithin(incidentId))) || null,
  };
}

type District = { code: number; kato: number };
type Staff = { role: Role; place: string; officer: string };
type Party = { incident: string; principal: string };
type Headquarters = { incident: string; id: string };

const keyOf = ({ kato, schoolId }: Pick<Callee, "kato" | "schoolId">) =>
  schoolId ? uuidWithin(schoolId) : kato ? String(Number(kato)) : "country";

const uuidsOf = (ids: readonly (string | null)[]) => `{${[...new Set(ids.flatMap((id) => id ?? []))].map(uuidWithin)}}`;

function staffOf(roles: readonly string[], alerts: readonly Situated[], at: Date): SQL {
  const regions = `{${[...new Set(alerts.map(({ kato }) => Number(kato.slice(0, 2))))]}}`;
  const day = sql`(${at.toISOString()}::timestamptz at time zone 'Asia/Almaty')::date`;
  const inForce = sql`a.role = any(${`{${roles}}`}::text[]) and a.from_day <= ${day}
    and (a.to_day is null or a.to_day >= ${day})`;
  return sql`
    select a.role, coalesce(a.kato::text, 'country') as place, a.officer_id as officer from appointments a
    where a.school_agency_id is null and (a.kato is null or a.kato / 10000000 = any(${regions}::int[])) and ${inForce}
    union all
    select a.role, s.id::text, a.officer_id from schools s join appointments a on a.school_agency_id = s.agency_id
    where s.id = any(${uuidsOf(alerts.map(({ schoolId }) => schoolId))}::uuid[]) and ${inForce}`;
}
