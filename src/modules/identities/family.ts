import { sql } from "drizzle-orm";
import { endAccess, type Grant, grantAccess } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import type { GuardianshipRow } from "./sealing.js";

type Relation = Pick<GuardianshipRow, "id" | "childId" | "guardianId" | "contactAllowed" | "custodyWithheld">;

/** Whether a guardian may see the child at all, in the days of the guardianship. */
export const maySeeChild = ({ contactAllowed, custodyWithheld }: Relation) => contactAllowed && !custodyWithheld;

/** Lets a guardian see the own child, in the days of the guardianship. */
export const grantFamily = (tx: Transaction, row: GuardianshipRow) =>
  grantAccess(tx, () => (maySeeChild(row) ? [toGrant(row)] : []));

export const endFamilyAccess = (tx: Transaction, { id: basisId }: Pick<GuardianshipRow, "id">) =>
  endAccess(tx, { basis: "GUARDIANSHIP", basisId });

/** What a guardianship opens, whenever that is. */
export const openedBy = ({ id: basisId, childId, guardianId }: Relation) =>
  ({ principal: guardianId, subject: childId, tier: "T2", basis: "GUARDIANSHIP", basisId }) as const;

function toGrant(row: GuardianshipRow): Grant {
  const from = sql`greatest(now(), ${row.from}::date::timestamp at time zone 'Asia/Almaty')`;
  const end = sql`(${row.to}::date + 1)::timestamp at time zone 'Asia/Almaty'`;
  // A guardianship that is over already opens nothing: the end must not lie before the beginning.
  return { ...openedBy(row), from, to: row.to === null ? null : sql`greatest(${from}, ${end})` };
}
