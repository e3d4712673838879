import type { DocumentNode } from "graphql";
import { createBounded } from "./bounded.js";

/** Documents that were found valid, by their text. */
export interface KnownDocuments {
  find(text: string): DocumentNode | undefined;
  /** To be called when somebody has paid for an operation of it. */
  keep(text: string, document: DocumentNode): void;
}

// A parsed document takes some twenty times its text.
const KEPT_CHARACTERS = 1_000_000;

export function createKnownDocuments(): KnownDocuments {
  const known = createBounded<{ document: DocumentNode; length: number }>(KEPT_CHARACTERS, ({ length }) => length);
  return {
    find: (text) => known.find(text)?.document,
    keep(text, document) {
      if (!known.find(text)) known.add(text, { document, length: text.length });
    },
  };
}
