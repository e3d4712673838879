/**
 * The values of a source, each turned into another; null is passed over.
 * Not an async generator: that one would keep a subscriber that leaves until the next value comes.
 */
export function mapIterator<T, R>(
  source: AsyncGenerator<T>,
  turn: (value: T) => Promise<R | null> | R | null,
): AsyncGenerator<R> {
  return {
    async next() {
      for (;;) {
        const { value, done } = await source.next();
        if (done) return { value: undefined, done: true };
        const turned = await turn(value);
        if (turned !== null) return { value: turned, done: false };
      }
    },
    async return() {
      await source.return(undefined);
      return { value: undefined, done: true };
    },
    async throw(error) {
      await source.return(undefined);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await source.return(undefined)),
  };
}
