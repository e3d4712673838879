import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  asViewer,
  granted,
  guard,
  guardianOf,
  inJurisdiction,
  inSchool,
  notExcluded,
} from "../access/policies.js";
import { SCHOOL_STAFF } from "../access/roles.js";

interface Entry {
  xid: AnyPgColumn;
  actorId: AnyPgColumn;
  role: AnyPgColumn;
  kato: AnyPgColumn;
  schoolId: AnyPgColumn;
  childId: AnyPgColumn;
}

/**
 * Data officers read the entries of their territory; who may read a child's circumstances, and its family, those of the
 * child. An entry is written in the viewer's own name and in this transaction: neither its author nor its place can be
 * forged.
 */
export function entryPolicies(t: Entry) {
  const read = anyOf(inJurisdiction({ kato: t.kato }, ["DATA_OFFICER"]), ofChild(t));
  const insert = allOf(asViewer(t), sql`${t.xid} = pg_current_xact_id()`);
  return guard("audit_entries", { read, insert, workerRead: true });
}

const ofChild = ({ childId, schoolId }: Entry): SQL =>
  allOf(
    sql`${childId} is not null`,
    anyOf(inSchool({ schoolId }, SCHOOL_STAFF), granted(childId, "child", "T3C"), guardianOf(childId, "T3C")),
    notExcluded(childId, "child"),
  );

/** The sealer alone reads and adds blocks; nobody changes one. */
export const blockPolicies = (table: string) =>
  guard(table, { read: sql.raw("false"), workerRead: true, workerInsert: true });
