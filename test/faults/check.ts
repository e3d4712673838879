// The checker: a program of its own, which knows the histories and nothing of how they came about.
//   node test/faults/check.ts <folder or files of histories>
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { check } from "./checker.ts";
import type { Line } from "./history.ts";

const MOST_SHOWN = 10;

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".jsonl"))
        .map((name) => join(path, name))
    : [path];

const readLines = (file: string): Line[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((text) => JSON.parse(text));

// A finding reads "client: what is wrong: where", or "client: what is wrong at when".
const kindOf = (finding: string) => finding.replace(/^[\w-]+: /, "").split(/:| at |\(/)[0] as string;

const files = process.argv.slice(2).flatMap(filesOf);
if (files.length === 0) {
  console.error("Usage: node test/faults/check.ts <folder or files of histories>");
  process.exit(2);
}
const { findings, acknowledged, clients, items } = check(files.map(readLines));
// Some of each kind: a rare one mustn't go down among the many.
for (const [kind, found] of Map.groupBy(findings, kindOf)) {
  for (const finding of found.slice(0, MOST_SHOWN)) console.log(finding);
  if (found.length > MOST_SHOWN) console.log(`and ${found.length - MOST_SHOWN} more: ${kind}`);
}
console.log(`${acknowledged} acknowledged, ${clients} clients, ${items} items: ${findings.length} findings`);
process.exitCode = findings.length ? 1 : 0;
