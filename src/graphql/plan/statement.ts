import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../access/viewer.js";
import { settingAll, valuesOfAll } from "../../db/settings.js";
import { createSlot, type Rendered, render, renderStatement, type Statement, settingOf } from "../../db/slot.js";
import { createBounded } from "../bounded.js";
import type { Filled } from "./shape.js";

const MOST_CHARACTERS = 10_000_000;
const guardSlot = createSlot();
// Whoever is remembered has one guard for many requests.
const guards = new WeakMap<SQL, Rendered>();

/** Who asks, and the condition under which anything is read. */
export interface Entry {
  viewer: Viewer | null;
  guard: SQL;
}

/** Makes one statement of root fields, each a column, with the values of this request. */
export function createStatements() {
  const known = createBounded<Statement>(MOST_CHARACTERS, ({ text }) => text.length);
  return (fields: readonly Filled[], { viewer, guard }: Entry) => {
    const rendered = guards.get(guard) ?? render(guard);
    guards.set(guard, rendered);
    const slots = new Map([...fields.flatMap((field) => [...field.slots]), [guardSlot, rendered]]);
    const given = { slots, settings: valuesOfAll(viewer?.settings) };
    const form = [rendered.pieces.join("$"), ...fields.map((field) => field.form)].join("\n\n");
    const { text, valuesOf } = known.find(form) ?? known.add(form, renderStatement(statementOf(fields), given));
    return { text, values: valuesOf(given) };
  };
}

// They end with the statement, which is a transaction.
const viewerIsSet = settingAll(settingOf);

// It sets the viewer, then asks whether the guard holds, and only then reads: what is volatile isn't moved out of its
// place, and CASE doesn't look at what it doesn't need. Where the guard doesn't hold all columns are null.
function statementOf(fields: readonly Filled[]): SQL {
  const columns = fields.map(({ text }) => sql`case when viewer.is_there then ${text} end`);
  return sql`select ${sql.join(columns, sql`, `)}
    from (select ${viewerIsSet} and (${guardSlot}) as is_there) viewer`;
}
