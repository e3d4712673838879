import { registerEnumType } from "type-graphql";

export type Language = "kk" | "ru" | "en";
/** What a person reads for a value; a label that isn't known for certain is left out. */
export interface Label {
  en: string;
  ru?: string;
  kk?: string;
  /** Says more than the label, for the API's documentation. */
  means?: string;
}

export interface Enumeration<V extends string = string> {
  name: string;
  values: readonly [V, ...V[]];
  labels: Readonly<Record<V, Label>>;
  /** The GraphQL enum, for decorators' type thunks. */
  type: Readonly<Record<V, V>>;
}

const registered = new Map<string, Enumeration>();

/** Declares an enumeration once for the table, the API and the labels. Its order is the order of the values. */
export function enumeration<V extends string>(
  name: string,
  description: string,
  labels: Record<V, Label>,
): Enumeration<V> {
  const values = Object.keys(labels) as [V, ...V[]];
  const type = Object.fromEntries(values.map((v) => [v, v])) as Record<V, V>;
  const valuesConfig = Object.fromEntries(values.map((v) => [v, { description: describe(labels[v]) }])) as Record<
    V,
    { description: string }
  >;
  registerEnumType(type, { name, description, valuesConfig });
  const made = { name, values, labels, type };
  registered.set(name, made as unknown as Enumeration);
  return made;
}

const describe = ({ en, means }: Label) => (means ? `${en}: ${means}` : `${en}.`);

/** All enumerations by name, for `apiInfo`. */
export const enumerations = (): readonly Enumeration[] => [...registered.values()].sort(byName);

const byName = (a: Enumeration, b: Enumeration) => (a.name < b.name ? -1 : 1);

/** The GraphQL enum of a column, found by its values. */
export const enumOf = (values: readonly string[]) =>
  [...registered.values()].find((e) => e.values.join() === values.join())?.type;

/** The label of a value in a language, else in Russian, else in English. */
export function labelOf(kind: Enumeration, value: string, language: Language): string {
  const label = kind.labels[value];
  if (!label) throw new Error(`${kind.name} has no value ${value}`);
  return label[language] ?? label.ru ?? label.en;
}
