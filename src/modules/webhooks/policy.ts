import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, guard, hasRole, inJurisdiction, own } from "../../access/policies.js";
import { WATCHERS, WORK } from "../../access/roles.js";

type Owned = { officerId: AnyPgColumn };

/** Who made a webhook keeps it; the data officer of the place knows that there is one, and where data goes. */
export function webhookPolicies(t: Owned & { kato: AnyPgColumn; schoolId: AnyPgColumn }) {
  const mine = own(t.officerId);
  const read = anyOf(mine, inJurisdiction({ kato: t.kato }, WORK.reviews));
  return guard("webhooks", { read, insert: allOf(mine, hasRole(WATCHERS)), update: mine, workerWrite: true });
}

/** The worker that delivers reads them: it has no viewer. */
export function endpointPolicies(t: Owned) {
  const mine = own(t.officerId);
  return guard("webhook_endpoints", { read: mine, insert: mine, update: mine, workerRead: true });
}

export const deliveryPolicies = (t: Owned) =>
  guard("webhook_deliveries", { read: own(t.officerId), workerWrite: true });
