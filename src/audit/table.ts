import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { Purpose } from "../access/purpose.js";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId, territorial, xid8 } from "../db/columns.js";
import { Outcome } from "./outcome.js";
import { blockPolicies, entryPolicies } from "./policy.js";

/** Who read or changed what, and why. Append-only: nobody has the right to change or delete a row. Never a value. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: primaryId("entry"),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    // Orders the entries of one transaction.
    seq: bigint("seq", { mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    // Whoever acted; only officers are found in the directory.
    actorId: prefixedId("officer", "actor_id"),
    role: text("role"),
    // Of the appointment; null is the whole country.
    jurisdiction: kato("jurisdiction"),
    // Where the thing is, else the jurisdiction, else 0 for the country: which data officer reads the entry.
    ...territorial(),
    schoolId: prefixedId("school", "school_id"),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id"),
    // The child whose record it is, whichever part of it was opened.
    childId: prefixedId("child", "child_id"),
    fields: text("fields").array().notNull().default(sql`'{}'`),
    purpose: oneOfText("purpose", Purpose).notNull(),
    outcome: oneOfText("outcome", Outcome).notNull().default("DONE"),
    requestId: uuid("request_id").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("audit_entries_order").on(t.xid, t.seq), // the sealer: (xid, seq) > the last block's
    index("audit_entries_child").on(t.childId, t.at, t.id), // child { accessLog }
    index("audit_entries_subject").on(t.subjectId, t.at, t.id), // auditTrail(filter: { subject })
    index("audit_entries_actor").on(t.actorId, t.at, t.id), // auditTrail(filter: { actor })
    index("audit_entries_district").on(t.district, t.at, t.id), // auditTrail of a district
    index("audit_entries_region").on(t.region, t.at, t.id), // auditTrail of a region
    index("audit_entries_at").on(t.at, t.id), // auditTrail of the country
    oneOf(t.purpose, Purpose.values, "audit_entries"),
    oneOf(t.outcome, Outcome.values, "audit_entries"),
    ...entryPolicies(t),
  ],
);

/** Sealed entries: each block signs the root of its entries' tree and names the block before it. */
export const auditBlocks = pgTable(
  "audit_blocks",
  {
    number: integer("number").primaryKey(),
    lastXid: xid8("last_xid").notNull(),
    lastSeq: bigint("last_seq", { mode: "bigint" }).notNull(),
    count: integer("count").notNull(),
    // Hashes are hexadecimal. Leaves and entries are kept so that a difference names its entry.
    root: text("root").notNull(),
    previous: text("previous").notNull(),
    leaves: text("leaves").array().notNull(),
    entries: text("entries").array().notNull(),
    signature: text("signature").notNull(),
    // The process that publishes the head first.
    sealer: uuid("sealer").notNull(),
    sealedAt: instant("sealed_at").notNull(),
  },
  () => blockPolicies("audit_blocks"),
);

/** Blocks whose heads stand outside the database. */
export const auditPublished = pgTable(
  "audit_published",
  {
    number: integer("number")
      .primaryKey()
      .references(() => auditBlocks.number),
    at: instant("at").notNull().default(sql`now()`),
  },
  () => blockPolicies("audit_published"),
);
