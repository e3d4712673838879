import { randomBytes } from "node:crypto";

/** Every database and folder of a test starts so. */
export const PREFIX = "qorgan_test_";
/** How long the database of a failed test is kept. */
export const KEPT_HOURS = 3;

/** A name that no parallel run makes: the time in front says when it may go. */
export const databaseName = (what: string) =>
  `${PREFIX}${Date.now().toString(36)}_${what}_${randomBytes(4).toString("hex")}`;

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
