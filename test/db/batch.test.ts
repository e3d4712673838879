import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createBatch, type Insert, type Shape } from "../../src/db/batch.js";
import { maintain, type Transaction } from "../../src/db/database.js";
import { inserting } from "../../src/db/insert.js";
import { record } from "../../src/journal/record.js";
import { agencies } from "../../src/modules/agencies/table.js";
import { almaly } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const database = await startDatabase();

const shape = (table: string, row = "($1, $2)", tail = ""): Shape => ({
  ...{ table, row, tail },
  head: `insert into ${table} values `,
});
const row = (shape: Shape, ...params: unknown[]): Insert => ({ shape, params });

/** What leaves when these are added and then flushed. */
function sentOf(...inserts: Insert[]) {
  const sent: [text: string, params: unknown[]][] = [];
  const batch = createBatch(async (text, params) => void sent.push([text, params]));
  for (const insert of inserts) batch.add(insert);
  batch.flush();
  return sent;
}

describe("rows that leave together", () => {
  test("are one statement of numbered values, each table's in their order", () => {
    const [a, b] = [shape("a"), shape("b", "($1, default)", " on conflict do nothing")];
    expect(sentOf(row(a, 1, 2), row(b, 3), row(a, 4, 5))).toEqual([
      [
        "with insert0 as (insert into a values ($1, $2), ($3, $4)) insert into b values ($5, default) on conflict do nothing",
        [1, 2, 4, 5, 3],
      ],
    ]);
  });

  test("aren't one statement where two of a table differ in columns: nothing promises their order", () => {
    expect(sentOf(row(shape("a"), 1, 2), row(shape("a", "($1)"), 3))).toEqual([
      ["insert into a values ($1, $2)", [1, 2]],
      ["insert into a values ($1)", [3]],
    ]);
  });

  test("are at most ten: each number of rows is another text, and is prepared", () => {
    const a = shape("a", "($1)");
    const sent = sentOf(...Array.from({ length: 12 }, (_, i) => row(a, i)));
    expect(sent.map(([, params]) => params.length)).toEqual([10, 2]);
  });

  test("leave by themselves when nothing else is sent", async () => {
    const sent: string[] = [];
    createBatch(async (text) => void sent.push(text)).add(row(shape("a"), 1, 2));
    await new Promise(setImmediate);
    expect(sent).toHaveLength(1);
  });
});

describe("an added row", () => {
  const addAgency = inserting(agencies);
  const add = (tx: Transaction, nameRu: string, kind: "NGO" | "AKIMAT" = "NGO") => addAgency(tx, { kind, nameRu });
  const happening = { kind: "TESTED", version: 1, kato: almaly, actor: null };
  const countOf = (name: string) =>
    maintain(database, (tx) =>
      tx.rows<{ n: number }>(sql`select count(*)::int as n from agencies where name_ru = ${name}`),
    );

  test("is there for the next statement, and after the commit", async () => {
    const seen = await maintain(database, async (tx) => {
      add(tx, "Рядом");
      add(tx, "Рядом");
      return tx.rows(sql`select count(*)::int as n from agencies where name_ru = 'Рядом'`);
    });
    expect(seen).toEqual([{ n: 2 }]);
    expect(await countOf("Рядом")).toEqual([{ n: 2 }]);
  });

  test("isn't there after a rollback", async () => {
    const work = maintain(database, async (tx) => {
      add(tx, "Назад");
      throw new Error("stop");
    });
    await expect(work).rejects.toThrow("stop");
    expect(await countOf("Назад")).toEqual([{ n: 0 }]);
  });

  test("fails the commit with its own reason, and nothing beside it is kept", async () => {
    const work = maintain(database, async (tx) => {
      add(tx, "Вместе");
      add(tx, "Вместе", "NOTHING" as "NGO");
    });
    await expect(work).rejects.toThrow("agencies_kind");
    expect(await countOf("Вместе")).toEqual([{ n: 0 }]);
  });

  test("of the journal is numbered in the order in which it was added", async () => {
    const rows = await maintain(database, async (tx) => {
      await record(tx, { ...happening, aggregateId: "first" });
      add(tx, "Между");
      await record(tx, { ...happening, aggregateId: "second" });
      return tx.rows(sql`select aggregate_id as name from journal where kind = 'TESTED' order by id`);
    });
    expect(rows).toEqual([{ name: "first" }, { name: "second" }]);
  });
});
