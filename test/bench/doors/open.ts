import type { BenchDatabase } from "../support/database.ts";
import { type Ask, send } from "../support/load.ts";
import type { Contender, Shape } from "../support/rounds.ts";
import { connect } from "../support/scene.ts";

/** Fails unless a door is closed in Qorgan and open where it is said to be: else its price would be nothing. */
export async function checkOpen(database: BenchDatabase, shapes: readonly Shape[], contender: Contender) {
  const [point, watched] = ["point", "watched"].map((name) => shapes.find((shape) => shape.name === name));
  const [ask] = point?.asks(1, 1, "qorgan") ?? [];
  const [read] = watched?.asks(1, 1, "qorgan") ?? [];
  const doors: Record<string, () => Promise<boolean>> = {
    "no-token": () => passes(contender, forge(ask as Ask)),
    "no-limits": () => passes(contender, deepen(ask as Ask)),
    "no-audit": async () => !(await isRecorded(database, contender, read as Ask)),
  };
  for (const [name, isOpen] of Object.entries(doors)) {
    const wanted = contender.name === name;
    if (!wanted && contender.name !== "qorgan") continue;
    if ((await isOpen()) === wanted) continue;
    throw new Error(`The door of ${name} must be ${wanted ? "open" : "closed"} in ${contender.name}, but isn't.`);
  }
}

const passes = ({ server }: Contender, ask: Ask) =>
  send(server.url, ask).then(
    () => true,
    () => false,
  );

// Another signature under the same words.
const forge = ({ token, body }: Ask): Ask => ({ body, token: `${token.slice(0, token.lastIndexOf(".") + 1)}AAAA` });

// Deeper than the limit of 16.
function deepen({ token }: Ask): Ask {
  const [down, up] = ["region { districts(first: 1) { nodes { ", "} } } "].map((part) => part.repeat(5));
  return { token, body: JSON.stringify({ query: `{ districts(first: 1) { nodes { ${down} kato ${up} } } }` }) };
}

async function isRecorded(database: BenchDatabase, contender: Contender, ask: Ask): Promise<boolean> {
  const sql = connect(database.url);
  try {
    const count = async () => Number((await sql`select count(*) from audit_entries`)[0]?.count);
    const before = await count();
    await send(contender.server.url, ask);
    return (await count()) > before;
  } finally {
    await sql.end();
  }
}
