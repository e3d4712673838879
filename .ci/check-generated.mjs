// Makes the generated files anew and compares: a committed one that isn't what the code makes now fails the check.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const GENERATED = [
  "schema/schema.graphql",
  "schema/documents.json",
  "test/support/operations.ts",
  "drizzle/migrations",
];
const MAKERS = ["schema", "codegen", "db:generate"];

const filesOf = (path) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true })
        .map((name) => join(path, name))
        .filter((file) => statSync(file).isFile())
    : [path];
const read = (file) => (statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, "utf8") : "");
const snapshot = () => new Map(GENERATED.flatMap(filesOf).map((file) => [file, read(file)]));

const before = snapshot();
for (const script of MAKERS)
  execFileSync("npm", ["run", "--silent", script], { stdio: ["ignore", "ignore", "inherit"] });
const after = snapshot();
const stale = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
if (stale.length > 0) {
  console.error(
    `Not what the code makes now (they are made anew: look at them and commit them):\n  ${stale.join("\n  ")}`,
  );
  process.exit(1);
}
console.log(`Generated files are up to date: ${GENERATED.join(", ")}`);
