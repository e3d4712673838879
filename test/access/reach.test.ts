import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, PgDialect, type PgPolicy, pgPolicy, pgRole, pgTable, uuid } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import * as policies from "../../src/access/policies.js";
import { type Reach, reachOfTable, readPolicies } from "../../src/access/reach.js";
import { SUBJECTS, type Subject } from "../../src/access/subjects.js";
import { findTables } from "../support/tables.js";

const dialect = new PgDialect();
const tables = await findTables();
const nameOf = (table: (typeof tables)[number]) => getTableConfig(table).name;

const read = (name: string) => `nullif\\(current_setting\\('qorgan\\.${name}', true\\), ''\\)::(?:uuid|text|int)`;
const PRINCIPAL = `\\(select ${read("principal")}\\)`;
const IN_ROLES = `${read("role")} in \\([^)]*\\)`;
const NO_GUARDIAN = `coalesce\\(${read("role")}, ''\\) <> 'GUARDIAN'`;
const RELATED = `(?:${NO_GUARDIAN}(?: and not ${IN_ROLES})?|${read("role")} in \\('GUARDIAN'\\))`;
const COLUMN = '"\\w+"\\."\\w+"';
const GRANTED = new RegExp(
  `${COLUMN} = any\\(array\\(select subject_id from access_grants where principal = \\(select case when ${RELATED} then ${read("principal")} else null end\\)\\s+and subject_type = '(\\w+)' and tier in \\([^)]*\\)(?: and \\(tier <> 'T3S' or not \\(select ${IN_ROLES}\\)\\))? and from_at <= now\\(\\)\\s+and \\(to_at is null or to_at > now\\(\\)\\) and \\(basis <> 'EMERGENCY' or \\(select current_setting\\('transaction_read_only'\\) = 'on'\\)\\)\\)\\)`,
  "g",
);
const EXCLUDED = new RegExp(
  `\\(${COLUMN} is null or not \\(${COLUMN} = any\\(array\\(select subject_id from access_exclusions\\s+where principal = ${PRINCIPAL} and subject_type = '(\\w+)'\\)\\)\\)\\)`,
  "g",
);
const OFFICIAL = new RegExp(`\\(select ${read("principal")} is not null and ${NO_GUARDIAN}\\)`, "g");
const SIGNED_IN = new RegExp(`\\(select ${read("principal")} is not null\\)`, "g");

/** What the text of a policy says of the same, in ways of its own. */
function reachOfText({ using }: PgPolicy): Reach {
  const subjects = new Set<Subject>();
  const take = (_: string, subject: Subject) => {
    subjects.add(subject);
    return "RELATED";
  };
  const text = dialect
    .sqlToQuery(using as SQL)
    .sql.replaceAll(GRANTED, take)
    .replaceAll(EXCLUDED, take)
    .replaceAll(OFFICIAL, "OFFICIAL")
    .replaceAll(new RegExp(`\\(OFFICIAL or ${COLUMN} = ${PRINCIPAL}\\)`, "g"), "OFFICIAL")
    .replaceAll(SIGNED_IN, "SIGNED_IN");
  return { isPersonal: /principal|subject|access_|session_user|current_user/.test(text), subjects };
}

const textReachOf = (table: (typeof tables)[number]): Reach => {
  const found = readPolicies(table).map(reachOfText);
  const isPersonal = found.some((reach) => reach.isPersonal);
  return { isPersonal, subjects: new Set(found.flatMap(({ subjects }) => [...subjects])) };
};

test.each(tables.map((table) => [nameOf(table), table] as const))(
  "the reach of %s is what the text of its policies says",
  (_, table) => {
    expect(reachOfTable(table)).toEqual(textReachOf(table));
  },
);

test("tables whose rows are somebody's own are personal, and no others", () => {
  const personal = tables.filter((table) => reachOfTable(table).isPersonal).map(nameOf);
  expect(personal.sort()).toEqual([
    ...["access_exclusions", "access_grants", "agenda_items", "decisions", "emergency_accesses", "guardians"],
    ...["incident_notes", "incident_reviews", "mutation_keys", "sensitive_notes"],
    ...["webhook_deliveries", "webhook_endpoints", "webhooks"],
  ]);
});

test("every subject is reached from some table", () => {
  const subjects = tables.flatMap((table) => [...reachOfTable(table).subjects]);
  expect(new Set(subjects)).toEqual(new Set(SUBJECTS));
});

describe("a rule", () => {
  const app = pgRole("qorgan_app").existing();
  const id = uuid("id");
  const tableOf = (using?: SQL) =>
    pgTable("things", { id }, () => [pgPolicy("things_read", { for: "select", to: app, using })]);
  const column = tableOf().id;
  const reachOf = (rule: SQL) => reachOfTable(tableOf(rule));
  const role = policies.hasRole(["INSPECTOR"]);

  test.each<[string, SQL]>([
    ["of the principal", policies.own(column)],
    ["of the principal beside a role", policies.anyOf(role, policies.own(column))],
    ["of the principal and every official", policies.allOf(policies.officials, policies.own(column))],
    ["of the provider's name", policies.linked(column)],
    ["that names a setting itself", sql`${column}::text = current_setting('qorgan.role')`],
    ["that asks another table", sql`${column} in (select id from others)`],
    ["that calls a function", sql`is_mine(${column})`],
    ["that names the session", sql`${column}::text = session_user`],
    ["that quotes a name", sql`${column} = "mine"`],
    ["with a value", sql`${column} = ${"…"}`],
    ["in a part of which something isn't understood", policies.anyOf(role, policies.allOf(role, sql.raw("mine()")))],
  ])("%s is personal", (_, rule) => {
    expect(reachOf(rule).isPersonal).toBe(true);
  });

  test.each<[string, SQL]>([
    ["for everybody", policies.everybody],
    ["for officials or the person", policies.anyOf(policies.officials, policies.own(column))],
    ["of a role", role],
    ["of a column alone", policies.allOf(role, sql`${column} is not null`)],
  ])("%s is shared", (_, rule) => {
    expect(reachOf(rule)).toEqual({ isPersonal: false, subjects: new Set() });
  });

  test("of relationships and exclusions reaches their subjects", () => {
    const rule = policies.allOf(policies.granted(column, "group", "T3C"), policies.notExcluded(column, "child"));
    expect(reachOf(rule)).toEqual({ isPersonal: false, subjects: new Set(["group", "child"]) });
  });

  test("that nobody wrote makes a table personal", () => {
    expect(reachOfTable(pgTable("things", { id })).isPersonal).toBe(true);
    expect(reachOfTable(tableOf()).isPersonal).toBe(true);
  });
});
