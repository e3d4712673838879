import Builder from "fast-xml-builder";

const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true });
const DECLARATION = { "?xml": { "@version": "1.0", "@encoding": "UTF-8" } };
// What XML 1.0 can't hold, even escaped: control characters of a pasted text, halves of surrogate pairs.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A tree of elements as XML; `@` begins the name of an attribute. What XML can't hold becomes U+FFFD. */
export const toXml = (tree: object): string => builder.build({ ...DECLARATION, ...(prepare(tree) as object) });

function prepare(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(FORBIDDEN, "\uFFFD");
  if (Array.isArray(value)) return value.map(prepare);
  if (typeof value !== "object" || value === null) return value;
  // An element that is undefined would be an empty one.
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, prepare(inner)]));
}
