import type { PgTable } from "drizzle-orm/pg-core";
import type { Purpose } from "../access/purpose.js";
import { OVERSIGHT } from "../access/roles.js";
import { isDirectory } from "../access/tiers.js";
import type { Viewer } from "../access/viewer.js";
import type { Loaders, Row } from "../graphql/loaders.js";
import { entityOf } from "../graphql/node.js";
import { type Asked, selectedFields } from "./fields.js";
import type { Act } from "./record.js";

/** What somebody who supervises is given in a request: whoever works with children is trusted to read without it. */
export interface Oversight {
  /** Rows that the viewer is given. */
  notice(table: PgTable, rows: readonly Row[]): void;
  /** The same loaders, which notice what they give. */
  watch(loaders: Loaders): Loaders;
  /** An entry for each type and region of what was given, with the fields that were asked for. */
  acts(asked: Asked | undefined): Act[];
}

const NOBODY: Oversight = { notice() {}, watch: (loaders) => loaders, acts: () => [] };

/** Who asks and why; `refuseEnded` throws when the request has ended. */
export interface Overseen {
  viewer: Viewer | null;
  purpose: Purpose | null;
  refuseEnded(): void;
}

/** Notices the reads of prosecutors and ombudsmen; of everybody else it does nothing. */
export const createOversight = (asking: Overseen): Oversight =>
  asking.viewer && OVERSIGHT.includes(asking.viewer.role) ? createNotices(asking) : NOBODY;

function createNotices({ purpose, refuseEnded }: Overseen): Oversight {
  const given = new Map<PgTable, Map<unknown, Row>>();
  function notice(table: PgTable, rows: readonly Row[]) {
    if (rows.length === 0) return;
    // What is given after the end would never be recorded, as a trace wouldn't.
    refuseEnded();
    const known = given.get(table) ?? new Map<unknown, Row>();
    given.set(table, known);
    for (const row of rows) known.set(row.id ?? row, row);
  }
  return {
    notice,
    watch: (loaders) => watchLoaders(loaders, notice),
    acts(asked) {
      const read = [...given].map(([table, rows]) => ({ type: entityOf(table), rows: [...rows.values()] }));
      given.clear();
      const personal = read.filter(({ type }) => type && !isDirectory(type)) as Read[];
      const fields = personal.length && asked ? selectedFields(asked) : new Map<string, Set<string>>();
      const acts = personal.flatMap((one) => actsOf(one, [...(fields.get(one.type) ?? [])].sort()));
      return acts.map((act) => ({ ...act, purpose: purpose ?? "SUPERVISION" }));
    },
  };
}

function watchLoaders(loaders: Loaders, notice: Oversight["notice"]): Loaders {
  return {
    ...loaders,
    async oneBy(column, key) {
      const row = await loaders.oneBy(column, key);
      if (row) notice(column.table as PgTable, [row]);
      return row;
    },
    async manyOf(relation, key) {
      const rows = await loaders.manyOf(relation, key);
      notice(relation.key.table as PgTable, rows);
      return rows;
    },
    async pageOf(relation, key, request) {
      const rows = await loaders.pageOf(relation, key, request);
      // The one more says only that there are more.
      notice(relation.list().table, rows.slice(0, request.first));
      return rows;
    },
  };
}

interface Read {
  type: string;
  rows: Row[];
}

// By region, since an entry is read by the data officer of the place: it can't lie in two of them.
function actsOf({ type, rows }: Read, fields: readonly string[]): Act[] {
  const regions = Map.groupBy(rows, ({ kato }) => String(kato ?? "").slice(0, 2));
  return [...regions.values()].map((group) => ({
    action: `${type.charAt(0).toLowerCase()}${type.slice(1)}Read`,
    subjectType: type,
    subjectId: only(group.map(({ id }) => id)),
    childId: only(group.map(({ id, childId }) => (type === "Child" ? id : childId))),
    kato: placeOf(group.map(({ kato }) => String(kato ?? ""))),
    schoolId: only(group.map(({ schoolId }) => schoolId)),
    fields,
  }));
}

/** What all have in common, or null. */
function only(values: readonly unknown[]): string | null {
  const [first, ...more] = new Set(values);
  return typeof first === "string" && more.length === 0 ? first : null;
}

/** The smallest territory that the codes, of one region, have in common; null without codes. */
const placeOf = (codes: readonly string[]): string | null =>
  [9, 4, 2].flatMap((digits) => only(codes.map((code) => code.slice(0, digits).padEnd(9, "0"))) || [])[0] ?? null;
