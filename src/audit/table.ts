import { sql } from "drizzle-orm";
import { bigint, customType, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { byDataOfficer, guard, ownOrNobody } from "../access/policies.js";
import { Purpose } from "../access/purpose.js";
import { instant, kato, oneOf, oneOfText, primaryId, territorial } from "../db/columns.js";
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
    actor: uuid("actor"),
    role: text("role"),
    // Of the officer's appointment; null is the whole country.
    jurisdiction: kato("jurisdiction"),
    // Where the thing is, else the jurisdiction, else 0: which data officer reads the entry.
    ...territorial(),
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
    oneOf(t.purpose, Purpose.values, "audit_entries"),
    oneOf(t.outcome, Outcome.values, "audit_entries"),
    ...guard("audit_entries", { read: byDataOfficer(t), insert: ownOrNobody(t.actor), workerRead: true }),
  ],
);
