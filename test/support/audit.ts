import { and, asc, eq } from "drizzle-orm";
import { auditEntries } from "../../src/audit/table.js";
import { type Database, maintain } from "../../src/db/database.js";

/** The entries about a thing or of an officer, in their order. */
export const entriesOf = (database: Database, { subjectId, actorId }: { subjectId?: string; actorId?: string }) =>
  maintain(database, ({ db }) => {
    const isAbout = subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId);
    const isBy = actorId === undefined ? undefined : eq(auditEntries.actorId, actorId);
    return db.select().from(auditEntries).where(and(isAbout, isBy)).orderBy(asc(auditEntries.seq));
  });
