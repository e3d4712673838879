import { Field, InterfaceType, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Reads } from "../../graphql/reads.js";
import { Kato } from "../../graphql/scalars.js";
import { TerritoryKind } from "./enums.js";
import { districts, localities, regions } from "./table.js";

@ObjectType({ description: "A name in three languages. One that isn't known for certain is null." })
export class Names {
  @Field(() => String, { nullable: true, simple: true, description: "In Kazakh." })
  kk!: string | null;

  @Field(() => String, { simple: true, description: "In Russian." })
  ru!: string;

  @Field(() => String, { nullable: true, simple: true, description: "In English." })
  en!: string | null;
}

@InterfaceType({
  description: "A unit of the state classifier of territories, of any level.",
  resolveType: (row: object) => ("level" in row ? "Locality" : "region" in row ? "District" : "Region"),
})
export abstract class Territory {
  @Reads()
  @Field(() => Kato, { description: "Its code." })
  kato!: string;

  @Reads()
  @Field(() => TerritoryKind.type, { description: "What kind of unit it is." })
  kind!: TerritoryKind;

  @Field(() => Names, { description: "Its names in three languages." })
  names!: Names;
}

const described = { kato: "Its code in the classifier.", kind: "What kind of unit it is." };

@ObjectType({ implements: Territory, description: "A region or a city of republican significance: the first level." })
export class Region extends expose(regions, described) {}

@ObjectType({
  implements: Territory,
  description: "A district, city district or city administration: the second level.",
})
export class District extends expose(districts, described) {}

@ObjectType({ implements: Territory, description: "A city, rural district or settlement: below the second level." })
export class Locality extends expose(localities, {
  ...described,
  level: "Its level in the classifier, 3 to 5.",
}) {}
