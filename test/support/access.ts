import { v7 } from "uuid";
import { endAccess, excludeParties, type Grant, grantAccess } from "../../src/access/grant.js";
import { type Database, type Transaction, transact } from "../../src/db/database.js";
import { fromUuid, uuidWithin } from "../../src/db/ids.js";

/** A write of the application, in the name of whoever acts. */
export const asApp = <T>(database: Database, actor: string, work: (tx: Transaction) => Promise<T>) =>
  transact(database, { role: "qorgan_app", mode: "write", settings: { principal: uuidWithin(actor) } }, work);

/** A relationship of somebody to a child that is nobody's row: access knows ids only. */
export const aRelationship = (principal: string, given: Partial<Grant> = {}): Grant => {
  const subject = fromUuid("child", v7());
  return { principal, subject, tier: "T2", basis: "TEAM", basisId: subject, ...given };
};

/** Gives access as the services do, and gives the relationships. */
export async function relate(database: Database, ...grants: Grant[]) {
  const [actor] = grants as [Grant];
  await asApp(database, actor.principal, (tx) => grantAccess(tx, () => grants));
  return grants;
}

export const endRelationship = (database: Database, { principal, basis, basisId }: Grant) =>
  asApp(database, principal, (tx) => endAccess(tx, { basis, basisId }));

export const exclude = (database: Database, principal: string, subject = fromUuid("child", v7())) =>
  asApp(database, principal, (tx) => excludeParties(tx, async () => [{ principal, subject, because: "PARTY" }]));
