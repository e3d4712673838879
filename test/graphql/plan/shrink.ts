import { type DocumentNode, Kind, visit } from "graphql";
import { type Asked, operationOf } from "./lanes.js";

type Holds = (asked: Asked) => Promise<boolean>;

/** A query of which the same holds, but no longer when any one part of it is left out. */
export async function shrink(asked: Asked, holds: Holds): Promise<Asked> {
  const smaller = await leaveOut(asked, holds);
  // What was needed beside a part that went later may be needed no more.
  return smaller === asked ? asked : shrink(smaller, holds);
}

async function leaveOut(asked: Asked, holds: Holds): Promise<Asked> {
  let smallest = asked;
  // Larger parts stand in front of those within them: most go in one step.
  for (let at = 0; ; ) {
    const document = without(smallest.document, at);
    if (!document) return smallest;
    const smaller = declared({ ...smallest, document: prune(document) });
    if (!hasEmpty(document) && (await holds(smaller))) smallest = smaller;
    else at++;
  }
}

/** The document without its n-th part, or null when it has fewer. */
function without(document: DocumentNode, n: number): DocumentNode | null {
  let count = 0;
  const take = () => (count++ === n ? null : undefined);
  const parts = { Field: take, FragmentSpread: take, InlineFragment: take };
  const left = visit(document, { ...parts, Directive: take, Argument: take, ObjectField: take });
  return count > n ? left : null;
}

function hasEmpty(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, { SelectionSet: ({ selections }) => void (isFound ||= selections.length === 0) });
  return isFound;
}

/** Without fragments and variables that nothing names any more. */
function prune(document: DocumentNode): DocumentNode {
  const spread = namesOf(document, Kind.FRAGMENT_SPREAD);
  const pruned = visit(document, {
    FragmentDefinition: ({ name }) => (spread.has(name.value) ? undefined : null),
  });
  if (pruned !== document) return prune(pruned);
  const used = namesOf(document, Kind.VARIABLE);
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
}

/** With the values of the variables that it still has. */
function declared(asked: Asked): Asked {
  const names = new Set(operationOf(asked).variableDefinitions?.map(({ variable }) => variable.name.value));
  const variables = Object.fromEntries(Object.entries(asked.variables).filter(([name]) => names.has(name)));
  return { ...asked, variables };
}

function namesOf(document: DocumentNode, kind: Kind.VARIABLE | Kind.FRAGMENT_SPREAD): Set<string> {
  const names = new Set<string>();
  visit(document, {
    enter(node) {
      // A declaration isn't a use.
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === kind) names.add(node.name.value);
      return undefined;
    },
  });
  return names;
}
