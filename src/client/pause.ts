/** Milliseconds to wait before an attempt: by chance, or all clients of a server would come back at once. */
export const pauseBefore = (attempt: number, [first, most]: readonly [number, number], random: number) =>
  random * Math.min(most, first * 2 ** Math.min(attempt, 30));

/** Waits, or until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
