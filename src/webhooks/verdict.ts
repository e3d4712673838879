import type { Answer } from "./post.js";
import { retryAt } from "./retry.js";

/** What becomes of an item after an attempt. */
export type Verdict = "DELIVERED" | "RETRY" | "DEAD" | "GONE";

/** What is known of an item when an attempt has ended. */
export interface Tried {
  /** How often it was tried, this time counted. */
  attempts: number;
  now: Date;
  /** Since when it is due. */
  dueAt: Date;
}

const GONE = 410;

/** What an answer means: 410 says that nobody listens there any more; anything else is tried for three days. */
export function judge({ error, status, askedMs }: Answer, tried: Tried): { verdict: Verdict; retryAt: Date | null } {
  if (error === null) return { verdict: "DELIVERED", retryAt: null };
  if (status === GONE) return { verdict: "GONE", retryAt: null };
  const at = retryAt({ ...tried, askedMs });
  return { verdict: at ? "RETRY" : "DEAD", retryAt: at };
}
