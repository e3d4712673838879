import { Field, Int, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { figures, schools } from "./table.js";

@ObjectType({ implements: Node, description: "A school, kindergarten, college or boarding school." })
export class School extends expose(schools, {
  id: "Unique over the whole graph.",
  kato: "The code of the unit that it stands in.",
  kind: "What kind of institution it is.",
  ownership: "Who owns it.",
  address: "Street and house.",
  latitude: "Where it stands, degrees north (WGS 84).",
  longitude: "Where it stands, degrees east (WGS 84).",
  phone: "Its phone.",
  shifts: "In how many shifts it teaches, 1 to 3.",
  buildingCondition: "In what state its building is.",
  designSeats: "Seats that the building was designed for.",
  pupils: "Pupils who study here.",
  synthetic: "Whether it was invented for the demo.",
  version: "Goes up with each change.",
}) {}

@ObjectType({ implements: Node, description: "A figure of a territory on a day, as its source states it." })
export class Figure extends expose(figures, {
  id: "Unique over the whole graph.",
  kato: "The code of the territory, or null for the whole country or where the source doesn't say.",
  measure: "What it measures.",
  value: "The value, in `unit`.",
  unit: "The unit of the value.",
  asOf: "The day that it speaks of.",
  attribution: "How far the source says where it belongs.",
  source: "Where it comes from.",
  note: "What to know about it.",
}) {}

@ObjectType({ description: "How many school seats a territory lacks." })
export class SeatDeficit {
  @Field(() => Int, { simple: true, description: "Seats that are missing; below zero when some are free." })
  seats!: number;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether a source states it; else it is pupils minus design seats of the known schools.",
  })
  isStated!: boolean;

  @Field(() => Figure, { simple: true, nullable: true, description: "The figure that states it." })
  figure!: Figure | null;
}
