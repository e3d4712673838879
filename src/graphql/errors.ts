import { GraphQLError, type GraphQLErrorExtensions } from "graphql";
import type { Language } from "./catalogue.js";
import { type Said, speak } from "./say.js";

/** Every error code that a client can meet, with what it says. `apiInfo` shows the list. */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: "The document isn't GraphQL, or holds more tokens than the limit.",
  GRAPHQL_VALIDATION_FAILED: "The document doesn't fit the schema.",
  OPERATION_RESOLUTION_FAILURE:
    "The document holds several operations and none was named, or the named one isn't there.",
  BAD_REQUEST: "The request isn't GraphQL over HTTP, or its body isn't JSON.",
  BAD_USER_INPUT: "A variable doesn't fit its type.",
  DOCUMENT_NOT_TRUSTED: "The server takes only documents that it keeps: name one by documentId.",
  INTROSPECTION_DISABLED: "The server doesn't show its schema, or not without a token.",
  PERSISTED_QUERY_NOT_FOUND: "No document is stored under this hash.",
  PERSISTED_QUERY_NOT_SUPPORTED: "The server keeps no documents by hash.",
  LIMIT_EXCEEDED: "The request is larger than a limit allows; the message says which limit and by how much.",
  RATE_LIMITED: "The caller has used up what it may use for now; retryAfter says in how many seconds to try again.",
  UNAUTHENTICATED: "The field needs a token and the request has none.",
  TOKEN_INVALID:
    "The token isn't one of this server's: wrong signature, issuer, audience or form, or its officer is unknown.",
  APPOINTMENT_INVALID: "The appointment that the request names isn't one of the token's officer that is in force.",
  TOKEN_EXPIRED: "The token's time has run out.",
  TOKEN_UNVERIFIABLE: "The token's issuer doesn't answer, so that it can't be checked now. Try again soon.",
  RESTARTING: "The server is about to stop and takes nothing that stays open; retryAfter says when to come back.",
  NOT_ALLOWED: "The viewer's role may not do this.",
  FILTER_NOT_ALLOWED: "The viewer's role may not read what the filter compares, so it may not filter by it.",
  NOT_FOUND: "The thing that the input names isn't there for this viewer.",
  INVALID_ID: "The id isn't one of the type that is asked for.",
  INVALID_CURSOR: "The cursor isn't one of this list.",
  INVALID_INPUT: "A value breaks a rule; the message says which.",
  OUT_OF_RANGE: "A number is outside its bounds.",
  UNKNOWN_KATO: "The classifier has no such territory.",
  ILLEGAL_TRANSITION: "The state doesn't allow this action; the error lists those that it allows.",
  REQUIREMENT_UNMET: "The action needs something that hasn't been done yet.",
  STALE_VERSION: "The thing was changed since the version that was read.",
  KEY_REUSED: "The clientMutationId was used before with another input.",
  NOT_IN_SUBSCRIPTION: "What leaves a trace in the audit must be asked for in a query, and not in a subscription.",
  INTERNAL: "A fault of the server; the message holds a reference to its log.",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error says: a sentence for people, or a text for whoever runs a command or writes a client. */
export type Message = Said | string;

const sentences = new WeakMap<Error, Said>();
const english = (message: Message) => (typeof message === "string" ? message : speak(message, "en"));

/** An error that the client can act on. In a mutation it becomes a UserError of the payload. */
export class Failure extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    readonly field: readonly string[],
    readonly said: Message,
    readonly details: Record<string, unknown> = {},
  ) {
    super(english(said), { extensions: { code, field: field.join("."), ...details } });
    if (typeof said === "object") sentences.set(this, said);
  }
}

/** Makes an error: its code, the path of the input field, what must hold and what was given. */
export const fail = (code: ErrorCode, path: readonly string[], message: Message, details?: Record<string, unknown>) =>
  new Failure(code, path, message, details);

/** The same failure of another field: its sentence begins with the field's name. */
export function failAt({ code, said, details }: Failure, path: readonly string[]): Failure {
  if (typeof said === "string") return fail(code, path, said, details);
  return fail(code, path, { ...said, params: [path.at(-1) ?? "", ...said.params.slice(1)] }, details);
}

/** An error that isn't about one field, with its extensions. */
export function refusal(message: Message, extensions: GraphQLErrorExtensions & { code: ErrorCode }): GraphQLError {
  const error = new GraphQLError(english(message), { extensions });
  if (typeof message === "object") sentences.set(error, message);
  return error;
}

/** An error that ends the whole HTTP request with a status. */
export const refuse = (code: ErrorCode, status: number, message: Message) =>
  refusal(message, { code, http: { status } });

/** Has an error say in a language what it says to people. Errors are English before: logs and commands have them so. */
export function translate(error: unknown, language: Language): void {
  if (language === "en" || !(error instanceof GraphQLError)) return;
  const said = sentences.get(error) ?? (error.originalError && sentences.get(error.originalError));
  // Around it may stand which variable it is about.
  if (said) error.message = error.message.replace(speak(said, "en"), () => speak(said, language));
}

const TOKEN_REFUSALS: ErrorCode[] = ["TOKEN_INVALID", "TOKEN_EXPIRED", "APPOINTMENT_INVALID"];

/** Whether an error says that the caller is nobody, or no longer, or not the one that the caller claims to be. */
export const isTokenRefusal = (error: unknown): boolean =>
  error instanceof GraphQLError && TOKEN_REFUSALS.includes(error.extensions.code as ErrorCode);

/** Whether an error says that a token's time has run out: another token of the same person may be good still. */
export const isTokenExpiry = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions.code === ("TOKEN_EXPIRED" satisfies ErrorCode);

/** The same way of masking, for whom errors are put into a language first. */
export const inLanguage =
  <R>(language: Language, mask: (error: unknown) => R) =>
  (error: unknown): R => {
    translate(error, language);
    return mask(error);
  };
