import { and, eq, sql } from "drizzle-orm";
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
  const tried = await readTried(tx, { webhookId: hold.id, messageId: parcel.messageId, now });
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
  /** This one counted. */
  attempts: number;
  firstAttemptAt: Date;
}

async function readTried(tx: Transaction, of: { webhookId: string; messageId: string; now: Date }): Promise<Tried> {
  const { webhookId, messageId, now } = of;
  const isIt = and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.messageId, messageId));
  const [known] = await tx.db.select().from(webhookDeliveries).where(isIt);
  // What was delivered or given up before is delivered anew.
  if (known?.state !== "WAITING") return { attempts: 1, firstAttemptAt: now };
  return { attempts: known.attempts + 1, firstAttemptAt: known.firstAttemptAt };
}

type Written = Tried & { verdict: Verdict; now: Date; officerId: string };

async function writeDelivery(tx: Transaction, { hold, parcel, answer }: Attempt, written: Written) {
  const { verdict, now, officerId, ...tried } = written;
  const { messageId, kind, after, cursor } = parcel;
  const { status, text, error } = answer;
  const result = { ...tried, state: STATES[verdict], lastAttemptAt: now, status, answer: text, error, after, cursor };
  await tx.db
    .insert(webhookDeliveries)
    .values({ webhookId: hold.id, officerId, messageId, kind, ...result })
    .onConflictDoUpdate({ target: [webhookDeliveries.webhookId, webhookDeliveries.messageId], set: result });
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
