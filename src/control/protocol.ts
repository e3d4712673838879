import { join, relative } from "node:path";

/** A command as it goes over the control socket. */
export interface Call {
  command: string;
  args: object;
}

/** What comes back, one a line. The last line is a result or an error. */
export type Line =
  | { type: "progress"; done: number; total: number; what: string }
  | { type: "output"; text: string }
  | { type: "result"; result: unknown }
  | { type: "error"; message: string };

// The kernel cuts a longer path off: 108 bytes on Linux, 104 on macOS, with the closing zero.
const MAX_BYTES = 100;

/** The path of the server's control socket, relative to the working folder where that is what fits. */
export function socketOf(home: string): string {
  const path = join(home, "control.sock");
  const fitting = [path, relative(process.cwd(), path)].find((form) => Buffer.byteLength(form) <= MAX_BYTES);
  if (fitting) return fitting;
  const length = Buffer.byteLength(path);
  throw new Error(
    `The path of the control socket must have at most ${MAX_BYTES} bytes, but ${path} has ${length}: ` +
      "set QORGAN_HOME to a folder with a shorter name.",
  );
}

/** What a person needs to know of an error: what the database said, not the whole statement. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && !error.message) return error.errors.map(explain).join("; ");
  if (error.name === "DrizzleQueryError" || error.message.startsWith("Failed query:")) return explain(error.cause);
  return error.message || error.name;
}
