const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// Since 1 March 2024 the whole of Kazakhstan keeps UTC+5, without summer time.
const OFFSET = 5 * HOUR;
const [OPENS, CLOSES] = [9 * HOUR, 18 * HOUR];

// Law of the Republic of Kazakhstan № 267-II of 13.12.2001 "On holidays": national and state holidays, month and day.
const HOLIDAYS = ("01-01 01-02 03-08 03-21 03-22 03-23 05-01 05-07 05-09 07-06 08-30 10-25 12-16" as const).split(" ");
// The same law: days off that no other day replaces. Kurban Ait goes by the moon: a year is added when it is announced.
const CHRISTMAS = "01-07";
const KURBAN_AIT = new Set(["2025-06-06", "2026-05-27"]);

// Days are counted from 1970-01-01 as in Kazakhstan, which was a Thursday.
const dayOf = (time: number) => Math.floor((time + OFFSET) / DAY);
const isWeekend = (day: number) => [2, 3].includes(day % 7);
const textOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
const startOf = (day: number) => day * DAY - OFFSET;

const replaced = new Map<number, ReadonlySet<number>>();

/** The working days of a year that are off because a holiday fell on a weekend (Labour Code, article 85). */
function replacingDays(year: number): ReadonlySet<number> {
  const known = replaced.get(year);
  if (known) return known;
  const days = new Set<number>();
  for (const holiday of HOLIDAYS) {
    const day = Date.parse(`${year}-${holiday}`) / DAY;
    if (isWeekend(day)) days.add(nextFree(day, days));
  }
  replaced.set(year, days);
  return days;
}

function nextFree(after: number, taken: ReadonlySet<number>): number {
  let day = after + 1;
  while (isWeekend(day) || isHoliday(day) || taken.has(day)) day++;
  return day;
}

const isHoliday = (day: number) => HOLIDAYS.includes(textOf(day).slice(5) as (typeof HOLIDAYS)[number]);

function isDayOff(day: number): boolean {
  if (isWeekend(day) || isHoliday(day)) return true;
  const text = textOf(day);
  return text.endsWith(CHRISTMAS) || KURBAN_AIT.has(text) || replacingDays(Number(text.slice(0, 4))).has(day);
}

/** Whether a time lies in working hours: Monday to Friday, 9:00 to 18:00 in Kazakhstan, but not on a day off. */
export function isWorkingTime(time: Date): boolean {
  const day = dayOf(time.getTime());
  const ofDay = time.getTime() - startOf(day);
  return ofDay >= OPENS && ofDay < CLOSES && !isDayOff(day);
}

/** The moment at which so many seconds of working time have gone by since a start. */
export function addWorkingSeconds(start: Date, seconds: number): Date {
  // What is due at once doesn't wait for the morning.
  if (seconds === 0) return start;
  let left = seconds * 1_000;
  for (let day = dayOf(start.getTime()); ; day++) {
    if (isDayOff(day)) continue;
    const opens = Math.max(startOf(day) + OPENS, start.getTime());
    const worked = Math.max(0, startOf(day) + CLOSES - opens);
    // At the very end of a day the work is done; it doesn't wait for the next morning.
    if (worked >= left && worked > 0) return new Date(opens + left);
    left -= worked;
  }
}
