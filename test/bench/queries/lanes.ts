import type { Contender } from "../support/rounds.ts";

const LINE = /^qorgan_planned_operations_total\{(.*)\} (\d+)$/;

/** How many of its operations Qorgan answered in which lane, and why not all in the fast one, as its metrics tell. */
export async function readLanes(contenders: readonly Contender[]): Promise<string[]> {
  const own = contenders.find(({ name }) => name === "qorgan");
  if (!own) return [];
  const metrics = await (await fetch(`${own.server.url}/metrics`)).text();
  return metrics.split("\n").flatMap((line) => {
    const [, labels = "", count] = LINE.exec(line) ?? [];
    if (!count) return [];
    const values = [...labels.matchAll(/"(\w+)"/g)].map(([, value]) => value);
    return [`${Number(count).toLocaleString("en")} ${values.join(" ")}`];
  });
}
