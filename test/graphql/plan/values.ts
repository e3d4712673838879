import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Random } from "../../../src/db/seed/random.js";
import type { Known } from "./known.js";

/** Where a value stands: the argument or input field, and what the field that takes it leads to. */
export interface Place {
  name: string;
  /** The type of what the field gives, whose id an argument `id` is. */
  type?: string;
  /** The list through which the field pages, whose cursors `after` takes. */
  list?: string;
}

/** Draws plain values of input types. */
export interface Values {
  /** A value of the type, as JSON; `undefined` leaves it out, which only a type that may be null does. */
  draw(type: GraphQLInputType, place: Place): unknown;
  /** Whether values of the right form that mean nothing are drawn too; most of them make an error. */
  setWild(isWild: boolean): void;
}

/** How often a filter of a list is left out: together they soon keep no row. */
const OF_FILTER = 0.88;
const ODD = ["", "%", "_", "\\", '"', "школа", "№ 1", "😀", "\u2028", "\t\n", "a'b", "\u0000"];

export function createValues(random: Random, known: Known): Values {
  let isWild = false;
  const wildly = (chance: number) => isWild && random.chance(chance);

  function draw(type: GraphQLInputType, place: Place): unknown {
    if (isNonNullType(type)) return drawPresent(type.ofType, place);
    return random.chance(0.08) ? null : drawPresent(type, place);
  }
  function drawPresent(type: GraphQLInputType, place: Place): unknown {
    if (isListType(type)) return drawList(type.ofType, place);
    if (isInputObjectType(type)) return drawObject(type, place);
    if (isEnumType(type)) return random.pick((type as GraphQLEnumType).getValues()).name;
    return drawScalar(String(type), place);
  }
  // One value stands for a list of one.
  const drawList = (type: GraphQLInputType, place: Place) =>
    random.chance(0.1)
      ? drawPresent(isNonNullType(type) ? type.ofType : type, place)
      : Array.from({ length: random.pick([0, 1, 1, 2, 2, 3, 4]) }, () => draw(type, place));

  function drawObject(type: GraphQLInputObjectType, { list }: Place): object {
    const fields = Object.values(type.getFields()).filter((field) => isNeeded(field) || !random.chance(OF_FILTER));
    const place = (name: string) => ({ name, ...(list ? { list } : {}) });
    return Object.fromEntries(fields.map(({ name, type }) => [name, draw(type, place(name))]));
  }
  function drawScalar(type: string, place: Place): unknown {
    if (type === "ID") return drawId(place);
    if (type === "Kato")
      return wildly(0.2)
        ? random.pick(["110000000", "999999999", "750000001"])
        : known.kato(place.name === "kato" ? place.type : undefined);
    if (type === "DateTime") return drawTime();
    if (type === "LocalDate") return known.time().toISOString().slice(0, 10);
    if (type === "Boolean") return random.chance(0.5);
    if (type === "Int") return drawInt(place);
    if (type === "Float") return random.int(-3, 90) / 4;
    return place.name === "after" ? drawCursor(place) : drawText(place);
  }
  function drawId({ name, type }: Place): string {
    if (wildly(0.2)) return random.pick([known.id(), "x", "", `${known.id()}0`, known.id().toUpperCase()]);
    return known.id(/^ids?$/.test(name) ? type : name.replace(/Ids?$/, ""));
  }
  const drawTime = () =>
    random.chance(0.2) ? known.time().toISOString().replace("Z", "+05:00") : known.time().toISOString();
  function drawInt({ name }: Place): number {
    if (name !== "first") return random.int(0, 5);
    return wildly(0.15) ? random.pick([0, -1, 100, 101, 2_147_483_647]) : random.pick([1, 1, 2, 2, 3, 3, 4, 5, 7, 20]);
  }
  function drawCursor({ list }: Place): string | null {
    const real = known.cursor(list);
    if (!real || random.chance(0.7)) return real;
    return wildly(0.3) ? random.pick(["", "x", "WyJ", `${real}A`]) : mix(real, known.cursor(list) ?? real);
  }
  const drawText = ({ name }: Place) =>
    name === "quarter" ? `202${random.int(4, 6)}-Q${random.int(1, 4)}` : random.pick([known.word(), random.pick(ODD)]);
  /** A place between rows: keys of two cursors of one list. */
  function mix(one: string, other: string): string {
    const [keys, others] = [keysIn(one), keysIn(other)];
    const mixed = keys.map((key, i) => (i > 0 && i < others.length && random.chance(0.5) ? others[i] : key));
    return Buffer.from(JSON.stringify(mixed)).toString("base64url");
  }
  return { draw, setWild: (given) => void (isWild = given) };
}

const keysIn = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, "base64url").toString());
const isNeeded = ({ type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
  isNonNullType(type) && defaultValue === undefined;
/** A plain value as GraphQL writes it. `inner` may write a part of it in another way, such as a variable. */
export function writeValue(
  type: GraphQLInputType,
  value: unknown,
  inner: (type: GraphQLInputType, value: unknown) => string = (of, part) => writeValue(of, part),
): string {
  if (value === null || value === undefined) return "null";
  if (isNonNullType(type)) return writeValue(type.ofType, value, inner);
  if (isListType(type)) {
    if (!Array.isArray(value)) return writeValue(type.ofType, value, inner);
    return `[${value.map((item) => inner(type.ofType, item)).join(", ")}]`;
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${inner(fieldType(fields[name]), part)}`);
    return `{ ${parts.join(", ")} }`;
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}

const fieldType = (field: GraphQLInputField | undefined) => (field as GraphQLInputField).type;
