import { type ClassType, Field, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { Language } from "./catalogue.js";
import { ERROR_CODES, type ErrorCode, type Failure, translate } from "./errors.js";
import type { TypeThunk } from "./relations.js";

const codes = Object.keys(ERROR_CODES) as ErrorCode[];
/** The GraphQL enum of all error codes. */
export const ErrorCodeType = Object.fromEntries(codes.map((code) => [code, code]));
registerEnumType(ErrorCodeType, {
  name: "ErrorCode",
  description: "What went wrong, stable over releases.",
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: ERROR_CODES[code] }])),
});

/** Why a mutation did nothing. Expected failures are data; nothing was changed when there is one. */
@InterfaceType({
  description: "Why a mutation did nothing. Nothing was changed when there is one.",
  resolveType: ({ code }: { code: ErrorCode }) => ERROR_TYPES[code]?.name ?? InvalidInput.name,
})
export abstract class UserError {
  @Field(() => ErrorCodeType, { description: "What went wrong, for programs." })
  code!: ErrorCode;

  @Field(() => [String], { description: "The input field that it is about." })
  path!: readonly string[];

  @Field(() => String, { description: "What must hold and what was given, for people." })
  message!: string;
}

@ObjectType({ implements: UserError, description: "A value breaks a rule." })
export class InvalidInput extends UserError {}

@ObjectType({ implements: UserError, description: "The thing that the input names isn't there for this viewer." })
export class NotFound extends UserError {}

@ObjectType({ implements: UserError, description: "The viewer's role may not do this." })
export class NotAllowed extends UserError {}

@ObjectType({ implements: UserError, description: "The action needs something that hasn't been done yet." })
export class RequirementUnmet extends UserError {}

@ObjectType({ implements: UserError, description: "The clientMutationId was used before with another input." })
export class KeyReused extends UserError {}

@ObjectType({ implements: UserError, description: "The state doesn't allow this action." })
export class IllegalTransition extends UserError {
  @Field(() => String, { description: "The state that the thing is in." })
  state!: string;

  @Field(() => [String], { description: "The actions that it allows." })
  allowed!: readonly string[];
}

@ObjectType({ implements: UserError, description: "The thing was changed since the version that was read." })
export class StaleVersion extends UserError {
  @Field(() => Int, { description: "The version that it has now." })
  current!: number;
}

const ERROR_TYPES: Partial<Record<ErrorCode, ClassType>> = {
  NOT_FOUND: NotFound,
  NOT_ALLOWED: NotAllowed,
  REQUIREMENT_UNMET: RequirementUnmet,
  KEY_REUSED: KeyReused,
  ILLEGAL_TRANSITION: IllegalTransition,
  STALE_VERSION: StaleVersion,
};
/** Types that are reached only through the interface. */
export const userErrorTypes = [InvalidInput, ...Object.values(ERROR_TYPES)];

/** A failure as the payload shows it. */
export function userErrorOf(failure: Failure, language: Language) {
  translate(failure, language);
  const { code, field: path, message, details } = failure;
  return { code, path, message, ...details };
}

/** What every mutation's input has. */
@InputType()
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days.",
  })
  clientMutationId?: string | null;
}

/** Input of a mutation on one thing that has a state. */
@InputType()
export abstract class ChangeInput extends MutationInput {
  @Field(() => ID, { description: "The id of the thing." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The version that was read: the mutation fails when it has been changed since.",
  })
  version?: number | null;
}

/** The payload type of a mutation: the thing, and the errors that kept it from being made. */
export function payload(name: string, thing: string, type: TypeThunk | (() => [ClassType])): ClassType {
  class Payload {}
  ObjectType(name, { description: `What \`${name.replace(/Payload$/, "")}\` gives.` })(Payload);
  const description = "The thing as it is now, or null when there are errors.";
  Field(type as () => ClassType, { nullable: true, simple: true, description })(Payload.prototype, thing);
  const why = "Why nothing was done; empty when it was.";
  Field(() => [UserError], { simple: true, description: why })(Payload.prototype, "errors");
  return Payload;
}
