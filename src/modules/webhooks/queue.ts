import { eq, inArray, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { KeyRing } from "../../access/keyring.js";
import { createBound } from "../../db/bound.js";
import { type Database, type Scope, type Transaction, transact } from "../../db/database.js";
import { uuidWithin } from "../../db/ids.js";
import type { Hold, Leased, Sweep, Swept, WebhookStore } from "../../webhooks/store.js";
import { clock, FREE, held, timeOf } from "./lease.js";
import { openSecrets } from "./sealing.js";
import { settle } from "./settle.js";
import { webhookEndpoints, webhooks } from "./table.js";

const WORKER = { role: "qorgan_worker", mode: "write" } as const;
// Hundreds of webhooks are sent an alert at once: the journal and escalations must not wait for what became of it.
const CONNECTIONS = 2;
// Longer than an attempt, and short: nobody delivers for so long when a process has died.
const LEASE = sql.raw("interval '35 seconds'");
const RENEWED = sql.raw("interval '28 seconds'");

/** The queue of webhooks in the database. */
export function createWebhookStore(database: Database, ring: KeyRing): WebhookStore {
  const inBound = createBound(CONNECTIONS);
  const run = <T>(scope: Scope, task: (tx: Transaction) => Promise<T>) =>
    inBound(() => transact(database, scope, task));
  const work = <T>(task: (tx: Transaction) => Promise<T>) => run(WORKER, task);
  /** Changes a webhook that is held still; whether it is. */
  const change = (hold: Hold, changes: PgUpdateSetSource<typeof webhooks>) =>
    work(async ({ db }) => {
      const changed = await db.update(webhooks).set(changes).where(held(hold)).returning({ id: webhooks.id });
      return changed.length > 0;
    });
  return {
    sweep: (sweep) =>
      work(async (tx) => ({
        kept: await keep(tx, sweep),
        taken: await take(tx, ring, sweep),
        ...(await readFigures(tx, sweep)),
      })),
    holds: async (hold) => {
      const reading = (tx: Transaction) => tx.db.select({ id: webhooks.id }).from(webhooks).where(held(hold));
      return (await run({ ...WORKER, mode: "read" }, reading)).length > 0;
    },
    settle: (hold, parcel, answer) => work((tx) => settle(tx, { hold, parcel, answer })),
    pass: (hold, cursor) => change(hold, { cursor }),
    async pause(hold, reason) {
      await change(hold, { ...FREE, state: "PAUSED_ACCESS", reason, version: hold.version + 1 });
    },
    async release(hold, waitMs) {
      await change(hold, { ...FREE, retryAt: sql`${timeOf(hold)} + ${waitMs} * interval '1 millisecond'` });
    },
    async leave(holder) {
      await work(({ db }) => db.update(webhooks).set(FREE).where(eq(webhooks.leasedBy, holder)));
    },
  };
}

const listOf = (ids: readonly string[]) => sql`${`{${ids.map(uuidWithin).join()}}`}::uuid[]`;
const leftMs = sql<number>`(extract(epoch from leased_until - ${clock}) * 1000)::float8`;

async function keep(tx: Transaction, { holder, held }: Sweep): Promise<Swept["kept"]> {
  if (held.length === 0) return new Map();
  const mine = sql`leased_by = ${holder} and id = any(${listOf(held)}) and state = 'ACTIVE' and leased_until > ${clock}`;
  await tx.rows(sql`
    update webhooks set leased_until = ${clock} + ${LEASE} where ${mine} and leased_until < ${clock} + ${RENEWED}`);
  const rows = await tx.db.select({ id: webhooks.id, version: webhooks.version, leftMs }).from(webhooks).where(mine);
  return new Map(rows.map(({ id, ...lease }) => [id, lease]));
}

const isDue = (sweep: Sweep) => sql`(retry_at is null or retry_at <= ${timeOf(sweep)})`;
const isFree = sql`(leased_until is null or leased_until < ${clock})`;

/** Takes what is due and nobody's; also what it had itself, and has no longer in hand. */
async function take(tx: Transaction, ring: KeyRing, sweep: Sweep): Promise<Swept["taken"]> {
  const { holder, held, room } = sweep;
  if (room <= 0) return [];
  const taken = await tx.rows<{ id: string }>(sql`
    update webhooks set leased_by = ${holder}, leased_until = ${clock} + ${LEASE}
    where id = any(array(
      select id from webhooks
      where state = 'ACTIVE' and ${isDue(sweep)} and (${isFree} or leased_by = ${holder})
        and not id = any(${listOf(held)})
      order by retry_at, id limit ${room} for update skip locked))
    returning id::text as id`);
  if (taken.length === 0) return [];
  const rows = await tx.db
    .select({ webhook: webhooks, endpoint: webhookEndpoints, leftMs })
    .from(webhooks)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.webhookId, webhooks.id))
    .where(
      inArray(
        webhooks.id,
        taken.map(({ id }) => `webhook_${id}`),
      ),
    );
  return rows.map(({ leftMs, ...row }) => ({ webhook: leasedOf(ring, row), leftMs }));
}

type Found = {
  webhook: typeof webhooks.$inferSelect;
  endpoint: typeof webhookEndpoints.$inferSelect;
};

function leasedOf(ring: KeyRing, { webhook, endpoint }: Found): Leased {
  const { id, officerId, appointmentId, cursor, version } = webhook;
  const { url, document, variables, language, previousUntil } = endpoint;
  return {
    ...{ id, officerId, appointmentId, cursor, version, language, previousUntil },
    ...{ url: String(url), document: String(document), variables: variables === null ? null : JSON.parse(variables) },
    secrets: openSecrets(ring, endpoint),
  };
}

async function readFigures(tx: Transaction, sweep: Sweep): Promise<Pick<Swept, "lag" | "clock" | "unheld">> {
  const [row] = await tx.rows<{ lag: number | null; clock: number; unheld: number }>(sql`
    select extract(epoch from ${timeOf(sweep)} - min(waiting_since))::float8 as lag,
      (extract(epoch from ${clock}) * 1000)::float8 as clock,
      (count(*) filter (where ${isDue(sweep)} and ${isFree}))::int as unheld
    from webhooks where state = 'ACTIVE'`);
  return { lag: Math.max(0, row?.lag ?? 0), clock: row?.clock ?? Date.now(), unheld: row?.unheld ?? 0 };
}
