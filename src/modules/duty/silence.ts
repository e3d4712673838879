import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, type Transaction, transact } from "../../db/database.js";
import { LOCKS } from "../../db/locks.js";
import { queueFor } from "../../graphql/lock.js";
import { text } from "../../graphql/text.js";
import { hurryAlerts, raiseSilenceAlert, resolveSilenceAlert } from "../alerts/raise.js";
import { dutySilences } from "./table.js";

const WORKER = { role: "qorgan_worker", mode: "write" } as const;
/** How often each process says which control rooms it hears, and how long the others may still believe it. */
export const EVERY_MS = 10_000;
/** After so long without anybody a room is silent; what was heard may have ended just after it was said. */
export const SILENT_MS = 60_000 + EVERY_MS;

/** A control room as it was found: times in milliseconds since 1970. */
export interface Room {
  /** Since when it is that of a control centre; null when it no longer is. */
  watched: number | null;
  /** When some process heard somebody there last; null for never. */
  heard: number | null;
  /** Since when it is known to be silent; null when it isn't. */
  silent: number | null;
}

/** When it is looked, and since when the process that looks has been there to hear. */
export interface Look {
  now: Date;
  since: Date;
}

/**
 * What becomes of a room: its silence begins, counted from when it could be heard last, or ends. A process that has
 * just started, or that the database didn't answer, can't tell a silent room from one that it couldn't hear.
 */
export function judgeRoom({ watched, heard, silent }: Room, { now, since }: Look): { begins: Date } | "ends" | null {
  if (silent !== null) return watched === null || (heard ?? 0) > silent ? "ends" : null;
  if (watched === null) return null;
  const last = Math.max(heard ?? 0, watched, since.getTime());
  return now.getTime() - last >= SILENT_MS ? { begins: new Date(last) } : null;
}

interface Found extends Room {
  roster: string;
  name: string;
  kato: number;
  silence: string | null;
  alert: string | null;
}

/** Finds the control rooms that are silent, and those that are it no longer. Of several processes one does it. */
export const sweepSilences = (database: Database, look: Look): Promise<void> =>
  transact(database, WORKER, async (tx) => {
    const [lock] = await tx.rows<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCKS.silences}) as mine`);
    if (!lock?.mine) return;
    const rooms = (await findRooms(tx)).map((room) => ({ room, becomes: judgeRoom(room, look) }));
    const ending = rooms.filter(({ becomes }) => becomes === "ends").map(({ room }) => room);
    queueFor(
      tx,
      ending.flatMap(({ alert }) => alert ?? []),
    );
    for (const room of ending) await endSilence(tx, room, look.now);
    for (const { room, becomes } of rooms) {
      if (becomes && becomes !== "ends") await beginSilence(tx, room, { since: becomes.begins, foundAt: look.now });
    }
    if (rooms.some(({ room: { silent }, becomes }) => silent !== null || becomes)) hurryAlerts(tx);
  });

const ms = (time: string) => sql.raw(`(extract(epoch from ${time}) * 1000)::float8`);

const findRooms = (tx: Transaction): Promise<Found[]> =>
  tx.rows<Found>(sql`
    select 'roster_' || r.id as roster, r.name, r.kato, 'silence_' || s.id as silence, 'alert_' || a.id as alert,
      ${ms("r.control_centre_since")} as watched, ${ms("s.since")} as silent,
      (select ${ms("max(p.seen_at)")} from control_room_presence p where p.roster_id = r.id) as heard
    from duty_rosters r left join duty_silences s on s.roster_id = r.id and s.ended_at is null
    left join alerts a on a.silence_id = s.id
    where r.control_centre_since is not null or s.id is not null order by r.id`);

async function beginSilence(tx: Transaction, { roster, name, kato }: Found, times: { since: Date; foundAt: Date }) {
  const values = { rosterId: roster, kato: String(kato), ...times };
  const [silence] = await tx.db.insert(dutySilences).values(values).onConflictDoNothing().returning();
  if (silence) await raiseSilenceAlert(tx, silence, name);
}

async function endSilence(tx: Transaction, { silence, watched }: Found, at: Date) {
  const id = silence as string;
  const open = and(eq(dutySilences.id, id), isNull(dutySilences.endedAt));
  await tx.db.update(dutySilences).set({ endedAt: at }).where(open);
  const outcome = text(watched === null ? "silence.unwatched" : "silence.heard", "ru");
  await resolveSilenceAlert(tx, id, { at, outcome });
}
