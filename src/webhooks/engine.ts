import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Runner, type RunnerOptions, startRunner } from "./runner.js";
import type { Swept } from "./store.js";

/** The delivery of webhooks by one process. */
export interface Webhooks {
  stats(): WebhookStats;
  /** Ends what is under way, or cuts it off, and lets other processes go on. */
  close(): Promise<void>;
}

/** Figures of the deliveries, for the metrics. */
export interface WebhookStats {
  /** Webhooks that this process delivers for. */
  held: number;
  /** Seconds that the oldest item has waited that a receiver didn't take, of all processes. */
  lag: number;
  /** Webhooks that are due and that no process has room for. */
  unheld: number;
}

export interface EngineOptions extends Omit<RunnerOptions, "cut" | "time" | "holder" | "clock"> {
  /** The time by which retries are due; without one the database's clock. */
  now?: () => Date;
  sweepMs?: number;
}

const SWEEP_MS = 1_000;
const FAULT_MS = 3_000;
// Each follows the journal by itself.
const MOST = 500;
const GRACE_MS = 3_000;

/** Starts delivering: each process takes webhooks for which nobody delivers, as the database's leases say. */
export function startWebhooks({ now, sweepMs = SWEEP_MS, ...options }: EngineOptions): Webhooks {
  const { store, log } = options;
  const [holder, cutting, runners] = [randomUUID(), new AbortController(), new Map<string, Runner>()];
  const onFault = (error: unknown) => log.error({ error }, "Webhooks can't be looked for; it is tried again");
  const clock = () => now?.() ?? null;
  let figures = { lag: 0, unheld: 0 };
  // From this process's steady clock to the database's: what is signed must have the time that others have too.
  let aheadMs = Date.now() - performance.now();
  const time = () => new Date(performance.now() + aheadMs);
  const given: RunnerOptions = { ...options, holder, clock, time, cut: cutting.signal };

  async function sweep() {
    const asked = performance.now();
    const held = [...runners.keys()];
    const swept = await store.sweep({ holder, held, room: MOST - held.length, now: clock() });
    figures = { lag: swept.lag, unheld: swept.unheld };
    aheadMs = swept.clock - performance.now();
    // Counted from the asking: the answer took some of it.
    hand(swept, { runners, given, lateMs: performance.now() - asked });
  }
  const sweeping = repeat(sweep, sweepMs, onFault);
  return {
    stats: () => ({ held: runners.size, ...figures }),
    async close() {
      await sweeping.close();
      const ending = Promise.all([...runners.values()].map((runner) => runner.stop()));
      await Promise.race([ending, setTimeout(GRACE_MS, undefined, { ref: false })]);
      cutting.abort();
      await ending;
      // Else nobody would deliver until the leases end.
      await store.leave(holder).catch(onFault);
    },
  };
}

/** Does the work again and again until it is closed; later after an error. */
function repeat(work: () => Promise<void>, pauseMs: number, onFault: (error: unknown) => void) {
  const closing = new AbortController();
  const { signal } = closing;
  async function attempt() {
    try {
      await work();
      return pauseMs;
    } catch (error) {
      onFault(error);
      return FAULT_MS;
    }
  }
  async function run() {
    while (!signal.aborted) await setTimeout(await attempt(), undefined, { signal }).catch(() => {});
  }
  const running = run();
  return {
    close() {
      closing.abort();
      return running;
    },
  };
}

interface Held {
  runners: Map<string, Runner>;
  given: RunnerOptions;
  lateMs: number;
}

/** Lets go of what was lost or changed, keeps what is held, and begins what was taken. */
function hand({ kept, taken }: Swept, { runners, given, lateMs }: Held) {
  for (const [id, runner] of runners) {
    const lease = kept.get(id);
    if (lease?.version === runner.version) runner.extend(lease.leftMs - lateMs);
    else void runner.stop();
  }
  for (const { webhook, leftMs } of taken) {
    const runner = startRunner(webhook, leftMs - lateMs, given);
    runners.set(webhook.id, runner);
    void runner.ended.then(() => runners.delete(webhook.id));
  }
}
