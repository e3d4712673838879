import { sql } from "drizzle-orm";
import { type GraphQLLeafType, type GraphQLOutputType, isListType, isNonNullType } from "graphql";
import type { About, Derived } from "../computed.js";
import type { Selected } from "./compilation.js";
import type { Part } from "./json.js";
import type { Level } from "./row.js";

/** A derived field where it is asked for. */
export interface Derivation {
  selected: Selected;
  relation: Derived;
}

// Control characters never stand in JSON text, not even in that of a text which holds one.
const MARK = "\u0002";
const mark = sql.raw("chr(2)");

/** What stands for a derived field in the statement's text: its place among them and its columns, between two marks. */
export function derived(selected: Selected, relation: Derived, { rows, compilation }: Level): Part[] {
  const place = compilation.derivations.push({ selected, relation }) - 1;
  const columns = Object.values(relation.columns).map((column) => rows.column(column));
  return [mark, String(place), sql`json_build_array(${sql.join(columns, sql`, `)})::text`, mark];
}

/**
 * The text with the values in the place of what stands for them; null when one can't be told. `abouts` are what each
 * derivation looks at besides its columns.
 */
export function derive(text: string, derivations: readonly Derivation[], abouts: readonly About[]): string | null {
  const known = new Map<string, string>();
  const pieces = text.split(MARK);
  try {
    for (let i = 1; i < pieces.length; i += 2) {
      const piece = pieces[i] as string;
      const value = known.get(piece) ?? jsonOf(piece, derivations, abouts);
      known.set(piece, value);
      pieces[i] = value;
    }
  } catch {
    // The guarded lane says why, in its place.
    return null;
  }
  return pieces.join("");
}

function jsonOf(piece: string, derivations: readonly Derivation[], abouts: readonly About[]): string {
  const behind = piece.indexOf("[");
  const place = Number(piece.slice(0, behind));
  const { selected, relation } = derivations[place] as Derivation;
  const values = JSON.parse(piece.slice(behind)) as unknown[];
  const columns = Object.entries(relation.columns);
  const row = columns.map(([name, column], i) => [
    name,
    values[i] === null ? null : column.mapFromDriverValue(values[i]),
  ]);
  return stringify(selected.field.type, relation.value(Object.fromEntries(row), abouts[place] as About));
}

/** JSON text of what GraphQL makes of a value. */
function stringify(type: GraphQLOutputType, value: unknown): string {
  if (isNonNullType(type)) return required(stringify(type.ofType, value));
  if (value == null) return "null";
  if (isListType(type)) return `[${Array.from(value as Iterable<unknown>, (item) => stringify(type.ofType, item))}]`;
  return required(JSON.stringify((type as GraphQLLeafType).serialize(value)));
}

function required(json: string | undefined): string {
  if (json === undefined || json === "null") throw new Error("A value that is never null is null.");
  return json;
}
