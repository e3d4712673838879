import { BATCH, type Part, type Recipients } from "./told.js";

/** What is to be written: a part, how many deliveries it is, and where it is known to be told. */
export interface Due {
  part: Part;
  count: number;
  known: Set<string> | null;
}

/** What is to be written, the oldest first, in bounded memory. */
export interface Backlog {
  /** Adds what was told; gives how many deliveries were dropped for want of room. */
  add(telling: Omit<Part, "officers">, recipients: Recipients): number;
  /** Takes the oldest, at most a batch of deliveries; empty when nothing is due. */
  take(): Due[];
}

/**
 * The most rows that are kept, some 25 MB: as many deliveries when each goes to one officer, and a thousand times as
 * many when each goes to thousands.
 */
export const MOST_ROWS = 100_000;
// Dropped in one go: each drop moves everything that is kept.
const ROOM = MOST_ROWS / 10;

export function createBacklog(): Backlog {
  let dues: Due[] = [];
  let rows = 0;

  function remove(count: number): Due[] {
    const removed = dues.slice(0, count);
    dues = dues.slice(count);
    rows -= removed.reduce((sum, { part }) => sum + part.rows.length, 0);
    return removed;
  }
  function dropOldest(): number {
    if (rows <= MOST_ROWS) return 0;
    let [count, left] = [0, rows];
    while (left > MOST_ROWS - ROOM) left -= dues[count++]?.part.rows.length ?? left;
    return forget(remove(count));
  }

  return {
    add(telling, { parts, known }) {
      for (const { officers, count } of parts) {
        const step = Math.max(1, Math.floor(BATCH / count));
        for (let from = 0; from < telling.rows.length; from += step) {
          const part = { ...telling, rows: telling.rows.slice(from, from + step), officers };
          dues.push({ part, count: part.rows.length * count, known });
        }
        rows += telling.rows.length;
      }
      return dropOldest();
    },
    take() {
      let [count, deliveries] = [0, 0];
      for (const due of dues) {
        deliveries += due.count;
        if (count > 0 && deliveries > BATCH) break;
        count++;
      }
      return count > 0 ? remove(count) : [];
    },
  };
}

/** Lets what isn't written be told anew; gives how many deliveries it is. */
export function forget(dues: readonly Due[]): number {
  for (const { part, known } of dues) for (const { id } of part.rows) known?.delete(id);
  return dues.reduce((sum, { count }) => sum + count, 0);
}
