import { Field, ID, InputType } from "type-graphql";
import { ChangeInput, MutationInput } from "../../graphql/payload.js";
import { DateTime, Kato } from "../../graphql/scalars.js";
import { AlertCertainty, AlertSeverity, Harm, IncidentKind, Participation } from "./enums.js";
import type { incidentParticipants, incidents } from "./table.js";

type Incident = typeof incidents.$inferSelect;
type Participant = typeof incidentParticipants.$inferSelect;

@InputType({
  description:
    "Somebody who took part: a child at risk, an officer, somebody who acts for a child, or somebody who isn't recorded.",
})
export class ParticipantInput {
  @Field(() => ID, { nullable: true, description: "The child, when it is a child at risk." })
  childId?: string | null;

  @Field(() => ID, { nullable: true, description: "The officer, when it is one." })
  officerId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The guardian, when it is one whom the viewer knows. An alleged offender sees the children no more.",
  })
  guardianId?: string | null;

  @Field(() => Participation.type, { description: "The part that the person had." })
  participation!: Participant["participation"];

  @Field(() => Harm.type, { defaultValue: "UNKNOWN", description: "What harm the person took." })
  harm!: Participant["harm"];

  @Field(() => DateTime, { nullable: true, description: "When the person was contacted, if somebody has." })
  contactedAt?: Date | null;
}

@InputType({ description: "What happened, where and to whom. A school or a territory must be given." })
export class IncidentReportInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: "The school that it is about." })
  schoolId?: string | null;

  @Field(() => Kato, { nullable: true, description: "The district or a unit below it, when it is about no school." })
  territory?: string | null;

  @Field(() => IncidentKind.type, { description: "What happened." })
  kind!: Incident["kind"];

  @Field(() => AlertSeverity.type, { description: "How grave it is." })
  severity!: Incident["severity"];

  @Field(() => AlertCertainty.type, { defaultValue: "UNKNOWN", description: "How sure it is." })
  certainty!: Incident["certainty"];

  @Field(() => String, {
    description: "Where it happened, such as «corridor of the second floor». 1 to 200 characters.",
  })
  place!: string;

  @Field(() => DateTime, { nullable: true, description: "When it happened; now, when left out." })
  occurredAt?: Date | null;

  @Field(() => String, { nullable: true, description: "The beginning of the narrative." })
  narrative?: string | null;

  @Field(() => [ParticipantInput], { defaultValue: [], description: "Who took part, at most 50." })
  participants!: ParticipantInput[];

  @Field(() => Boolean, { defaultValue: false, description: "Whether it stirs the public." })
  publicResonance!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Whether it is a drill and not real." })
  exercise!: boolean;
}

@InputType({ description: "Which incident." })
export class IncidentChangeInput extends ChangeInput {}

@InputType({ description: "Which incident isn't one, and why." })
export class IncidentDismissInput extends ChangeInput {
  @Field(() => String, { description: "Why it is dismissed." })
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The incident that already tells of it; left out when it is unfounded.",
  })
  duplicateOfId?: string | null;
}

@InputType({ description: "Which agency takes an incident over." })
export class IncidentRespondInput extends ChangeInput {
  @Field(() => ID, { description: "The agency." })
  ownerAgencyId!: string;
}

@InputType({ description: "Whom to add to an incident." })
export class IncidentParticipantAddInput extends ChangeInput {
  @Field(() => ParticipantInput, { description: "Who took part." })
  participant!: ParticipantInput;
}

@InputType({ description: "Which participant was contacted, and when." })
export class IncidentParticipantContactInput extends ChangeInput {
  @Field(() => ID, { description: "The participant." })
  participantId!: string;

  @Field(() => DateTime, { nullable: true, description: "When; now, when left out." })
  contactedAt?: Date | null;
}

@InputType({ description: "What to add to an incident's narrative." })
export class IncidentNoteAddInput extends ChangeInput {
  @Field(() => String, { description: "The text." })
  text!: string;
}

@InputType({ description: "What the review of an incident found." })
export class IncidentReviewSignInput extends ChangeInput {
  @Field(() => [String], { description: "What caused it, at least one." })
  causes!: string[];

  @Field(() => [String], { defaultValue: [], description: "Signals that were there before and that nobody heeded." })
  missedSignals!: string[];

  @Field(() => [String], { description: "What is to be done differently, at least one." })
  lessons!: string[];
}
