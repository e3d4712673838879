import { Field, Int, ObjectType } from "type-graphql";
import { RiskLevel } from "../children/enums.js";
import { AlertSeverity } from "../incidents/enums.js";

@ObjectType({ description: "How many incidents of a severity." })
export class SeverityCount {
  @Field(() => AlertSeverity.type, { simple: true, description: "The severity." })
  severity!: (typeof AlertSeverity.values)[number];

  @Field(() => Int, { simple: true, description: "How many." })
  count!: number;
}

@ObjectType({ description: "How many children of a risk level." })
export class RiskCount {
  @Field(() => RiskLevel.type, { simple: true, description: "The risk level." })
  riskLevel!: (typeof RiskLevel.values)[number];

  @Field(() => Int, { simple: true, description: "How many." })
  count!: number;
}

@ObjectType({ description: "Incidents that aren't closed or dismissed." })
export class OpenIncidents {
  @Field(() => Int, { simple: true, description: "How many." })
  total!: number;

  @Field(() => [SeverityCount], {
    simple: true,
    description: "How many of each severity that occurs, the gravest first.",
  })
  bySeverity!: SeverityCount[];
}

@ObjectType({
  description:
    "What a district has to deal with now. Every number counts what the viewer may see, and nothing else: a school counts its own, a region children at grave risk only. Drills don't count. Numbers of everything are told by statistics.",
})
export class Board {
  @Field(() => Int, { description: "Alerts that the viewer sees and nobody has resolved or cancelled." })
  openAlerts!: number;

  @Field(() => OpenIncidents, { description: "Incidents that the viewer sees and that aren't closed or dismissed." })
  openIncidents!: OpenIncidents;

  @Field(() => [RiskCount], {
    description:
      "Children at risk whom the viewer sees, by risk level, the gravest first; levels without one are left out.",
  })
  childrenByRisk!: RiskCount[];

  @Field(() => Int, { description: "School seats that are missing: as a source states it, else pupils minus seats." })
  seatDeficit!: number;

  @Field(() => Int, { description: "Standing working groups in which a required agency is missing." })
  groupsIncomplete!: number;

  @Field(() => Int, { description: "Meetings of working groups that were planned for a past time and not recorded." })
  meetingsOverdue!: number;
}
