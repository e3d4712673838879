import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import * as input from "./input.js";
import { reportIncident } from "./report.js";
import * as service from "./service.js";
import { Incident } from "./type.js";

const gives = (name: string) => payload(`${name}Payload`, "incident", () => Incident);
const given = { description: "What to do, and an optional idempotency key." };

const ReportPayload = gives("IncidentReport");
const ConfirmPayload = gives("IncidentConfirm");
const DismissPayload = gives("IncidentDismiss");
const RespondPayload = gives("IncidentRespond");
const ParticipantAddPayload = gives("IncidentParticipantAdd");
const ParticipantContactPayload = gives("IncidentParticipantContact");
const NoteAddPayload = gives("IncidentNoteAdd");
const StabilisePayload = gives("IncidentStabilise");
const ReviewSignPayload = gives("IncidentReviewSign");
const ClosePayload = gives("IncidentClose");
const ReopenPayload = gives("IncidentReopen");

@Resolver()
export class IncidentResolver {
  @Mutation(() => ReportPayload, { description: "Reports an incident and raises its alert." })
  incidentReport(
    @Arg("input", () => input.IncidentReportInput, given) i: input.IncidentReportInput,
    @Ctx() ctx: Context,
  ) {
    return reportIncident(ctx, i);
  }

  @Mutation(() => ConfirmPayload, { description: "Says that a reported incident has happened." })
  incidentConfirm(
    @Arg("input", () => input.IncidentChangeInput, given) i: input.IncidentChangeInput,
    @Ctx() ctx: Context,
  ) {
    return service.confirmIncident(ctx, i);
  }

  @Mutation(() => DismissPayload, {
    description: "Dismisses a reported incident as unfounded or as a duplicate, and cancels its open alerts.",
  })
  incidentDismiss(
    @Arg("input", () => input.IncidentDismissInput, given) i: input.IncidentDismissInput,
    @Ctx() ctx: Context,
  ) {
    return service.dismissIncident(ctx, i);
  }

  @Mutation(() => RespondPayload, { description: "Lets an agency take an incident over." })
  incidentRespond(
    @Arg("input", () => input.IncidentRespondInput, given) i: input.IncidentRespondInput,
    @Ctx() ctx: Context,
  ) {
    return service.respondToIncident(ctx, i);
  }

  @Mutation(() => ParticipantAddPayload, { description: "Adds somebody who took part." })
  incidentParticipantAdd(
    @Arg("input", () => input.IncidentParticipantAddInput, given) i: input.IncidentParticipantAddInput,
    @Ctx() ctx: Context,
  ) {
    return service.addParticipant(ctx, i);
  }

  @Mutation(() => ParticipantContactPayload, { description: "Notes that a participant was contacted." })
  incidentParticipantContact(
    @Arg("input", () => input.IncidentParticipantContactInput, given) i: input.IncidentParticipantContactInput,
    @Ctx() ctx: Context,
  ) {
    return service.contactIncidentParticipant(ctx, i);
  }

  @Mutation(() => NoteAddPayload, { description: "Adds to the narrative, which can't be changed." })
  incidentNoteAdd(
    @Arg("input", () => input.IncidentNoteAddInput, given) i: input.IncidentNoteAddInput,
    @Ctx() ctx: Context,
  ) {
    return service.addNote(ctx, i);
  }

  @Mutation(() => StabilisePayload, {
    description: "Says that nobody is in danger any more; every victim must have been contacted.",
  })
  incidentStabilise(
    @Arg("input", () => input.IncidentChangeInput, given) i: input.IncidentChangeInput,
    @Ctx() ctx: Context,
  ) {
    return service.stabiliseIncident(ctx, i);
  }

  @Mutation(() => ReviewSignPayload, { description: "Signs the review of a stabilised incident." })
  incidentReviewSign(
    @Arg("input", () => input.IncidentReviewSignInput, given) i: input.IncidentReviewSignInput,
    @Ctx() ctx: Context,
  ) {
    return service.signReview(ctx, i);
  }

  @Mutation(() => ClosePayload, { description: "Closes an incident." })
  incidentClose(
    @Arg("input", () => input.IncidentChangeInput, given) i: input.IncidentChangeInput,
    @Ctx() ctx: Context,
  ) {
    return service.closeIncident(ctx, i);
  }

  @Mutation(() => ReopenPayload, { description: "Opens a closed incident again." })
  incidentReopen(
    @Arg("input", () => input.IncidentChangeInput, given) i: input.IncidentChangeInput,
    @Ctx() ctx: Context,
  ) {
    return service.reopenIncident(ctx, i);
  }
}
