import { GraphQLError, type GraphQLSchema } from "graphql";
import { personOf } from "../access/tokens.js";
import type { Log } from "../db/log.js";
import type { OpenContext } from "../graphql/context.js";
import type { Counts } from "../graphql/counts.js";
import type { FreshContext } from "../graphql/execute.js";
import type { Exposure } from "../graphql/exposure.js";
import { maskError } from "../graphql/mask.js";
import type { Meter } from "../graphql/meter.js";
import type { FindText } from "../graphql/trusted.js";
import type { Streams } from "../streams/subscribe.js";
import type { Reach } from "./address.js";
import { createStoredDocuments } from "./document.js";
import { createDoor, type WebhookDoor } from "./door.js";
import { type EngineOptions, startWebhooks, type Webhooks } from "./engine.js";
import type { Resolve } from "./lookup.js";
import { createPost } from "./post.js";
import type { RunnerOptions } from "./runner.js";
import type { Leased, WebhookStore } from "./store.js";

/** What a test may say otherwise. */
export interface DeliveryOptions extends Pick<EngineOptions, "now" | "sweepMs"> {
  resolve?: Resolve;
  timeoutMs?: number;
}

export interface WebhookOptions extends DeliveryOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  findText: FindText;
  reach: Reach;
  log: Log;
  counts: Counts;
}

/** The delivery of webhooks: what mutations use of it, and how it is started when there are streams to deliver. */
export interface Delivery {
  door: WebhookDoor;
  start(given: Started): Webhooks;
}

export interface Started {
  store: WebhookStore;
  streams: Streams;
  openContext: OpenContext;
}

export function createDelivery(options: WebhookOptions): Delivery {
  const { reach, resolve, timeoutMs, log, counts, now, sweepMs } = options;
  const documents = createStoredDocuments(options);
  const post = createPost({ reach, resolve, timeoutMs });
  return {
    door: createDoor({ reach, documents, post, resolve }),
    start: (given) =>
      startWebhooks({
        ...{ store: given.store, post, counts, log, now, sweepMs },
        prepare: (webhook) => documents.prepare(webhook, webhook.cursor),
        open: createOpen(given, options),
      }),
  };
}

// Said rarely: nobody is told, and the stream begins again behind what was delivered.
const HEARTBEAT_MS = 2 ** 31 - 1;

/** Opens the stream of a webhook as a socket of its creator would: under the access of the moment. */
function createOpen({ streams, openContext }: Started, { meter, exposure, log, counts }: WebhookOptions) {
  const mask = (error: unknown) => {
    const logError = (details: object, message: string) => log.error(details, message);
    const { message, extensions } = maskError(error, { log: logError, counts, hints: exposure.hints });
    return new GraphQLError(message, { extensions });
  };
  const open: RunnerOptions["open"] = (webhook, args, { line, end }) => {
    const { officerId, appointmentId, language } = webhook;
    const purse = meter.purseOf(officerId, "");
    const fresh: FreshContext = {
      ...{ mask, end, delivered: () => {}, spend: purse.spend, cost: NO_COST },
      open: () => openAs(openContext, webhook),
    };
    const caller = `${officerId} ${appointmentId}`;
    return streams.subscribe({ ...args, contextValue: { ...fresh, line, caller, manner: `${language} webhook` } });
  };
  return open;
}

// The document was paid for when it was stored; its items are paid for one by one.
const NO_COST = { requested: 0, available: 0, limit: 0, restoreRate: 0 };

async function openAs(openContext: OpenContext, { officerId, appointmentId, language }: Leased) {
  const asking = { principal: personOf(officerId), appointment: appointmentId, purpose: null };
  const ctx = await openContext({ ...asking, language });
  return Object.assign(ctx, { bounds: { ...ctx.bounds, heartbeatMs: HEARTBEAT_MS } });
}
