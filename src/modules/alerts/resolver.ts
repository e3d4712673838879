import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Reads } from "../../graphql/reads.js";
import { findByColumn } from "../../graphql/resolve.js";
import { officers } from "../agencies/table.js";
import { Officer } from "../agencies/type.js";
import { type Addressee, readAddressees } from "./addressees.js";
import * as input from "./input.js";
import type { AlertRow } from "./machine.js";
import * as service from "./service.js";
import { Alert, AlertAddressee } from "./type.js";

const gives = (name: string) => payload(`${name}Payload`, "alert", () => Alert);
const given = { description: "What to do, and an optional idempotency key." };
const AcknowledgePayload = gives("AlertAcknowledge");
const AssignPayload = gives("AlertAssign");
const ActionStartPayload = gives("AlertActionStart");
const ResolvePayload = gives("AlertResolve");
const CancelPayload = gives("AlertCancel");

@Resolver(() => Alert)
export class AlertResolver {
  @Reads()
  @FieldResolver(() => [AlertAddressee], {
    description:
      "Who is to heed it: of an incident the teams of the children who took part, the school's director and psychologist.",
  })
  addressees(@Root() { id }: AlertRow, @Ctx() ctx: Context) {
    return readAddressees(ctx, id);
  }

  @Mutation(() => AcknowledgePayload, { description: "Says that the viewer has seen an alert and answers for it." })
  alertAcknowledge(@Arg("input", () => input.AlertChangeInput, given) i: input.AlertChangeInput, @Ctx() ctx: Context) {
    return service.acknowledgeAlert(ctx, i);
  }

  @Mutation(() => AssignPayload, { description: "Names the officer who answers for an alert." })
  alertAssign(@Arg("input", () => input.AlertAssignInput, given) i: input.AlertAssignInput, @Ctx() ctx: Context) {
    return service.assignAlert(ctx, i);
  }

  @Mutation(() => ActionStartPayload, { description: "Says that help is on its way." })
  alertActionStart(@Arg("input", () => input.AlertChangeInput, given) i: input.AlertChangeInput, @Ctx() ctx: Context) {
    return service.startAction(ctx, i);
  }

  @Mutation(() => ResolvePayload, { description: "Says that the danger is over and what was done." })
  alertResolve(@Arg("input", () => input.AlertResolveInput, given) i: input.AlertResolveInput, @Ctx() ctx: Context) {
    return service.resolveAlert(ctx, i);
  }

  @Mutation(() => CancelPayload, { description: "Takes back an alert that should not have been raised." })
  alertCancel(@Arg("input", () => input.AlertCancelInput, given) i: input.AlertCancelInput, @Ctx() ctx: Context) {
    return service.cancelAlert(ctx, i);
  }
}

@Resolver(() => AlertAddressee)
export class AddresseeResolver {
  @Reads(officers)
  @FieldResolver(() => Officer, { description: "Who it is." })
  officer(@Root() { officerId }: Addressee, @Ctx() ctx: Context) {
    return findByColumn(officers.id, officerId, ctx);
  }
}
