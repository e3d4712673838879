import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

const ROOT = new URL("../../src/", import.meta.url);

/** A source file: its path below `src` without the ending, its text, and the files below `src` that it imports. */
export interface Source {
  path: string;
  lines: string[];
  imports: string[];
}

/** All of the server's own code; the playground is a browser's. */
export function readSources(): Source[] {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts") && !file.startsWith("http/playground/")).map(readSource);
}

function readSource(file: string): Source {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  const found = text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g);
  const imports = [...found].map(([, path]) => posix.join(posix.dirname(file), String(path)));
  return { path: file.replace(/\.ts$/, ""), lines: text.trimEnd().split("\n"), imports };
}

/** A function by its first line, and how many lines it has. */
export interface Measured {
  place: string;
  length: number;
}

const HEADER =
  /^\s*(export )?(async )?function\b|=> \{$|^\s+(async |static |get |\*)*(?!if|for|while|switch|catch)\w+\(.*\{$/;
const indentOf = (line: string) => line.length - line.trimStart().length;

/** The functions of a file. The formatter puts a function's end at the indentation of its beginning. */
export function functionsOf({ path, lines }: Source): Measured[] {
  return lines.flatMap((line, start) => {
    if (!HEADER.test(line)) return [];
    const indent = indentOf(line);
    const opening = lines.findIndex((l, i) => i >= start && indentOf(l) === indent && l.endsWith("{"));
    const end = lines.findIndex((l, i) => i > opening && indentOf(l) === indent && l.trimStart().startsWith("}"));
    return opening < 0 || end < 0 ? [] : [{ place: `${path}.ts:${start + 1}`, length: end - start + 1 }];
  });
}
