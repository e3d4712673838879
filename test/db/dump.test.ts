import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isIin } from "../../src/access/iin.js";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { readAll } from "../../src/db/import.js";
import written from "../../src/db/seed/children-texts.json" with { type: "json" };
import family from "../../src/db/seed/family-names.json" with { type: "json" };
import { seedDemo } from "../../src/db/seed/index.js";
import { CONTACT, IDENTITY, openContact, openIdentity } from "../../src/modules/identities/sealing.js";
import { childIdentities, guardianships } from "../../src/modules/identities/table.js";
import { openText } from "../../src/modules/notes/sealing.js";
import { sensitiveNotes } from "../../src/modules/notes/table.js";
import { startDatabase } from "../support/start.js";

const ring = createKeyRing(drawKeyRing());
const database = await startDatabase();
await seedDemo(database, () => {}, { ring });

const { people, contacts, notes, dump } = await readAll(database, async (tx) => {
  const people = (await tx.db.select().from(childIdentities)).map((row) => openIdentity(ring, row, IDENTITY));
  const contacts = (await tx.db.select().from(guardianships)).map((row) => openContact(ring, row, CONTACT));
  const notes = (await tx.db.select().from(sensitiveNotes)).map((row) => openText(ring, row));
  const tables = await tx.rows<{ name: string }>(sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`);
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await tx.rows<{ text: string | null }>(
      sql`select string_agg(t::text, chr(10)) as text from ${sql.identifier(name)} t`,
    );
    texts.push(row?.text ?? "");
  }
  return { people, contacts, notes, dump: texts.join("\n") };
});

// A row's text shows bytes as \x…: what they hold is looked for as well.
const bytes = [...dump.matchAll(/\\x((?:[0-9a-f]{2})+)/g)].map(([, hex]) => Buffer.from(String(hex), "hex"));
const everything = Buffer.concat([Buffer.from(dump), ...bytes]);
const text = everything.toString("latin1");
const holds = (needle: string) => everything.includes(needle);

const surnames = [...family.surnames, ...family.surnames.map((name) => `${name}а`)];
const utf8 = (text: string) => Buffer.from(text);
/** A text as base64 has it, wherever in the bytes it begins. */
const asBase64 = (text: string) =>
  [0, 1, 2].map((pad) => {
    const encoded = Buffer.concat([Buffer.alloc(pad), utf8(text)]).toString("base64");
    return encoded.slice(pad === 0 ? 0 : 4, encoded.length - 4);
  });

test("the demo's children have names, numbers and guardians", () => {
  expect(people).toHaveLength(2_000);
  expect(contacts.length).toBeGreaterThan(2_000);
  expect(people.every(({ surname }) => surnames.includes(String(surname)))).toBe(true);
  expect(people.every(({ iin }) => isIin(String(iin)) && String(iin).startsWith("1013"))).toBe(true);
  expect(new Set(people.map(({ iin }) => iin)).size).toBe(2_000);
  expect(dump.length).toBeGreaterThan(1_000_000);
  expect(bytes.length).toBeGreaterThan(10_000);
});

test("no surname stands in a dump of the database, as text, hex or base64", () => {
  for (const surname of surnames) {
    expect(holds(surname) || holds(surname.toLowerCase()) || holds(surname.toUpperCase()), surname).toBe(false);
    expect(holds(utf8(surname).toString("hex")), surname).toBe(false);
    for (const encoded of asBase64(surname)) expect(holds(encoded), surname).toBe(false);
  }
});

test("no IIN stands in a dump of the database, as text, hex or base64", () => {
  const iins = new Set(people.map(({ iin }) => String(iin)));
  const digits = [...text.matchAll(/(?=(\d{12}))/g)].map(([, found]) => String(found));
  expect(digits.filter((found) => iins.has(found))).toEqual([]);
  const hex = [...text.matchAll(/(?=((?:3\d){12}))/g)].map(([, found]) => Buffer.from(String(found), "hex").toString());
  expect(hex.filter((found) => iins.has(found))).toEqual([]);
  for (const iin of [...iins].slice(0, 40)) {
    for (const encoded of asBase64(iin)) expect(holds(encoded)).toBe(false);
  }
});

test("no child's date of birth stands in a dump of the database", () => {
  const born = new Set(people.map(({ birthDate }) => String(birthDate)));
  const days = [...text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([day]) => day);
  expect(days.length).toBeGreaterThan(1_000);
  // In what year a child was born stands in its profile; the day is nowhere.
  expect(days.filter((day) => born.has(day))).toEqual([]);
});

test("no address or phone of a family stands in a dump of the database", () => {
  for (const { address } of people.slice(0, 200)) expect(holds(String(address))).toBe(false);
  for (const { phone, name } of contacts.slice(0, 200)) {
    expect(holds(String(phone))).toBe(false);
    expect(holds(String(name))).toBe(false);
  }
});

test("no sensitive note of a psychologist stands in a dump of the database", () => {
  expect(notes.length).toBeGreaterThan(50);
  expect(notes.every((note) => written.sensitiveNotes.includes(String(note)))).toBe(true);
  for (const note of written.sensitiveNotes) {
    expect(holds(note), note).toBe(false);
    for (const encoded of asBase64(note)) expect(holds(encoded), note).toBe(false);
  }
});

test("a dump in which a surname stands is found out", () => {
  expect(holds("Омаров")).toBe(true);
});
