import { GraphQLError, type GraphQLFormattedError, Kind, Lexer, type Source, TokenKind } from "graphql";
import { v7 } from "uuid";
import { hideIins } from "../access/iin.js";
import type { Counts } from "./counts.js";
import { ERROR_CODES } from "./errors.js";
import { LIMITS } from "./limits.js";

export type LogError = (details: { reference: string; error: unknown }, message: string) => void;

export interface MaskOptions {
  log: LogError;
  counts: Counts;
  /** Whether graphql's guesses at what was meant, which name what the schema has, may leave. */
  hints?: boolean;
}

/**
 * What a client sees of an error: errors with a code of the list as they are, everything else as `INTERNAL` with a
 * reference, under which the log holds the error itself.
 */
export function maskError(error: unknown, options: MaskOptions): GraphQLFormattedError {
  const masked = mask(error, options);
  options.counts.add("refusals", String(masked.extensions?.code));
  return masked;
}

function mask(error: unknown, { log, hints = false }: MaskOptions): GraphQLFormattedError {
  const found =
    error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: asError(error) });
  const tooMany = tokenLimitOf(found);
  if (tooMany)
    return { message: tooMany, extensions: { code: "LIMIT_EXCEEDED", limit: "tokens", bound: LIMITS.tokens } };
  const { http: _, stacktrace: __, ...extensions } = found.extensions ?? {};
  const code = codeOf(found);
  if (code) return { ...found.toJSON(), message: clean(found.message, hints), extensions: { ...extensions, code } };
  return internal(found, log);
}

/** Whether the server is at fault, and not the client: so is whatever isn't an error of GraphQL. */
export const isFault = (error: unknown) => !(error instanceof GraphQLError) || codeOf(error) === null;

function internal(found: GraphQLError, log: LogError): GraphQLFormattedError {
  const reference = v7();
  log({ reference, error: found.originalError ?? found }, "A request met a fault");
  const { message: _, extensions: __, ...place } = found.toJSON();
  return { ...place, message: `Internal error, reference ${reference}`, extensions: { code: "INTERNAL", reference } };
}

// Apollo wraps errors in its own codes: the inner one says more. What graphql refuses has neither code nor cause.
function codeOf({ nodes, originalError, extensions }: GraphQLError): string | null {
  const inner = originalError instanceof GraphQLError ? originalError.extensions.code : undefined;
  const code = isListed(inner) ? inner : extensions?.code;
  if (isListed(code)) return code as string;
  // A value that a scalar or an enumeration refuses has its refusal as its cause.
  const isOfVariable = nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  return !code && (!originalError || isOfVariable) ? "BAD_USER_INPUT" : null;
}

// graphql stops at the bound; how many tokens the document really has is counted here, within the limit of its size.
function tokenLimitOf({ message, source }: GraphQLError): string | null {
  if (!source || !/Document contains more that? \d+ tokens/.test(message)) return null;
  return `tokens must be at most ${LIMITS.tokens}, but the document has ${countTokens(source)}.`;
}

function countTokens(source: Source): number {
  const lexer = new Lexer(source);
  let count = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) count++;
  } catch {
    // The rest isn't GraphQL: what was counted so far is over the limit already.
  }
  return count;
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

function clean(message: string, hints: boolean): string {
  // Apollo says where a token was refused; the client asked for nothing of the kind.
  const found = message.replace(/^Context creation failed: /, "");
  return hideIins(hints ? found : found.replaceAll(/ Did you mean [^?]*\?/g, ""));
}

const isListed = (code: unknown) => typeof code === "string" && code in ERROR_CODES && code !== "INTERNAL";
