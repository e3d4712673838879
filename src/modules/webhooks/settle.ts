import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Answer } from "../../webhooks/post.js";
import type { Hold, Parcel, Settled } from "../../webhooks/store.js";
import { judge, type Verdict } from "../../webhooks/verdict.js";
import { FREE, held, timeOf } from "./lease.js";
import type { WebhookRow } from "./machine.js";
import { webhookDeliveries, webhooks } from "./table.js";

interface Attempt {
  hold: Hold;
  parcel: Parcel;
  answer: Answer;
}
interface Outcome {
  verdict: Verdict;
  now: Date;
  dueAt: Date;
  retryAt: Date | null;
}

/** Writes down an attempt, and how far the webhook has got because of it. */
export async function settle(tx: Transaction, attempt: Attempt): Promise<Settled> {
  const { hold, parcel, answer } = attempt;
  const clock = sql<string>`${timeOf(hold)}::text`;
  const [row] = await tx.db.select({ webhook: webhooks, clock }).from(webhooks).where(held(hold)).for("update");
  if (!row) return "LOST";
  const now = new Date(row.clock);
  const tried = await readTried(tx, attempt, now);
  const { since } = row.webhook;
  const at = parcel.at ?? tried.firstAttemptAt;
  const dueAt = at < since ? since : at;
  const { verdict, retryAt } = judge(answer, { attempts: tried.attempts, now, dueAt });
  await writeDelivery(tx, attempt, { ...tried, verdict, now, officerId: row.webhook.officerId });
  const changes = changesOf(attempt, { verdict, now, dueAt, retryAt });
  await tx.db.update(webhooks).set(changes).where(eq(webhooks.id, hold.id));
  return verdict;
}

interface Tried {
  /** The row of the attempts before this one, or null. */
  id: string | null;
  /** This one counted. */
  attempts: number;
  firstAttemptAt: Date;
}

async function readTried(tx: Transaction, { hold, parcel }: Attempt, now: Date): Promise<Tried> {
  const { webhookId, messageId, after, state } = webhookDeliveries;
  const find = async (which: SQL | undefined) => {
    const [found] = await tx.db
      .select()
      .from(webhookDeliveries)
      .where(and(eq(webhookId, hold.id), which));
    return found;
  };
  // A snapshot is another one at each attempt: what waits at the same place is what failed before.
  const isSamePlace = and(eq(state, "WAITING"), sql`${after} is not distinct from ${parcel.after}`);
  const known = (await find(eq(messageId, parcel.messageId))) ?? (await find(isSamePlace));
  const id = known?.id ?? null;
  // What was delivered or given up before is delivered anew.
  if (known?.state !== "WAITING") return { id, attempts: 1, firstAttemptAt: now };
  return { id, attempts: known.attempts + 1, firstAttemptAt: known.firstAttemptAt };
}

type Written = Tried & { verdict: Verdict; now: Date; officerId: string };

async function writeDelivery(tx: Transaction, { hold, parcel, answer }: Attempt, written: Written) {
  const { id, verdict, now, officerId, attempts, firstAttemptAt } = written;
  const { messageId, kind, after, cursor } = parcel;
  const { status, text, error } = answer;
  const said = { state: STATES[verdict], attempts, firstAttemptAt, lastAttemptAt: now, status, answer: text, error };
  const row = { webhookId: hold.id, officerId, messageId, kind, after, cursor, ...said };
  const table = webhookDeliveries;
  if (id === null) await tx.db.insert(table).values(row);
  else await tx.db.update(table).set(row).where(eq(table.id, id));
}

const STATES = { DELIVERED: "DELIVERED", DEAD: "DEAD", RETRY: "WAITING", GONE: "WAITING" } as const;

/** What the webhook is afterwards. */
function changesOf({ parcel, answer }: Attempt, { verdict, now, dueAt, retryAt }: Outcome): Partial<WebhookRow> {
  const passed = { cursor: parcel.cursor, retryAt: null, waitingSince: null };
  switch (verdict) {
    case "DELIVERED":
      return { ...passed, deliveredAt: now };
    case "DEAD":
      return passed;
    case "RETRY":
      return { ...FREE, retryAt, waitingSince: dueAt };
    case "GONE":
      return { ...FREE, state: "DISABLED", reason: answer.error, retryAt: null, waitingSince: null };
  }
}
