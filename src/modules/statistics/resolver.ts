import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Kato } from "../../graphql/scalars.js";
import { findStatistics } from "./service.js";
import { Statistics } from "./type.js";

@Resolver()
export class StatisticsResolver {
  @Query(() => Statistics, {
    nullable: true,
    description:
      "How many children at risk and incidents there are, for officials who don't see each of them; null for roles that read no counts, and while nothing has been counted.",
  })
  statistics(
    @Arg("territory", () => Kato, {
      nullable: true,
      description: "A region or a district; the country, when left out.",
    })
    territory: string | null,
    @Arg("quarter", () => String, {
      nullable: true,
      description: "The quarter of the incidents, such as 2026-Q3; the last one that has ended, when left out.",
    })
    quarter: string | null,
    @Ctx() ctx: Context,
  ) {
    return findStatistics(ctx, { territory, quarter });
  }
}
