import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";

/** Of which time and where something is asked; without an end, until now. */
export interface Period {
  territory?: string | null;
  from: Date;
  to?: Date | null;
}

const MOST_DAYS = 366;

/** A period that isn't empty and no longer than a year, or what is counted would be read for minutes. */
export function checkPeriod({ from, to = null }: Period): { from: Date; to: Date | null } {
  const end = to ?? new Date();
  const days = (end.getTime() - from.getTime()) / 86_400_000;
  if (days > 0 && days <= MOST_DAYS) return { from, to };
  const got = say`${from.toISOString()} to ${end.toISOString()}`;
  throw fail("OUT_OF_RANGE", ["from"], say`from must lie before to, at most ${MOST_DAYS} days, but got ${got}`);
}
