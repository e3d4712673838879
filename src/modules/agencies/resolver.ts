import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { mayWork } from "../../access/roles.js";
import type { Context } from "../../graphql/context.js";
import { findByColumn } from "../../graphql/resolve.js";
import { schools } from "../schools/table.js";
import { School } from "../schools/type.js";
import { officers } from "./table.js";
import { Officer, Viewer } from "./type.js";

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: "Who is asking; null without a token." })
  viewer(@Ctx() ctx: Context) {
    return ctx.viewer;
  }

  @FieldResolver(() => Officer, {
    nullable: true,
    description: "The officer that the token names; null for a guardian.",
  })
  officer(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return findByColumn(officers.id, viewer.officerId, ctx);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the role may open a child's protected record in an emergency. It says nothing of a child.",
  })
  mayRequestEmergencyAccess(@Root() viewer: Viewer) {
    return mayWork(viewer.role, "emergencies");
  }

  @FieldResolver(() => School, {
    nullable: true,
    description: "The school of the jurisdiction, for people who work in one.",
  })
  school(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return findByColumn(schools.id, viewer.schoolId, ctx);
  }
}
