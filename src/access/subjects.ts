/** What a relationship or an exclusion is about. */
export const SUBJECTS = ["child", "incident", "group", "sensitivenote", "emergency"] as const;
export type Subject = (typeof SUBJECTS)[number];

/**
 * What a grant opens: its own tier and those before it. T3S is the situation, T3P the pseudonym, T3C circumstances,
 * T2 the identity, T4 what is sensitive.
 */
export const GRANT_TIERS = ["T3S", "T3P", "T3C", "T2", "T4"] as const;
export type GrantTier = (typeof GRANT_TIERS)[number];

/** From which relation a grant comes; `basis_id` names its row. */
export const BASES = [
  "TEAM",
  "ACCOUNTABLE",
  "MEMBERSHIP",
  "AGENDA",
  "HEADQUARTERS",
  "GUARDIANSHIP",
  "SHARED",
  "EMERGENCY",
  "REVIEW",
] as const;
export type Basis = (typeof BASES)[number];
