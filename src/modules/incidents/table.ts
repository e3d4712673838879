import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
} from "drizzle-orm/pg-core";
import {
  instant,
  kato,
  oneOf,
  oneOfText,
  prefixedId,
  primaryId,
  rankOf,
  stamped,
  territorial,
} from "../../db/columns.js";
import { agencies, officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import { guardians } from "../identities/table.js";
import { schools } from "../schools/table.js";
import {
  AlertCertainty,
  AlertSeverity,
  ENDED_STATES,
  Harm,
  IncidentKind,
  IncidentState,
  Participation,
} from "./enums.js";
import { incidentPolicies, notePolicies, participantPolicies, reviewPolicies } from "./policy.js";

const schoolId = () => prefixedId("school", "school_id").references(() => schools.id);
const incidentId = () =>
  prefixedId("incident", "incident_id")
    .notNull()
    .references(() => incidents.id);
const ended = sql.raw(ENDED_STATES.map((state) => `'${state}'`).join(", "));
const severityRank = () => rankOf("severity", AlertSeverity.values);

export const incidents = pgTable(
  "incidents",
  {
    id: primaryId("incident"),
    number: integer("number").notNull().generatedAlwaysAsIdentity(),
    schoolId: schoolId(),
    ownerAgencyId: prefixedId("agency", "owner_agency_id").references(() => agencies.id),
    reportedById: prefixedId("officer", "reported_by_id").references(() => officers.id),
    duplicateOfId: prefixedId("incident", "duplicate_of_id").references((): AnyPgColumn => incidents.id),
    ...territorial(),
    kind: oneOfText("kind", IncidentKind).notNull(),
    severity: oneOfText("severity", AlertSeverity).notNull(),
    severityRank: integer("severity_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => severityRank()),
    certainty: oneOfText("certainty", AlertCertainty).notNull().default("UNKNOWN"),
    state: oneOfText("state", IncidentState).notNull().default("REPORTED"),
    active: boolean("active")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`state not in (${ended})`),
    uncontactedVictims: integer("uncontacted_victims").notNull().default(0),
    place: text("place").notNull(),
    publicResonance: boolean("public_resonance").notNull().default(false),
    exercise: boolean("exercise").notNull().default(false),
    dismissReason: text("dismiss_reason"),
    synthetic: boolean("synthetic").notNull().default(false),
    occurredAt: instant("occurred_at").notNull(),
    reportedAt: instant("reported_at").notNull().default(sql`now()`),
    endedAt: instant("ended_at"),
    ...stamped(),
  },
  (t) => [
    index("incidents_district").on(t.district, t.occurredAt, t.id), // incidents(territory: district), newest first
    index("incidents_region").on(t.region, t.occurredAt, t.id), // incidents(territory: region)
    index("incidents_time").on(t.occurredAt, t.id), // incidents of the country
    index("incidents_school").on(t.schoolId, t.occurredAt, t.id), // school { incidents }
    // board { openIncidents }, with what the policy looks at: counting touches no row.
    index("incidents_board")
      .on(t.district, t.severityRank, t.severity, t.exercise, t.schoolId, t.kato, t.id)
      .where(sql`active`),
    // Filters whose rows are rare, in whatever territory; those of which there are many walk the lists' own indexes.
    index("incidents_kind").on(t.kind),
    index("incidents_severity").on(t.severityRank),
    index("incidents_state").on(t.state),
    index("incidents_exercises").on(t.occurredAt, t.id).where(sql`exercise`),
    index("incidents_owner").on(t.ownerAgencyId),
    index("incidents_reporter").on(t.reportedById),
    index("incidents_duplicate").on(t.duplicateOfId),
    oneOf(t.kind, IncidentKind.values, "incidents"),
    oneOf(t.severity, AlertSeverity.values, "incidents"),
    oneOf(t.certainty, AlertCertainty.values, "incidents"),
    oneOf(t.state, IncidentState.values, "incidents"),
    unique("incidents_followed").on(t.id, t.active, t.severityRank), // what participants follow
    check("incidents_victims", sql`${t.uncontactedVictims} >= 0`),
    check("incidents_district_known", sql`${t.district} is not null`),
    ...incidentPolicies(t),
  ],
);

/**
 * Who took part, in which role in this incident. Another incident may give the same child another role. A policy reads
 * its own table only, so whether the incident goes on and how grave it is stand here too: the foreign key carries them.
 */
export const incidentParticipants = pgTable(
  "incident_participants",
  {
    id: primaryId("participant"),
    incidentId: prefixedId("incident", "incident_id").notNull(),
    active: boolean("active").notNull(),
    severityRank: integer("severity_rank").notNull(),
    childId: prefixedId("child", "child_id").references(() => children.id),
    pseudonym: text("pseudonym"),
    officerId: prefixedId("officer", "officer_id").references(() => officers.id),
    guardianId: prefixedId("guardian", "guardian_id").references(() => guardians.id),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    participation: oneOfText("participation", Participation).notNull(),
    harm: oneOfText("harm", Harm).notNull().default("UNKNOWN"),
    contactedAt: instant("contacted_at"),
    addedAt: instant("added_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("incident_participants_incident").on(t.incidentId, t.addedAt, t.id), // incident { participants }
    index("incident_participants_child").on(t.childId, t.addedAt, t.id), // child { incidents }
    index("incident_participants_officer").on(t.officerId),
    index("incident_participants_guardian").on(t.guardianId),
    index("incident_participants_school").on(t.schoolId),
    oneOf(t.participation, Participation.values, "incident_participants"),
    oneOf(t.harm, Harm.values, "incident_participants"),
    foreignKey({
      name: "incident_participants_followed",
      columns: [t.incidentId, t.active, t.severityRank],
      foreignColumns: [incidents.id, incidents.active, incidents.severityRank],
    }).onUpdate("cascade"),
    check("incident_participants_pseudonym", sql`(${t.childId} is null) = (${t.pseudonym} is null)`),
    check("incident_participants_one", sql`num_nonnulls(${t.childId}, ${t.officerId}, ${t.guardianId}) <= 1`),
    ...participantPolicies(t),
  ],
);

/** The narrative, append-only. It may hold circumstances of children, so it is a table of a stricter tier. */
export const incidentNotes = pgTable(
  "incident_notes",
  {
    id: primaryId("note"),
    incidentId: incidentId(),
    authorId: prefixedId("officer", "author_id").references(() => officers.id),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("incident_notes_incident").on(t.incidentId, t.at, t.id), // incident { narrative }
    index("incident_notes_author").on(t.authorId),
    index("incident_notes_school").on(t.schoolId),
    ...notePolicies(t),
  ],
);

/** Reviews after an incident, append-only: one for each time that it was closed. */
export const incidentReviews = pgTable(
  "incident_reviews",
  {
    id: primaryId("review"),
    incidentId: incidentId(),
    signedById: prefixedId("officer", "signed_by_id")
      .notNull()
      .references(() => officers.id),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    causes: text("causes").array().notNull(),
    missedSignals: text("missed_signals").array().notNull(),
    lessons: text("lessons").array().notNull(),
    signedAt: instant("signed_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("incident_reviews_incident").on(t.incidentId, t.signedAt, t.id), // incident { reviews }
    index("incident_reviews_signer").on(t.signedById),
    index("incident_reviews_school").on(t.schoolId),
    ...reviewPolicies(t),
  ],
);
