// A plugin of graphql-codegen: the documents that a server takes by id. The id is the hash of the printed text, so a
// client that has the document works it out by itself.
import { createHash } from "node:crypto";
import { print } from "graphql";

const entryOf = ({ document }) => {
  const text = print(document);
  return [`sha256:${createHash("sha256").update(text).digest("hex")}`, text];
};

export const plugin = (_schema, documents) =>
  `${JSON.stringify(Object.fromEntries(documents.map(entryOf).sort()), null, 2)}\n`;
