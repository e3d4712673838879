import type { Random } from "./random.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Almaty is five hours ahead of UTC since March 2024, the whole year.
const ZONE = 5 * HOUR;
// Shares of a month in which children are seldom at school are small: the summer holidays.
const MONTHS = [0.8, 1.1, 1, 1.2, 1, 0.12, 0.06, 0.1, 1.2, 1.4, 1.2, 1.1];
const WEEKDAYS = [0.1, 1, 1.1, 1, 1, 1.1, 0.3];
const PEAK = 1.4 * 1.1;

const HOURS = {
  school: { 8: 6, 9: 8, 10: 15, 11: 12, 12: 10, 13: 14, 14: 11, 15: 9, 16: 8, 17: 5, 18: 2 },
  evening: { 15: 5, 16: 8, 17: 10, 18: 12, 19: 14, 20: 15, 21: 12, 22: 6 },
  night: { 23: 40, 0: 30, 1: 15, 2: 8, 3: 4, 4: 2, 5: 1 },
};
export type Hours = keyof typeof HOURS;

export const plus = (at: Date, ms: number) => new Date(at.getTime() + ms);
export const dayOf = (at: Date) => plus(at, ZONE).toISOString().slice(0, 10);
export const plusDays = (at: Date, days: number) => plus(at, days * DAY);

/** The day (its midnight in UTC), or the Monday after a weekend. */
export function workdayOf(at: Date): Date {
  const day = new Date(Math.floor(at.getTime() / DAY) * DAY);
  const sinceFriday = day.getUTCDay() === 6 ? 1 : day.getUTCDay() === 0 ? 2 : 0;
  return plusDays(day, sinceFriday && 3 - sinceFriday);
}

/** A moment of the last days on which such things happen: rare in holidays and at weekends, at its hours. */
export function momentOf(random: Random, now: Date, { days, hours }: { days: number; hours: Hours }): Date {
  for (;;) {
    const midnight = plusDays(startOfDay(now), -random.int(0, days));
    const hour = Number(random.weighted(HOURS[hours]));
    const at = plus(midnight, hour * HOUR + random.int(0, 59 * 60) * 1_000);
    if (random.chance(shareOf(midnight) / PEAK) && plus(at, 3 * HOUR) < now) return at;
  }
}

const startOfDay = (at: Date) => plus(new Date(Math.floor(plus(at, ZONE).getTime() / DAY) * DAY), -ZONE);

function shareOf(midnight: Date): number {
  const local = plus(midnight, ZONE);
  const isNewYear = ["12-29", "12-30", "12-31"].includes(dayOf(midnight).slice(5)) || /-01-0\d$/.test(dayOf(midnight));
  if (isNewYear) return 0.1;
  return (MONTHS[local.getUTCMonth()] ?? 1) * (WEEKDAYS[local.getUTCDay()] ?? 1);
}
