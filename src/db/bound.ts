/** Runs so many pieces of work at a time; the others wait in their order. */
export function createBound(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;

  async function enter() {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }
  function leave() {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    return work().finally(leave);
  };
}
