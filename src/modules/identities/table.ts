import { sql } from "drizzle-orm";
import { boolean, check, date, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import {
  bytea,
  erasedWhole,
  instant,
  kato,
  oneOf,
  oneOfText,
  prefixedId,
  primaryId,
  sealed,
} from "../../db/columns.js";
import { children } from "../children/table.js";
import { schools } from "../schools/table.js";
import { GuardianRelation, LegalBasis } from "./enums.js";
import { guardianPolicies, guardianshipPolicies, identityPolicies } from "./policy.js";

// A policy names only its own table's columns, so each table carries the place itself.
const place = () => ({
  schoolId: prefixedId("school", "school_id")
    .notNull()
    .references(() => schools.id),
  kato: kato("kato").notNull(),
});

/** Who a child is. An erased row stays, without its key: that there was a child is counted, who it was is gone. */
export const childIdentities = pgTable(
  "child_identities",
  {
    childId: prefixedId("child", "child_id")
      .primaryKey()
      .references(() => children.id),
    ...place(),
    surname: bytea("surname"),
    givenName: bytea("given_name"),
    patronymic: bytea("patronymic"),
    birthDate: bytea("birth_date"),
    iin: bytea("iin"),
    photoReference: bytea("photo_reference"),
    address: bytea("address"),
    // HMAC of the IIN: finds an exact number, and tells none.
    iinIndex: bytea("iin_index").unique(),
    ...sealed(),
  },
  (t) => [index("child_identities_school").on(t.schoolId), erasedWhole("child_identities"), ...identityPolicies(t)],
);

/** Those who act for children, without anything that names them: a person who may sign in. */
export const guardians = pgTable(
  "guardians",
  {
    id: primaryId("guardian"),
    /** What the OpenID provider calls the guardian. */
    subject: text("subject"),
    synthetic: boolean("synthetic").notNull().default(false),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [uniqueIndex("guardians_subject").on(t.subject), ...guardianPolicies(t)],
);

/** A period in which somebody acts for a child, who it is and how to reach them. */
export const guardianships = pgTable(
  "guardianships",
  {
    id: primaryId("guardianship"),
    childId: prefixedId("child", "child_id")
      .notNull()
      .references(() => children.id),
    guardianId: prefixedId("guardian", "guardian_id")
      .notNull()
      .references(() => guardians.id),
    ...place(),
    relation: oneOfText("relation", GuardianRelation).notNull(),
    legalBasis: oneOfText("legal_basis", LegalBasis).notNull(),
    contactAllowed: boolean("contact_allowed").notNull().default(true),
    custodyWithheld: boolean("custody_withheld").notNull().default(false),
    name: bytea("name"),
    phone: bytea("phone"),
    email: bytea("email"),
    address: bytea("address"),
    custodyNote: bytea("custody_note"),
    from: date("from_day").notNull(),
    to: date("to_day"),
    ...sealed(),
  },
  (t) => [
    index("guardianships_child").on(t.childId, t.from, t.id), // child { guardians }
    index("guardianships_guardian").on(t.guardianId),
    index("guardianships_school").on(t.schoolId),
    oneOf(t.relation, GuardianRelation.values, "guardianships"),
    oneOf(t.legalBasis, LegalBasis.values, "guardianships"),
    check("guardianships_period", sql`${t.to} is null or ${t.to} >= ${t.from}`),
    erasedWhole("guardianships"),
    ...guardianshipPolicies(t),
  ],
);
