import { SUPERVISING_ROLES } from "../../access/roles.js";
import type { Context } from "../../graphql/context.js";
import type { incidentNotes } from "./table.js";

export type NoteRow = typeof incidentNotes.$inferSelect;

/** The text of a note, by whatever way it was reached: the trace hangs on the text and not on a list. */
export function readNote(ctx: Context, { id, text, kato, schoolId }: NoteRow): string {
  const act = { action: "incidentNoteRead", subjectType: "IncidentNote", subjectId: id, fields: ["text"] };
  if (ctx.viewer && SUPERVISING_ROLES.includes(ctx.viewer.role)) ctx.trace({ ...act, kato, schoolId });
  return text;
}
