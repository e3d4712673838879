import { sql } from "drizzle-orm";
import { index, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, erasedWhole, instant, kato, prefixedId, primaryId, sealed } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import { schools } from "../schools/table.js";
import { flagPolicies, notePolicies, sensitivePolicies } from "./policy.js";

const childId = () => prefixedId("child", "child_id").references(() => children.id);
const place = () => ({
  schoolId: prefixedId("school", "school_id")
    .notNull()
    .references(() => schools.id),
  kato: kato("kato").notNull(),
});
const written = () => ({
  childId: childId().notNull(),
  authorId: prefixedId("officer", "author_id")
    .notNull()
    .references(() => officers.id),
  ...place(),
  at: instant("at").notNull().default(sql`now()`),
});

/** Notes about a child, read like its circumstances. Append-only. */
export const childNotes = pgTable(
  "child_notes",
  { id: primaryId("childnote"), ...written(), text: text("text").notNull() },
  (t) => [
    index("child_notes_child").on(t.childId, t.at, t.id), // child { notes }, newest first
    index("child_notes_author").on(t.authorId),
    index("child_notes_school").on(t.schoolId),
    ...notePolicies(t),
  ],
);

/**
 * Notes that only their author reads, and whom the author names, encrypted each under a data key of its own.
 * Append-only, until the child is erased: then the text and its key go.
 */
export const sensitiveNotes = pgTable(
  "sensitive_notes",
  { id: primaryId("sensitivenote"), ...written(), text: bytea("text"), ...sealed() },
  (t) => [
    index("sensitive_notes_child").on(t.childId, t.at, t.id), // child { sensitiveNotes }, newest first
    index("sensitive_notes_author").on(t.authorId),
    index("sensitive_notes_school").on(t.schoolId),
    erasedWhole("sensitive_notes"),
    ...sensitivePolicies(t),
  ],
);

/** Children of whom there are sensitive notes, for those who may know that and no more. */
export const sensitiveNoteFlags = pgTable(
  "sensitive_note_flags",
  { childId: childId().primaryKey(), ...place() },
  (t) => [index("sensitive_note_flags_school").on(t.schoolId), ...flagPolicies(t)],
);
