import {
  type GraphQLArgument,
  GraphQLBoolean,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLNonNull,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from "graphql";
import type { Relation, Root } from "../../../src/graphql/relations.js";
import type { Draft } from "./document.js";
import type { Place } from "./values.js";

type Field = GraphQLField<unknown, unknown>;

/** Fields and fragments of one document, about. */
const FIELDS = 60;
/** Parts of a page: they are as deep as the page itself. */
const PAGE = /(Connection|Edge|PageInfo)$/;

/** A random selection of a type, `depth` levels of rows deep. */
export function drawSelection(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { random } = draft;
  const most = draft.fields >= FIELDS ? 1 : mostOf(draft, type);
  return `{ ${Array.from({ length: random.int(1, most) }, () => drawItem(draft, type, depth)).join(" ")} }`;
}

const mostOf = ({ schema }: Draft, type: GraphQLCompositeType) =>
  type === schema.getQueryType() || PAGE.test(type.name) ? 3 : 5;

function drawItem(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  if (draft.fields++ >= FIELDS) return "__typename";
  const roll = draft.random.next();
  // Behind an interface most fields stand in fragments.
  const [inline, spread] = isAbstractType(type) ? [0.55, 0.75] : [0.14, 0.22];
  if (roll < 0.05) return drawTypename(draft);
  if (roll < inline) return drawInline(draft, type, depth);
  if (roll < spread) return drawSpread(draft, type, depth);
  return drawField(draft, type, depth);
}

const drawTypename = (draft: Draft) =>
  `${draft.random.chance(0.3) ? `${draft.name("t")}: ` : ""}__typename${drawDirectives(draft)}`;

function drawField(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const able = fieldsOf(type).filter((field) => mayDraw(draft, field, depth));
  if (!able.length) return drawTypename(draft);
  const field = draft.random.pick(
    PAGE.test(type.name) ? [...able, ...able.filter(hasRows), ...able.filter(hasRows)] : able,
  );
  const head = drawHead(draft, type, field);
  const inner = getNamedType(field.type);
  const body = () => (isCompositeType(inner) ? ` ${drawSelection(draft, inner, depthBelow(field, depth))}` : "");
  const draw = () => `${head}${drawDirectives(draft)}${body()}`;
  // The same key twice: both selections merge.
  return draft.random.chance(0.1) ? `${draw()} ${draw()}` : draw();
}

const fieldsOf = (type: GraphQLCompositeType): Field[] => (isUnionType(type) ? [] : Object.values(type.getFields()));

const mayDraw = ({ isPlain }: Draft, field: Field, depth: number) =>
  depthBelow(field, depth) >= 0 && (!isPlain || isDeclared(field));

/** The parts of a page that lead to its rows. */
const hasRows = ({ name }: Field) => name === "nodes" || name === "edges" || name === "node";

function depthBelow({ type }: Field, depth: number): number {
  const named = getNamedType(type);
  return isCompositeType(named) && !PAGE.test(named.name) ? depth - 1 : depth;
}

/** Whether a field is declared as data, or is a property of its row. */
const isDeclared = ({ resolve, extensions, type }: Field) =>
  !resolve || "column" in extensions || "relation" in extensions || "root" in extensions || isNode(type);
const isNode = (type: Field["type"]) => isInterfaceType(getNamedType(type));

/** Key, name and arguments. */
function drawHead(draft: Draft, type: GraphQLCompositeType, field: Field): string {
  const of = `${type.name}.${field.name}`;
  const known = draft.heads.get(of) ?? [];
  if (known.length && draft.random.chance(0.5)) return draft.random.pick(known);
  const alias = !known.length && draft.random.chance(0.6) ? "" : `${draft.name("a")}: `;
  const head = `${alias}${field.name}${drawArguments(draft, field)}`;
  draft.heads.set(of, [...known, head]);
  return head;
}

function drawArguments({ random, values, variables }: Draft, field: Field): string {
  const place = placeOf(field);
  const given = field.args.flatMap((argument) => {
    const { name, type, defaultValue } = argument;
    if (!isRequiredArgument(argument) && random.chance(chanceOfLeaving(argument))) return [];
    const position = { type, hasDefault: defaultValue !== undefined, place: { ...place, name } };
    return [`${name}: ${variables.write(position, values.draw(type, position.place))}`];
  });
  return given.length ? `(${given.join(", ")})` : "";
}

// A page of its default size, nested, is dear.
const chanceOfLeaving = ({ name }: GraphQLArgument) => (name === "first" ? 0.15 : 0.6);

/** What an argument of a field means. */
export function placeOf({ type, extensions }: Field): Omit<Place, "name"> {
  const declared = (extensions.root ?? extensions.relation) as Root | Relation | undefined;
  if (declared?.kind === "list" || declared?.kind === "page") return { list: declared.list().name };
  return { type: getNamedType(type).name };
}

function drawInline(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { random } = draft;
  if (random.chance(0.2)) return `...${drawDirectives(draft, 0.5)} ${drawSelection(draft, type, depth)}`;
  const on = random.pick(overlapping(draft, type));
  return `... on ${on.name}${drawDirectives(draft)} ${drawSelection(draft, on, depth)}`;
}

function drawSpread(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { random, fragments } = draft;
  const on = random.pick(overlapping(draft, type));
  const known = fragments.filter((fragment) => fragment.type === on && fragment.depth <= depth);
  if (known.length && random.chance(0.5)) return `...${random.pick(known).name}${drawDirectives(draft)}`;
  const name = draft.name("F");
  const text = `fragment ${name} on ${on.name} ${drawSelection(draft, on, depth)}`;
  fragments.push({ name, type: on, text, depth });
  return `...${name}${drawDirectives(draft)}`;
}

/** What may stand where the type does: of an object also its interfaces, of an interface all that implement it. */
const overlapping = ({ schema }: Draft, type: GraphQLCompositeType): readonly GraphQLCompositeType[] =>
  isObjectType(type) ? [type, type, type, type, ...type.getInterfaces()] : [type, ...schema.getPossibleTypes(type)];

function drawDirectives(draft: Draft, chance = 0.1): string {
  const { random } = draft;
  if (!random.chance(chance)) return "";
  const names = random.pick([["skip"], ["include"], ["include"], ["skip", "include"], ["include", "skip"]]);
  return names.map((name) => ` @${name}(if: ${drawCondition(draft, name)})`).join("");
}

function drawCondition({ random, variables }: Draft, name: string): string {
  const isKept = random.chance(0.65);
  const position = { type: new GraphQLNonNull(GraphQLBoolean), hasDefault: false, place: { name: "if" } };
  return variables.write(position, isKept === (name === "include"));
}
