import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, guard, hasRole, inJurisdiction, officials } from "../../access/policies.js";
import { ESCALATION_SETTERS } from "../../access/roles.js";
import { type Alerted, alertReaders } from "../../access/situation.js";

/** Who is called when is no secret among officials. The ministry sets it for the country, a region for its own. */
export function escalationPolicyPolicies(t: { kato: AnyPgColumn }) {
  const ofCountry: SQL = allOf(sql`${t.kato} is null`, hasRole(ESCALATION_SETTERS.country));
  const set = anyOf(ofCountry, inJurisdiction(t, ESCALATION_SETTERS.region));
  return guard("escalation_policies", { read: officials, insert: set, update: set, workerRead: true });
}

/** Who reads an alert reads how it climbed. Nobody writes that but the server's worker. */
export const escalationPolicies = (t: Alerted) =>
  guard("alert_escalations", { read: alertReaders(t), workerRead: true, workerInsert: true });
