import {
  type ArgumentNode,
  type ExecutionArgs,
  type FieldNode,
  Kind,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from "graphql";

type Asked = Pick<ExecutionArgs, "document" | "schema" | "variableValues">;

/** Makes a subscription go on after a cursor, whatever its document says: who comes back has the same document. */
export function resumeAfter<Args extends Asked>(args: Args, cursor: string): Args {
  const value = { kind: Kind.STRING, value: cursor } as const;
  const after = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: AFTER }, value } as const;
  return visitRoots(args, (field) => ({ ...field, arguments: [...othersOf(field), after] }));
}

/** Whether a subscription says itself from where it goes on; a variable to which no value is given says nothing. */
export function saysAfter(args: Asked): boolean {
  let isSaid = false;
  visitRoots(args, (field) => {
    const after = field.arguments?.find(({ name }) => name.value === AFTER);
    isSaid ||= after !== undefined && !isUngiven(after.value, args);
    return undefined;
  });
  return isSaid;
}

function isUngiven(value: ValueNode, { document, variableValues }: Asked): boolean {
  if (value.kind !== Kind.VARIABLE || variableValues?.[value.name.value] != null) return false;
  const defined = document.definitions.flatMap(
    (node) => ("variableDefinitions" in node && node.variableDefinitions) || [],
  );
  return !defined.some(({ variable, defaultValue }) => variable.name.value === value.name.value && defaultValue);
}

const AFTER = "after";
const othersOf = (field: FieldNode): readonly ArgumentNode[] =>
  field.arguments?.filter(({ name }) => name.value !== AFTER) ?? [];

/** Visits the fields of the root type that can go on after a cursor, also those that stand in a fragment. */
function visitRoots<Args extends Asked>(args: Args, change: (field: FieldNode) => FieldNode | undefined): Args {
  const types = new TypeInfo(args.schema);
  const enter = visitWithTypeInfo(types, {
    Field(field) {
      if (types.getParentType() !== args.schema.getSubscriptionType()) return false;
      if (!types.getFieldDef()?.args.some(({ name }) => name === AFTER)) return false;
      return change(field);
    },
  });
  return { ...args, document: visit(args.document, enter) };
}
