import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { connectionType, PageArgs } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { findByColumn } from "../../graphql/resolve.js";
import { DateTime, Kato } from "../../graphql/scalars.js";
import { alerts } from "../alerts/table.js";
import { Alert } from "../alerts/type.js";
import { alertDeliveries } from "../deliveries/table.js";
import { incidentParticipants, incidents } from "../incidents/table.js";
import { Incident } from "../incidents/type.js";
import { findDrillReport } from "./drill.js";
import { ResponseBy, SignalFault } from "./enums.js";
import { faultsOf, findMissedSignals, type Missed, MOST_SIGNALS, SIGNAL_DAYS } from "./signals.js";
import { findResponseTimes } from "./times.js";
import { DrillReport, MissedSignal, ResponseTime } from "./type.js";
import { findUnheeded } from "./unheeded.js";

type IncidentRow = typeof incidents.$inferSelect;

@Resolver(() => Incident)
export class IncidentResponseResolver {
  @Reads(alerts, alertDeliveries)
  @FieldResolver(() => DrillReport, {
    nullable: true,
    description:
      "What the drill showed: how many were reached and acknowledged, and in what time; null of what is real.",
  })
  drillReport(@Root() incident: IncidentRow, @Ctx() ctx: Context) {
    return findDrillReport(ctx, incident);
  }

  @Reads(alerts, incidents, incidentParticipants)
  @Extensions({ rows: MOST_SIGNALS })
  @FieldResolver(() => [MissedSignal], {
    description: `Alerts of the ${SIGNAL_DAYS} days before it, about the same school or child, that nobody heeded in time: those about the same child first, then the gravest, at most ${MOST_SIGNALS}. Only what the viewer sees.`,
  })
  missedSignals(@Root() { id }: IncidentRow, @Ctx() ctx: Context) {
    return findMissedSignals(ctx, id);
  }
}

@Resolver(() => MissedSignal)
export class MissedSignalResolver {
  @Reads(alerts)
  @FieldResolver(() => Alert)
  alert(@Root() { alertId }: Missed, @Ctx() ctx: Context) {
    return findByColumn(alerts.id, alertId, ctx);
  }

  @Reads()
  @FieldResolver(() => [SignalFault.type])
  faults(@Root() missed: Missed) {
    return faultsOf(missed);
  }
}

const IncidentConnection = connectionType(() => Incident);

@Resolver()
export class ResponseResolver {
  @Query(() => IncidentConnection, {
    description:
      "Severe and extreme incidents of a period, the newest first, before which there was a signal that nobody heeded in time: their `missedSignals` tell which. Drills don't count.",
  })
  unheeded(
    @Arg("from", () => DateTime, { description: "Happened at this time or later." }) from: Date,
    @Arg("to", () => DateTime, { nullable: true, description: "Happened before this time; by default until now." })
    to: Date | null,
    @Arg("territory", () => Kato, { nullable: true, description: "There; by default in the whole jurisdiction." })
    territory: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ) {
    return findUnheeded(ctx, { from, to, territory }, page);
  }

  @Query(() => [ResponseTime], {
    description:
      "How long the alerts of a period that the viewer sees took to be acknowledged and resolved. Drills don't count.",
  })
  responseTimes(
    @Arg("by", () => ResponseBy.type, { description: "By what they are told apart." }) by: ResponseBy,
    @Arg("from", () => DateTime, { description: "Raised at this time or later." }) from: Date,
    @Arg("to", () => DateTime, { nullable: true, description: "Raised before this time; by default until now." })
    to: Date | null,
    @Arg("territory", () => Kato, { nullable: true, description: "There; by default in the whole jurisdiction." })
    territory: string | null,
    @Ctx() ctx: Context,
  ) {
    return findResponseTimes(ctx, { by, from, to, territory });
  }
}
