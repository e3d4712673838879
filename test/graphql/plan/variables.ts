import { type GraphQLInputType, isNonNullType } from "graphql";
import type { Random } from "../../../src/db/seed/random.js";
import { type Place, type Values, writeValue } from "./values.js";

/** Where a value goes: its type, whether the place has a default of its own, and what it means there. */
export interface Position {
  type: GraphQLInputType;
  hasDefault: boolean;
  place: Place;
}

/** The variables of one operation, declared as they are used. */
export interface Variables {
  /** Writes a value as a literal, as a variable, or as a literal with variables within. */
  write(position: Position, value: unknown): string;
  /** `($v1: Int!, $v2: Kato = "750000000")`, or nothing. */
  declarations(): string;
  /** What the client sends: not every declared variable is given. */
  given(): Record<string, unknown>;
}

/** How a variable is declared and given; an absent `given` leaves it out. */
interface Form {
  type: string;
  default?: unknown;
  given?: { value: unknown };
}

export function createVariables(random: Random, values: Values): Variables {
  const declared: string[] = [];
  const known = new Map<string, string>();
  const given: Record<string, unknown> = {};

  function write(position: Position, value: unknown): string {
    if (random.chance(position.place.name === "if" ? 0.6 : 0.25)) return `$${declare(position, value)}`;
    const inner = (type: GraphQLInputType, part: unknown) =>
      write({ type, hasDefault: false, place: position.place }, part);
    return writeValue(position.type, value, inner);
  }
  function declare(position: Position, value: unknown): string {
    const { type, hasDefault, place } = position;
    // The same kind of place may take a variable that is there.
    const key = `${type} ${hasDefault} ${JSON.stringify(place)}`;
    const same = known.get(key);
    if (same && random.chance(0.4)) return same;
    const name = `v${declared.length + 1}`;
    const form = random.pick(formsOf(position, value));
    const text = "default" in form ? ` = ${writeValue(type, form.default)}` : "";
    declared.push(`$${name}: ${form.type}${text}`);
    if (form.given) given[name] = form.given.value;
    known.set(key, name);
    return name;
  }
  function formsOf({ type, hasDefault, place }: Position, value: unknown): Form[] {
    const of = String(type).replace(/!$/, "");
    const present = { value };
    const drawn = isNonNullType(type) || random.chance(0.8) ? values.draw(nonNull(type), place) : null;
    const withDefault = { type: of, default: drawn };
    if (!isNonNullType(type)) {
      const strict = value === null ? [] : [{ type: `${of}!`, given: present }];
      const nullable = [{ type: of, given: present }, { type: of }, { ...withDefault, given: present }, withDefault];
      return [...nullable, { ...withDefault, given: { value: null } }, ...strict];
    }
    const strict = { type: `${of}!`, default: drawn };
    const some = [{ type: `${of}!`, given: present }, strict, { ...strict, given: present }];
    const loose = hasDefault ? [{ type: of }, { type: of, given: present }] : [];
    return drawn === null ? [...some.slice(0, 1), ...loose] : [...some, withDefault, ...loose];
  }
  return {
    write,
    declarations: () => (declared.length ? `(${declared.join(", ")})` : ""),
    given: () => given,
  };
}

const nonNull = (type: GraphQLInputType): GraphQLInputType => (isNonNullType(type) ? type.ofType : type);
