import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { Role } from "../../access/roles.js";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId } from "../../db/columns.js";
import { districts, regions } from "../territories/table.js";
import { AgencyKind, OfficerKind } from "./enums.js";
import { agencyPolicies, appointmentPolicies, officerPolicies } from "./policy.js";

/** Agencies of every level; one without a territory serves the whole country. */
export const agencies = pgTable(
  "agencies",
  {
    id: primaryId("agency"),
    kind: oneOfText("kind", AgencyKind).notNull(),
    kato: kato("kato"),
    region: integer("region")
      .generatedAlwaysAs(sql`kato / 10000000`)
      .references(() => regions.code),
    district: integer("district")
      .generatedAlwaysAs(sql`case when kato % 10000000 = 0 then null else kato / 100000 end`)
      .references(() => districts.code),
    nameKk: text("name_kk"),
    nameRu: text("name_ru").notNull(),
    nameEn: text("name_en"),
    phone: text("phone"),
    synthetic: boolean("synthetic").notNull().default(false),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("agencies_district").on(t.district, t.kind, t.id), // district { agencies }
    index("agencies_region").on(t.region, t.kind, t.id), // agencies(territory: region)
    index("agencies_kind").on(t.kind, t.id), // agencies without a territory
    oneOf(t.kind, AgencyKind.values, "agencies"),
    ...agencyPolicies,
  ],
);

/**
 * People who act for an agency, and services: programs that have an appointment of their own. Names are tier T1: every
 * official may know with whom they deal.
 */
export const officers = pgTable(
  "officers",
  {
    id: primaryId("officer"),
    agencyId: prefixedId("agency", "agency_id")
      .notNull()
      .references(() => agencies.id),
    kind: oneOfText("kind", OfficerKind).notNull().default("PERSON"),
    name: text("name").notNull(),
    position: text("position"),
    dutyPhone: text("duty_phone"),
    /** What the OpenID provider calls the officer. */
    subject: text("subject"),
    synthetic: boolean("synthetic").notNull().default(false),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex("officers_subject").on(t.subject), // the officer of a token
    index("officers_agency").on(t.agencyId, t.name, t.id), // agency { officers }
    oneOf(t.kind, OfficerKind.values, "officers"),
    check("officers_service", sql`${t.kind} = 'PERSON' or ${t.dutyPhone} is null`),
    ...officerPolicies(t),
  ],
);

/**
 * In which role an officer acts, where and when. The jurisdiction is a territory, the school of an agency of kind
 * SCHOOL, or, with neither, the whole country.
 */
export const appointments = pgTable(
  "appointments",
  {
    id: primaryId("appointment"),
    officerId: prefixedId("officer", "officer_id")
      .notNull()
      .references(() => officers.id),
    role: oneOfText("role", Role).notNull(),
    kato: kato("kato"),
    schoolAgencyId: prefixedId("agency", "school_agency_id").references(() => agencies.id),
    actingForId: prefixedId("officer", "acting_for_id").references(() => officers.id),
    from: date("from_day").notNull(),
    to: date("to_day"),
  },
  (t) => [
    index("appointments_officer").on(t.officerId, t.from), // officer { appointments }, and the viewer of a token
    index("appointments_school_agency").on(t.schoolAgencyId),
    index("appointments_acting_for").on(t.actingForId),
    index("appointments_role").on(t.role, t.kato), // qorgan token --as <role>
    oneOf(t.role, Role.values, "appointments"),
    // One that ends the day before its first was taken back, and never was in force.
    check("appointments_period", sql`${t.to} is null or ${t.to} >= ${t.from} - 1`),
    // A jurisdiction is a range of codes of the first or second level, which only these codes make.
    check("appointments_kato", sql`${t.kato} is null or ${t.kato} % 10000 = 0`),
    ...appointmentPolicies(t),
  ],
);
