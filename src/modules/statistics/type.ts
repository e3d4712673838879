import { Field, Float, Int, ObjectType } from "type-graphql";
import { DateTime, Kato } from "../../graphql/scalars.js";

@ObjectType({ description: "A number of a statistic, unless it is under 10 or would tell of another that is." })
export class StatisticCell {
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The value that is counted, of the enumeration that the list is by; null for a total.",
  })
  value!: string | null;

  @Field(() => Int, { simple: true, nullable: true, description: "How many; null when it isn't told." })
  count!: number | null;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether the number is kept back: it is under 10, or the numbers beside it would tell one that is.",
  })
  suppressed!: boolean;
}

const cells = (description: string) => Field(() => [StatisticCell], { simple: true, description });
const total = () => Field(() => StatisticCell, { simple: true, description: "All of them." });

@ObjectType({ description: "How many children at risk there are today." })
export class ChildrenStatistics {
  @total()
  total!: StatisticCell;

  @cells("By RiskLevel, each child once.")
  byLevel!: StatisticCell[];

  @cells("By RiskCategory: a child counts in each category in which it is registered today.")
  byCategory!: StatisticCell[];
}

@ObjectType({ description: "How many incidents happened in a quarter. Drills don't count." })
export class IncidentStatistics {
  @total()
  total!: StatisticCell;

  @cells("By IncidentKind.")
  byKind!: StatisticCell[];

  @cells("By AlertSeverity.")
  bySeverity!: StatisticCell[];

  @cells("By IncidentState, as it is today.")
  byState!: StatisticCell[];
}

const seconds = (description: string) => Field(() => Float, { simple: true, nullable: true, description });

@ObjectType({ description: "How long something took, in whole seconds." })
export class ToldTimes {
  @seconds("The median.")
  p50!: number | null;

  @seconds("What nine of ten stayed under.")
  p90!: number | null;

  @seconds("What 99 of 100 stayed under; null of fewer than a hundred.")
  p99!: number | null;
}

@ObjectType({ description: "How quickly alerts were answered, where it is told." })
export class ResponseCell {
  @Field(() => String, { simple: true, nullable: true, description: "The AlertKind; null for all of them." })
  value!: string | null;

  @Field(() => ToldTimes, {
    simple: true,
    nullable: true,
    description: "From the raising to the acknowledgement; null when it isn't told.",
  })
  toAcknowledge!: ToldTimes | null;

  @Field(() => ToldTimes, {
    simple: true,
    nullable: true,
    description: "From the raising to the resolution; null when it isn't told, or fewer than ten were resolved.",
  })
  toResolve!: ToldTimes | null;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether it is kept back: it is of fewer than ten, or the number of incidents is kept back.",
  })
  suppressed!: boolean;
}

@ObjectType({ description: "How quickly the alerts of a quarter were answered. Drills don't count." })
export class ResponseStatistics {
  @Field(() => ResponseCell, { simple: true, description: "All of them." })
  total!: ResponseCell;

  @Field(() => [ResponseCell], { simple: true, description: "By IncidentKind." })
  byKind!: ResponseCell[];
}

@ObjectType({ description: "The numbers of one territory." })
export class TerritoryStatistics {
  @Field(() => Kato, { simple: true, nullable: true, description: "The territory's code, or null for the country." })
  kato!: string | null;

  @Field(() => ChildrenStatistics, { simple: true, description: "Children at risk, as of today." })
  children!: ChildrenStatistics;

  @Field(() => IncidentStatistics, { simple: true, description: "Incidents of the quarter." })
  incidents!: IncidentStatistics;

  @Field(() => ResponseStatistics, { simple: true, description: "Response times of the quarter." })
  responses!: ResponseStatistics;
}

@ObjectType({
  description:
    "Numbers of a territory and its direct subdivisions, for officials who don't see the rows. They are counted once a day, and told so that no number under 10 can be worked out from them.",
})
export class Statistics {
  @Field(() => DateTime, { simple: true, description: "When was counted." })
  asOf!: Date;

  @Field(() => String, { simple: true, description: "The quarter of the incidents, such as 2026-Q3." })
  quarter!: string;

  @Field(() => Int, { simple: true, description: "The smallest number that is told." })
  threshold!: number;

  @Field(() => TerritoryStatistics, { simple: true, description: "The territory's own numbers." })
  territory!: TerritoryStatistics;

  @Field(() => [TerritoryStatistics], {
    simple: true,
    description: "Those of its regions or districts of which something may be told, by code.",
  })
  subdivisions!: TerritoryStatistics[];
}
