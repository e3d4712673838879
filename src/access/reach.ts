import { Column, is, SQL, StringChunk } from "drizzle-orm";
import { getTableConfig, type PgPolicy, type PgRole, type PgTable } from "drizzle-orm/pg-core";
import type { Subject } from "./subjects.js";

/**
 * What an official's answer depends on besides role, jurisdiction and language: relationships to and exclusions from
 * these subjects, or the very person. Officials who are alike in it get the same answer. A family's is its own always.
 */
export interface Reach {
  isPersonal: boolean;
  subjects: ReadonlySet<Subject>;
}

/** On nothing more. */
export const SHARED: Reach = { isPersonal: false, subjects: new Set() };
/** On who it is. */
export const PERSONAL: Reach = { isPersonal: true, subjects: new Set() };

/** What an answer made of several parts depends on. */
export const unite = (parts: readonly Reach[]): Reach => ({
  isPersonal: parts.some(({ isPersonal }) => isPersonal),
  subjects: new Set(parts.flatMap(({ subjects }) => [...subjects])),
});

const said = new WeakMap<SQL, Reach>();
const open = new WeakSet<SQL>();

/** Says of a rule, or a part of one, what it depends on; of what nobody says it, the text decides. */
export function dependsOn(rule: SQL, reach: Reach): SQL {
  said.set(rule, reach);
  return rule;
}

/** Says that every official satisfies a rule, so that what stands beside it in an `or` decides nothing for them. */
export function opensToOfficials(rule: SQL): SQL {
  open.add(rule);
  return dependsOn(rule, SHARED);
}

export const isOpenToOfficials = (rule: SQL): boolean => open.has(rule);

// Whatever else stands in a rule may name a setting, a table or a function: nobody knows on whom it depends.
const WORDS = new Set("and or not in is null case when then else end true false between".split(" "));

/** What a rule depends on. A part that isn't understood makes it personal. */
export function reachOfRule(rule: SQL): Reach {
  return said.get(rule) ?? unite(rule.queryChunks.map(reachOfChunk));
}

function reachOfChunk(chunk: unknown): Reach {
  if (is(chunk, SQL)) return reachOfRule(chunk);
  if (is(chunk, Column)) return SHARED;
  return is(chunk, StringChunk) && isUnderstood(chunk.value.join("")) ? SHARED : PERSONAL;
}

function isUnderstood(text: string): boolean {
  const bare = text.replaceAll(/'[^']*'/g, "");
  const words = bare.match(/[^\W\d]\w*/g) ?? [];
  return /^[\s\w()<>=,]*$/.test(bare) && words.every((word) => WORDS.has(word));
}

const tables = new WeakMap<PgTable, Reach>();

/** What it depends on which rows of a table are seen, read off the table's own policies. */
export function reachOfTable(table: PgTable): Reach {
  const reach = tables.get(table) ?? reachOfPolicies(readPolicies(table));
  tables.set(table, reach);
  return reach;
}

const reachOfPolicies = (policies: readonly PgPolicy[]): Reach =>
  policies.length > 0 ? unite(policies.map(({ using }) => (using ? reachOfRule(using) : PERSONAL))) : PERSONAL;

/** The policies under which the API reads a table. */
export const readPolicies = (table: PgTable): PgPolicy[] =>
  getTableConfig(table).policies.filter((policy) => isOfReads(policy) && isOfApi(policy));

const isOfReads = ({ for: command = "all" }: PgPolicy) => command === "all" || command === "select";
const isOfApi = ({ to = "public" }: PgPolicy) =>
  [to].flat().some((role) => API.has(typeof role === "string" ? role : (role as PgRole).name));
const API = new Set(["qorgan_app", "public"]);
