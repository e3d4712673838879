import { Field, ObjectType } from "type-graphql";
import { Role } from "../../access/roles.js";
import type { Viewer as ViewerData } from "../../access/viewer.js";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { Kato } from "../../graphql/scalars.js";
import { agencies, appointments, officers } from "./table.js";

@ObjectType({ implements: Node, description: "A body that works for the safety of schoolchildren." })
export class Agency extends expose(agencies, {
  id: "Unique over the whole graph.",
  kind: "What it answers for.",
  kato: "The code of its territory, or null when it serves the whole country.",
  phone: "Its public phone.",
  synthetic: "Whether it was invented for the demo.",
}) {}

@ObjectType({ implements: Node, description: "A person or a service that acts for an agency." })
export class Officer extends expose(officers, {
  id: "Unique over the whole graph.",
  kind: "Whether it is a person or a service: a program that acts under an appointment of its own.",
  name: "The person's name, or what the service is called.",
  position: "The post in the agency.",
  dutyPhone: "Where the person is reached on duty.",
  synthetic: "Whether the person was invented for the demo.",
}) {}

@ObjectType({ implements: Node, description: "In which role an officer acts, where and when." })
export class Appointment extends expose(appointments, {
  id: "Unique over the whole graph.",
  role: "What the officer answers for.",
  kato: "The territory of the jurisdiction, or null for a school or the whole country.",
  from: "The first day.",
  to: "The last day, or null while no end is set.",
}) {}

@ObjectType({
  description: "Who is asking: an officer acting under one appointment in force, or somebody who acts for children.",
})
export class Viewer {
  @Field(() => Role.type, { simple: true, description: "The role that decides what the viewer may see." })
  role!: Role;

  @Field(() => Kato, {
    simple: true,
    nullable: true,
    description: "The territory of the jurisdiction, or null for the whole country and for guardians, who have none.",
  })
  kato!: string | null;

  officerId!: ViewerData["officerId"];
  appointmentId!: ViewerData["appointmentId"];
  schoolId!: ViewerData["schoolId"];
}
