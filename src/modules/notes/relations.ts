import { descending } from "../../graphql/keyset.js";
import { list, one, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { Child } from "../children/type.js";
import { childNotes, sensitiveNotes } from "./table.js";
import { ChildNote, SensitiveNote } from "./type.js";

export const childNoteList = list("childNotes", () => ChildNote, childNotes, {
  order: [descending(childNotes.at), descending(childNotes.id)],
});

export const sensitiveNoteList = list("sensitiveNotes", () => SensitiveNote, sensitiveNotes, {
  order: [descending(sensitiveNotes.at), descending(sensitiveNotes.id)],
});

const child = "The child, or null when the viewer may not see it.";
const author = "Who wrote it.";

export const childNoteRelations = relations(() => ChildNote, childNotes, {
  child: one(() => Child, childNotes.childId, { description: child }),
  author: one(() => Officer, childNotes.authorId, { always: true, description: author }),
});

export const sensitiveNoteRelations = relations(() => SensitiveNote, sensitiveNotes, {
  child: one(() => Child, sensitiveNotes.childId, { description: child }),
  author: one(() => Officer, sensitiveNotes.authorId, { always: true, description: author }),
});
