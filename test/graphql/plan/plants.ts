import { type ArgumentNode, type ASTVisitor, type DocumentNode, type OperationDefinitionNode, visit } from "graphql";
import type { Plan, Planner, Question } from "../../../src/graphql/fast/planner.js";
import { operationOf } from "./lanes.js";
import type { World } from "./world.js";

/** A mistake that is made of a good planner: whoever compares the lanes must find it. */
export interface Plant {
  name: string;
  plant(planner: Planner, world: World): Planner;
}

/** Mistakes in what is written. */
const written = (name: string, spoil: (text: string) => string): Plant => ({
  name,
  plant: (planner) => ({
    async plan(question) {
      const plan = await planner.plan(question);
      return { ...plan, run: async (ask) => spoilTexts(await plan.run(ask), spoil) };
    },
  }),
});

/** Mistakes in what is understood. */
const understood = (name: string, misread: (world: World) => (question: Question) => Question): Plant => ({
  name,
  plant(planner, world) {
    const read = misread(world);
    return { plan: (question) => planner.plan(read(question)) };
  },
});

export const plants: readonly Plant[] = [
  written(
    "a key is missing",
    changing(isObject, (object) => delete object[Object.keys(object).at(-1) as string]),
  ),
  written("a key stands before another", changing(isObject, turnKeys)),
  written(
    "two rows have changed places",
    changing(isList, (rows) => void rows.unshift(...rows.splice(1, 1))),
  ),
  written(
    "a row comes twice",
    changing(isList, (rows) => void rows.push(rows.at(-1))),
  ),
  written(
    "the last row is missing",
    changing(isList, (rows) => void rows.pop()),
  ),
  written("times are without milliseconds", (text) => text.replaceAll(/(T\d\d:\d\d:\d\d)\.000Z/g, "$1Z")),
  written("a character is escaped that needn't be", (text) => text.replaceAll("о", "\\u043e")),
  written("there is no next page", (text) => text.replaceAll('"hasNextPage":true', '"hasNextPage":false')),
  overlooked("every page is the first one", { Argument: argumentsOf("after") }),
  overlooked("lists are whole, whatever is filtered", { Argument: argumentsOf("filter") }),
  overlooked("a page has as many rows as it has by default", { Argument: argumentsOf("first") }),
  overlooked("nothing is skipped", { Directive: () => null }),
  understood("everybody is answered in Russian", () => (question) => ({ ...question, language: "ru" })),
  understood("somebody else is answered", ({ askers }) => {
    const next = (viewer: Question["viewer"]) => askers.findIndex((asker) => asker.viewer === viewer) + 1;
    return (question) => ({ ...question, viewer: askers[next(question.viewer) % askers.length]?.viewer ?? null });
  }),
  understood("the first variables of an operation are kept", () => {
    const first = new WeakMap<OperationDefinitionNode, Question["variables"]>();
    return (question) => {
      const variables = first.get(question.operation) ?? question.variables;
      first.set(question.operation, variables);
      return { ...question, variables };
    };
  }),
];

/** Mistakes about parts of a document, as if they weren't there. */
function overlooked(name: string, parts: ASTVisitor): Plant {
  const leaveOut = (question: Question) => {
    const document: DocumentNode = visit(question.document, parts);
    return {
      ...question,
      document,
      operation: operationOf({ document, operationName: question.operation.name?.value }),
    };
  };
  return understood(name, () => leaveOut);
}

type Texts = Awaited<ReturnType<Plan["run"]>>;
const spoilTexts = (texts: Texts, spoil: (text: string) => string): Texts =>
  texts && new Map([...texts].map(([key, text]) => [key, Buffer.from(spoil(String(text)))]));

/** Changes the innermost value of the kind that comes first. */
function changing<T>(isOf: (value: unknown) => value is T, change: (value: T) => void) {
  return (text: string): string => {
    const found: T[] = [];
    const value = JSON.parse(text, (_, part) => {
      if (isOf(part)) found.push(part);
      return part;
    });
    if (found[0]) change(found[0]);
    return JSON.stringify(value);
  };
}

function argumentsOf(name: string) {
  return (argument: ArgumentNode) => (argument.name.value === name ? null : undefined);
}

type Members = Record<string, unknown>;

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 1;
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && new Set(value.map((row) => JSON.stringify(row))).size > 1;
}

function turnKeys(object: Members) {
  const [key, value] = Object.entries(object)[0] as [string, unknown];
  delete object[key];
  object[key] = value;
}
