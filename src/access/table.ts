import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { instant, oneOf } from "../db/columns.js";
import { allOf, anyOf, granting, guard, own, signedIn } from "./policies.js";
import { BASES, GRANT_TIERS, SUBJECTS } from "./subjects.js";

// Principals and subjects are of several tables, so no foreign key can name one of them.
const principal = () => uuid("principal").notNull();
const subject = () => ({
  subjectType: text("subject_type", { enum: SUBJECTS }).notNull(),
  subjectId: uuid("subject_id").notNull(),
});
const written = allOf(signedIn, granting);

/** Relationships: who may see a child, an incident or a group's papers, from when to when, and because of what. */
export const accessGrants = pgTable(
  "access_grants",
  {
    id: uuid("id")
      .primaryKey()
      .$defaultFn(() => v7()),
    principal: principal(),
    ...subject(),
    tier: text("tier", { enum: GRANT_TIERS }).notNull(),
    basis: text("basis", { enum: BASES }).notNull(),
    basisId: uuid("basis_id").notNull(),
    // Cut and not rounded: half of the grants would begin after the statement that makes them.
    from: instant("from_at").notNull().default(sql`date_trunc('milliseconds', now())`),
    to: instant("to_at"),
  },
  (t) => [
    index("access_grants_principal").on(t.principal, t.subjectType, t.subjectId), // every policy with `granted`
    index("access_grants_basis").on(t.basisId), // endAccess
    oneOf(t.subjectType, SUBJECTS, "access_grants"),
    oneOf(t.tier, GRANT_TIERS, "access_grants"),
    oneOf(t.basis, BASES, "access_grants"),
    check("access_grants_period", sql`${t.to} is null or ${t.to} >= ${t.from}`),
    ...guard("access_grants", { read: anyOf(own(t.principal), granting), insert: written, update: written }),
  ],
);

/** Those who are party to a matter: they don't see it, whatever their role and relationships. */
export const accessExclusions = pgTable(
  "access_exclusions",
  {
    principal: principal(),
    ...subject(),
    because: text("because").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.principal, t.subjectType, t.subjectId] }), // every policy with `notExcluded`
    oneOf(t.subjectType, SUBJECTS, "access_exclusions"),
    ...guard("access_exclusions", { read: anyOf(own(t.principal), granting), insert: written }),
  ],
);
