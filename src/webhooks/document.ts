import { hash } from "node:crypto";
import { GraphQLError, type GraphQLSchema, getOperationAST, Kind, type OperationDefinitionNode, print } from "graphql";
import { admit } from "../graphql/admission.js";
import type { Context } from "../graphql/context.js";
import { createDocuments } from "../graphql/documents.js";
import { type ErrorCode, Failure, fail } from "../graphql/errors.js";
import type { Operation } from "../graphql/execute.js";
import type { Exposure } from "../graphql/exposure.js";
import type { Meter } from "../graphql/meter.js";
import { requireViewer } from "../graphql/resolve.js";
import { say } from "../graphql/say.js";
import type { FindText } from "../graphql/trusted.js";
import { openSource } from "../streams/items.js";
import { resumeAfter, saysAfter } from "../streams/resume.js";

/** A stored subscription: its document, and the values of its variables. */
export interface Stored {
  document: string;
  variables: Record<string, unknown> | null;
}

export interface DocumentOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  findText: FindText;
}

/** Stored subscriptions, as they are taken in and as they are run. */
export interface Documents {
  /** What is executed, from a cursor on. A `Failure` when the schema doesn't take the document, or not any more. */
  prepare(stored: Stored, after: string | null): Operation;
  /** Refuses what a socket would refuse; gives the name of the stream. */
  check(ctx: Context, stored: Stored): Promise<string>;
}

const PATH = ["document"];

export function createStoredDocuments({ schema, exposure, meter, findText }: DocumentOptions): Documents {
  const findDocument = createDocuments(schema);

  function prepare({ document: text, variables }: Stored, after: string | null): Operation {
    const { document, errors } = findDocument(text);
    if (errors) throw failureOf(errors[0] as GraphQLError, PATH);
    const args = { schema, document, variableValues: variables ?? {} };
    return after === null ? args : resumeAfter(args, after);
  }

  async function check(ctx: Context, stored: Stored): Promise<string> {
    const args = prepare(stored, null);
    requireTrusted(args, exposure, findText);
    const operation = requireSubscription(args);
    const purse = meter.purseOf(requireViewer(ctx).principal, "");
    const costed = { schema, document: args.document, operation, variables: stored.variables ?? {} };
    try {
      admit(costed, { purse, isSignedIn: true }, exposure);
    } catch (error) {
      throw failureOf(error, PATH);
    }
    const source = await openSource(args, ctx);
    if (source.errors) throw failureOf(source.errors[0], ["variables"]);
    return nameOf(operation);
  }
  return { prepare, check };
}

function requireSubscription(args: Operation): OperationDefinitionNode {
  const operation = getOperationAST(args.document);
  if (operation?.operation !== "subscription") {
    throw fail("INVALID_INPUT", PATH, say`document must hold one subscription, but holds ${whatOf(args)}`);
  }
  // It goes on from what was delivered last: another place would leave out or repeat.
  if (saysAfter(args))
    throw fail("INVALID_INPUT", PATH, say`document must not say \`after\`: the webhook keeps its own place`);
  return operation;
}

const whatOf = ({ document }: Operation) =>
  document.definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.operation] : [])).join(", ");

function nameOf({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const [root] = selections;
  return root?.kind === Kind.FIELD ? root.name.value : "subscription";
}

// Where only known documents are taken, a stored one is no way around it.
function requireTrusted({ document }: Operation, { documents }: Exposure, findText: FindText) {
  if (documents !== "trusted") return;
  try {
    findText({ documentId: `sha256:${hash("sha256", print(document))}` });
  } catch (error) {
    throw failureOf(error, PATH);
  }
}

/** A refusal as the error of an input's field; what is no refusal is thrown as it is. */
function failureOf(error: unknown, path: readonly string[]): unknown {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof Failure) return fail(cause.code, [...path, ...cause.field], cause.said);
  if (!(cause instanceof GraphQLError)) return error;
  const code = (cause.extensions.code ?? "BAD_USER_INPUT") as ErrorCode;
  return fail(code, path, cause.message);
}
