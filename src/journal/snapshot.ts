/** Which transactions a snapshot of PostgreSQL shows. */
export interface Snapshot {
  /** As PostgreSQL writes it: `10:20:10,14,15`. */
  text: string;
  /** All before it had ended. */
  xmin: bigint;
  /** None from it on had begun. */
  xmax: bigint;
  running: ReadonlySet<bigint>;
}

const FORM = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/;

/** Reads the text of a snapshot; null when it isn't one, which PostgreSQL would refuse too. */
export function parseSnapshot(text: string): Snapshot | null {
  const [, from, to, list] = FORM.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const [xmin, xmax] = [BigInt(from), BigInt(to)];
  const running = list ? list.split(",").map(BigInt) : [];
  const isOrdered = running.every((xid, i) => xid >= xmin && xid < xmax && (i === 0 || xid > (running[i - 1] ?? 0n)));
  return xmin > 0n && xmin <= xmax && isOrdered ? { text, xmin, xmax, running: new Set(running) } : null;
}

/** Whether the snapshot shows what a committed transaction did. */
export const isVisible = (xid: bigint, { xmin, xmax, running }: Snapshot): boolean =>
  xid < xmin || (xid < xmax && !running.has(xid));
