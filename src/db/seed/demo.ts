import type { PgTable } from "drizzle-orm/pg-core";
import type { KeyRing } from "../../access/keyring.js";
import { accessGrants } from "../../access/table.js";
import { agencies, appointments, officers } from "../../modules/agencies/table.js";
import { alerts } from "../../modules/alerts/table.js";
import { alertPublications, publicAlerts } from "../../modules/cap/table.js";
import * as ward from "../../modules/children/table.js";
import { alertDeliveries } from "../../modules/deliveries/table.js";
import * as duty from "../../modules/duty/table.js";
import { emergencyAccesses } from "../../modules/emergencies/table.js";
import * as named from "../../modules/identities/table.js";
import { incidentNotes, incidentParticipants, incidentReviews, incidents } from "../../modules/incidents/table.js";
import * as notes from "../../modules/notes/table.js";
import { schools } from "../../modules/schools/table.js";
import * as group from "../../modules/workgroups/table.js";
import * as relation from "./access.js";
import { makeAgencies } from "./agencies.js";
import { makeAlerts } from "./alerts.js";
import * as written from "./child-notes.js";
import { makeChildren, type Ward } from "./children.js";
import { makeDeliveries } from "./deliveries.js";
import { makeDuty } from "./duty.js";
import * as emergency from "./emergencies.js";
import type { Episode } from "./episode.js";
import { makeHeadquarters, makeStandingGroups } from "./groups.js";
import { type Families, makeFamilies } from "./identities.js";
import { makeIncidents } from "./incidents.js";
import * as session from "./meetings.js";
import { makeNotes, makeReviews } from "./notes.js";
import { makeParticipants } from "./participants.js";
import * as profile from "./profiles.js";
import { makePublications } from "./publications.js";
import { makeSchools } from "./schools.js";
import { createWorld, type World } from "./world.js";

/** The rows of one table. */
export interface Batch {
  table: PgTable;
  name: string;
  rows: readonly object[];
}

/**
 * All invented rows in the order in which they can be inserted: the same for the same seed and day. Families and
 * sensitive notes are made where there is a key ring to encrypt them under.
 */
export function makeDemo(seed: number, now: Date, ring?: KeyRing): Batch[] {
  const world = createWorld(seed, now);
  return [...makeDirectory(world), ...makeLives(world, ring)];
}

/** The agencies of the world's places and those who act for them, with the schools. */
export function makeDirectory(world: World): Batch[] {
  makeAgencies(world);
  makeSchools(world);
  return [
    batch("agencies", agencies, world.agencies),
    batch("officers", officers, world.officers),
    batch("appointments", appointments, world.appointments),
    batch(
      "schools",
      schools,
      world.campuses.map(({ school }) => school),
    ),
  ];
}

/** What happened at the schools of the world. */
export function makeLives(world: World, ring?: KeyRing): Batch[] {
  const wards = makeChildren(world);
  const members = relation.makeTeams(world, wards);
  const { raised, profiles } = ofChildren(world, wards);
  const families = ring ? makeFamilies(wards, profiles, ring) : null;
  const team = batch("child_team_members", ward.childTeamMembers, members);
  const episodes = makeIncidents(world);
  const participants = makeParticipants(world, episodes);
  const met = meet(world, episodes);
  const grants = relation.makeGrants(world, { wards, members, participants, ...met });
  const noted = note(world, wards, ring);
  const opened = openInEmergency(world, wards);
  return [
    ...raised,
    team,
    ...(families ? inFamilies(families) : []),
    ...[...noted.batches, opened.batch],
    ...happened(world, episodes, { participants, more: opened.alerts }),
    ...inGroups(world, met),
    batch("access_grants", accessGrants, [
      ...[...grants, ...(families?.grants ?? []), ...noted.grants, ...opened.grants],
      ...relation.makeSignals({ members, participants }),
    ]),
    ...onDuty(world),
  ];
}

const batch = <T extends PgTable>(name: string, table: T, rows: readonly T["$inferInsert"][]): Batch => ({
  name,
  table,
  rows: rows as readonly object[],
});

function ofChildren(world: World, wards: readonly Ward[]) {
  const assessments = profile.makeAssessments(world, wards);
  const enrolments = profile.makeEnrolments(world, wards);
  const profiles = profile.makeProfiles(world, wards);
  const raised = [
    batch(
      "children",
      ward.children,
      wards.map(({ child }) => child),
    ),
    batch("enrolments", ward.enrolments, enrolments),
    batch("child_profiles", ward.childProfiles, profiles),
    batch("risk_registrations", ward.riskRegistrations, profile.makeRegistrations(world, wards)),
    batch("child_categories", ward.childCategories, profile.makeCategories(world, wards)),
    batch("risk_assessments", ward.riskAssessments, assessments),
    batch("assessment_factors", ward.assessmentFactors, profile.makeFactors(world, assessments)),
  ];
  return { raised, profiles };
}

const inFamilies = (families: Families): Batch[] => [
  batch("child_identities", named.childIdentities, families.identities),
  batch("guardians", named.guardians, families.guardians),
  batch("guardianships", named.guardianships, families.guardianships),
];

function note(world: World, wards: readonly Ward[], ring?: KeyRing) {
  const open = written.makeChildNotes(world, wards);
  const sensitive = ring ? written.makeSensitiveNotes(world, wards, ring) : [];
  const batches = [
    batch("child_notes", notes.childNotes, open),
    batch("sensitive_notes", notes.sensitiveNotes, sensitive),
    batch("sensitive_note_flags", notes.sensitiveNoteFlags, written.makeFlags(sensitive)),
  ];
  return { batches, grants: written.makeReaders(world, sensitive, wards) };
}

function openInEmergency(world: World, wards: readonly Ward[]) {
  const made = emergency.makeEmergencies(world, wards);
  return {
    batch: batch("emergency_accesses", emergencyAccesses, made),
    alerts: emergency.makeEmergencyAlerts(world, made),
    grants: emergency.makeEmergencyGrants(world, made),
  };
}

function onDuty(world: World): Batch[] {
  const made = makeDuty(world);
  return [
    batch(
      "duty_rosters",
      duty.dutyRosters,
      made.map(({ roster }) => roster),
    ),
    batch(
      "duty_shifts",
      duty.dutyShifts,
      made.flatMap(({ shifts }) => shifts),
    ),
  ];
}

type Participants = ReturnType<typeof makeParticipants>;
type Alerts = readonly (typeof alerts.$inferInsert)[];
type Following = { participants: Participants; more: Alerts };

function happened(world: World, episodes: readonly Episode[], { participants, more }: Following): Batch[] {
  const raised = makeAlerts(world, episodes);
  const { publications, shown } = makePublications(episodes, raised);
  return [
    batch("incidents", incidents, withVictims(episodes, participants)),
    batch("alerts", alerts, [...raised, ...more]),
    batch("alert_publications", alertPublications, publications),
    batch("public_alerts", publicAlerts, shown),
    batch("alert_deliveries", alertDeliveries, makeDeliveries(episodes, raised)),
    batch("incident_participants", incidentParticipants, participants),
    batch("incident_notes", incidentNotes, makeNotes(world, episodes)),
    batch("incident_reviews", incidentReviews, makeReviews(world, episodes)),
  ];
}

function withVictims(episodes: readonly Episode[], participants: Participants) {
  const waiting = participants.filter(({ participation, contactedAt }) => participation === "VICTIM" && !contactedAt);
  const victims = Map.groupBy(waiting, ({ incidentId }) => incidentId);
  return episodes.map(({ incident }) => ({ ...incident, uncontactedVictims: victims.get(incident.id)?.length ?? 0 }));
}

function meet(world: World, episodes: readonly Episode[]) {
  const standing = makeStandingGroups(world);
  const headquarters = makeHeadquarters(world, episodes);
  const teams = [...standing, ...headquarters];
  const sessions = session.makeMeetings(world, standing);
  const decisions = [...session.makeDecisions(world, sessions), ...session.makeOrders(world, headquarters)];
  return { teams, sessions, decisions, agenda: session.makeAgenda(world, sessions, episodes) };
}

function inGroups(world: World, { teams, sessions, decisions, agenda }: ReturnType<typeof meet>): Batch[] {
  return [
    batch(
      "working_groups",
      group.workingGroups,
      teams.map((team) => team.group),
    ),
    batch(
      "memberships",
      group.memberships,
      teams.flatMap(({ members }) => members),
    ),
    batch(
      "meetings",
      group.meetings,
      sessions.map(({ meeting }) => meeting),
    ),
    batch("agenda_items", group.agendaItems, agenda),
    batch("attendances", group.attendances, session.makeAttendance(world, sessions)),
    batch("decisions", group.decisions, decisions),
  ];
}
