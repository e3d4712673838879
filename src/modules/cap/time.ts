const OFFSET = "+05:00";
const OFFSET_MS = 5 * 3_600_000;

/** A time as CAP writes it, by the one clock of Kazakhstan: the schema forbids `Z` and parts of seconds. */
export const withOffset = (time: Date): string =>
  `${new Date(time.getTime() + OFFSET_MS).toISOString().slice(0, 19)}${OFFSET}`;

/** The same for people. */
export const forPeople = (time: Date): string => withOffset(time).slice(0, 16).replace("T", " ");
