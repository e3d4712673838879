import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { everybody, guard } from "../access/policies.js";
import { instant, kato, xid8 } from "../db/columns.js";

/**
 * The append-only journal of what happened: outbox, resume log and timeline at once. It holds never text or a row.
 * The first migration makes it a partitioned table, by month of `at`; drizzle-kit can't say so.
 */
export const journal = pgTable(
  "journal",
  {
    id: bigint("id", { mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    epoch: integer("epoch").notNull().default(1),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    // Names the entry in cursors: one that isn't found belongs to another history.
    tag: uuid("tag").notNull().defaultRandom(),
    kind: text("kind").notNull(),
    aggregateId: text("aggregate_id").notNull(),
    version: integer("version").notNull(),
    kato: kato("kato").notNull(),
    schoolId: uuid("school_id"),
    severityRank: integer("severity_rank"),
    exercise: boolean("exercise").notNull().default(false),
    actor: uuid("actor"),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.at] }),
    index("journal_order").on(t.epoch, t.xid, t.id), // the tailer: (epoch, xid, id) > cursor
    index("journal_aggregate").on(t.aggregateId, t.id),
    // The application has a right to the columns of an entry's place only: a snapshot's cursor names an entry.
    ...guard("journal", { read: everybody, insert: everybody, workerRead: true, workerInsert: true }),
  ],
);

/**
 * The histories of the database, the newest in force. After a restore the numbers of transactions begin anew below
 * those of the entries, and what happens then must not sort before what clients have.
 */
export const journalEpochs = pgTable(
  "journal_epochs",
  {
    epoch: integer("epoch").primaryKey(),
    // Names the epoch in cursors of a time when it had no entry.
    tag: uuid("tag").notNull().defaultRandom(),
    // Identifier and timeline of the PostgreSQL cluster on which it began.
    cluster: text("cluster").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  () => guard("journal_epochs", { read: everybody, workerRead: true }),
);
