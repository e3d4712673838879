import { hideIins } from "../access/iin.js";

interface Logged {
  type: string;
  message: string;
  stack: string;
  [detail: string]: unknown;
}

/**
 * An error as the log keeps it: what failed and where, and not the values of its statement, of which one may be a note
 * about a child.
 */
export function loggedError(error: unknown): Logged {
  if (!(error instanceof Error)) return { type: typeof error, message: hideIins(String(error)), stack: "" };
  const { name: type, message, stack = "", cause } = error;
  const { code, table_name: table, constraint_name: constraint } = error as Error & Record<string, unknown>;
  const said = sayWithoutValues(message, String(code));
  const place = stack.replace(message, () => said);
  return {
    type,
    code,
    table,
    constraint,
    message: said,
    stack: place,
    ...(cause ? { cause: loggedError(cause) } : {}),
  };
}

// Drizzle puts the values behind the statement. PostgreSQL repeats one that it can't take (class 22), else it names
// tables and constraints, and keeps values to the detail.
const sayWithoutValues = (message: string, code: string): string =>
  /^22[0-9A-Z]{3}$/.test(code) ? `PostgreSQL refuses a value: ${code}` : hideIins(message.split("\nparams: ")[0] ?? "");
