import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { alerts } from "../alerts/table.js";
import { children } from "../children/table.js";
import { incidents } from "../incidents/table.js";
import { findSeatDeficit } from "../schools/board.js";
import { figures, schools } from "../schools/table.js";
import type { districts } from "../territories/table.js";
import { District } from "../territories/type.js";
import { meetings, memberships, workingGroups } from "../workgroups/table.js";
import {
  countChildrenByRisk,
  countGroupsIncomplete,
  countMeetingsOverdue,
  countOpenAlerts,
  countOpenIncidents,
} from "./service.js";
import { Board, OpenIncidents, RiskCount } from "./type.js";

type DistrictRow = typeof districts.$inferSelect;

@Resolver(() => District)
export class DistrictBoardResolver {
  @Reads()
  @FieldResolver(() => Board, { description: "What it has to deal with now." })
  board(@Root() district: DistrictRow) {
    return district;
  }
}

/** Fields of a board; its root is the district's row, so that each counts only when it is asked for. */
@Resolver(() => Board)
export class BoardResolver {
  @Reads(alerts)
  @FieldResolver(() => Int)
  openAlerts(@Root() { code }: DistrictRow, @Ctx() ctx: Context) {
    return countOpenAlerts(ctx, code);
  }

  @Reads(incidents)
  @FieldResolver(() => OpenIncidents)
  openIncidents(@Root() { code }: DistrictRow, @Ctx() ctx: Context) {
    return countOpenIncidents(ctx, code);
  }

  @Reads(children)
  @FieldResolver(() => [RiskCount])
  childrenByRisk(@Root() { code }: DistrictRow, @Ctx() ctx: Context) {
    return countChildrenByRisk(ctx, code);
  }

  @Reads(figures, schools)
  @FieldResolver(() => Int)
  seatDeficit(@Root() district: DistrictRow, @Ctx() ctx: Context) {
    return findSeatDeficit(ctx, district);
  }

  @Reads(workingGroups, memberships, meetings)
  @FieldResolver(() => Int)
  groupsIncomplete(@Root() { code }: DistrictRow, @Ctx() ctx: Context) {
    return countGroupsIncomplete(ctx, code);
  }

  @Reads(workingGroups, memberships, meetings)
  @FieldResolver(() => Int)
  meetingsOverdue(@Root() { code }: DistrictRow, @Ctx() ctx: Context) {
    return countMeetingsOverdue(ctx, code);
  }
}
