import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** What a client asked for. */
export interface Asked {
  schema: GraphQLSchema;
  document: DocumentNode;
}

/** The names of the fields that a document asks for, by object type; those of an interface are of each of its types. */
export function selectedFields({ schema, document }: Asked): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const info = new TypeInfo(schema);
  const add = (type: string, field: string) => found.set(type, (found.get(type) ?? new Set()).add(field));
  const note = ({ name: { value } }: { name: { value: string } }) => {
    const parent = info.getParentType();
    if (value === "__typename") return;
    if (isObjectType(parent)) add(parent.name, value);
    if (isAbstractType(parent)) for (const { name } of schema.getPossibleTypes(parent)) add(name, value);
  };
  visit(document, visitWithTypeInfo(info, { Field: note }));
  return found;
}
