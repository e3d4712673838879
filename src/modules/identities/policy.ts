import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  granted,
  guard,
  guardianOf,
  inSchool,
  linked,
  notExcluded,
  officials,
  own,
} from "../../access/policies.js";
import { SCHOOL_STAFF } from "../../access/roles.js";

type Part = { childId: AnyPgColumn; schoolId: AnyPgColumn };

// Tier T2: who knows the pupils of the own school by name, and whoever a relationship tells who the child is. A class
// teacher's own class waits for classes.
const known = (t: Part) =>
  allOf(anyOf(inSchool(t, SCHOOL_STAFF), granted(t.childId, "child", "T2")), notExcluded(t.childId, "child"));

/** Officials who know the child write who it is; its family reads it. */
export function identityPolicies(t: Part) {
  const family = allOf(guardianOf(t.childId, "T2"), notExcluded(t.childId, "child"));
  return guard("child_identities", { read: anyOf(known(t), family), insert: known(t), update: known(t) });
}

/** Where one parent lives and how to reach them must not be told to the other: families read none of it. */
export const guardianshipPolicies = (t: Part) =>
  guard("guardianships", { read: known(t), insert: known(t), update: known(t) });

/** Nothing but an id and what the provider calls its person: only that person reads it, and whoever looks for it. */
export const guardianPolicies = (t: { id: AnyPgColumn; subject: AnyPgColumn }) =>
  guard("guardians", { read: anyOf(own(t.id), linked(t.subject)), insert: officials });
