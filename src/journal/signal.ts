/** Something that may have happened while nobody waited. */
export interface Signal {
  raise(): void;
  lower(): void;
  /** Resolves when it is raised, or after so many milliseconds. */
  wait(ms: number): Promise<void>;
}

export function createSignal(): Signal {
  let raised = Promise.withResolvers<void>();
  return {
    raise: () => raised.resolve(),
    lower: () => void (raised = Promise.withResolvers()),
    wait: (ms) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        raised.promise.then(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
