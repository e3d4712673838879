import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { exportCommand } from "../../src/control/export.js";
import { linkOfficer } from "../../src/control/officer.js";
import { addAppointment, endAppointment } from "../../src/modules/agencies/appoint.js";
import { addAgency, addOfficer, endOfficer } from "../../src/modules/agencies/staff.js";
import { importTerritories } from "../../src/modules/territories/import.js";
import { entriesOf } from "../support/audit.js";
import { almaly, anOfficer } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const byOperator = { actorId: null, role: null };

test("an officer who is linked, and one who is unlinked, leave an entry without the name", async () => {
  const database = await startDatabase();
  const { id } = await anOfficer(database);
  await linkOfficer(database, { officer: id, subject: "248289761001" });
  await linkOfficer(database, { officer: id, subject: null });
  await expect(linkOfficer(database, { officer: "me", subject: "x" })).rejects.toThrow();

  const entries = await entriesOf(database, {});
  expect(entries).toMatchObject([
    { ...byOperator, action: "officerLink", subjectType: "Officer", subjectId: id, fields: ["subject"] },
    { ...byOperator, action: "officerUnlink", subjectId: id },
  ]);
  expect(JSON.stringify(entries.map(({ seq: _, ...entry }) => entry))).not.toContain("248289761001");
});

test("whoever is appointed, and whose appointment ends, leaves an entry; what changes nothing leaves none", async () => {
  const database = await startDatabase();
  const police = { kind: "JUVENILE_POLICE", nameRu: "ОЮП", kato: almaly, dryRun: false } as const;
  const agency = (await addAgency(database, police)).id as string;
  const person = { kind: "PERSON", agency, name: "Серик Ахметов", subject: "248289761001", dryRun: false } as const;
  const officer = (await addOfficer(database, person)).id as string;
  const duty = { officer, role: "JUVENILE_INSPECTOR", kato: almaly, dryRun: false } as const;
  const appointment = (await addAppointment(database, duty)).id as string;
  await addAgency(database, police);
  await addOfficer(database, person);
  await addAppointment(database, duty);
  await addAppointment(database, { ...duty, role: "DISPATCHER", dryRun: true });
  for (const _ of [1, 2]) await endAppointment(database, { appointment });
  await endOfficer(database, { officer });

  const entries = await entriesOf(database, {});
  expect(entries).toMatchObject([
    { ...byOperator, action: "agencyAdd", subjectId: agency, kato: almaly, fields: ["kind", "nameRu", "kato"] },
    { ...byOperator, action: "officerAdd", subjectId: officer, fields: ["agency", "kind", "name", "subject"] },
    {
      ...byOperator,
      action: "appointmentAdd",
      subjectId: appointment,
      kato: almaly,
      fields: ["officer", "role", "kato"],
    },
    { ...byOperator, action: "appointmentEnd", subjectId: appointment, kato: almaly, fields: ["to"] },
    { ...byOperator, action: "officerEnd", subjectId: officer, fields: ["appointments", "subject"] },
  ]);
  expect(JSON.stringify(entries.map(({ seq: _, ...entry }) => entry))).not.toMatch(/Серик|248289761001/);
});

test("an export leaves an entry of its list and place", async () => {
  const database = await startDatabase();
  await anOfficer(database, { role: "DISTRICT_OFFICER", kato: almaly });
  const report = { progress() {}, async output() {} };
  await exportCommand({ database }, { list: "incidents", as: "district_officer" }, report);

  expect(await entriesOf(database, {})).toMatchObject([
    { ...byOperator, action: "incidentsExport", subjectType: "Incident", kato: almaly, purpose: "REPORTING" },
  ]);
});

test("an import leaves an entry in each of its transactions, a dry run none", async () => {
  const database = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), "qorgan_audit_"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "kato.csv");
  const rows = ["1;0;750000000;г. Алматы", "2;1;751110000;Алмалинский район", "3;2;751111000;с.Первое"];
  await writeFile(file, ["id;parent_id;code;name", ...rows, ""].join("\n"));
  await importTerritories(database, { file, dryRun: true }, () => {});
  expect(await entriesOf(database, {})).toEqual([]);
  await importTerritories(database, { file, dryRun: false }, () => {});

  expect(await entriesOf(database, {})).toContainEqual(
    expect.objectContaining({ ...byOperator, action: "territoriesImport", subjectType: "Territory" }),
  );
});
