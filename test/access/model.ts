/**
 * The table of roles of domain.md 3.6 as plain TypeScript, written from the text and not from the policies: who sees
 * which row. It is slow and says each thing in words, since it must be checked by reading.
 */
export interface Asking {
  /** A plain uuid. */
  principal: string;
  role: string;
  /** First and last code of the jurisdiction. */
  from: number;
  to: number;
  /** The school of the jurisdiction, for people who work in one. */
  school: string | null;
}

export interface GrantFact {
  principal: string;
  subject_type: string;
  subject_id: string;
  tier: string;
  from: Date;
  to: Date | null;
}
export interface ExclusionFact {
  principal: string;
  subject_type: string;
  subject_id: string;
}
export interface Facts {
  now: Date;
  grants: readonly GrantFact[];
  exclusions: readonly ExclusionFact[];
}

/** A row as the database holds it: uuids as text, times as text. */
export type Fact = Record<string, unknown>;
type Rule = (asking: Asking, row: Fact, facts: Facts) => boolean;

const isOneOf = (asking: Asking, ...roles: string[]) => roles.includes(asking.role);

const isInside = ({ from, to, school }: Asking, row: Fact) =>
  Number(row.kato) >= from && Number(row.kato) <= to && (school === null || school === row.school_id);

const worksAtTheSchool = (asking: Asking, row: Fact) =>
  isOneOf(asking, "SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE") &&
  asking.school !== null &&
  asking.school === row.school_id;

const answersForTheDistrict = (asking: Asking, row: Fact) =>
  isOneOf(asking, "DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST") && isInside(asking, row);

const oversees = (asking: Asking, row: Fact) => isOneOf(asking, "PROSECUTOR", "OMBUDSMAN") && isInside(asking, row);

// What a relationship of a tier opens.
const OPENS: Record<string, string[]> = {
  T3S: ["situation"],
  T3P: ["situation", "pseudonym"],
  T3C: ["situation", "pseudonym", "circumstances"],
  T2: ["situation", "pseudonym", "circumstances", "identity"],
  T4: ["situation", "pseudonym", "circumstances", "identity", "sensitive"],
};

const isRelated = (asking: Asking, to: [type: string, id: unknown], what: string, facts: Facts) =>
  asking.role !== "GUARDIAN" &&
  isOpenTo(asking, to[0], what) &&
  hasGrant(asking, to, isSignal(to[0], what) && seesNoChild(asking) ? "pseudonym" : what, facts);

/** NGOs and parents' representatives take part in groups and see no child by it. */
const seesNoChild = (asking: Asking) => isOneOf(asking, "NGO_OBSERVER", "PARENT_REPRESENTATIVE");
const isOpenTo = (asking: Asking, type: string, what: string) =>
  type === "group" || what === "situation" || !seesNoChild(asking);

/** What the team of a child gets of its incidents. A headquarters gets more, and by that the situation. */
const isSignal = (type: string, what: string) => type === "incident" && what === "situation";

/** Families see what is said to be theirs, and nothing else by relationship. */
const actsForChild = (asking: Asking, child: unknown, what: string, facts: Facts) =>
  isOneOf(asking, "GUARDIAN") && hasGrant(asking, ["child", child], what, facts);

const hasGrant = (asking: Asking, to: [type: string, id: unknown], what: string, { now, grants }: Facts) =>
  grants.some(
    (grant) =>
      grant.principal === asking.principal &&
      grant.subject_type === to[0] &&
      grant.subject_id === to[1] &&
      OPENS[grant.tier]?.includes(what) &&
      grant.from <= now &&
      (grant.to === null || grant.to > now),
  );

const isParty = (asking: Asking, [type, id]: [string, unknown], { exclusions }: Facts) =>
  exclusions.some(
    (exclusion) =>
      exclusion.principal === asking.principal && exclusion.subject_type === type && exclusion.subject_id === id,
  );

const isOfficial: Rule = ({ role }) => role !== "GUARDIAN";
const isOwn = (asking: Asking, id: unknown) => asking.principal === id;

/** Extreme and severe are the first two of the severities, critical and high of the risks. */
const isGrave = (rank: unknown) => Number(rank) <= 1;

const seesSituation = (asking: Asking, row: Fact, incident: unknown, facts: Facts) =>
  !isParty(asking, ["incident", incident], facts) &&
  (worksAtTheSchool(asking, row) ||
    answersForTheDistrict(asking, row) ||
    oversees(asking, row) ||
    (isOneOf(asking, "REGION_OFFICER", "DISPATCHER") && isInside(asking, row)) ||
    (isOneOf(asking, "MINISTRY_CONTROLLER") && isGrave(row.severity_rank) && isInside(asking, row)) ||
    isRelated(asking, ["incident", incident], "situation", facts));

const seesParticipant: Rule = (asking, row, facts) =>
  !isParty(asking, ["incident", row.incident_id], facts) &&
  (worksAtTheSchool(asking, row) ||
    answersForTheDistrict(asking, row) ||
    oversees(asking, row) ||
    (isOneOf(asking, "REGION_OFFICER") && isGrave(row.severity_rank) && isInside(asking, row)) ||
    (isOneOf(asking, "DISPATCHER") && row.active === true && isInside(asking, row)) ||
    isRelated(asking, ["incident", row.incident_id], "pseudonym", facts) ||
    isOwnPart(asking, row, facts));

/** Which part a child had in an incident, for who is told of the incident and works with the child. */
const isOwnPart: Rule = (asking, row, facts) =>
  row.child_id !== null &&
  isRelated(asking, ["incident", row.incident_id], "situation", facts) &&
  isRelated(asking, ["child", row.child_id], "pseudonym", facts) &&
  !isParty(asking, ["child", row.child_id], facts);

const seesNarrative = (asking: Asking, row: Fact, author: unknown, facts: Facts) =>
  !isParty(asking, ["incident", row.incident_id], facts) &&
  (worksAtTheSchool(asking, row) ||
    isRelated(asking, ["incident", row.incident_id], "circumstances", facts) ||
    (isOwn(asking, author) && worksOnIncidents(asking) && isInside(asking, row)));

const worksOnIncidents = (asking: Asking) =>
  isOneOf(asking, "REGION_OFFICER", "DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST") ||
  isOneOf(asking, "SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE", "DISPATCHER");

const seesChild: Rule = (asking, row, facts) =>
  !isParty(asking, ["child", row.id], facts) &&
  (worksAtTheSchool(asking, row) ||
    answersForTheDistrict(asking, row) ||
    oversees(asking, row) ||
    (isOneOf(asking, "REGION_OFFICER") && isGrave(row.risk_rank) && isInside(asking, row)) ||
    isRelated(asking, ["child", row.id], "pseudonym", facts) ||
    actsForChild(asking, row.id, "pseudonym", facts));

const seesTeam: Rule = (asking, row, facts) =>
  !isParty(asking, ["child", row.child_id], facts) &&
  (worksAtTheSchool(asking, row) ||
    answersForTheDistrict(asking, row) ||
    oversees(asking, row) ||
    isRelated(asking, ["child", row.child_id], "pseudonym", facts));

const seesCircumstances: Rule = (asking, row, facts) =>
  !isParty(asking, ["child", row.child_id], facts) &&
  (worksAtTheSchool(asking, row) || isRelated(asking, ["child", row.child_id], "circumstances", facts));

// Notes about a child are for those who work with it, and never for its guardians.
const worksWith: Rule = (asking, row, facts) => isOfficial(asking, row, facts) && seesCircumstances(asking, row, facts);

const seesSensitiveNote: Rule = (asking, row, facts) =>
  !isParty(asking, ["child", row.child_id], facts) &&
  ((isOwn(asking, row.author_id) && worksWith(asking, row, facts)) ||
    (isOfficial(asking, row, facts) &&
      !isParty(asking, ["sensitivenote", row.id], facts) &&
      isRelated(asking, ["sensitivenote", row.id], "sensitive", facts)));

const knowsOfSensitiveNotes: Rule = (asking, row, facts) =>
  isOneOf(asking, "SOCIAL_PEDAGOGUE") &&
  worksAtTheSchool(asking, row) &&
  !isParty(asking, ["child", row.child_id], facts);

const reviewsEmergencies = (asking: Asking, row: Fact) =>
  isOneOf(asking, "DATA_OFFICER") && asking.school === null && isInside(asking, row);

const seesEmergency: Rule = (asking, row, facts) =>
  isOwn(asking, row.officer_id) ||
  reviewsEmergencies(asking, row) ||
  (isOfficial(asking, row, facts) &&
    !isParty(asking, ["child", row.child_id], facts) &&
    (seesCircumstances(asking, row, facts) || isRelated(asking, ["emergency", row.id], "situation", facts)));

/** Who works on the alerts of its territory, whole, or oversees it. */
const seesSilence: Rule = (asking, row) =>
  asking.school === null &&
  isInside(asking, row) &&
  (isOneOf(asking, "MINISTRY_CONTROLLER", "REGION_OFFICER", "DISPATCHER", "PROSECUTOR", "OMBUDSMAN") ||
    isOneOf(asking, "DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST"));

const seesAlert: Rule = (asking, row, facts) => {
  if (row.incident_id !== null) return seesSituation(asking, row, row.incident_id, facts);
  if (row.silence_id !== null) return seesSilence(asking, row, facts);
  return reviewsEmergencies(asking, row) || isRelated(asking, ["emergency", row.emergency_id], "situation", facts);
};

/** Where the child learns, why it is registered, its year of birth: the family may know. Not what an assessment says. */
const seesOwnCircumstances: Rule = (asking, row, facts) =>
  seesCircumstances(asking, row, facts) ||
  (!isParty(asking, ["child", row.child_id], facts) && actsForChild(asking, row.child_id, "circumstances", facts));

const knowsByName: Rule = (asking, row, facts) =>
  !isParty(asking, ["child", row.child_id], facts) &&
  (worksAtTheSchool(asking, row) || isRelated(asking, ["child", row.child_id], "identity", facts));

const knowsOwnByName: Rule = (asking, row, facts) =>
  knowsByName(asking, row, facts) ||
  (!isParty(asking, ["child", row.child_id], facts) && actsForChild(asking, row.child_id, "identity", facts));

const seesPaper = (asking: Asking, row: Fact, writer: unknown, facts: Facts) =>
  worksAtTheSchool(asking, row) ||
  isRelated(asking, ["group", row.working_group_id], "circumstances", facts) ||
  isOwn(asking, writer);

const readsCounts: Rule = (asking) =>
  isOneOf(asking, "MINISTRY_CONTROLLER", "REGION_OFFICER", "DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "DISPATCHER") ||
  isOneOf(asking, "GUARDIANSHIP_SPECIALIST", "SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE", "PROSECUTOR") ||
  isOneOf(asking, "OMBUDSMAN", "INSPECTOR", "PARENT_REPRESENTATIVE");

const seesEntry: Rule = (asking, row, facts) =>
  (isOneOf(asking, "DATA_OFFICER") && asking.school === null && isInside(asking, row)) ||
  (row.child_id !== null && seesOwnCircumstances(asking, row, facts));

/** Who sees a row of each table. */
export const MAY_SEE: Readonly<Record<string, Rule>> = {
  regions: () => true,
  districts: () => true,
  localities: () => true,
  figures: () => true,
  agencies: () => true,
  officers: (asking, row, facts) => isOfficial(asking, row, facts) || isOwn(asking, row.id),
  appointments: (asking, row, facts) => isOfficial(asking, row, facts) || isOwn(asking, row.officer_id),
  schools: () => true,
  working_groups: isOfficial,
  memberships: isOfficial,
  meetings: isOfficial,
  attendances: isOfficial,
  duty_rosters: isOfficial,
  duty_shifts: isOfficial,
  duty_silences: seesSilence,
  agenda_items: (asking, row, facts) => seesPaper(asking, row, row.added_by_id, facts),
  decisions: (asking, row, facts) => seesPaper(asking, row, row.written_by_id, facts),
  incidents: (asking, row, facts) => seesSituation(asking, row, row.id, facts),
  emergency_accesses: seesEmergency,
  alerts: seesAlert,
  // Whoever sees an alert sees who was told of it.
  alert_deliveries: seesAlert,
  // And who made it public; what the public is told, everybody.
  alert_publications: (asking, row, facts) => seesSituation(asking, row, row.incident_id, facts),
  public_alerts: () => true,
  alert_escalations: seesAlert,
  escalation_policies: isOfficial,
  incident_participants: seesParticipant,
  incident_notes: (asking, row, facts) => seesNarrative(asking, row, row.author_id, facts),
  incident_reviews: (asking, row, facts) => seesNarrative(asking, row, row.signed_by_id, facts),
  children: seesChild,
  child_team_members: seesTeam,
  enrolments: seesOwnCircumstances,
  child_profiles: seesOwnCircumstances,
  risk_registrations: seesOwnCircumstances,
  child_categories: seesOwnCircumstances,
  risk_assessments: seesCircumstances,
  assessment_factors: seesCircumstances,
  child_notes: worksWith,
  sensitive_notes: seesSensitiveNote,
  sensitive_note_flags: knowsOfSensitiveNotes,
  child_identities: knowsOwnByName,
  guardianships: knowsByName,
  guardians: (asking, row) => isOwn(asking, row.id),
  access_grants: (asking, row) => isOwn(asking, row.principal),
  access_exclusions: (asking, row) => isOwn(asking, row.principal),
  audit_entries: seesEntry,
  statistic_cells: readsCounts,
  response_cells: readsCounts,
  webhooks: (asking, row) => isOwn(asking, row.officer_id) || reviewsEmergencies(asking, row),
  webhook_endpoints: (asking, row) => isOwn(asking, row.officer_id),
  webhook_deliveries: (asking, row) => isOwn(asking, row.officer_id),
  mutation_keys: (asking, row) => isOwn(asking, row.principal),
};
