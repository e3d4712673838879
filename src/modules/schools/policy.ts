import { everybody, guard, signedIn } from "../../access/policies.js";

/** Bodies and no persons: also a guardian may know where the child learns. */
export const schoolPolicies = guard("schools", { read: signedIn, workerRead: true });
/** Figures have a public source. */
export const figurePolicies = guard("figures", { read: everybody });
