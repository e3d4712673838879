import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, PgDialect, type PgPolicy } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { startDatabase } from "../support/start.js";
import { findTables } from "../support/tables.js";

const database = await startDatabase();
const query = <Row>(statement: SQL) => maintain(database, (tx) => tx.rows<Row>(statement));
const dialect = new PgDialect();

const tables = await findTables();

interface Policy {
  name: string;
  table: string;
  command: string;
  roles: string[];
  using: string | null;
  check: string | null;
}

// Brackets, casts, aliases and the schema are where PostgreSQL writes a predicate back in words of its own.
const normal = (predicate: string | null | undefined) =>
  predicate == null
    ? null
    : predicate
        .toLowerCase()
        .replaceAll(/::(text|int(eger)?|uuid|boolean)(\[\])?/g, "")
        .replaceAll(/ = any \(array\[([^\]]*)\]\)/g, " in ($1)")
        .replaceAll(/ as "?\w+"?(?=\))/g, "")
        .replaceAll(/"[a-z_]+"\."([a-z_]+)"/g, "$1")
        .replaceAll(/access_(grants|exclusions)\.(\w+)/g, "$2")
        .replaceAll(/(\w+) between (.+?) and (\(select nullif\([^()]+\([^()]+\)[^()]+\)\))/g, "$1 >= $2 and $1 <= $3")
        .replaceAll(/\bcase\b|\bwhen\b|\bthen\b|\belse\b|\bend\b/g, (word) => `|${word}|`)
        .replaceAll(/[\s()"]+/g, "")
        .replaceAll(/in('\w+')(?!,)/g, "=$1");

const textOf = (predicate: SQL | undefined) => (predicate ? dialect.sqlToQuery(predicate).sql : null);

function declared(policy: PgPolicy, table: string): Policy {
  const { to, using, withCheck } = policy;
  const roles = [to].flat().map((role) => (role as { name: string }).name);
  return {
    name: policy.name,
    table,
    command: (policy.for ?? "all").toUpperCase(),
    roles: roles.sort(),
    using: normal(textOf(using)),
    check: normal(textOf(withCheck)),
  };
}

const byName = (a: Policy, b: Policy) => (a.name < b.name ? -1 : 1);

test("the policies of the database are those that the code makes", async () => {
  const found = await query<Policy>(sql`
    select policyname as name, tablename as table, cmd as command, roles::text[] as roles, qual as using,
      with_check as check
    from pg_policies where schemaname = 'public'`);
  const made = tables.flatMap((table) => {
    const { name, policies } = getTableConfig(table);
    return policies.map((policy) => declared(policy, name));
  });
  const stored = found.map((policy) => ({
    ...policy,
    roles: policy.roles.sort(),
    using: normal(policy.using),
    check: normal(policy.check),
  }));
  expect(made.length).toBeGreaterThan(2 * tables.length - 1);
  expect(stored.sort(byName)).toEqual(made.sort(byName));
});

test("every table of the code is in the database", async () => {
  const found = await query<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`);
  expect(found.map(({ name }) => name)).toEqual(tables.map((table) => getTableConfig(table).name).sort());
});

test("every table is under forced row-level security", async () => {
  const free = await query(sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`);
  expect(free).toEqual([]);
});

test("every table has a policy", async () => {
  const bare = await query(sql`
    select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and not exists (select from pg_policy where polrelid = c.oid)`);
  expect(bare).toEqual([]);
});

test("no role of the server can log in or pass over policies", async () => {
  const roles = await query(sql`
    select rolname as name, rolcanlogin as login, rolsuper as super, rolbypassrls as bypass, rolinherit as inherit
    from pg_roles where starts_with(rolname, 'qorgan_') and not starts_with(rolname, 'qorgan_test_')
    order by rolname`);
  const bound = { login: false, super: false, bypass: false, inherit: false };
  const names = ["qorgan_app", "qorgan_owner", "qorgan_reader", "qorgan_worker"];
  expect(roles).toEqual(names.map((name) => ({ name, ...bound })));
});

test("nobody but the owner may delete or truncate", async () => {
  const grants = await query(sql`
    select grantee, table_name from information_schema.role_table_grants
    where table_schema = 'public' and privilege_type in ('DELETE', 'TRUNCATE') and grantee <> 'qorgan_owner'`);
  expect(grants).toEqual([]);
});

test("nobody but the owner may change an entry of the audit or a block, nor the app see a block", async () => {
  const grants = await query<{ may: string }>(sql`
    select grantee || ' ' || lower(privilege_type) || ' ' || table_name as may
    from information_schema.role_table_grants
    where table_name like 'audit%' and grantee <> 'qorgan_owner' order by may`);
  expect(grants.map(({ may }) => may)).toEqual([
    "qorgan_app insert audit_entries",
    "qorgan_app select audit_entries",
    "qorgan_worker insert audit_blocks",
    "qorgan_worker insert audit_published",
    "qorgan_worker select audit_blocks",
    "qorgan_worker select audit_entries",
    "qorgan_worker select audit_published",
  ]);
});

const SENSITIVE = [
  ...["incident_notes", "incident_reviews", "child_notes", "sensitive_notes", "sensitive_note_flags"],
  ...["child_identities", "guardians", "guardianships", "child_profiles", "risk_registrations", "child_categories"],
  ...["risk_assessments", "assessment_factors", "enrolments", "child_team_members", "agenda_items", "decisions"],
  ...["emergency_accesses", "audit_entries", "mutation_keys", "journal", "webhooks", "webhook_endpoints"],
];

test("the reader may not read identities, circumstances, notes, keys or the journal", async () => {
  const names = sql.param(SENSITIVE);
  const found = await query<{ name: string; readable: boolean }>(sql`
    select relname as name, has_any_column_privilege('qorgan_reader', oid, 'select') as readable from pg_class
    where relnamespace = 'public'::regnamespace and relname = any(${names}::text[])`);
  expect(found.filter(({ readable }) => readable)).toEqual([]);
  expect(found.map(({ name }) => name).sort()).toEqual([...SENSITIVE].sort());
});

test("the reader may not read what tells why, by what, or as whom", async () => {
  const withheld = await query<{ name: string }>(sql`
    select relname || '.' || attname as name from pg_class c join pg_attribute a on attrelid = c.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
      and has_any_column_privilege('qorgan_reader', c.oid, 'select')
      and not has_column_privilege('qorgan_reader', c.oid, attnum, 'select') order by name`);
  expect(withheld.map(({ name }) => name)).toEqual([
    ...["access_exclusions.at", "access_exclusions.because", "access_grants.basis_id", "access_grants.id"],
    ...["officers.subject", "schools.external_id"],
  ]);
});

test("the reader may only read", async () => {
  const grants = await query(sql`
    select table_name, privilege_type from information_schema.column_privileges
    where grantee = 'qorgan_reader' and privilege_type <> 'SELECT'`);
  expect(grants).toEqual([]);
});

test("every foreign key has an index that begins with its column, at least of the rows that have one", async () => {
  // Whoever looks for what refers to a row looks for no null.
  const bare = await query(sql`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
      select from pg_index where indrelid = conrelid and indkey[0] = conkey[1]
        and (indpred is null or pg_get_expr(indpred, indrelid) = format('(%I IS NOT NULL)', attname)))`);
  expect(bare).toEqual([]);
});

test("no column is an enumeration type, whose comparison isn't leakproof", async () => {
  const columns = await query(sql`
    select table_name, column_name from information_schema.columns c join pg_type t on t.typname = c.udt_name
    where table_schema = 'public' and t.typtype = 'e'`);
  expect(columns).toEqual([]);
});
