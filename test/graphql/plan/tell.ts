import { type GraphQLSchema, print, validate } from "graphql";
import type { Asked, Compare, Difference } from "./lanes.js";
import { shrink } from "./shrink.js";

/** A difference for people: the query, as small as it gets, its variables, the viewer, and where the answers part. */
export async function tell(
  asked: Asked,
  { schema, compare }: { schema: GraphQLSchema; compare: Compare },
): Promise<string> {
  const differs = async (smaller: Asked) => {
    if (validate(schema, smaller.document).length) return false;
    return (await compare(smaller)).difference !== null;
  };
  const smallest = await shrink(asked, differs);
  const { difference } = await compare(smallest);
  const { document, variables, asker, language } = smallest;
  return [
    print(document),
    `variables ${JSON.stringify(variables)}`,
    `viewer ${asker.name} (${JSON.stringify(asker.person)}), language ${language}`,
    difference ? describe(difference) : "Asked once more, it is gone.",
  ].join("\n");
}

/** Where two answers part, with what stands around it. */
function describe({ want, got }: Difference): string {
  let at = 0;
  while (at < want.length && want[at] === got[at]) at++;
  const excerpt = (text: string) => `${at > 80 ? "…" : ""}${text.slice(Math.max(0, at - 80), at + 160)}`;
  return `at character ${at}\n  want ${excerpt(want)}\n  got  ${excerpt(got)}`;
}
