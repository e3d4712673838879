import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { guard, own } from "../access/policies.js";
import { instant, prefixedId } from "./columns.js";

/** The idempotency keys of mutations, good for 30 days. The input is kept as a keyed hash only. */
export const mutationKeys = pgTable(
  "mutation_keys",
  {
    principal: prefixedId("officer", "principal").notNull(),
    mutation: text("mutation").notNull(),
    key: text("key").notNull(),
    inputHash: text("input_hash").notNull(),
    thingId: text("thing_id").notNull(),
    usedAt: instant("used_at").notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.principal, t.mutation, t.key] }),
    index("mutation_keys_used_at").on(t.usedAt), // the upkeep: those whose time has run out
    ...guard("mutation_keys", { read: own(t.principal), insert: own(t.principal), update: own(t.principal) }),
  ],
);
