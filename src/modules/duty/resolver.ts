import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Role } from "../../access/roles.js";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Reads } from "../../graphql/reads.js";
import { DateTime, Kato } from "../../graphql/scalars.js";
import { DAYS_AHEAD, findGapsAhead, hasGapAhead } from "./ahead.js";
import { handOver } from "./handover.js";
import { DutyHandOverInput, DutyRosterSetInput } from "./input.js";
import type { RosterRow } from "./record.js";
import { readOnDuty, setRoster } from "./service.js";
import { dutyShifts } from "./table.js";
import { DutyGap, DutyRoster, DutyShift } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };
const RosterSetPayload = payload("DutyRosterSetPayload", "roster", () => DutyRoster);
const HandOverPayload = payload("DutyHandOverPayload", "shift", () => DutyShift);

@Resolver(() => DutyRoster)
export class RosterResolver {
  @Reads(dutyShifts)
  @FieldResolver(() => [DutyGap], { description: "The times of the next days in which nobody is on duty." })
  gaps(
    @Root() { id }: RosterRow,
    @Arg("days", () => Int, { defaultValue: DAYS_AHEAD, description: "How many days from now, 1 to 92." }) days: number,
    @Ctx() ctx: Context,
  ) {
    return findGapsAhead(ctx, id, days);
  }

  @Reads(dutyShifts)
  @FieldResolver(() => Boolean, {
    description: `Whether nobody is on duty at some time of the next ${DAYS_AHEAD} days.`,
  })
  hasGap(@Root() { id }: RosterRow, @Ctx() ctx: Context) {
    return hasGapAhead(ctx, id);
  }
}

@Resolver()
export class DutyResolver {
  @Query(() => [DutyShift], {
    description: "Who is on duty by the roster of exactly this territory; nobody without one, or in a gap of it.",
  })
  onDuty(
    @Arg("role", () => Role.type, { description: "The role." }) role: Role,
    @Arg("kato", () => Kato, { nullable: true, description: "The territory; the whole country, when left out." })
    kato: string | null,
    @Arg("at", () => DateTime, { nullable: true, description: "When; now, when left out." }) at: Date | null,
    @Ctx() ctx: Context,
  ) {
    return readOnDuty(ctx, { role, kato, at });
  }

  @Mutation(() => RosterSetPayload, {
    description: "Sets who is on duty for a role in a territory from a time on. What was before stays as it was.",
  })
  dutyRosterSet(@Arg("input", () => DutyRosterSetInput, given) input: DutyRosterSetInput, @Ctx() ctx: Context) {
    return setRoster(ctx, input);
  }

  @Mutation(() => HandOverPayload, {
    description: "Ends the viewer's shift, which goes on, and begins that of another officer, who is on duty instead.",
  })
  dutyHandOver(@Arg("input", () => DutyHandOverInput, given) input: DutyHandOverInput, @Ctx() ctx: Context) {
    return handOver(ctx, input);
  }
}
