import { sql } from "drizzle-orm";
import { bigint, customType, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { auditedNow, byDataOfficerOrSchool, guard } from "../access/policies.js";
import { Purpose } from "../access/purpose.js";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId } from "../db/columns.js";
import { Outcome } from "./outcome.js";

const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });

/** Who read or changed what, and why. Append-only: nobody has the right to change or delete a row. Never a value. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: primaryId("entry"),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    // Orders the entries of one transaction.
    seq: bigint("seq", { mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    actorId: prefixedId("officer", "actor_id"),
    role: text("role"),
    // Of the officer's appointment; null is the whole country.
    jurisdiction: kato("jurisdiction"),
    // Where the thing is, else the jurisdiction: which data officer reads the entry.
    kato: kato("kato"),
    region: integer("region").generatedAlwaysAs(sql`kato / 10000000`),
    district: integer("district").generatedAlwaysAs(
      sql`case when kato % 10000000 = 0 then null else kato / 100000 end`,
    ),
    schoolId: prefixedId("school", "school_id"),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id"),
    fields: text("fields").array().notNull().default(sql`'{}'`),
    purpose: oneOfText("purpose", Purpose).notNull(),
    outcome: oneOfText("outcome", Outcome).notNull().default("DONE"),
    requestId: uuid("request_id").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("audit_entries_order").on(t.xid, t.seq), // the sealer: (xid, seq) > the last block's
    index("audit_entries_subject").on(t.subjectId, t.at, t.id), // child { accessLog }
    index("audit_entries_actor").on(t.actorId, t.at, t.id), // auditTrail(filter: { actor })
    index("audit_entries_district").on(t.district, t.at, t.id), // auditTrail of a district
    index("audit_entries_region").on(t.region, t.at, t.id), // auditTrail of a region
    index("audit_entries_at").on(t.at, t.id), // auditTrail of the country
    oneOf(t.purpose, Purpose.values, "audit_entries"),
    oneOf(t.outcome, Outcome.values, "audit_entries"),
    ...guard("audit_entries", { read: byDataOfficerOrSchool(t), insert: auditedNow(t), workerRead: true }),
  ],
);

/** Sealed entries: each block signs the root of its entries' tree and names the block before it. */
export const auditBlocks = pgTable(
  "audit_blocks",
  {
    number: integer("number").primaryKey(),
    firstXid: xid8("first_xid").notNull(),
    firstSeq: bigint("first_seq", { mode: "bigint" }).notNull(),
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
  () => guard("audit_blocks", { read: sql.raw("false"), workerRead: true, workerInsert: true }),
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
  () => guard("audit_published", { read: sql.raw("false"), workerRead: true, workerInsert: true }),
);
