import type { Row } from "../support/rounds.ts";

/** Processor time of server and database for a request, in microseconds. */
export const cpuOf = ({ cpuServerUs, cpuDbUs }: Row) => cpuServerUs + (cpuDbUs ?? 0);

/** The shapes or contenders of rows, in their order. */
export const namesOf = (rows: readonly Row[], of: "shape" | "contender") => [...new Set(rows.map((row) => row[of]))];

/** The row of a contender at a shape. */
export function rowOf(rows: readonly Row[], shape: string, contender: string): Row {
  const found = rows.find((row) => row.shape === shape && row.contender === contender);
  if (found) return found;
  throw new Error(`The figures need ${contender} at ${shape}, but it wasn't measured.`);
}
