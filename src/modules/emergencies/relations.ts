import { before, inTerritory, is, isOneOf, since } from "../../graphql/filters.js";
import { find, list, listing, one, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { Child } from "../children/type.js";
import { Incident } from "../incidents/type.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { EmergencyReason, EmergencyVerdict } from "./enums.js";
import { emergencyAccesses } from "./table.js";
import { EmergencyAccess } from "./type.js";

/** As a data officer works: what isn't reviewed first, the oldest first. */
export const emergencyList = list("emergencyAccesses", () => EmergencyAccess, emergencyAccesses, {
  order: [emergencyAccesses.isReviewed, emergencyAccesses.grantedAt, emergencyAccesses.id],
  filters: {
    territory: inTerritory(emergencyAccesses),
    isReviewed: is(emergencyAccesses.isReviewed, "Reviewed, or not yet."),
    verdicts: isOneOf(emergencyAccesses.verdict, EmergencyVerdict, "With one of these verdicts."),
    reasonCodes: isOneOf(emergencyAccesses.reasonCode, EmergencyReason, "For one of these reasons."),
    grantedFrom: since(emergencyAccesses.grantedAt, "Begun at this time or later."),
    grantedBefore: before(emergencyAccesses.grantedAt, "Begun before this time."),
    expiresBefore: before(emergencyAccesses.expiresAt, "Ending before this time."),
  },
});

export const emergencyRelations = relations(() => EmergencyAccess, emergencyAccesses, {
  child: one(() => Child, emergencyAccesses.childId, {
    description: "The child, or null when the viewer may not see it.",
  }),
  officer: one(() => Officer, emergencyAccesses.officerId, { always: true, description: "Who opened the record." }),
  notified: one(() => Officer, emergencyAccesses.notifiedId, {
    description: "Who answers for the child and was told at once, or null when nobody does.",
  }),
  reviewedBy: one(() => Officer, emergencyAccesses.reviewedById, { description: "Who reviewed it, or null." }),
  incident: one(() => Incident, emergencyAccesses.incidentId, {
    description: "The incident of misconduct that an unjustified access made, or null.",
  }),
  school: one(() => School, emergencyAccesses.schoolId, { always: true, description: "The school of the child." }),
  region: one(() => Region, emergencyAccesses.region, {
    always: true,
    to: regions.code,
    description: "The region of the school.",
  }),
  district: one(() => District, emergencyAccesses.district, {
    always: true,
    to: districts.code,
    description: "The district of the school.",
  }),
});

export const emergencyQueries = queries({
  emergencyAccess: find(() => EmergencyAccess, emergencyAccesses.id, { description: "One emergency access." }),
  emergencyAccesses: listing(() => emergencyList, {
    description: "Emergency accesses that the viewer asked for, was told of or reviews, those to review first.",
  }),
});
