const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after the first, second, third … failure an item is tried again; after the last as often as it takes. */
const WAITS = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR],
] as const;
const LONGEST = 8 * HOUR;
/** For how long an item is tried. */
export const TRIED_MS = 72 * HOUR;

/** When an item is tried again. */
export interface Retry {
  /** How often it has failed by now. */
  attempts: number;
  now: Date;
  /** Since when it is due: three days later it is tried for the last time. */
  dueAt: Date;
  /** What the receiver asked for, in milliseconds. */
  askedMs?: number | null;
  /** From 0 to 1: receivers that failed together aren't tried together. */
  random?: number;
}

/** When to try again; null when three days are over. A receiver may ask for more patience, up to eight hours. */
export function retryAt({ attempts, now, dueAt, askedMs, random = Math.random() }: Retry): Date | null {
  const last = dueAt.getTime() + TRIED_MS;
  if (now.getTime() >= last) return null;
  const wait = (WAITS[attempts - 1] ?? LONGEST) * (0.9 + 0.2 * random);
  const asked = Math.min(askedMs ?? 0, LONGEST);
  return new Date(Math.min(now.getTime() + Math.max(wait, asked), last));
}

/** What a header Retry-After asks for, in milliseconds; null when it says nothing that is understood. */
export function waitOf(header: string | undefined, now = new Date()): number | null {
  if (!header) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = header.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
