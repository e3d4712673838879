import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import { fail } from "../../graphql/errors.js";
import { uuidOf } from "../../graphql/lock.js";
import { say } from "../../graphql/say.js";
import { appointments, officers } from "../agencies/table.js";
import type { Interval } from "./gaps.js";
import type { RosterRow } from "./record.js";

/** An officer whom an input names, where, and for which time. */
export interface Named extends Interval {
  officerId: string;
  path: readonly string[];
}
type Place = Pick<RosterRow, "role" | "kato">;

/** Each of the officers is appointed to the role in exactly the territory, on all days of the time. */
export async function requireAppointed(tx: Transaction, { role, kato }: Place, named: readonly Named[]) {
  for (const { officerId, path } of named) uuidOf(officers.id, officerId, path);
  if (named.length === 0) return;
  const isThere = kato === null ? and(isNull(appointments.kato), isNull(appointments.schoolAgencyId)) : undefined;
  const ids = [...new Set(named.map(({ officerId }) => officerId))];
  const found = await tx.db
    .select()
    .from(appointments)
    .where(
      and(
        inArray(appointments.officerId, ids),
        eq(appointments.role, role),
        isThere ?? eq(appointments.kato, kato as string),
      ),
    );
  const missing = named.find((one) => !found.some((appointment) => isFor(appointment, one)));
  if (missing) throw notAppointed({ role, kato }, missing);
}

function isFor({ officerId, from, to }: typeof appointments.$inferSelect, named: Named): boolean {
  const lastDay = dayOf(new Date(named.to.getTime() - 1));
  return officerId === named.officerId && from <= dayOf(named.from) && (to === null || to >= lastDay);
}

function notAppointed({ role, kato }: Place, { officerId, path, from, to }: Named) {
  const place = kato === null ? "the whole country" : kato;
  const time = `${from.toISOString()} to ${to.toISOString()}`;
  const message = say`${path.at(-1)} must name an officer appointed as ${role} in ${place} from ${time}, but "${officerId}" isn't`;
  return fail("INVALID_INPUT", path, message);
}
