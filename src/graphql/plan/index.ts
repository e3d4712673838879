import type { SQL } from "drizzle-orm";
import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType } from "graphql";
import { type Arguments, type Compilation, type Place, textOfField, type ValuePlace } from "./compilation.js";
import type { Derivation } from "./derived.js";
import { concat } from "./json.js";
import { root, typesOfIds } from "./root.js";
import { Unplannable } from "./unplannable.js";

/** A root field as SQL: for all requests that ask for the same fields of the same types. */
export interface Shape {
  text: SQL;
  /** How many fields it holds. */
  size: number;
  places: readonly Place[];
  valuePlaces: readonly ValuePlace[];
  needsToken: boolean;
  derivations: readonly Derivation[];
}

/** A root field as it is asked for. */
export interface Asked {
  nodes: readonly FieldNode[];
  type: GraphQLObjectType;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  variables: Arguments;
}

type Given = Pick<Compilation, "schema" | "grants">;

/** A root field as SQL, or why it can't be. */
export function compile({ type, nodes, fragments, variables }: Asked, given: Given): Shape | Unplannable {
  const compilation: Compilation = {
    ...given,
    fragments,
    variables,
    places: [],
    valuePlaces: [],
    needsToken: false,
    derivations: [],
    named: 0,
    written: 0,
  };
  try {
    const text = concat(textOfField({ type, nodes }, compilation, (selected) => [root(selected, compilation)]));
    const { places, valuePlaces, needsToken, derivations, written: size } = compilation;
    return { text, size, places, valuePlaces, needsToken, derivations };
  } catch (error) {
    if (error instanceof Unplannable) return error;
    throw error;
  }
}

/** Which types its ids name, in a text. */
export function typesOf({ type, nodes, variables }: Asked): string {
  const field = type.getFields()[nodes[0]?.name.value ?? ""];
  return field ? typesOfIds({ field, nodes }, variables).join() : "";
}
