import { and, count, eq, ne, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { requireWatching } from "../../access/jurisdiction.js";
import type { Official } from "../../access/viewer.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { markOf } from "../../journal/cursor.js";
import type { Answer, Target } from "../../webhooks/post.js";
import { drawSecret } from "../../webhooks/sign.js";
import type { WebhookAction } from "./enums.js";
import type * as input from "./input.js";
import { type WebhookRow, webhookMachine } from "./machine.js";
import { type EndpointRow, openSecrets, sealSecrets } from "./sealing.js";
import { webhookDeliveries, webhookEndpoints, webhooks } from "./table.js";

/** Of one officer: each follows the journal by itself. */
const MOST = 20;
const LONGEST_DOCUMENT = 20_000;
const COUNTRY = "000000000";
const now = sql`now()`;

/** Makes a webhook. Its secret is told now, and never again. */
export async function createWebhook(ctx: Context, input: input.WebhookCreateInput) {
  const secret = drawSecret();
  let isMade = false;
  const made = await mutate(ctx, { name: "webhookCreate", thing: "webhook" }, input, async (tx) => {
    const viewer = requireWatching(ctx);
    const name = checkText(input.name, ["name"], 100);
    const document = checkText(input.document, ["document"], LONGEST_DOCUMENT);
    const url = await ctx.webhooks.checkUrl(input.url);
    const variables = input.variables ?? null;
    const stream = await ctx.webhooks.checkDocument(ctx, { document, variables });
    await requireRoom(tx, viewer);
    const id = fromUuid("webhook", v7());
    const { officerId } = viewer;
    const row = { id, officerId, ...actingOf(viewer), name, stream, host: url.host };
    const [webhook] = await tx.db.insert(webhooks).values(row).returning();
    const asked = { url: url.href, document, variables: textOf(variables), language: ctx.language };
    const sealed = sealSecrets(ctx.ring, { id, version: 1 }, { secret, previousSecret: null });
    await tx.db.insert(webhookEndpoints).values({ webhookId: id, officerId, ...asked, ...sealed });
    isMade = true;
    return webhook as WebhookRow;
  });
  return { ...made, secret: isMade && made.webhook ? secret : null };
}

const actingOf = ({ appointmentId, schoolId, kato }: Official) => ({ appointmentId, schoolId, kato: kato ?? COUNTRY });
const textOf = (variables: object | null) => variables && JSON.stringify(variables);
const valuesOf = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));

async function requireRoom(tx: Transaction, { officerId }: Official) {
  // Two that are made at once must not both find room for one.
  queueFor(tx, [`webhooks ${officerId}`]);
  const isKept = and(eq(webhooks.officerId, officerId), ne(webhooks.state, "DELETED"));
  const [found] = await tx.db.select({ count: count() }).from(webhooks).where(isKept);
  if ((found?.count ?? 0) < MOST) return;
  throw fail("LIMIT_EXCEEDED", [], say`webhooks of one officer must be at most ${MOST}, and this would be one more`);
}

type Given = input.WebhookChangeInput;
type Changes = PgUpdateSetSource<typeof webhooks>;
interface Change {
  name: string;
  action: (typeof WebhookAction.values)[number];
  changes?(tx: Transaction, webhook: WebhookRow): Promise<Changes> | Changes;
}

/** One change of a webhook: lock, check the transition, change. Who delivers for it notices by the version. */
function change(ctx: Context, given: Given, { name, action, changes }: Change) {
  return mutate(ctx, { name, thing: "webhook" }, given, async (tx) => {
    requireOfficer(ctx);
    const row = await lock(tx, webhooks, given);
    const state = webhookMachine.next(row, action);
    const changed = { ...(await changes?.(tx, row)), state, version: row.version + 1 };
    await tx.db.update(webhooks).set(changed).where(eq(webhooks.id, row.id));
    return row;
  });
}

// What failed before is tried at once, and for three days from now.
const anew = { since: now, retryAt: null, waitingSince: null, reason: null };

export const pauseWebhook = (ctx: Context, given: Given) =>
  change(ctx, given, { name: "webhookPause", action: "PAUSE", changes: () => ({ waitingSince: null }) });

/** Goes on from where it stopped, under the appointment of now: what it asks for must be open to it. */
export const resumeWebhook = (ctx: Context, given: Given) =>
  change(ctx, given, {
    name: "webhookResume",
    action: "RESUME",
    async changes(tx, { id }) {
      const viewer = requireWatching(ctx);
      const { document, variables } = await getEndpoint(tx, id);
      await ctx.webhooks.checkDocument(ctx, { document: String(document), variables: valuesOf(variables) });
      return { ...anew, ...actingOf(viewer) };
    },
  });

/** Erases where it leads, what it asks and its secret. */
export const deleteWebhook = (ctx: Context, given: Given) =>
  change(ctx, given, {
    name: "webhookDelete",
    action: "DELETE",
    async changes(tx, { id }) {
      const gone = { url: null, document: null, variables: null, secret: null, previousSecret: null };
      await updateEndpoint(tx, id, { ...gone, previousUntil: null, dataKey: null, keyVersion: null, erasedAt: now });
      return { ...anew, cursor: null };
    },
  });

/** Draws another secret. For a day deliveries are signed under both, so that a receiver can change over. */
export async function rotateSecret(ctx: Context, given: Given) {
  const secret = drawSecret();
  let isMade = false;
  const made = await change(ctx, given, {
    name: "webhookRotateSecret",
    action: "ROTATE_SECRET",
    async changes(tx, { id }) {
      const endpoint = await getEndpoint(tx, id);
      const [previousSecret = null] = openSecrets(ctx.ring, endpoint);
      const version = endpoint.version + 1;
      const sealed = sealSecrets(ctx.ring, { id, version }, { secret, previousSecret });
      await updateEndpoint(tx, id, { ...sealed, previousUntil: sql`now() + interval '24 hours'` });
      isMade = true;
      return {};
    },
  });
  return { ...made, secret: isMade && made.webhook ? secret : null };
}

/** Goes on from an earlier place: after a cursor, or with a delivery. */
export const redeliver = (ctx: Context, given: input.WebhookRedeliverInput) =>
  change(ctx, given, {
    name: "webhookRedeliver",
    action: "REDELIVER",
    changes: async (tx, { id }) => ({ ...anew, cursor: await findCursor(tx, id, given) }),
  });

async function findCursor(tx: Transaction, webhookId: string, { after, deliveryId }: input.WebhookRedeliverInput) {
  if ((after == null) === (deliveryId == null)) {
    throw fail("INVALID_INPUT", ["after"], say`after or deliveryId must be given, and not both`);
  }
  if (after != null && markOf(after) === null)
    throw fail("INVALID_CURSOR", ["after"], say`after must be a cursor of a stream`);
  if (deliveryId == null) return after;
  const delivery = await get(tx, webhookDeliveries, deliveryId, ["deliveryId"]);
  if (delivery.webhookId === webhookId) return delivery.after;
  throw fail(
    "NOT_FOUND",
    ["deliveryId"],
    say`deliveryId must name a delivery of this webhook, but got "${deliveryId}"`,
  );
}

/** Sends a test and tells what came back. */
export function testWebhook(ctx: Context, { id }: input.WebhookTestInput) {
  let send: (() => Promise<Answer>) | undefined;
  // When the transaction has ended: a receiver may take its time.
  const find = async () => send?.();
  return mutate(ctx, { name: "webhookTest", thing: "answer", find }, { id } as object, async (tx) => {
    const { officerId } = requireOfficer(ctx);
    const row = await lock(tx, webhooks, { id });
    webhookMachine.next(row, "TEST");
    const target = targetOf(ctx, await getEndpoint(tx, row.id));
    const [clock] = await tx.rows<{ at: string }>(sql`select clock_timestamp()::text as at`);
    const about = { officerId, webhookId: row.id, at: new Date(String(clock?.at)) };
    send = () => ctx.webhooks.test(target, about);
    return row;
  });
}

const targetOf = (ctx: Context, endpoint: EndpointRow): Target => ({
  url: String(endpoint.url),
  secrets: openSecrets(ctx.ring, endpoint).slice(0, 1),
});

async function getEndpoint(tx: Transaction, webhookId: string): Promise<EndpointRow> {
  const [row] = await tx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.webhookId, webhookId));
  if (row) return row;
  throw fail("NOT_ALLOWED", ["id"], say`id must name a webhook that the viewer made`);
}

type EndpointChanges = PgUpdateSetSource<typeof webhookEndpoints> & { erasedAt?: SQL };
const updateEndpoint = (tx: Transaction, webhookId: string, changes: EndpointChanges) =>
  tx.db.update(webhookEndpoints).set(changes).where(eq(webhookEndpoints.webhookId, webhookId));
