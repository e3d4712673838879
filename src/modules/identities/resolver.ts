import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { Purpose } from "../../access/purpose.js";
import type { Viewer as ViewerData } from "../../access/viewer.js";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { ReadsPersonally } from "../../graphql/reads.js";
import { Iin } from "../../graphql/scalars.js";
import { Viewer } from "../agencies/type.js";
import { Child } from "../children/type.js";
import { setIdentity } from "./change.js";
import { eraseChild } from "./erase.js";
import { addGuardian, changeGuardianship } from "./guardians.js";
import { ChildEraseInput, ChildIdentitySetInput, GuardianAddInput, GuardianshipChangeInput } from "./input.js";
import { findChildByIin } from "./lookup.js";
import { findGuardians, findIdentity, findOwnChildren, iinOf } from "./read.js";
import type { ChildRow } from "./record.js";
import { ChildGuardian, ChildIdentity } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };
const why = "Why the child is looked for, instead of the header x-qorgan-purpose. One of the two must be given.";

const IdentitySetPayload = payload("ChildIdentitySetPayload", "child", () => Child);
const GuardianAddPayload = payload("GuardianAddPayload", "child", () => Child);
const GuardianshipChangePayload = payload("GuardianshipChangePayload", "child", () => Child);
const ErasePayload = payload("ChildErasePayload", "child", () => Child);

@Resolver(() => Child)
export class IdentityOfChildResolver {
  @ReadsPersonally()
  @FieldResolver(() => ChildIdentity, {
    nullable: true,
    description: "Who the child is, or null when the viewer may not know. Each read is written into the audit.",
  })
  identity(@Root() child: ChildRow, @Ctx() ctx: Context, @Info() info: GraphQLResolveInfo) {
    return findIdentity(ctx, child.id, info);
  }

  @ReadsPersonally()
  @FieldResolver(() => [ChildGuardian], {
    description:
      "Those who act or acted for the child, the earliest first; none when the viewer may not know. Each read is written into the audit.",
  })
  guardians(@Root() child: ChildRow, @Ctx() ctx: Context, @Info() info: GraphQLResolveInfo) {
    return findGuardians(ctx, child.id, info);
  }
}

@Resolver(() => Viewer)
export class FamilyResolver {
  @FieldResolver(() => ID, { nullable: true, description: "The guardian that the token names; null for an officer." })
  guardianId(@Root() viewer: ViewerData) {
    return viewer.officerId ? null : viewer.principal;
  }

  @FieldResolver(() => [Child], { description: "The children for whom the viewer acts; none for an officer." })
  children(@Root() viewer: ViewerData, @Ctx() ctx: Context) {
    return findOwnChildren(ctx, viewer);
  }
}

@Resolver(() => ChildIdentity)
export class IdentityResolver {
  @ReadsPersonally()
  @FieldResolver(() => String, {
    nullable: true,
    description: "The IIN, masked: ••••••••0058. In full for the roles that may see it.",
  })
  iin(
    @Root() identity: ChildIdentity,
    @Ctx() ctx: Context,
    @Arg("full", () => Boolean, { defaultValue: false, description: "In full, which few roles may." }) full: boolean,
  ) {
    return iinOf(ctx, identity, full);
  }

  @Query(() => Child, {
    nullable: true,
    description: "The child whose IIN it is, or null. Each search is written into the audit; ten a minute are allowed.",
  })
  childByIin(
    @Arg("iin", () => Iin, { description: "The IIN, twelve digits." }) iin: string,
    @Ctx() ctx: Context,
    @Arg("purpose", () => Purpose.type, { nullable: true, description: why }) purpose?: Purpose,
  ) {
    return findChildByIin(ctx, iin, purpose);
  }

  @Mutation(() => IdentitySetPayload, { description: "Stores who a child is, encrypted under a new key." })
  childIdentitySet(
    @Arg("input", () => ChildIdentitySetInput, given) input: ChildIdentitySetInput,
    @Ctx() ctx: Context,
  ) {
    return setIdentity(ctx, input);
  }

  @Mutation(() => GuardianAddPayload, { description: "Adds somebody who acts for a child." })
  guardianAdd(@Arg("input", () => GuardianAddInput, given) input: GuardianAddInput, @Ctx() ctx: Context) {
    return addGuardian(ctx, input);
  }

  @Mutation(() => GuardianshipChangePayload, {
    description: "Changes what is known of a guardian; what the guardian may see follows.",
  })
  guardianshipChange(
    @Arg("input", () => GuardianshipChangeInput, given) input: GuardianshipChangeInput,
    @Ctx() ctx: Context,
  ) {
    return changeGuardianship(ctx, input);
  }

  @Mutation(() => ErasePayload, {
    description: "Destroys for good who a child is, and its guardians. The child stays under its pseudonym.",
  })
  childErase(@Arg("input", () => ChildEraseInput, given) input: ChildEraseInput, @Ctx() ctx: Context) {
    return eraseChild(ctx, input);
  }
}
