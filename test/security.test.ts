import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const file = (path: string) => new URL(`../${path}`, import.meta.url);
const text = readFileSync(file("SECURITY.md"), "utf8");

/** Tests as SECURITY.md names them: `test/…/x.test.ts`: "name of the test". */
const named = [...text.matchAll(/`(test\/[\w/.-]+\.test\.ts)`: "([^"]+)"/g)].map(([, path, name]) => ({
  path: String(path),
  name: String(name),
}));

test("SECURITY.md names its tests in the one form that is checked", () => {
  expect(named.length).toBeGreaterThan(25);
  const mentioned = [...text.matchAll(/test\/[\w/.-]+\.test\.ts/g)];
  expect(mentioned.length).toBe(named.length);
});

test.each(named)("SECURITY.md's test $path: $name is there", ({ path, name }) => {
  expect(existsSync(file(path)), path).toBe(true);
  expect(readFileSync(file(path), "utf8")).toContain(`"${name}",`);
});
