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
export class OpenIncidents {}

@ObjectType({
  description:
    "What a district has to deal with now. Every number counts what the viewer may see, and nothing else: a school counts its own, a region children at grave risk only. Drills don't count. Numbers of everything are told by statistics.",
})
export class Board {}
