import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import type { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { findDeficit } from "./board.js";
import { figures, schools } from "./table.js";
import { SeatDeficit } from "./type.js";

@Resolver(() => District)
export class DistrictDeficitResolver {
  @Reads(figures, schools)
  @FieldResolver(() => SeatDeficit, { description: "How many school seats it lacks." })
  deficit(@Root() district: typeof districts.$inferSelect, @Ctx() ctx: Context) {
    return findDeficit(ctx, "district", district);
  }
}

@Resolver(() => Region)
export class RegionDeficitResolver {
  @Reads(figures, schools)
  @FieldResolver(() => SeatDeficit, { description: "How many school seats it lacks." })
  deficit(@Root() region: typeof regions.$inferSelect, @Ctx() ctx: Context) {
    return findDeficit(ctx, "region", region);
  }
}
