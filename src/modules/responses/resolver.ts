import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { alerts } from "../alerts/table.js";
import { alertDeliveries } from "../deliveries/table.js";
import type { incidents } from "../incidents/table.js";
import { Incident } from "../incidents/type.js";
import { findDrillReport } from "./drill.js";
import { DrillReport } from "./type.js";

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
}
