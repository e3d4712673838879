import { createHash } from "node:crypto";
import {
  type ASTNode,
  type DocumentNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from "graphql";
import type { Operation } from "../graphql/execute.js";

/** What a subscription asks for. */
export interface Question {
  /** The root field. */
  name: string;
  /** What it asks of each item. Whoever has the same text gets the same of an item. */
  selection: string;
  /** Which items it asks for, wherever it begins. */
  filter: string;
}

/** The halves of a document, with the variables that each uses. */
interface Halves {
  name: string;
  selection: Half;
  filter: Half;
}
interface Half {
  text: string;
  variables: ReadonlySet<string>;
}
const halves = new WeakMap<DocumentNode, Map<string, Halves>>();

/** What is asked for, in two halves: the arguments of the root field choose items, everything else what they show. */
export function questionOf({ document, operationName, variableValues = {} }: Operation): Question {
  const { name, selection, filter } = halvesOf(document, operationName ?? "");
  const given = Object.entries(variableValues ?? {}).sort();
  const textOf = ({ text, variables }: Half) => JSON.stringify([text, given.filter(([key]) => variables.has(key))]);
  return { name, selection: textOf(selection), filter: textOf(filter) };
}

/** A short name of a long text. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

function halvesOf(document: DocumentNode, operationName: string): Halves {
  const known = halves.get(document) ?? new Map<string, Halves>();
  halves.set(document, known);
  const found = known.get(operationName) ?? takeApart(document, operationName);
  known.set(operationName, found);
  return found;
}

function takeApart(document: DocumentNode, operationName: string): Halves {
  const operation = getOperationAST(document, operationName || null) as OperationDefinitionNode;
  const [root] = operation.selectionSet.selections;
  // Validation lets a subscription ask for one root field. In a fragment its arguments stay part of the selection.
  const field = root?.kind === Kind.FIELD ? root : undefined;
  const args = field?.arguments?.filter(({ name }) => name.value !== "after") ?? [];
  const selections = field ? [{ ...field, arguments: [] }] : operation.selectionSet.selections;
  const others = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const selectionSet = { ...operation.selectionSet, selections };
  return {
    name: field?.name.value ?? "",
    selection: halfOf(operation, [{ ...operation, selectionSet, variableDefinitions: [] }, ...others]),
    filter: halfOf(operation, args),
  };
}

/** The text of some nodes, with the definitions of the variables that they use. */
function halfOf({ variableDefinitions = [] }: OperationDefinitionNode, nodes: readonly ASTNode[]): Half {
  const variables = new Set(nodes.flatMap(variablesIn));
  const definitions = variableDefinitions.filter(({ variable }) => variables.has(variable.name.value));
  return { text: digest([...definitions, ...nodes].map(print).sort().join("\n")), variables };
}

function variablesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}
