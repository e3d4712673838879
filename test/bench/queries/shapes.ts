import { createPick, type District } from "../support/districts.ts";
import type { Ask } from "../support/load.ts";
import type { Shape } from "../support/rounds.ts";
import { DOCUMENTS, type DocumentName, type Variables } from "./documents.ts";
import { POSTGRAPHILE } from "./postgraphile.ts";

/** What is measured. `first` is the yardstick of `deep`: the first page of the same list. */
export const SHAPES = ["point", "graph", "feed", "board", "first", "deep"] as const;
export type ShapeName = (typeof SHAPES)[number];

/** Rows of a page of `first` and `deep`. */
export const PAGE = 5;

/** What the shapes are made of: districts and, of each contender, the cursors of deep pages by district. */
export interface Material {
  districts: readonly District[];
  cursors: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  counts: Record<ShapeName, number>;
}

/** A request in a contender's own words: PostGraphile makes its names itself. */
export function phrase(contender: string, document: DocumentName, variables: Variables): string {
  const operationName = document.charAt(0).toUpperCase() + document.slice(1);
  const { [document]: own } = POSTGRAPHILE;
  return JSON.stringify(
    contender === "postgraphile"
      ? { operationName, query: own.document, variables: own.variablesOf(variables) }
      : { operationName, query: DOCUMENTS[document], variables },
  );
}

/** Its answer in Qorgan's names, for comparison. A cursor is each contender's own. */
export function read(contender: string, document: DocumentName, answer: string): unknown {
  const withoutCursor = (name: string, value: unknown) => (name === "endCursor" ? undefined : value);
  const { data } = JSON.parse(answer, withoutCursor);
  return contender === "postgraphile" ? POSTGRAPHILE[document].read(data) : data;
}

export const documentOf = (shape: ShapeName): DocumentName => (shape === "first" || shape === "deep" ? "page" : shape);

/** Shapes whose requests are about random things, the same ones for each contender in a round. */
export function makeShapes(names: readonly string[], { districts, cursors, counts }: Material): Shape[] {
  const variablesOf = (shape: ShapeName, contender: string, pick: ReturnType<typeof createPick>) => {
    const { kato, token, incidents } = pick(districts);
    const asked: Record<ShapeName, () => Variables> = {
      point: () => ({ id: pick(incidents) }),
      graph: () => ({ kato }),
      feed: () => ({ kato }),
      board: () => ({ kato }),
      first: () => ({ kato, first: PAGE }),
      deep: () => ({ kato, first: PAGE, after: pick(cursors.get(contender)?.get(kato) ?? []) }),
    };
    return { token, variables: asked[shape]() };
  };
  return (names as ShapeName[]).map((name) => ({
    name,
    count: counts[name],
    asks(count, seed, contender): Ask[] {
      const pick = createPick(seed);
      return Array.from({ length: count }, () => {
        const { token, variables } = variablesOf(name, contender, pick);
        return { token, body: phrase(contender, documentOf(name), variables) };
      });
    },
  }));
}
