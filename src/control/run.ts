import type { Config } from "../config.js";
import { openDatabase } from "../db/open.js";
import { callServer } from "./client.js";
import { type ArgsOf, type CommandName, type Report, type ResultOf, runCommand } from "./commands.js";
import { createEnvironment } from "./environment.js";

/**
 * Runs a command: in the running server when it holds the embedded database, else here, opening the database as a
 * server would.
 */
export async function run<Name extends CommandName>(
  config: Config,
  { command, args }: { command: Name; args: ArgsOf<Name> },
  report: Report,
): Promise<ResultOf<Name>> {
  const answered = config.databaseUrl ? null : await callServer(config.home, { command, args }, report);
  if (answered) return answered.result as ResultOf<Name>;
  const database = await openDatabase(config);
  try {
    const environment = await createEnvironment(config, database);
    return (await runCommand(environment, command, args, report)) as ResultOf<Name>;
  } finally {
    await database.close();
  }
}
