import { sql } from "drizzle-orm";
import { boolean, check, date, doublePrecision, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId, stamped, territorial } from "../../db/columns.js";
import { agencies, officers } from "../agencies/table.js";
import { Attribution, BuildingCondition, Measure, SchoolKind, SchoolOwnership } from "./enums.js";
import { figurePolicies, schoolPolicies } from "./policy.js";

export const schools = pgTable(
  "schools",
  {
    id: primaryId("school"),
    agencyId: prefixedId("agency", "agency_id")
      .notNull()
      .unique()
      .references(() => agencies.id),
    headOfficerId: prefixedId("officer", "head_officer_id").references(() => officers.id),
    ...territorial(),
    nameKk: text("name_kk"),
    nameRu: text("name_ru").notNull(),
    nameEn: text("name_en"),
    kind: oneOfText("kind", SchoolKind).notNull(),
    ownership: oneOfText("ownership", SchoolOwnership).notNull(),
    address: text("address"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    phone: text("phone"),
    shifts: integer("shifts").notNull().default(1),
    buildingCondition: oneOfText("building_condition", BuildingCondition).notNull().default("SOUND"),
    designSeats: integer("design_seats"),
    pupils: integer("pupils"),
    externalId: text("external_id").unique(), // the key of `qorgan import schools`
    synthetic: boolean("synthetic").notNull().default(false),
    ...stamped(),
  },
  (t) => [
    index("schools_district").on(t.district, t.nameRu, t.id), // district { schools }
    index("schools_region").on(t.region, t.nameRu, t.id), // schools(territory: region)
    index("schools_name").on(t.nameRu, t.id), // schools of the country
    index("schools_head").on(t.headOfficerId),
    oneOf(t.kind, SchoolKind.values, "schools"),
    oneOf(t.ownership, SchoolOwnership.values, "schools"),
    oneOf(t.buildingCondition, BuildingCondition.values, "schools"),
    check("schools_district_known", sql`${t.district} is not null`),
    check("schools_shifts", sql`${t.shifts} between 1 and 3`),
    check("schools_seats", sql`${t.designSeats} >= 0`),
    check("schools_pupils", sql`${t.pupils} >= 0`),
    ...schoolPolicies,
  ],
);

/** Figures of a territory on a day, each with its source. None is derived from another. */
export const figures = pgTable(
  "figures",
  {
    id: primaryId("figure"),
    kato: kato("kato"),
    measure: oneOfText("measure", Measure).notNull(),
    value: doublePrecision("value").notNull(),
    unit: text("unit").notNull(),
    asOf: date("as_of").notNull(),
    attribution: oneOfText("attribution", Attribution).notNull(),
    source: text("source").notNull(),
    note: text("note"),
    recordedAt: instant("recorded_at").notNull().default(sql`now()`),
  },
  (t) => [
    // One statement of one source stands once, so that the seed can be run again.
    unique("figures_statement").on(t.kato, t.measure, t.asOf, t.attribution, t.source).nullsNotDistinct(),
    index("figures_measure").on(t.measure, t.asOf, t.id), // figures(measures)
    oneOf(t.measure, Measure.values, "figures"),
    oneOf(t.attribution, Attribution.values, "figures"),
    ...figurePolicies,
  ],
);
