import { everybody, guard, officials } from "../../access/policies.js";

/** Schools are part of the directory. */
export const schoolPolicies = guard("schools", { read: officials });
/** Figures have a public source. */
export const figurePolicies = guard("figures", { read: everybody });
