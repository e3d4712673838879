import type { Counts } from "../graphql/counts.js";
import type { Ledger } from "../graphql/ledger.js";
import type { Row } from "../graphql/loaders.js";
import type { Circle } from "./circles.js";
import type { Item } from "./items.js";
import type { Subscriber } from "./subscriber.js";

/** Counts what is given, and says in the ledger who was told what and whose network has taken it. */
export interface Notes {
  /** An item was sent to one; hears whether its network took it. */
  sent(item: Item, to: Subscriber): (isTaken: boolean) => void;
  /** An item is sent to all of a circle; hears of each who was given it now, and of the end. */
  sentToAll(item: Item, to: Circle): { given(to: Subscriber): void; end(): void };
}

interface Told {
  counts: Counts;
  ledger: Ledger;
}

export function createNotes({ counts, ledger }: Told): Notes {
  const watch = createWatch({ counts, ledger });
  return {
    sent({ kind, told }, to) {
      counts.add("deliveries", kind);
      if (told.length === 0) return () => {};
      const names = to.to;
      ledger.note({ rows: told, to: names, at: new Date(), waiting: names });
      return (isTaken) => void (isTaken && ledger.reached(told, nameOf(to), new Date()));
    },
    sentToAll({ kind, told: rows }, { members, names }) {
      const [all, given]: [readonly string[], Subscriber[]] = [names(), []];
      const waiting: Subscriber[] = [];
      function end() {
        counts.add("deliveries", kind, given.length);
        if (rows.length === 0 || given.length === 0) return;
        // Whoever was passed over, came or left meanwhile was not sent this; of all the same array costs less.
        const isToAll = names() === all && given.length === members.size;
        const to = isToAll ? all : given.flatMap(({ to }) => to);
        ledger.note({ rows, to, at: new Date(), waiting: waiting.map(nameOf) });
        watch(rows, waiting);
      }
      return {
        end,
        given(to: Subscriber) {
          given.push(to);
          if (isWaiting(to)) waiting.push(to);
        },
      };
    },
  };
}

const nameOf = ({ to }: Subscriber) => to[0] as string;
const isWaiting = ({ fresh }: Subscriber) => fresh.line.buffered() > 0;

// How often those are looked at whose network was full, and how many rows are kept for all of them.
const LOOK_MS = 250;
const MOST = 100_000;

/** Tells the ledger when the network of those who wait has taken what they were sent. */
function createWatch({ counts, ledger }: Told) {
  const all = new Map<Subscriber, Row[]>();
  let kept = 0;
  let isLooking = false;

  function look() {
    for (const [to, rows] of all) {
      const { line } = to.fresh;
      if (line.isOpen() && isWaiting(to)) continue;
      // Whoever was cut has taken nothing.
      if (line.isOpen()) ledger.reached(rows, nameOf(to), new Date());
      all.delete(to);
      kept -= rows.length;
    }
    isLooking = false;
    lookLater();
  }
  function lookLater() {
    if (isLooking || all.size === 0) return;
    isLooking = true;
    setTimeout(look, LOOK_MS).unref();
  }
  return (rows: readonly Row[], waiting: readonly Subscriber[]) => {
    const taken = waiting.slice(0, Math.max(0, Math.floor((MOST - kept) / rows.length)));
    if (taken.length < waiting.length)
      counts.add("ledgerDropped", "busy", (waiting.length - taken.length) * rows.length);
    for (const to of taken) all.set(to, (all.get(to) ?? []).concat(rows));
    kept += taken.length * rows.length;
    lookLater();
  };
}
