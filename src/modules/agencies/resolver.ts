import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { mayWork } from "../../access/roles.js";
import type { Context } from "../../graphql/context.js";
import { findByColumn } from "../../graphql/resolve.js";
import { schools } from "../schools/table.js";
import { School } from "../schools/type.js";
import { findAppointments } from "./service.js";
import { appointments, officers } from "./table.js";
import { Appointment, Officer, Viewer } from "./type.js";

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

  @FieldResolver(() => Appointment, {
    nullable: true,
    description:
      "The appointment under which the viewer acts: the one that the client names, else the newest in force; null for a guardian.",
  })
  appointment(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return findByColumn(appointments.id, viewer.appointmentId, ctx);
  }

  @FieldResolver(() => [Appointment], {
    description:
      "Every appointment under which the viewer may act now, the newest first. The header x-qorgan-appointment, or the same key of connection_init, chooses one.",
  })
  appointments(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return findAppointments(ctx, viewer);
  }

  @FieldResolver(() => School, {
    nullable: true,
    description: "The school of the jurisdiction, for people who work in one.",
  })
  school(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return findByColumn(schools.id, viewer.schoolId, ctx);
  }
}
