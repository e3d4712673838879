import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  granted,
  granting,
  guard,
  hasRole,
  inSchool,
  notExcluded,
  officials,
  own,
} from "../../access/policies.js";
import { ERASERS, SCHOOL_STAFF, WORK } from "../../access/roles.js";

type Flag = { childId: AnyPgColumn; schoolId: AnyPgColumn };
type Note = Flag & { authorId: AnyPgColumn };

// Officials who read the child's circumstances: notes about a child aren't for its guardians.
const workers = (t: Flag) =>
  allOf(
    officials,
    anyOf(inSchool(t, SCHOOL_STAFF), granted(t.childId, "child", "T3C")),
    notExcluded(t.childId, "child"),
  );

/** Tier T3C. Append-only: there is no policy to change one. */
export function notePolicies(t: Note) {
  const read = workers(t);
  return guard("child_notes", { read, insert: allOf(own(t.authorId), read) });
}

/**
 * Tier T4: the author, as long as the child's circumstances are open to them, and whom the author names. Whoever is
 * excluded from the child reads none, not even an own one.
 */
export function sensitivePolicies(t: Note & { id: AnyPgColumn }) {
  const authored = allOf(own(t.authorId), workers(t));
  const named = allOf(
    officials,
    granted(t.id, "sensitivenote", "T4"),
    notExcluded(t.id, "sensitivenote"),
    notExcluded(t.childId, "child"),
  );
  const insert = allOf(authored, hasRole(WORK.sensitiveNotes));
  // Whoever erases a child doesn't read the notes, but must find them; what they hold is encrypted.
  const erased = allOf(granting, inSchool(t, ERASERS), notExcluded(t.childId, "child"));
  return guard("sensitive_notes", { read: anyOf(authored, named, erased), insert, update: erased });
}

/** That there are sensitive notes: the school's social pedagogue knows it, and nothing of them. */
export function flagPolicies(t: Flag) {
  const read = allOf(inSchool(t, ["SOCIAL_PEDAGOGUE"]), notExcluded(t.childId, "child"));
  return guard("sensitive_note_flags", { read, insert: allOf(workers(t), hasRole(WORK.sensitiveNotes)) });
}
