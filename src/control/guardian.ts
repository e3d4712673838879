import { and, eq, type SQL, sql } from "drizzle-orm";
import { accessGrants } from "../access/table.js";
import { katoRange, type Viewer, viewerOfGuardian } from "../access/viewer.js";
import { auditCommand } from "../audit/record.js";
import { type Database, maintain, type Transaction } from "../db/database.js";
import { isIdOf } from "../db/ids.js";
import { readAll } from "../db/import.js";
import { fail } from "../graphql/errors.js";
import { children } from "../modules/children/table.js";
import { guardians } from "../modules/identities/table.js";
import { requireFree } from "./link.js";
import type { OfficerChoice } from "./officer.js";

/** Whether a choice is of somebody who acts for children: by id, or by the role. */
export const isGuardian = ({ as }: OfficerChoice) => isIdOf("guardian", as) || as.toLowerCase() === "guardian";

/** The guardian of a choice; by the role, one who sees a child now. Names are encrypted, so the id stands for it. */
export async function findGuardian(database: Database, { as, kato }: OfficerChoice) {
  const which = isIdOf("guardian", as) ? eq(guardians.id, as) : seesChildOf(kato);
  const [found] = await readAll(database, ({ db }) =>
    db.select({ id: guardians.id }).from(guardians).where(which).orderBy(guardians.id).limit(1),
  );
  if (found) return { name: found.id, viewer: viewerOfGuardian(found.id) satisfies Viewer };
  throw fail("NOT_FOUND", ["as"], `as must be a guardian${kato ? ` of a child of ${kato}` : ""}, but there is none`);
}

function seesChildOf(kato: string | undefined): SQL {
  const { from, to } = katoRange(kato ?? null);
  const { principal, subjectId, basis, from: since, to: until } = accessGrants;
  const isInForce = and(eq(basis, "GUARDIANSHIP"), sql`${since} <= now() and (${until} is null or ${until} > now())`);
  return sql`exists (select from ${accessGrants} join ${children} on ${children.id} = ${subjectId}
    where ${principal} = ${guardians.id} and ${isInForce} and ${children.kato} between ${from}::int and ${to}::int)`;
}

/** Says what the OpenID provider calls a guardian; with null it calls them nothing any more. */
export const linkGuardian = (database: Database, given: { guardian: string; subject: string | null }) =>
  maintain(database, async (tx) => {
    const { guardian, subject } = given;
    if (subject) await requireFree(tx, subject, guardian);
    if (!(await link(tx, given))) {
      throw fail("NOT_FOUND", ["guardian"], `guardian must be a guardian's id, but got "${guardian}"`);
    }
    const action = subject ? "guardianLink" : "guardianUnlink";
    await auditCommand(tx, { action, subjectType: "Guardian", subjectId: guardian, fields: ["subject"] });
    return { name: guardian };
  });

async function link({ db }: Transaction, { guardian, subject }: { guardian: string; subject: string | null }) {
  const isNamed = isIdOf("guardian", guardian) ? eq(guardians.id, guardian) : sql`false`;
  const linked = await db.update(guardians).set({ subject }).where(isNamed).returning({ id: guardians.id });
  return linked.length > 0;
}
