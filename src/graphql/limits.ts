import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/** Bounds of a request. `apiInfo` shows them. */
export const LIMITS = {
  /** Nesting of fields in an operation, fragments counted where they are spread. */
  depth: 16,
  /** Lexical tokens of a document. */
  tokens: 4_000,
  /** Aliased fields of a document. */
  aliases: 60,
  /** Root fields of an operation. */
  rootFields: 40,
  /** Rows of a page. */
  page: 100,
  defaultPage: 20,
  /** Ids in `nodes`. */
  nodes: 100,
  /** Duplicates that are changed with their first alert. */
  duplicates: 500,
  /** Rows of a stream's first item. */
  snapshot: 1_000,
  /** Bytes of a request's body, and of a websocket message. */
  bodyBytes: 256 * 1024,
  messageBytes: 64 * 1024,
  /** Subscriptions of one websocket. */
  subscriptions: 20,
  /** Characters of a free text. */
  text: 10_000,
} as const;

const exceeded = (limit: string, bound: number, got: number, node: FieldNode | SelectionSetNode) =>
  new GraphQLError(`${limit} must be at most ${bound}, but the document has ${got}.`, {
    nodes: [node],
    extensions: { code: "LIMIT_EXCEEDED", limit, bound, got },
  });

/** Refuses documents deeper than the limit. Introspection is left out: it can't reach data. */
export const depthLimit: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const got = depthOf(operation.selectionSet, context, new Map());
    if (got > LIMITS.depth) context.reportError(exceeded("depth", LIMITS.depth, got, operation.selectionSet));
  },
});

/** Refuses documents with more aliases or root fields than the limits: each is another execution. */
export const widthLimit: ValidationRule = (context): ASTVisitor => {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias && ++aliases === LIMITS.aliases + 1) {
        context.reportError(exceeded("aliases", LIMITS.aliases, countAliases(context), node));
      }
    },
    OperationDefinition({ selectionSet }) {
      const got = selectionSet.selections.length;
      if (got > LIMITS.rootFields) {
        context.reportError(exceeded("rootFields", LIMITS.rootFields, got, selectionSet));
      }
    },
  };
};

const countAliases = (context: ValidationContext) =>
  JSON.stringify(context.getDocument(), (key, value) => (key === "loc" ? undefined : value)).split('"alias":{').length -
  1;

type Depths = Map<string, number>;

function depthOf(set: SelectionSetNode, context: ValidationContext, known: Depths): number {
  const depths = set.selections.map((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD)
      return depthOfFragment(context.getFragment(node.name.value), context, known);
    if (node.kind === Kind.INLINE_FRAGMENT) return depthOf(node.selectionSet, context, known);
    if (node.name.value.startsWith("__")) return 0;
    return 1 + (node.selectionSet ? depthOf(node.selectionSet, context, known) : 0);
  });
  return Math.max(0, ...depths);
}

// Each fragment is measured once, or nested spreads would cost time that grows exponentially.
function depthOfFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  known: Depths,
): number {
  if (!fragment) return 0;
  const name = fragment.name.value;
  if (!known.has(name)) {
    // A cycle is refused by another rule; counted as 0 here it can't hang this one.
    known.set(name, 0);
    known.set(name, depthOf(fragment.selectionSet, context, known));
  }
  return known.get(name) ?? 0;
}

export const limitRules: readonly ValidationRule[] = [depthLimit, widthLimit];
