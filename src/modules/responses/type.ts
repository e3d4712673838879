import { Field, Float, Int, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/scalars.js";
import { Alert } from "../alerts/type.js";
import { SignalFault } from "./enums.js";

const seconds = (description: string) => Field(() => Float, { simple: true, nullable: true, description });

@ObjectType({
  description: "How long something took, in seconds: half, nine tenths and all but a hundredth were faster.",
})
export class Percentiles {
  @Field(() => Int, { simple: true, description: "Of how many." })
  count!: number;

  @seconds("The median, or null of none.")
  p50!: number | null;

  @seconds("What nine of ten stayed under, or null of none.")
  p90!: number | null;

  @seconds("What 99 of 100 stayed under, or null of none.")
  p99!: number | null;
}

const officers = (description: string) => Field(() => Int, { simple: true, description });
const time = (description: string) => Field(() => Percentiles, { simple: true, description });

@ObjectType({
  description:
    "What a drill showed, by the ledger of deliveries: each officer counts once, and times go from the raising of the alert. Who they were, `Incident.deliveries` tells.",
})
export class DrillReport {
  @officers("Officers to whom a stream sent an alert of it.")
  told!: number;

  @officers("Officers whose connection took it.")
  reached!: number;

  @officers("Officers who looked at it.")
  seen!: number;

  @officers("Officers who acknowledged it.")
  acknowledged!: number;

  @time("How long it took to reach them.")
  toReach!: Percentiles;

  @time("How long it took them to look at it.")
  toSee!: Percentiles;

  @time("How long it took them to acknowledge it.")
  toAcknowledge!: Percentiles;
}

@ObjectType({
  description:
    "An alert that was raised before an incident, about the same school or the same child, and that nobody heeded in time. Who was told of it and when, `alert { deliveries }` says.",
})
export class MissedSignal {
  @Field(() => Alert, { description: "The alert; its incident says what happened then." })
  alert!: Alert;

  @Field(() => Boolean, { simple: true, description: "Whether it is about the same school." })
  sameSchool!: boolean;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether a child took part in both incidents, as far as the viewer may read who took part in each.",
  })
  sameChild!: boolean;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description:
      "By when it should have been acknowledged, under the policy with which it was raised; of working hours whole days from Monday to Friday count, of which a holiday is one. Null for a minor one without a policy.",
  })
  dueAt!: Date | null;

  @Field(() => [SignalFault.type], { description: "Why it counts as not heeded." })
  faults!: SignalFault[];
}

const alerts = (description: string) => Field(() => Int, { simple: true, description });

@ObjectType({ description: "How quickly alerts were answered: of one kind, territory or level. Drills don't count." })
export class ResponseTime {
  @Field(() => String, { simple: true, description: "The kind of alert, the code of the territory, or the level." })
  value!: string;

  @alerts("How many were raised.")
  raised!: number;

  @alerts("How many of them somebody has acknowledged.")
  acknowledged!: number;

  @alerts("How many of them nobody has acknowledged or ended in time.")
  late!: number;

  @time("From the raising to the acknowledgement.")
  toAcknowledge!: Percentiles;

  @time("From the raising to the resolution.")
  toResolve!: Percentiles;
}
