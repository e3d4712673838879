import { fillPlaceholders, type SQL, type SQLChunk, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { SETTINGS, type Settings } from "./database.js";

/** A statement as drivers take it. */
export interface Text {
  text: string;
  params: unknown[];
}

/** A value for every setting: '' where the viewer has none, so that none of an earlier viewer stays. */
export const valuesOfAll = (settings: Settings = {}): Record<string, string> =>
  Object.fromEntries(SETTINGS.map((name) => [name, settings[name] ?? ""]));

/** Sets every setting, as a condition that holds. */
export const settingAll = (valueFor: (name: string) => SQLChunk): SQL =>
  sql.join(
    SETTINGS.map((name) => sql`set_config(${sql.raw(`'qorgan.${name}'`)}, ${valueFor(name)}, true) is not null`),
    sql.raw(" and "),
  );

const SET_ALL = `select ${SETTINGS.map((name, i) => `set_config('qorgan.${name}', $${i + 1}, true)`).join(", ")}`;

/** Sets every setting. */
export const setAll = (settings?: Settings): Text => ({
  text: SET_ALL,
  params: Object.values(valuesOfAll(settings)),
});

const dialect = new PgDialect();
// Whoever is remembered has one guard for many requests.
const built = new WeakMap<SQL, { sql: string; params: unknown[] }>();

/** Sets every setting and fails, and with it the transaction, when the guard doesn't hold under them. */
export function setGuarded(settings: Settings, guard: SQL): Text {
  const query = built.get(guard) ?? build(guard);
  built.set(guard, query);
  return { text: query.sql, params: fillPlaceholders(query.params, valuesOfAll(settings)) };
}

// The outer CASE sets before the inner one looks: of an `and` PostgreSQL promises no order.
const build = (guard: SQL) =>
  dialect.sqlToQuery(
    sql`select 1 / case when ${settingAll(sql.placeholder)} then case when ${guard} then 1 else 0 end else 0 end`,
  );

const DIVISION_BY_ZERO = "22012";

/** Whether a guard holds, by what its statement gives; another failure is thrown. */
export const holdsBy = (sent: PromiseLike<unknown>): Promise<boolean> =>
  Promise.resolve(sent).then(
    () => true,
    (error: { code?: unknown }) => {
      if (error.code === DIVISION_BY_ZERO) return false;
      throw error;
    },
  );
