import {
  Arg,
  Args,
  type ClassType,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Root as Parent,
  Query,
  Resolver,
} from "type-graphql";
import { connectionType, PageArgs } from "./connection.js";
import { filterInput } from "./filters.js";
import type { List, Queries, Relation, Relations, Root } from "./relations.js";
import { resolveRelation, resolveRoot } from "./resolve.js";
import { Kato } from "./scalars.js";
import { LanguageCode } from "./text.js";

type Method = (...args: never[]) => unknown;
type Prototype = Record<string, Method>;

/** The resolver class of an entity's relations: type-graphql's decorators, called as functions on declarations. */
export function registerRelations(declared: Relations): ClassType {
  const Type = declared.type() as ClassType;
  const made = named(`${Type.name}Relations`);
  Resolver(() => Type)(made);
  const proto = made.prototype as Prototype;
  for (const [name, relation] of Object.entries(declared.fields)) {
    const field = { name: `${Type.name}.${name}`, owner: declared.table, relation };
    proto[name] = ((row, ctx, args, more) =>
      resolveRelation(field, row, argumentsOf(relation, args, more), ctx)) as Method;
    const options = { nullable: mayBeNull(relation), description: relation.description };
    FieldResolver(typeOf(relation), options)(proto, name, describe(proto, name));
    Parent()(proto, name, 0);
    Ctx()(proto, name, 1);
    addRelationArguments(proto, name, relation);
    Extensions({ relation, owner: declared.table })(proto, name);
  }
  return made;
}

/** The resolver class of declared root fields. */
export function registerQueries(fields: Queries): ClassType {
  const made = named(`Queries_${Object.keys(fields).join("_")}`);
  Resolver()(made);
  const proto = made.prototype as Prototype;
  for (const [name, root] of Object.entries(fields)) {
    proto[name] = ((ctx, ...args) => resolveRoot(root, rootArguments(root, args), ctx)) as Method;
    Query(rootType(root), { nullable: root.kind === "find", description: root.description })(
      proto,
      name,
      describe(proto, name),
    );
    Ctx()(proto, name, 0);
    if (root.kind === "list") addListArguments(proto, name, root);
    else
      Arg(root.argument, () => keyTypeOf(root), { description: `The ${root.argument} to look for.` })(proto, name, 1);
    Extensions({ root })(proto, name);
  }
  return made;
}

function named(name: string): ClassType {
  const made = class {};
  Object.defineProperty(made, "name", { value: name });
  return made;
}

const describe = (proto: Prototype, name: string) => Object.getOwnPropertyDescriptor(proto, name) as PropertyDescriptor;

const argumentsOf = (relation: Relation, args: object, filter: object) =>
  relation.kind === "page"
    ? { ...args, filter: filter as never }
    : isInLanguage(relation)
      ? { lang: args as never }
      : {};

function rootArguments(root: Root, [first, ...rest]: unknown[]) {
  if (root.kind === "find") return { [root.argument]: first };
  const names = [...Object.keys(root.by), "filter"];
  return { ...(first as object), ...Object.fromEntries(names.map((name, i) => [name, rest[i]])) };
}

const isInLanguage = (relation: Relation) =>
  relation.kind === "localized" || (relation.kind === "derived" && relation.inLanguage);

const mayBeNull = (relation: Relation) =>
  (relation.kind === "one" && !relation.always) ||
  (relation.kind === "derived" && relation.nullable) ||
  (relation.kind === "localized" && !Object.values(relation.columns).some((column) => column.notNull));

function typeOf(relation: Relation): () => object {
  if (relation.kind === "localized") return () => String;
  if (relation.kind === "many" || relation.kind === "tally") return () => [relation.type()];
  const type = relation.kind === "page" ? connectionType(relation.list().type) : undefined;
  return () => type ?? (relation as { type: () => object }).type();
}

function rootType(root: Root): () => object {
  const type = root.kind === "list" ? connectionType(root.list().type) : undefined;
  return () => type ?? (root as { type: () => object }).type();
}

const keyTypeOf = (root: Root & { kind: "find" }) => (root.key.getSQLType() === "uuid" ? ID : Kato);

function addRelationArguments(proto: Prototype, name: string, relation: Relation) {
  if (relation.kind === "page") addPageArguments(proto, name, relation.list(), 2);
  if (!isInLanguage(relation)) return;
  const description = "The language; by default that of the header Accept-Language, else Russian.";
  Arg("lang", () => LanguageCode.type, { nullable: true, description })(proto, name, 2);
}

function addListArguments(proto: Prototype, name: string, { list, by }: Root & { kind: "list" }) {
  const given = Object.entries(by);
  for (const [i, [argument, { type, description }]] of given.entries()) {
    Arg(argument, type, { nullable: true, description })(proto, name, 2 + i);
  }
  addPageArguments(proto, name, list(), 1, 2 + given.length);
}

function addPageArguments(proto: Prototype, name: string, list: List, index: number, filterIndex = index + 1) {
  Args(() => PageArgs)(proto, name, index);
  if (!Object.keys(list.filters).length) return;
  const input = filterInput(`${list.type().name}Filter`, list.filters, `Which rows of the list ${list.name}.`);
  Arg("filter", () => input, { nullable: true, description: "Which rows; all filters must hold." })(
    proto,
    name,
    filterIndex,
  );
}
