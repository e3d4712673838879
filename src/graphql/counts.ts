const NAMES = ["deliveries", "refusals", "slowSockets", "ledgerDropped", "webhooks", "operations"] as const;
export type CountName = (typeof NAMES)[number];

/** What the process has counted since its start, by name and label; `/metrics` shows it. */
export interface Counts {
  add(name: CountName, label: string, count?: number): void;
  read(name: CountName): ReadonlyMap<string, number>;
}

export function createCounts(): Counts {
  const counts = Object.fromEntries(NAMES.map((name) => [name, new Map<string, number>()])) as Record<
    CountName,
    Map<string, number>
  >;
  return {
    add: (name, label, count = 1) => void counts[name].set(label, (counts[name].get(label) ?? 0) + count),
    read: (name) => counts[name],
  };
}
