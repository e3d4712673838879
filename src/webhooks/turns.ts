/** What is done one after the other, in the order of the stream, until one thing says that it doesn't go on. */
export interface Turns {
  take(work: () => Promise<boolean>): Promise<boolean>;
  isStopped(): boolean;
  stopped: Promise<void>;
  stop(): void;
  fail(error: unknown): void;
  /** Stops, and resolves when what is under way has ended. */
  end(): Promise<void>;
}

export function createTurns(onFault: (error: unknown) => void): Turns {
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let last: Promise<unknown> = Promise.resolve();
  const stop = () => {
    isStopped = true;
    stopped.resolve();
  };
  function fail(error: unknown) {
    onFault(error);
    return false;
  }
  return {
    ...{ stop, fail, stopped: stopped.promise, isStopped: () => isStopped },
    take(work) {
      const done = last.then(() => !isStopped && work()).catch(fail);
      last = done.then((isGoing) => isGoing || stop());
      return done;
    },
    async end() {
      stop();
      await last;
    },
  };
}
