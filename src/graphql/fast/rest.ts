import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";

/** An operation, and the document in which it stands. */
export interface Rest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** The same operation with some of its root fields only. Fragments and variables that they don't use may stay. */
export function selecting({ document, operation }: Rest, fields: readonly FieldNode[]): Rest {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields };
  const rest = { ...operation, selectionSet };
  const definitions = document.definitions.map((one) => (one === operation ? rest : one));
  return { document: { ...document, definitions }, operation: rest };
}
