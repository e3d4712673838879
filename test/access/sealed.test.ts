import { describe, expect, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { seal, unseal } from "../../src/access/sealed.js";

const ring = createKeyRing(drawKeyRing());
const place = { table: "child_identities", row: "child_1", version: 1 };
const clear = { surname: "Ахметова", birthDate: "2012-03-04", address: null };
const { surname, birthDate, address, dataKey, keyVersion } = seal(ring, place, clear);
const columns = { surname, birthDate, address };
const key = { dataKey, keyVersion };
const open = (at: object = {}, given: object = {}) =>
  unseal(ring, { ...place, ...key, ...at }, { ...columns, ...given } as typeof columns);

const flipped = (bytes: Buffer | null, at: number) => {
  const copy = Buffer.from(bytes as Buffer);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
};

test("what was sealed opens where it was sealed", () => {
  expect(open()).toEqual(clear);
});

test("the stored bytes hold nothing of the values", () => {
  const stored = Buffer.concat([surname, birthDate, dataKey] as Buffer[]);
  for (const value of ["Ахметова", "2012-03-04", "2012"]) expect(stored.includes(Buffer.from(value))).toBe(false);
});

test("the same value twice gives other bytes, under another key", () => {
  const again = seal(ring, place, clear);
  expect(again.surname?.equals(surname as Buffer)).toBe(false);
  expect(again.dataKey.equals(dataKey)).toBe(false);
});

describe("refused are", () => {
  test("bytes moved to another row, column, table or version", () => {
    expect(() => open({ row: "child_2" })).toThrow();
    expect(() => open({ table: "guardians" })).toThrow();
    expect(() => open({ version: 2 })).toThrow();
    expect(() => open({}, { surname: birthDate })).toThrow();
  });

  test("bytes under another row's data key", () => {
    const other = seal(ring, { ...place, row: "child_2" }, clear);
    expect(() => open({ dataKey: other.dataKey })).toThrow();
    expect(() => open({}, { surname: other.surname })).toThrow();
  });

  test("one changed bit of the nonce, the text or the tag", () => {
    for (let at = 0; at < (surname as Buffer).length; at++) {
      expect(() => open({}, { surname: flipped(surname, at) })).toThrow();
    }
    for (let at = 0; at < dataKey.length; at++) expect(() => open({ dataKey: flipped(dataKey, at) })).toThrow();
  });

  test("bytes that are cut off", () => {
    expect(() => open({}, { surname: (surname as Buffer).subarray(0, 20) })).toThrow("too short");
    expect(() => open({}, { surname: (surname as Buffer).subarray(0, -1) })).toThrow();
  });

  test("a data key of another version of the ring, and of another ring", () => {
    const { keys, index } = drawKeyRing();
    const first = keys.get(1) as Buffer;
    const both = createKeyRing({ current: 2, keys: new Map([...keys, [2, first]]), index });
    const wrapped = both.wrap(Buffer.alloc(32, 7), place);
    expect(both.unwrap(wrapped, place)).toEqual(Buffer.alloc(32, 7));
    // The same key under another number: the version is part of what is authenticated.
    expect(() => both.unwrap({ ...wrapped, keyVersion: 1 }, place)).toThrow();
    expect(() => ring.unwrap({ ...wrapped, keyVersion: 1 }, place)).toThrow();
    expect(() => ring.unwrap(wrapped, place)).toThrow("must hold version 2 of the key, but holds 1");
  });
});

test("no error holds a value", () => {
  for (const at of [{ row: "child_2" }, { dataKey: flipped(dataKey, 20) }]) {
    const error = (() => {
      try {
        return open(at);
      } catch (caught) {
        return caught as Error;
      }
    })() as Error;
    expect(`${error.stack}`).not.toMatch(/Ахметова|2012-03-04/);
  }
});

test("two thousand rows of seven values are sealed in a second of work", () => {
  const before = process.cpuUsage();
  for (let i = 0; i < 2_000; i++) {
    const values = Object.fromEntries(["a", "b", "c", "d", "e", "f", "g"].map((column) => [column, `value ${i}`]));
    seal(ring, { ...place, row: `child_${i}` }, values);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(1);
});
