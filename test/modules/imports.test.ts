import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/database.js";
import { importSchools } from "../../src/modules/schools/import.js";
import { importTerritories } from "../../src/modules/territories/import.js";
import { almaly, almaty, officerOf } from "../support/factories.js";
import { start, startDatabase } from "../support/start.js";

const KATO = fileURLToPath(new URL("../../../shared/data/kato2022.csv", import.meta.url));
const hasKato = existsSync(KATO);
if (!hasKato) console.warn(`The whole classifier isn't imported by this run: ${KATO} is missing`);

let folder: string;
/** For dry runs and refused files, which write nothing. */
let unwritten: Database;
beforeAll(async () => {
  unwritten = await startDatabase();
  folder = await mkdtemp(join(tmpdir(), "qorgan_imports_"));
});
afterAll(() => rm(folder, { recursive: true }));

const nothing = () => {};
let files = 0;
async function aFile(content: string | Uint8Array): Promise<string> {
  const file = join(folder, `${files++}.csv`);
  await writeFile(file, content);
  return file;
}

type Importer = typeof importTerritories;
async function bring(importer: Importer, database: Database, content: string | Uint8Array, dryRun = false) {
  return importer(database, { file: await aFile(content), dryRun }, nothing);
}

const units = (...rows: string[]) => `\uFEFFid;parent_id;code;name\r\n${rows.join("\r\n")}\r\n`;
const CLASSIFIER = units(
  "1;0;750000000;г. Алматы",
  "2;1;751110000;Алмалинский район",
  '3;2;751111000;Лагерь "Сункар"',
  "4;3;751111100;с.Первое",
  "5;3;751111200;с.Второе",
  "6;2;751112000;Новый с.о.",
);

describe("import territories", () => {
  test("a unit keeps its quotes, and its range ends with the last unit below it", async () => {
    const { database, anonymous } = await start();

    const summary = await bring(importTerritories, database, CLASSIFIER);

    expect(summary).toMatchObject({ inserted: 4, refused: 0 });
    const { data } = await anonymous.run(`{ locality(kato: "751111000") {
      names { ru } kind level parent { kato } localities { totalCount } district { kato } } }`);
    expect(data.locality).toEqual({
      names: { ru: 'Лагерь "Сункар"' },
      kind: "SETTLEMENT",
      level: 3,
      parent: null,
      localities: { totalCount: 2 },
      district: { kato: almaly },
    });
  });

  test("a second run finds all unchanged", async () => {
    const database = await startDatabase();
    await bring(importTerritories, database, CLASSIFIER);

    expect(await bring(importTerritories, database, CLASSIFIER)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 6,
    });
  });

  test("a dry run says the same and writes nothing", async () => {
    const database = await startDatabase();

    const said = await bring(importTerritories, database, CLASSIFIER, true);

    expect(await bring(importTerritories, database, CLASSIFIER)).toEqual({ ...said, dryRun: false });
  });

  test("a new name is taken, and names in other languages stay", async () => {
    const { database, anonymous } = await start();
    const renamed = CLASSIFIER.replace("Алмалинский район", "Новый район");

    await bring(importTerritories, database, renamed);

    const { data } = await anonymous.run(`{ district(kato: "${almaly}") { names { ru kk } } }`);
    expect(data.district.names.ru).toBe("Новый район");
    expect(data.district.names.kk).not.toBeNull();
  });

  test.each([
    ["1;0;750000000", null, "a row must have 4 fields, but has 3"],
    ["7;2;75111;Короткий", "code", "code must be nine digits"],
    ["7;2;751112000;Второй раз", "code", "code must stand once, but 751112000 stands on line 7 too"],
    ["6;2;751113000;Чужой номер", "id", "id must stand once, but 6 stands on line 7 too"],
    ["7;99;751113000;Без родителя", "parent_id", 'in five levels, but got "99"'],
    ["7;7;751113000;Сам себе", "parent_id", 'in five levels, but got "7"'],
    ["7;2;791113000;Чужой район", "code", "code must begin with 7511"],
    ["7;1;751120000;Тот же район", "code", "code must not share its first 4 digits with 751110000"],
    ["7;0;751200000;Не область", "code", "code of level 1 must have the form"],
    ["7;6;751111150;Чужой диапазон", "code", "code must lie between its parent 751112000"],
    ["7;2;751113000;", "name", "name must have 1 to 300 characters"],
  ])("the row %s is refused and stops nothing else", async (row, column, reason) => {
    const summary = await bring(importTerritories, unwritten, CLASSIFIER + row, true);

    expect(summary).toMatchObject({ inserted: 4, refused: 1, refusals: [{ line: 8, column }] });
    expect(summary.refusals[0]?.reason).toContain(reason);
  });

  test("what stands below a refused row is refused too", async () => {
    const broken = CLASSIFIER.replace("751111000", "791111000");

    const { refusals } = await bring(importTerritories, unwritten, broken, true);

    expect(refusals.map(({ line, column }) => [line, column])).toEqual([
      [4, "code"],
      [5, "parent_id"],
      [6, "parent_id"],
    ]);
  });

  test.skipIf(!hasKato)("the whole classifier comes in, twice with the same result", { timeout: 60_000 }, async () => {
    const database = await startDatabase();
    const options = { file: KATO, dryRun: false };
    const steps: number[] = [];

    const first = await importTerritories(database, options, (done) => void steps.push(done));
    const second = await importTerritories(database, options, nothing);

    expect(first.inserted + first.updated + first.unchanged).toBe(16_264);
    expect(first.refused).toBe(0);
    expect(steps.at(-1)).toBe(16_264);
    expect(second).toMatchObject({ inserted: 0, updated: 0, unchanged: 16_264, refused: 0 });
  });
});

const HEADER = "external_id,kato,name_ru,kind,latitude,shifts,pupils";
const table = (...rows: string[]) => [HEADER, ...rows].join("\n");

describe("import schools", () => {
  test("a school comes with its agency", async () => {
    const { database, as } = await start();

    const summary = await bring(importSchools, database, table(`A1,${almaly},"Школа ""Алау""",LYCEUM,43.25,2,900`));

    expect(summary).toMatchObject({ inserted: 1, refused: 0 });
    const { data } = await as(officerOf(almaly)).run(`{ schools { nodes {
      names { ru } kind latitude shifts pupils ownership synthetic agency { kind kato names { ru } } } } }`);
    expect(data.schools.nodes).toEqual([
      {
        names: { ru: 'Школа "Алау"' },
        kind: "LYCEUM",
        latitude: 43.25,
        shifts: 2,
        pupils: 900,
        ownership: "STATE",
        synthetic: false,
        agency: { kind: "SCHOOL", kato: almaly, names: { ru: 'Школа "Алау"' } },
      },
    ]);
  });

  test("a changed row updates the school and its version; a column that isn't there changes nothing", async () => {
    const { database, as } = await start();
    await bring(importSchools, database, table(`A1,${almaly},Школа 1,LYCEUM,43.25,2,900`, `A2,${almaly},Школа 2,,,,`));

    const summary = await bring(
      importSchools,
      database,
      `external_id;kato;name_ru\nA1;${almaly};Лицей 1\nA2;${almaly};Школа 2`,
    );

    expect(summary).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    const { data } = await as(officerOf(almaly)).run("{ schools { nodes { names { ru } kind pupils version } } }");
    expect(data.schools.nodes[0]).toEqual({ names: { ru: "Лицей 1" }, kind: "LYCEUM", pupils: 900, version: 2 });
  });

  test.each([
    [`A2,${almaty},Школа,,,,`, "kato", "kato must lie in a district"],
    ["A2,999999999,Школа,,,,", "kato", "kato must be a code of the classifier"],
    [`A1,${almaly},Школа,,,,`, "external_id", 'external_id must stand once, but "A1" stands on line 2 too'],
    [`,${almaly},Школа,,,,`, "external_id", "external_id must be filled, but is empty"],
    [`A2,${almaly},Школа,CASTLE,,,`, "kind", "kind must be one of SECONDARY"],
    [`A2,${almaly},Школа,,76.9,,`, "latitude", "latitude must be degrees from 40 to 56"],
    [`A2,${almaly},Школа,,,4,`, "shifts", "shifts must be a whole number from 1 to 3"],
    [`A2,${almaly},Школа,,,,-1`, "pupils", "pupils must be a whole number from 0"],
    [`A2,${almaly},Школа,,,,,`, null, "a row must have 7 fields, but has 8"],
    [`A2,${almaly},"Школа,,,,`, null, "a quote must be closed"],
  ])("the row %s is refused and stops nothing else", async (row, column, reason) => {
    const content = table(`A1,${almaly},Школа 1,,,,`, row, `A3,${almaly},Школа 3,,,,`);

    const summary = await bring(importSchools, unwritten, content, true);

    expect(summary).toMatchObject({ inserted: 2, refused: 1, refusals: [{ line: 3, column }] });
    expect(summary.refusals[0]?.reason).toContain(reason);
  });

  test("more rows than a batch come in", async () => {
    const rows = Array.from({ length: 2_001 }, (_, i) => `B${i},${almaly},Школа ${i},,,,`);

    expect(await bring(importSchools, await startDatabase(), table(...rows))).toMatchObject({ inserted: 2_001 });
  });

  test.each([
    ["another header", "id;name\n1;Школа", "must name the columns external_id, kato, name_ru"],
    ["a column twice", "external_id,kato,name_ru,kato\n", "each once"],
    ["no row at all", "", "must name the columns"],
    ["another encoding", Uint8Array.of(0xd8, 0xea, 0xee, 0xeb, 0xe0), "must be text in UTF-8"],
  ])("a file with %s is refused as a whole", async (_, content, reason) => {
    await expect(bring(importSchools, unwritten, content)).rejects.toThrow(reason);
  });

  test("a missing file is refused", async () => {
    const options = { file: join(folder, "none.csv"), dryRun: false };

    await expect(importSchools(unwritten, options, nothing)).rejects.toThrow("ENOENT");
  });
});
