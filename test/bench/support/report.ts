import type { Ratio } from "./rounds.ts";

/** Prints rows as a table whose columns are their names. */
export function printRows(rows: readonly Record<string, string | number | null | undefined>[]) {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "–")))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => String(line[i]).length)));
  const isText = columns.map((column) => typeof rows[0]?.[column] === "string");
  for (const line of lines) {
    const cells = line.map((cell, i) => (isText[i] ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
    console.log(cells.join("  "));
  }
  console.log();
}

/** Prints ratios, each with its spread over the rounds, and its target. */
export function printRatios(ratios: readonly Ratio[]) {
  for (const { shape, of, to, what, min, median, max, ...rest } of ratios) {
    console.log(`${shape}: ${of} is at ${median} times ${to} (${min} to ${max}; ${what})${verdictOf(median, rest)}`);
  }
  console.log();
}

function verdictOf(median: number, { target, least }: Pick<Ratio, "target" | "least">): string {
  if (!target) return "";
  const isMet = least ? median >= target : median <= target;
  return `, target at ${least ? "least" : "most"} ${target}: ${isMet ? "met" : "missed"}`;
}
