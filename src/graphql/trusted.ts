import { readFileSync } from "node:fs";
import { refuse } from "./errors.js";
import type { Exposure } from "./exposure.js";
import { say } from "./say.js";

/** Documents by `sha256:<hex>` of their text. */
export type Manifest = Readonly<Record<string, string>>;

// The same path from src/graphql (tests) and from dist/graphql.
const FILE = new URL("../../schema/documents.json", import.meta.url);

/** The documents that `npm run codegen` made of `schema/operations`. */
export const readManifest = (): Manifest => JSON.parse(readFileSync(FILE, "utf8")) as Manifest;

/** What a request names: a text, a document by its id, or neither. */
export interface Given {
  query?: unknown;
  documentId?: unknown;
}
export type FindText = (given: Given) => string | undefined;

/** Finds the text of a request; undefined when it has none. Refuses what the switch doesn't allow. */
export function createTexts(manifest: Manifest, { documents }: Pick<Exposure, "documents">): FindText {
  const known = new Map(Object.entries(manifest));
  return ({ query, documentId }) => {
    if (documentId == null) {
      if (documents === "trusted") throw untrusted();
      return typeof query === "string" ? query : undefined;
    }
    if (query) throw refuse("BAD_REQUEST", 400, say`A request must have query or documentId, but has both.`);
    const text = known.get(String(documentId));
    if (text !== undefined) return text;
    const message = say`documentId must be sha256:<hex> of a document that this server keeps.`;
    throw refuse("PERSISTED_QUERY_NOT_FOUND", 400, message);
  };
}

const untrusted = () =>
  refuse("DOCUMENT_NOT_TRUSTED", 403, say`The server must be asked by documentId: it takes no other documents.`);
