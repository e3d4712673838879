import { sql } from "drizzle-orm";
import { type Changed, readChanges } from "../access/changes.js";
import { type Database, transact } from "../db/database.js";
import type { Log } from "../db/log.js";
import { type Entry, isAfter, type Place } from "./entry.js";
import { type Doubt, enterEpoch } from "./epoch.js";
import { watchHorizon } from "./horizon.js";
import { BATCH, readAfter, readState, type State } from "./read.js";
import { createRecent } from "./recent.js";
import type { Batch, JournalStats, Tail } from "./tail.js";

interface ReaderOptions {
  database: Database;
  log: Log;
  tell(batch: Batch): void;
}

/** Reads the journal from its end on, and notices when the database holds another history. */
export async function createReader({ database, log, tell }: ReaderOptions) {
  const watch = watchHorizon({ database, log });
  const { tail, move, take, recent, figures } = createTail(await findEnd(database, log), tell);

  async function drain() {
    for (;;) {
      const { state, entries, changed } = await read(database, tail);
      const doubt = doubtOf(state, tail);
      if (doubt || state.server !== tail.server || state.epoch !== tail.place.epoch) {
        move(await findEnd(database, log, doubt));
        continue;
      }
      take(state, { entries, changed });
      await watch.note(state);
      if (entries.length < BATCH) return;
    }
  }

  return {
    drain,
    tail: () => tail,
    after: async (place: Place) => recent.after(place, BATCH) ?? upTo(tail, await readMore(database, place)),
    stats: (): JournalStats => ({ ...figures, epoch: tail.place.epoch, horizonAge: watch.age() / 1_000 }),
  };
}

/** How far was read, what was read last, and its figures. */
function createTail({ place, state }: End, tell: (batch: Batch) => void) {
  const tail: Tail = { place, ...placeOf(state), last: undefined };
  const recent = createRecent(place);
  const figures = { entries: 0, lag: 0 };
  // Numbers of transactions may have come again: whose access changed meanwhile, nobody can say.
  let isAnother = false;
  let readAt = Number.POSITIVE_INFINITY;

  /** Begins anew where the history is another one; goes on where it is the same on a server that was restarted. */
  function move({ place, state }: End) {
    const { snapshot, server } = state;
    isAnother = true;
    Object.assign(tail, { snapshot, server });
    if (place.epoch === tail.place.epoch) return;
    Object.assign(tail, { place, ...placeOf(state), last: undefined });
    recent.reset(place);
  }

  function take({ horizon, newest, snapshot, now }: State, { entries, changed }: Found) {
    const last = entries.at(-1);
    // Changes of access are kept for a day: of a longer absence not all are known.
    const told: Changed = isAnother || now - readAt > LONGEST_AWAY_MS ? "all" : changed;
    readAt = now;
    // Of a full batch the rest is still to be read: only what lies below its last transaction is known.
    Object.assign(tail, { newest, snapshot, horizon: last && entries.length === BATCH ? last.xid : horizon });
    isAnother = false;
    if (last) {
      // Before anybody is told, or a listener that fails would let everybody have the entries again.
      Object.assign(tail, { place: last, last });
      recent.add(entries);
      figures.entries += entries.length;
      figures.lag = Math.max(0, now - last.at.getTime()) / 1_000;
    }
    tell({ ...tail, entries, changed: told, now });
  }
  return { tail, move, take, recent, figures };
}

const LONGEST_AWAY_MS = 12 * 3_600_000;

const placeOf = ({ horizon, newest, snapshot, server }: State) => ({ horizon, newest, snapshot, server });

type Found = { entries: readonly Entry[]; changed: Changed };
type End = { place: Place; state: State };
const WORKER = { role: "qorgan_worker", mode: "read" } as const;

const read = (database: Database, { place, last, snapshot }: Tail) =>
  transact(database, WORKER, async (tx) => {
    // For a place of its own PostgreSQL would plan each reading anew, which takes ten times as long as to read.
    tx.send(sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`);
    const reading = [readState(tx, last), readAfter(tx, place), readChanges(tx, snapshot)] as const;
    const [state, entries, changed] = await Promise.all(reading);
    return { state, entries, changed };
  });

const readMore = (database: Database, place: Place) => transact(database, WORKER, (tx) => readAfter(tx, place));

// What the tailer hasn't read yet it tells of later, after whatever else it has to look at for it.
const upTo = ({ place }: Tail, entries: readonly Entry[]) => entries.filter((entry) => !isAfter(entry, place));

function doubtOf({ hasLast, newest }: State, tail: Tail): Doubt | undefined {
  const { epoch } = tail.place;
  if (!hasLast) return { epoch, why: "the entry that was read last is gone" };
  // Behind an entry nothing is passed over; without one the place is a number that comes again.
  if (!tail.last && newest < tail.newest) return { epoch, why: "numbers of transactions come again" };
  return undefined;
}

/** The end of the journal: what is still running has this number or a later one, so nothing is passed over. */
async function findEnd(database: Database, log: Log, doubt?: Doubt): Promise<End> {
  const { epoch, raised } = await enterEpoch(database, doubt);
  if (raised) log.warn({ epoch, raised }, "The database holds another history: a new epoch of the journal begins");
  const state = await transact(database, WORKER, (tx) => readState(tx, undefined));
  return { place: { epoch, xid: state.horizon, id: 0n }, state };
}
