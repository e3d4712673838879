import type { FollowOptions } from "./types.js";

/** Renews the token of one connection, from when it is open until it ends. */
export interface Renewal {
  start(): void;
  /** Takes what a pong brought. */
  hear(payload: unknown): void;
  stop(): void;
}

export interface RenewalOptions {
  /** The token that the connection began with. */
  token: string | null;
  supply: FollowOptions["token"];
  /** Sends the server a new token, which it answers by a pong. */
  send(token: string): void;
}

const SHARE = 0.8;
const LEAD_MS = 5_000;
// A supplier that has nothing better yet isn't asked in a hurry.
const LEAST_PAUSE_MS = 2_000;
// A longer timer would fire at once.
const LONGEST_PAUSE_MS = 2 ** 31 - 1;

/**
 * Asks the supplier ahead of the token's end, and again while it gives none that lasts longer. Without an answer of the
 * server the connection ends with its token, and the next one begins with a new token.
 */
export function createRenewal({ token, supply, send }: RenewalOptions): Renewal {
  let current = token;
  let sent: string | null = null;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan() {
    clearTimeout(timer);
    const left = endOf(current) - Date.now();
    if (isStopped || !(left > 0)) return;
    const pause = Math.max(LEAST_PAUSE_MS, Math.min(left * SHARE, left - LEAD_MS));
    timer = setTimeout(renew, Math.min(pause, LONGEST_PAUSE_MS));
  }

  async function renew() {
    const fresh = await ask(supply);
    if (isStopped) return;
    if (!fresh || !(endOf(fresh) > endOf(current))) return plan();
    sent = fresh;
    send(fresh);
  }

  return {
    start: plan,
    hear(payload) {
      const { expiresAt, error } = (payload ?? {}) as { expiresAt?: unknown; error?: unknown };
      if (!sent || !(expiresAt || error)) return;
      if (expiresAt) current = sent;
      sent = null;
      plan();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

// A supplier that fails, as a network does, is asked again.
async function ask(supply: FollowOptions["token"]): Promise<string | null> {
  try {
    return (await supply?.()) ?? null;
  } catch {
    return null;
  }
}

/** When a JWT's time runs out, in milliseconds since 1970; NaN where the token doesn't tell. */
function endOf(token: string | null): number {
  const [, claims = ""] = token?.split(".") ?? [];
  try {
    return Number(JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).exp) * 1_000;
  } catch {
    return Number.NaN;
  }
}
