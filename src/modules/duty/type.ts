import { Field, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { dutyRosters, dutyShifts, dutySilences } from "./table.js";

@ObjectType({ implements: Node, description: "Who is on duty for a role in a territory, and when." })
export class DutyRoster extends expose(dutyRosters, {
  id: "Unique over the whole graph.",
  kato: "The code of the territory, or null for the whole country.",
  role: "The role in which its officers are on duty.",
  name: "What it is called.",
  isControlCentre: "Whether it is that of a control centre: when nobody there listens to alerts, an alert is raised.",
  setAt: "When it was set last.",
  synthetic: "Whether it was invented for the demo.",
  version: "Goes up each time that it is set.",
}) {}

@ObjectType({ implements: Node, description: "A time in which an officer is on duty." })
export class DutyShift extends expose(dutyShifts, {
  id: "Unique over the whole graph.",
  from: "When it begins.",
  to: "When it ends: also before its time, when it was handed over or the roster was set anew.",
  handedOverAt: "When the officer handed it over, or null.",
  isReplaced: "Whether the roster was set anew before it began: nobody is on duty because of it.",
  version: "Goes up with each change.",
}) {}

@ObjectType({ implements: Node, description: "A time in which nobody of a control room listened to alerts." })
export class DutySilence extends expose(dutySilences, {
  id: "Unique over the whole graph.",
  since: "When somebody there was heard last.",
  foundAt: "When it was long enough to raise its alert.",
  endedAt: "When somebody listened again, or null while nobody does.",
}) {}

@ObjectType({ description: "A time in which nobody is on duty." })
export class DutyGap {
  @Field(() => DateTime, { simple: true, description: "When it begins." })
  from!: Date;

  @Field(() => DateTime, { simple: true, description: "When somebody is on duty again, or the time asked for ends." })
  to!: Date;
}
