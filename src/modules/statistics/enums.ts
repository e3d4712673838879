import { RiskCategory, RiskLevel } from "../children/enums.js";
import { AlertSeverity, IncidentKind, IncidentState } from "../incidents/enums.js";

/** What is counted, and by which enumerations; by the first of them each thing is counted once. */
export const DIMENSIONS = {
  CHILDREN: { LEVEL: RiskLevel.values, CATEGORY: RiskCategory.values },
  INCIDENTS: { KIND: IncidentKind.values, SEVERITY: AlertSeverity.values, STATE: IncidentState.values },
} as const;
export type Subject = keyof typeof DIMENSIONS;
export const SUBJECTS = Object.keys(DIMENSIONS) as [Subject, ...Subject[]];

/** The dimension of the cell that counts everything of a territory. */
export const TOTAL = "TOTAL";

/** The period of what is counted as it stands now. */
export const NOW = "NOW";
