/**
 * Advisory locks of work that one of several processes does at a time. Each has a number of its own: of two with the
 * same number one would be passed over, the upkeep for an hour, whenever the other is under way.
 */
export const LOCKS = {
  migration: 7_510_111,
  upkeep: 7_510_112,
  seal: 7_510_113,
  statistics: 7_510_114,
  silences: 7_510_115,
} as const;
