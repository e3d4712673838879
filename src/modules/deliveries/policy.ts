import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, guard, own } from "../../access/policies.js";
import { type Alerted, alertReaders } from "../../access/situation.js";

/**
 * Who reads an alert reads to whom it was delivered. Officers say for themselves that they have seen or acknowledged
 * it; what was sent the server's worker writes, which has no viewer.
 */
export function deliveryPolicies(t: Alerted & { officerId: AnyPgColumn }) {
  const read = alertReaders(t);
  const mark = allOf(own(t.officerId), read);
  return guard("alert_deliveries", { read, insert: mark, update: mark, workerWrite: true });
}
