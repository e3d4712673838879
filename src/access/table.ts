import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { instant, oneOf, xid8 } from "../db/columns.js";
import { allOf, anyOf, everybody, granting, guard, own, signedIn } from "./policies.js";
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
    index("access_exclusions_subject").on(t.subjectType, t.subjectId), // whom an escalation passes over
    oneOf(t.subjectType, SUBJECTS, "access_exclusions"),
    ...guard("access_exclusions", { read: anyOf(own(t.principal), granting), insert: written, workerRead: true }),
  ],
);

/**
 * Whose access may have changed, for whoever follows streams. Triggers of `drizzle/access.sql` write it, so that no
 * command, import or repair by hand is passed over. The application adds rows and reads none.
 */
export const accessChanges = pgTable(
  "access_changes",
  {
    id: bigint("id", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    principal: principal(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("access_changes_xid").on(t.xid), // the tailer: those of transactions that weren't visible before
    index("access_changes_at").on(t.at), // the upkeep: those that everybody has read
    ...guard("access_changes", { read: sql.raw("false"), insert: everybody, workerRead: true }),
  ],
);
