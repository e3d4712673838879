import { counted, guard } from "../../access/policies.js";

/** Whoever reads counts reads those of every territory: they are made so that nobody can be found in them. */
export const cellPolicies = guard("statistic_cells", { read: counted, workerWrite: true });
export const responsePolicies = guard("response_cells", { read: counted, workerWrite: true });
