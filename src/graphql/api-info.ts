import { Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import { ownText, templateOf } from "./catalogue.js";
import type { Context } from "./context.js";
import { enumerations, type Label } from "./enums.js";
import { ERROR_CODES, type ErrorCode } from "./errors.js";
import { LIMITS } from "./limits.js";
import { ErrorCodeType } from "./payload.js";

@ObjectType({ description: "An error code and what it says." })
export class ErrorCodeInfo {
  @Field(() => ErrorCodeType, { description: "The code, stable over releases." })
  code!: ErrorCode;

  @Field(() => String, { description: "What it says." })
  description!: string;
}

@ObjectType({ description: "A bound of requests." })
export class LimitInfo {
  @Field(() => String, { description: "Its name, as errors give it." })
  name!: string;

  @Field(() => Int, { description: "The most that is allowed." })
  value!: number;
}

@ObjectType({
  description: "What people read for a value of an enumeration. A label that isn't known for certain is left out.",
})
export class EnumLabel {
  @Field(() => String, { description: "The value in the API." })
  value!: string;

  @Field(() => String, { nullable: true, description: "In Kazakh." })
  kk?: string;

  @Field(() => String, { nullable: true, description: "In Russian." })
  ru?: string;

  @Field(() => String, { description: "In English." })
  en!: string;
}

@ObjectType({ description: "An enumeration and its labels." })
export class EnumInfo {
  @Field(() => String, { description: "The name of the GraphQL enum." })
  name!: string;

  @Field(() => [EnumLabel], { description: "Its values, in order." })
  values!: EnumLabel[];
}

@ObjectType({ description: "What a client developer needs to know besides the schema." })
export class ApiInfo {
  @Field(() => [ErrorCodeInfo], { description: "Every error code." })
  errorCodes!: ErrorCodeInfo[];

  @Field(() => [LimitInfo], { description: "Every limit of a request." })
  limits!: LimitInfo[];

  @Field(() => [EnumInfo], { description: "The labels of every enumeration, in three languages." })
  enums!: EnumInfo[];
}

@Resolver()
export class ApiInfoResolver {
  @Query(() => ApiInfo, { description: "Error codes, limits and labels. Needs no token." })
  apiInfo(@Ctx() { bounds }: Context): ApiInfo {
    return describeApi({ ...LIMITS, ...bounds });
  }
}

const describeApi = (limits: Readonly<Record<string, number>>): ApiInfo => ({
  errorCodes: Object.entries(ERROR_CODES).map(([code, description]) => ({ code: code as ErrorCode, description })),
  limits: Object.entries(limits).map(([name, value]) => ({ name, value })),
  enums: enumerations().map(({ name, values, labels }) => ({
    name,
    values: values.map((value) => {
      const { key } = labels[value] as Label;
      return { value, en: templateOf(key, "en"), ru: ownText(key, "ru"), kk: ownText(key, "kk") };
    }),
  })),
});
