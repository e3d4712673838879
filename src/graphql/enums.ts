import { registerEnumType } from "type-graphql";
import { isTextKey, type Language, type TextKey, templateOf } from "./catalogue.js";

/** Where a value's label stands in the catalogues, and what it means beyond its label, for the API's documentation. */
export interface Label {
  key: TextKey;
  means: string | null;
}

export interface Enumeration<V extends string = string> {
  name: string;
  values: readonly [V, ...V[]];
  labels: Readonly<Record<V, Label>>;
  /** The GraphQL enum, for decorators' type thunks. */
  type: Readonly<Record<V, V>>;
}

const registered = new Map<string, Enumeration>();

/** Each value with what it means beyond its label, or null; those of another enumeration come with their labels. */
type Meanings<V extends string> = Record<V, string | null | Label>;

/**
 * Declares an enumeration once for the table and the API; its order is the order of the values. Their labels stand in
 * the catalogues under its name: `AlertState.RAISED`.
 */
export function enumeration<V extends string>(
  name: string,
  description: string,
  given: readonly V[] | Meanings<V>,
): Enumeration<V> {
  const meanings = isList(given) ? (Object.fromEntries(given.map((v) => [v, null])) as Meanings<V>) : given;
  const values = Object.keys(meanings) as [V, ...V[]];
  const record = <T>(of: (value: V) => T) => Object.fromEntries(values.map((v) => [v, of(v)])) as Record<V, T>;
  const labels = record((v) => labelAt(`${name}.${v}`, meanings[v]));
  const type = record((v) => v) as Record<V, V>;
  registerEnumType(type, { name, description, valuesConfig: record((v) => ({ description: describe(labels[v]) })) });
  const made = { name, values, labels, type };
  registered.set(name, made as unknown as Enumeration);
  return made;
}

const isList = <V extends string>(given: readonly V[] | Meanings<V>): given is readonly V[] => Array.isArray(given);

function labelAt(key: string, meaning: string | null | Label): Label {
  if (meaning !== null && typeof meaning === "object") return meaning;
  if (isTextKey(key)) return { key, means: meaning };
  throw new Error(`Each value must have a label in texts/en.json, but ${key} has none`);
}

function describe({ key, means }: Label): string {
  const label = templateOf(key, "en");
  return means === null ? `${label}.` : `${label}: ${means}`;
}

/** All enumerations by name, for `apiInfo`. */
export const enumerations = (): readonly Enumeration[] => [...registered.values()].sort(byName);

const byName = (a: Enumeration, b: Enumeration) => (a.name < b.name ? -1 : 1);

/** The GraphQL enum of a column, found by its values. */
export const enumOf = (values: readonly string[]) =>
  [...registered.values()].find((e) => e.values.join() === values.join())?.type;

/** The label of a value in a language, else in Russian. */
export function labelOf(kind: Enumeration, value: string, language: Language): string {
  const label = kind.labels[value];
  if (!label) throw new Error(`${kind.name} has no value ${value}`);
  return templateOf(label.key, language);
}
