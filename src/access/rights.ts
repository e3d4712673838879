import { COUNT_READERS, PSEUDONYM_READERS, Role, SCHOOL_STAFF, SITUATION_READERS } from "./roles.js";
import type { DataTier } from "./tiers.js";

// Of which rows of the jurisdiction, the policies say. Relationships open more, row by row.
const READERS: Readonly<Record<DataTier, readonly Role[]>> = {
  T0: Role.values,
  T1: Role.values.filter((role) => role !== "GUARDIAN"),
  T3N: COUNT_READERS,
  T3S: [...SITUATION_READERS, ...SCHOOL_STAFF, "MINISTRY_CONTROLLER"],
  T3P: [...PSEUDONYM_READERS, ...SCHOOL_STAFF, "REGION_OFFICER", "DISPATCHER"],
  T3C: SCHOOL_STAFF,
  T2: SCHOOL_STAFF,
  T4: [],
  T5: [],
  LOG: [...SCHOOL_STAFF, "DATA_OFFICER"],
};

/** Whether a role reads a tier by itself; null is the public. */
export const readsTier = (role: Role | null, tier: DataTier): boolean =>
  tier === "T0" || (role !== null && READERS[tier].includes(role));
