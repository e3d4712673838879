import { readFile, stat } from "node:fs/promises";
import { type Options, parse } from "csv-parse/sync";
import { fail } from "../graphql/errors.js";

/** A row of a table file, which is one line, by the names of its header. */
export interface TableRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** Why a row wasn't taken. `column` is null when the whole row is wrong. */
export interface Refusal {
  line: number;
  column: string | null;
  reason: string;
}

export interface Table {
  columns: readonly string[];
  rows: TableRow[];
  refused: Refusal[];
}

export interface TableFormat {
  required: readonly string[];
  optional?: readonly string[];
  /** Whether a cell may stand in quotes; the classifier writes bare ones. */
  quoted: boolean;
}

interface RawRow {
  line: number;
  values: string[];
}

const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a table: UTF-8, comma or semicolon, with a header. A row with a wrong number of fields is refused. */
export async function readTable(file: string, format: TableFormat): Promise<Table> {
  const text = await readText(file);
  const raw = parseRows(text, format.quoted);
  const columns = checkHeader(file, raw.shift()?.values ?? [], format);
  const table: Table = { columns, rows: [], refused: [] };
  for (const { line, values } of raw) {
    const reason = reasonAgainst(values, columns.length);
    if (reason) table.refused.push({ line, column: null, reason });
    else
      table.rows.push({ line, cells: Object.fromEntries(columns.map((name, i) => [name, (values[i] ?? "").trim()])) });
  }
  return table;
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw fail("INVALID_INPUT", ["file"], `file must be a file that can be read, but ${file} can't (${error.code})`);
  });
  if (size > MAX_BYTES)
    throw fail("INVALID_INPUT", ["file"], `file must have at most 64 MiB, but ${file} has ${size} bytes`);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw fail("INVALID_INPUT", ["file"], `file must be a file that can be read, but ${file} can't (${error.code})`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, "\n");
  } catch {
    throw fail("INVALID_INPUT", ["file"], `file must be text in UTF-8, but ${file} isn't (Excel: save as "CSV UTF-8")`);
  }
}

// Row by row: one quote that is never closed would swallow the rest of the file.
function parseRows(text: string, quoted: boolean): RawRow[] {
  const lines = text.split("\n");
  const delimiter = lines[0]?.includes(";") ? ";" : ",";
  const options: Options = { delimiter, quote: quoted ? '"' : null, relax_quotes: true };
  return lines.flatMap((line, i) => (line.trim() ? [{ line: i + 1, values: parseLine(line, options) }] : []));
}

function parseLine(line: string, options: Options): string[] {
  try {
    return (parse(line, options) as string[][])[0] ?? [];
  } catch {
    return [];
  }
}

function checkHeader(file: string, header: string[], { required, optional = [] }: TableFormat): string[] {
  const columns = header.map((name) => name.trim().toLowerCase());
  const missing = required.filter((name) => !columns.includes(name));
  const unknown = columns.filter((name) => !required.includes(name) && !optional.includes(name));
  const twice = columns.filter((name, i) => columns.indexOf(name) !== i);
  if (!missing.length && !unknown.length && !twice.length) return columns;
  const allowed = optional.length ? ` and may have ${optional.join(", ")}` : "";
  const got = header.join(" | ").slice(0, 200);
  const rule = `the first line of ${file} must name the columns ${required.join(", ")}${allowed}, each once`;
  throw fail("INVALID_INPUT", ["file"], `${rule}, but got "${got}"`);
}

function reasonAgainst(values: readonly string[], count: number): string | null {
  if (!values.length) return "a quote must be closed on the line that it opens on";
  if (values.length !== count) return `a row must have ${count} fields, but has ${values.length}`;
  return values.some((value) => value.includes("\u0000")) ? "a row must not hold the character U+0000" : null;
}
