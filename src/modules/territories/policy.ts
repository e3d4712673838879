import { everybody, guard } from "../../access/policies.js";

/** The classifier is public. Only imports write it. */
export const territoryPolicies = (table: string) => guard(table, { read: everybody, workerRead: true });
