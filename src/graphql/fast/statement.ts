import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../access/viewer.js";
import { settingAll, valuesOfAll } from "../../db/settings.js";
import { createSlot, type Rendered, render, renderStatement, type Statement, settingOf } from "../../db/slot.js";
import { createBounded } from "../bounded.js";
import type { Filled } from "./shape.js";

const MOST_CHARACTERS = 10_000_000;
const guardSlot = createSlot();
const MOST_GUARDS = 1_000;

/** Who asks, and the condition under which anything is read. */
export interface Entry {
  viewer: Viewer | null;
  guard: SQL;
}

/** Makes one statement of root fields, each a column, with the values of this request. */
export function createStatements() {
  const known = createBounded<Statement>(MOST_CHARACTERS, ({ text }) => text.length);
  const guardOf = createGuards();
  return (fields: readonly Filled[], { viewer, guard }: Entry) => {
    const { rendered, form: ofGuard } = guardOf(guard);
    const slots = new Map([[guardSlot, rendered]]);
    for (const field of fields) for (const [slot, part] of field.slots) slots.set(slot, part);
    const given = { slots, settings: valuesOfAll(viewer?.settings) };
    const form = `${ofGuard} ${fields.map((field) => field.form).join("; ")}`;
    const { text, valuesOf } = known.find(form) ?? known.add(form, renderStatement(statementOf(fields), given));
    return { text, values: valuesOf(given) };
  };
}

/** Renders guards, and numbers their texts: whoever is remembered has one guard for many requests. */
function createGuards() {
  const known = new WeakMap<SQL, { rendered: Rendered; form: number }>();
  const forms = createBounded<number>(MOST_GUARDS);
  let last = 0;
  return (guard: SQL) => {
    const found = known.get(guard);
    if (found) return found;
    const rendered = render(guard);
    const pieces = rendered.pieces.join("$");
    const made = { rendered, form: forms.find(pieces) ?? forms.add(pieces, ++last) };
    known.set(guard, made);
    return made;
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
