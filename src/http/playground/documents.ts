export interface PlaygroundDocument {
  query: string;
  variables: string | null;
}

/** The documents of schema/operations, in the order of their tabs; build.mjs writes them in. */
declare const DOCUMENTS: PlaygroundDocument[];

const SEEN = "qorgan:documents";

/** The opening tabs, or undefined when there are no documents, so that GraphiQL shows its welcome. */
export function openDocuments(): PlaygroundDocument[] | undefined {
  const [first] = DOCUMENTS;
  if (!first) return undefined;
  const documents = JSON.stringify(DOCUMENTS);
  if (localStorage.getItem(SEEN) !== documents) forgetTabs(first);
  localStorage.setItem(SEEN, documents);
  return DOCUMENTS;
}

// Tabs kept from another build, or from another GraphiQL on this port, would hide the documents.
function forgetTabs({ query, variables }: PlaygroundDocument): void {
  localStorage.removeItem("graphiql:tabState");
  // GraphiQL fills its editors from these two and not from the first tab, whose variables would be lost.
  localStorage.setItem("graphiql:query", query);
  localStorage.setItem("graphiql:variables", variables ?? "");
}
