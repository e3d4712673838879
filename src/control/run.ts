import { loadKeyRing } from "../access/keyring.js";
import { loadKeys } from "../access/keys.js";
import { createTokens } from "../access/tokens.js";
import type { Config } from "../config.js";
import { openDatabase } from "../db/open.js";
import { callServer } from "./client.js";
import { type ArgsOf, type CommandName, type Report, type ResultOf, runCommand } from "./commands.js";

/**
 * Runs a command: in the running server when it holds the embedded database, else here, opening the database as a
 * server would.
 */
export async function run<Name extends CommandName>(
  config: Pick<Config, "databaseUrl" | "home" | "demo" | "keyring">,
  { command, args }: { command: Name; args: ArgsOf<Name> },
  report: Report,
): Promise<ResultOf<Name>> {
  const answered = config.databaseUrl ? null : await callServer(config.home, { command, args }, report);
  if (answered) return answered.result as ResultOf<Name>;
  const tokens = await createTokens(await loadKeys(config.home));
  const ring = await loadKeyRing(config);
  const database = await openDatabase(config);
  try {
    return (await runCommand({ database, tokens, ring }, command, args, report)) as ResultOf<Name>;
  } finally {
    await database.close();
  }
}
