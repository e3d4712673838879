import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { katoRange } from "../../access/viewer.js";
import { readClock } from "../../db/clock.js";
import { type Database, transact } from "../../db/database.js";
import type { Log } from "../../db/log.js";
import { EVERY_MS, sweepSilences } from "./silence.js";

/** In which role somebody listens, and for which range of codes; the jurisdiction of a school ends in its id. */
export interface Listener {
  role: string;
  place: string;
}

export interface RoomOptions {
  database: Database;
  log: Log;
  /** Who listens to alerts on this process now. */
  listeners(): Iterable<Listener>;
}

/** The watch of one process over control rooms. */
export interface RoomWatch {
  /** Says which rooms this process hears, and finds those that nobody hears; by itself every ten seconds. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Watches over control rooms as long as the process runs. Without one it reads a single row now and then. */
export function watchRooms({ database, log, listeners }: RoomOptions): RoomWatch {
  const closing = new AbortController();
  const nodeId = v7();
  let heard: { since: Date; last: Date } | undefined;
  let looking = Promise.resolve();

  async function lookOnce() {
    const rooms = await findRooms(database);
    if (!rooms.length) return;
    const now = await sayHeard(database, { nodeId, rosters: rostersOf(rooms, [...listeners()]) });
    // After a pause others may have paused as well: rooms get their time again.
    const isSteady = heard && now.getTime() - heard.last.getTime() <= LONGEST_PAUSE_MS;
    heard = { since: isSteady && heard ? heard.since : now, last: now };
    await sweepSilences(database, { now, since: heard.since });
  }
  const look = () => (looking = looking.catch(() => {}).then(lookOnce));
  const tell = (error: unknown) => log.error(error as object, "Control rooms can't be watched; it is tried again");
  async function run() {
    while (!closing.signal.aborted) {
      await look().catch(tell);
      await setTimeout(EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  }
  const running = run();
  return {
    look,
    async close() {
      closing.abort();
      await running;
    },
  };
}

const LONGEST_PAUSE_MS = 3 * EVERY_MS;

interface Room {
  id: string;
  role: string;
  kato: string;
}

// Also of rooms that were unmarked while they were silent: their silence ends.
const findRooms = (database: Database): Promise<Room[]> =>
  transact(database, { role: "qorgan_worker", mode: "read" }, (tx) =>
    tx.rows<Room>(sql`
      select id, role, kato::text as kato from duty_rosters where control_centre_since is not null
      union all select r.id, '', r.kato::text from duty_silences s join duty_rosters r on r.id = s.roster_id
      where s.ended_at is null and r.control_centre_since is null`),
  );

function rostersOf(rooms: readonly Room[], listeners: readonly Listener[]): string[] {
  const heard = new Set(listeners.map(({ role, place }) => `${role} ${place}`));
  return rooms.filter(({ role, kato }) => heard.has(`${role} ${placeOf(kato)}`)).map(({ id }) => id);
}

// As a standing names the jurisdiction of an officer of the whole territory.
function placeOf(kato: string): string {
  const { from, to } = katoRange(kato);
  return `${from}-${to} `;
}

/** Writes down at once which rooms a process hears; gives the time of it. */
export const sayHeard = (database: Database, { nodeId, rosters }: { nodeId: string; rosters: readonly string[] }) =>
  transact(database, { role: "qorgan_worker", mode: "write" }, async (tx) => {
    const now = await readClock(tx);
    if (!rosters.length) return now;
    await tx.rows(sql`
      insert into control_room_presence (roster_id, node_id, seen_at)
      select roster, ${nodeId}::uuid, ${now.toISOString()}::timestamptz
      from unnest(${sql.param([...rosters])}::uuid[]) as roster
      on conflict (roster_id, node_id) do update set seen_at = excluded.seen_at`);
    return now;
  });
