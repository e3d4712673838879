import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective as Include,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  GraphQLSkipDirective as Skip,
} from "graphql";

/** A field that a client asks of an object. */
export interface Selected {
  name: string;
  args: Record<string, unknown>;
}

/** Which fields of its object a field is asked for, fragments included, one entry for each alias. */
export function selectionOf(info: GraphQLResolveInfo): Selected[] {
  const fields = (getNamedType(info.returnType) as GraphQLObjectType).getFields();
  const asked = info.fieldNodes.flatMap(({ selectionSet }) => fieldsOf(selectionSet, info));
  return asked.flatMap((node) => {
    const field = fields[node.name.value];
    return field ? [{ name: field.name, args: getArgumentValues(field, node, info.variableValues) }] : [];
  });
}

function fieldsOf(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): FieldNode[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (!isIncluded(node, info)) return [];
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    return fieldsOf(inner?.selectionSet, info);
  });
}

const isIncluded = (node: SelectionNode, { variableValues }: GraphQLResolveInfo) =>
  getDirectiveValues(Skip, node, variableValues)?.if !== true &&
  getDirectiveValues(Include, node, variableValues)?.if !== false;
