import { type DocumentNode, Kind, visit } from "graphql";
import { type Costed, costOf } from "./cost.js";
import { refuse } from "./errors.js";
import type { Exposure } from "./exposure.js";
import { BASE_COST, type CostReport, type Purse } from "./meter.js";
import { say } from "./say.js";

/** Who wants a valid operation executed. */
export interface Asker {
  purse: Purse;
  isSignedIn: boolean;
}

/** Lets an operation pass, or throws: what HTTP and websockets check after validation and before execution. */
export function admit(costed: Costed, { purse, isSignedIn }: Asker, { introspection }: Exposure): CostReport {
  const isOpen = introspection === "on" || (introspection === "signed-in" && isSignedIn);
  if (!isOpen && asksForSchema(costed.document)) {
    const message = introspection === "off" ? say`It is switched off.` : say`It needs a token.`;
    throw refuse("INTROSPECTION_DISABLED", 400, say`The schema must not be asked for: ${message}`);
  }
  const report = purse.take(costOf(costed));
  // The base was taken when the request came.
  return { ...report, requested: report.requested + BASE_COST };
}

const asked = new WeakMap<DocumentNode, boolean>();

function asksForSchema(document: DocumentNode): boolean {
  const known = asked.get(document);
  if (known !== undefined) return known;
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => void (found ||= name.value === "__schema" || name.value === "__type"),
  });
  asked.set(document, found);
  return found;
}
