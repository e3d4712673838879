import { auditCommand } from "../audit/record.js";
import { type Database, maintain } from "../db/database.js";
import { fail } from "../graphql/errors.js";
import { exportList } from "../graphql/export.js";
import { createSchema } from "../graphql/schema.js";
import { domain, modules } from "../modules/index.js";
import type { Report } from "./commands.js";
import { findOfficer, type OfficerChoice } from "./officer.js";

export interface ExportArgs extends OfficerChoice {
  list: string;
  territory?: string | undefined;
  limit?: number | undefined;
  /** Starts with a byte order mark, without which Excel takes UTF-8 for another encoding. */
  bom?: boolean | undefined;
}

/** Writes a list as CSV, as the chosen officer may read it. */
export async function exportCommand(
  { database }: { database: Database },
  { list: name, territory, limit, bom, ...choice }: ExportArgs,
  report: Report,
): Promise<{ rows: number }> {
  const lists = modules.flatMap((module) => module.lists ?? []);
  const list = lists.find((known) => known.name === name);
  if (!list) {
    const known = lists.map((known) => known.name).sort();
    throw fail("INVALID_INPUT", ["list"], `list must be one of ${known.join(", ")}, but got "${name}"`);
  }
  const { viewer } = await findOfficer(database, choice);
  // Written first: who stops it halfway has read something.
  await maintain(database, (tx) =>
    auditCommand(tx, {
      action: `${name}Export`,
      subjectType: list.type().name,
      subjectId: null,
      kato: territory ?? viewer.kato,
      purpose: "REPORTING",
    }),
  );
  if (bom) await report.output("\uFEFF");
  const rows = await exportList(
    { database, schema: createSchema(modules), list, viewer, findTerritory: domain.findTerritory },
    { territory, limit },
    report,
  );
  return { rows };
}
