import { sql } from "drizzle-orm";
import { auditEntries } from "../../audit/table.js";
import { today } from "../../db/day.js";
import { beforeDay, hasId, hasPart, inTerritory, is } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { atLeast, isRankedOneOf } from "../../graphql/ranks.js";
import { find, list, listing, many, one, page, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { auditList } from "../audit/relations.js";
import { emergencyList } from "../emergencies/relations.js";
import { emergencyAccesses } from "../emergencies/table.js";
import { incidentList } from "../incidents/relations.js";
import { incidentParticipants, incidents } from "../incidents/table.js";
import { childNoteList, sensitiveNoteList } from "../notes/relations.js";
import { childNotes, sensitiveNotes } from "../notes/table.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { agendaItemList } from "../workgroups/relations.js";
import { agendaItems } from "../workgroups/table.js";
import { RiskCategory, RiskLevel } from "./enums.js";
import {
  assessmentFactors,
  childCategories,
  childProfiles,
  children,
  childTeamMembers,
  enrolments,
  riskAssessments,
  riskRegistrations,
} from "./table.js";
import {
  AssessmentFactor,
  Child,
  ChildCategoryPeriod,
  ChildProfile,
  ChildTeamMember,
  Enrolment,
  RiskAssessment,
  RiskRegistration,
} from "./type.js";

const inForce = sql`${riskRegistrations.from} <= ${today}
  and (${riskRegistrations.to} is null or ${riskRegistrations.to} >= ${today})`;

export const childList = list("childrenAtRisk", () => Child, children, {
  order: [children.riskRank, children.pseudonym, children.id],
  filters: {
    territory: inTerritory(children),
    schoolId: hasId(children.schoolId, "schoolId", "Of this school."),
    accountableOfficerId: hasId(
      children.accountableOfficerId,
      "accountableOfficerId",
      "For whom this officer answers.",
    ),
    riskLevels: isRankedOneOf(children.riskRank, RiskLevel, "With one of these risk levels."),
    minRiskLevel: atLeast(children.riskRank, RiskLevel, "With a risk at least as grave as this."),
    riskCategories: hasPart(
      riskRegistrations.category,
      RiskCategory,
      { owner: children.id, key: riskRegistrations.childId, only: inForce },
      "Registered today in one of these categories.",
    ),
    assessmentDueBefore: beforeDay(children.assessmentDueOn, "Whose assessment is due before this day."),
    planReviewDueBefore: beforeDay(children.planReviewDueOn, "Whose plan is to be reviewed before this day."),
    synthetic: is(children.synthetic, "Invented for the demo, or not."),
  },
});

export const childRelations = relations(() => Child, children, {
  school: one(() => School, children.schoolId, { always: true, description: "The school that answers for the child." }),
  region: one(() => Region, children.region, {
    always: true,
    to: regions.code,
    description: "The region of the school.",
  }),
  district: one(() => District, children.district, {
    always: true,
    to: districts.code,
    description: "The district of the school.",
  }),
  accountableOfficer: one(() => Officer, children.accountableOfficerId, {
    description: "Who answers in person for the child's support, or null while nobody does.",
  }),
  team: many(() => ChildTeamMember, childTeamMembers.childId, {
    order: [childTeamMembers.from, childTeamMembers.id],
    description: "Who works with the child or once did, the earliest first.",
  }),
  enrolments: many(() => Enrolment, enrolments.childId, {
    order: [descending(enrolments.from), descending(enrolments.id)],
    description: "Where the child learns and learnt, the newest first.",
  }),
  profile: one(() => ChildProfile, children.id, {
    description: "The child's circumstances, or null when the viewer may not see them.",
  }),
  incidents: page(() => incidentList, incidentParticipants.childId, {
    through: { from: incidentParticipants.incidentId, to: incidents.id },
    description: "Incidents in which the child took part, whatever the part, the newest first.",
  }),
  agendaItems: page(() => agendaItemList, agendaItems.childId, {
    description: "Where the child stood on the agenda of a meeting, the newest first.",
  }),
  accessLog: page(() => auditList, auditEntries.childId, {
    description: "Who opened or changed the record, the newest first. For whoever may see the child's circumstances.",
  }),
  emergencyAccesses: page(() => emergencyList, emergencyAccesses.childId, {
    description: "When the record was opened in an emergency, what isn't reviewed first.",
  }),
  notes: page(() => childNoteList, childNotes.childId, {
    description: "Notes of those who work with the child, the newest first.",
  }),
  sensitiveNotes: page(() => sensitiveNoteList, sensitiveNotes.childId, {
    description: "Sensitive notes that the viewer wrote or was named to read, the newest first.",
  }),
});

export const enrolmentRelations = relations(() => Enrolment, enrolments, {
  child: one(() => Child, enrolments.childId, { description: "The child." }),
  school: one(() => School, enrolments.schoolId, { always: true, description: "The school." }),
});

export const teamRelations = relations(() => ChildTeamMember, childTeamMembers, {
  child: one(() => Child, childTeamMembers.childId, { description: "The child." }),
  officer: one(() => Officer, childTeamMembers.officerId, { always: true, description: "Who works with it." }),
});

export const profileRelations = relations(() => ChildProfile, childProfiles, {
  riskCategories: many(() => RiskRegistration, riskRegistrations.childId, {
    order: [riskRegistrations.from, riskRegistrations.id],
    description: "Why the child is or was registered, the earliest first.",
  }),
  childCategories: many(() => ChildCategoryPeriod, childCategories.childId, {
    order: [childCategories.from, childCategories.id],
    description: "To which categories the child belongs or belonged, the earliest first.",
  }),
  assessments: many(() => RiskAssessment, riskAssessments.childId, {
    order: [descending(riskAssessments.at), descending(riskAssessments.id)],
    description: "The assessments of the risk, the newest first.",
  }),
});

const ofChild = <T extends typeof riskRegistrations | typeof childCategories | typeof riskAssessments>(rows: T) =>
  one(() => Child, rows.childId, { description: "The child." });

export const registrationRelations = relations(() => RiskRegistration, riskRegistrations, {
  child: ofChild(riskRegistrations),
});

export const categoryRelations = relations(() => ChildCategoryPeriod, childCategories, {
  child: ofChild(childCategories),
});

export const assessmentRelations = relations(() => RiskAssessment, riskAssessments, {
  child: ofChild(riskAssessments),
  assessedBy: one(() => Officer, riskAssessments.assessedById, { always: true, description: "Who made it." }),
  factors: many(() => AssessmentFactor, assessmentFactors.assessmentId, {
    order: [assessmentFactors.code],
    description: "What it looked at, by code.",
  }),
});

export const factorRelations = relations(() => AssessmentFactor, assessmentFactors, {});

export const childQueries = queries({
  child: find(() => Child, children.id, { description: "One child at risk." }),
  childrenAtRisk: listing(() => childList, { description: "Children at risk, the gravest risk first." }),
});
