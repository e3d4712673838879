import { setImmediate } from "node:timers/promises";

/** Pauses between slices of what is sent, in which others have their turn. One for all cohorts of a process. */
export interface Pauses {
  /** To be asked after each sending. */
  isDue(): boolean;
  take(): Promise<void>;
}

// For longer the loop isn't blocked by what is sent; the clock isn't asked each time.
const SLICE_MS = 8;
const SLICE = 32;

export function createPauses(): Pauses {
  let until = 0;
  let sent = 0;
  return {
    isDue: () => ++sent % SLICE === 0 && performance.now() >= until,
    async take() {
      await setImmediate();
      until = performance.now() + SLICE_MS;
    },
  };
}
