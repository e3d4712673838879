import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, oneOf } from "../../db/columns.js";
import { SUBJECTS } from "./enums.js";
import { cellPolicies } from "./policy.js";

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
