import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import {
  bytea,
  erasedWhole,
  instant,
  kato,
  oneOf,
  oneOfText,
  prefixedId,
  primaryId,
  sealed,
  stamped,
} from "../../db/columns.js";
import { LanguageCode } from "../../graphql/text.js";
import { appointments, officers } from "../agencies/table.js";
import { schools } from "../schools/table.js";
import { WebhookDeliveryState, WebhookItemKind, WebhookState } from "./enums.js";
import { deliveryPolicies, endpointPolicies, webhookPolicies } from "./policy.js";

/** Webhooks, as the data officer of the place may know of them. The lease is that of the process that delivers. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: primaryId("webhook"),
    officerId: prefixedId("officer", "officer_id")
      .notNull()
      .references(() => officers.id),
    appointmentId: prefixedId("appointment", "appointment_id")
      .notNull()
      .references(() => appointments.id),
    schoolId: prefixedId("school", "school_id").references(() => schools.id),
    // Of the appointment; 0 for the whole country, which lies in no region's range.
    kato: kato("kato").notNull(),
    name: text("name").notNull(),
    stream: text("stream").notNull(),
    host: text("host").notNull(),
    state: oneOfText("state", WebhookState).notNull().default("ACTIVE"),
    reason: text("reason"),
    cursor: text("cursor"),
    leasedBy: text("leased_by"),
    leasedUntil: instant("leased_until"),
    // What happened earlier is due from then on: three days are counted from when delivery was asked for.
    since: instant("since").notNull().default(sql`now()`),
    retryAt: instant("retry_at"),
    waitingSince: instant("waiting_since"),
    deliveredAt: instant("delivered_at"),
    ...stamped(),
  },
  (t) => [
    index("webhooks_time").on(t.createdAt, t.id), // webhooks
    index("webhooks_officer").on(t.officerId), // how many an officer has
    index("webhooks_appointment").on(t.appointmentId),
    index("webhooks_school").on(t.schoolId),
    index("webhooks_due").on(t.retryAt).where(sql`state = 'ACTIVE'`), // the sweep
    oneOf(t.state, WebhookState.values, "webhooks"),
    ...webhookPolicies(t),
  ],
);

/** What only the creator reads: where a webhook leads, what it asks, and, encrypted, under what it is signed. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    webhookId: prefixedId("webhook", "webhook_id")
      .primaryKey()
      .references(() => webhooks.id),
    officerId: prefixedId("officer", "officer_id")
      .notNull()
      .references(() => officers.id),
    url: text("url"),
    document: text("document"),
    variables: text("variables"), // JSON
    language: oneOfText("language", LanguageCode).notNull(),
    secret: bytea("secret"),
    previousSecret: bytea("previous_secret"),
    previousUntil: instant("previous_until"),
    ...sealed(),
  },
  (t) => [
    index("webhook_endpoints_officer").on(t.officerId),
    oneOf(t.language, LanguageCode.values, "webhook_endpoints"),
    erasedWhole("webhook_endpoints"),
    check("webhook_endpoints_gone", sql`${t.erasedAt} is null or num_nonnulls(url, document, variables, secret) = 0`),
    ...endpointPolicies(t),
  ],
);

/** Items that were tried, and what became of them: where they are in the journal, and nothing of what they say. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: primaryId("webhookdelivery"),
    webhookId: prefixedId("webhook", "webhook_id")
      .notNull()
      .references(() => webhooks.id),
    officerId: prefixedId("officer", "officer_id")
      .notNull()
      .references(() => officers.id),
    messageId: text("message_id").notNull(),
    kind: oneOfText("kind", WebhookItemKind).notNull(),
    state: oneOfText("state", WebhookDeliveryState).notNull(),
    after: text("after"),
    cursor: text("cursor").notNull(),
    attempts: integer("attempts").notNull(),
    status: integer("status"),
    answer: text("answer"),
    error: text("error"),
    firstAttemptAt: instant("first_attempt_at").notNull(),
    lastAttemptAt: instant("last_attempt_at").notNull(),
  },
  (t) => [
    unique("webhook_deliveries_once").on(t.webhookId, t.messageId),
    index("webhook_deliveries_webhook").on(t.webhookId, t.firstAttemptAt, t.id), // webhook { deliveries }
    index("webhook_deliveries_state").on(t.webhookId, t.state, t.firstAttemptAt, t.id), // what waits, and what is dead
    index("webhook_deliveries_time").on(t.firstAttemptAt, t.id), // webhookDeliveries
    index("webhook_deliveries_officer").on(t.officerId),
    index("webhook_deliveries_old").on(t.lastAttemptAt), // the upkeep
    oneOf(t.kind, WebhookItemKind.values, "webhook_deliveries"),
    oneOf(t.state, WebhookDeliveryState.values, "webhook_deliveries"),
    ...deliveryPolicies(t),
  ],
);
