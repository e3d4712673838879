import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, oneOf } from "../../db/columns.js";
import { SUBJECTS } from "./enums.js";
import { cellPolicies, responsePolicies } from "./policy.js";

/**
 * Counts that may be told, as they were at a moment; a count that may not is null or has no row. Nothing else that is
 * countable is stored: what isn't here can't be asked for. The country has the code 0.
 */
export const statisticCells = pgTable(
  "statistic_cells",
  {
    kato: integer("kato").notNull(),
    parent: integer("parent"),
    subject: text("subject", { enum: SUBJECTS }).notNull(),
    period: text("period").notNull(),
    dimension: text("dimension").notNull(),
    value: text("value").notNull(),
    count: integer("count"),
    asOf: instant("as_of").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kato, t.period, t.subject, t.dimension, t.value] }), // statistics { territory }
    index("statistic_cells_parent").on(t.parent, t.period), // statistics { subdivisions }
    oneOf(t.subject, SUBJECTS, "statistic_cells"),
    check("statistic_cells_count", sql`${t.count} >= 10`),
    ...cellPolicies,
  ],
);

/** Seconds within which so many of a hundred were done; null where too few were for it to be told. */
export type Times = Record<"p50" | "p90" | "p99", number | null>;

/**
 * How quickly alerts of a quarter were answered, of one kind or, with an empty value, of all. A row is told only where
 * the number of incidents is: that there are ten of them must not be known from here.
 */
export const responseCells = pgTable(
  "response_cells",
  {
    kato: integer("kato").notNull(),
    parent: integer("parent"),
    period: text("period").notNull(),
    value: text("value").notNull(),
    toAcknowledge: jsonb("to_acknowledge").$type<Times>(),
    toResolve: jsonb("to_resolve").$type<Times>(),
    asOf: instant("as_of").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kato, t.period, t.value] }), // statistics { territory { responses } }
    index("response_cells_parent").on(t.parent, t.period), // statistics { subdivisions { responses } }
    ...responsePolicies,
  ],
);
