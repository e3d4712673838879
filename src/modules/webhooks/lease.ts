import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Hold } from "../../webhooks/store.js";
import { webhooks } from "./table.js";

/** Of a webhook for which nobody delivers. */
export const FREE = { leasedBy: null, leasedUntil: null };

/** The database's clock is the only clock of leases. */
export const clock = sql.raw("clock_timestamp()");

/** The time by which retries are due: the database's, where nobody says another. */
export const timeOf = ({ now }: Pick<Hold, "now">): SQL => (now ? sql`${now.toISOString()}::timestamptz` : clock);

/** What is held still: another may have it, or somebody has changed it. */
export const held = ({ id, holder, version }: Hold) =>
  and(
    ...[eq(webhooks.id, id), eq(webhooks.leasedBy, holder)],
    ...[eq(webhooks.version, version), eq(webhooks.state, "ACTIVE")],
  );
