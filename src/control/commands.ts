import type { OnProgress } from "../db/import.js";
import { fail } from "../graphql/errors.js";
import { addAppointment, endAppointment, type NewAppointment } from "../modules/agencies/appoint.js";
import {
  addAgency,
  addOfficer,
  endOfficer,
  listOfficers,
  type NewAgency,
  type NewOfficer,
} from "../modules/agencies/staff.js";
import { rotateKeys, statusOfKeys } from "../modules/identities/rotate.js";
import { importSchools } from "../modules/schools/import.js";
import { importTerritories } from "../modules/territories/import.js";
import { verifyCommand } from "./audit.js";
import type { Environment } from "./environment.js";
import { exportCommand } from "./export.js";
import { findGuardian, isGuardian, linkGuardian } from "./guardian.js";
import { findOfficer, linkOfficer, type OfficerChoice } from "./officer.js";
import { seedCommand } from "./seed.js";

/** What a command says while it runs. Each call throws when whoever asked has gone. */
export interface Report {
  progress: OnProgress;
  /** Gives a piece of the result; resolves when the receiver wants more. */
  output(text: string): Promise<void>;
}

type Command<Args, Result> = (environment: Environment, args: Args, report: Report) => Promise<Result>;

const NO_ISSUER =
  "QORGAN_OIDC_ISSUER must not be set for tokens of the local issuer, but this server takes its provider's only";

/** Every command that needs the database. */
export const commands = {
  /** Opening the database has migrated it. */
  migrate: async ({ database }: Environment) => ({ kind: database.kind }),
  seed: seedCommand,
  importTerritories: ({ database }: Environment, args: { file: string; dryRun: boolean }, { progress }: Report) =>
    importTerritories(database, args, progress),
  importSchools: ({ database }: Environment, args: { file: string; dryRun: boolean }, { progress }: Report) =>
    importSchools(database, args, progress),
  export: exportCommand,
  auditVerify: verifyCommand,
  keysRotate: async ({ database, ring }: Environment, _: object, { progress }: Report) =>
    rotateKeys(database, await ring(), progress),
  keysStatus: async ({ database, ring }: Environment) => statusOfKeys(database, await ring()),
  linkOfficer: ({ database }: Environment, args: { officer: string; subject: string | null }) =>
    linkOfficer(database, args),
  linkGuardian: ({ database }: Environment, args: { guardian: string; subject: string | null }) =>
    linkGuardian(database, args),
  addAgency: ({ database }: Environment, args: NewAgency) => addAgency(database, args),
  addOfficer: ({ database }: Environment, args: NewOfficer) => addOfficer(database, args),
  listOfficers: ({ database }: Environment, args: { agency?: string }) => listOfficers(database, args),
  endOfficer: ({ database }: Environment, args: { officer: string }) => endOfficer(database, args),
  addAppointment: ({ database }: Environment, args: NewAppointment) => addAppointment(database, args),
  endAppointment: ({ database }: Environment, args: { appointment: string; on?: string }) =>
    endAppointment(database, args),
  async token({ database, tokens }: Environment, { expires, ...choice }: OfficerChoice & { expires: string }) {
    if (!tokens) throw fail("NOT_ALLOWED", ["token"], NO_ISSUER);
    const { name, viewer } = await (isGuardian(choice) ? findGuardian : findOfficer)(database, choice);
    const { principal, role, kato, schoolId } = viewer;
    return { name, role, kato, schoolId, token: await tokens.issue(principal, expires) };
  },
} satisfies Record<string, Command<never, unknown>>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type ArgsOf<Name extends CommandName> = Commands[Name] extends (
  env: Environment,
  args: infer Args,
  ...rest: never[]
) => unknown
  ? Args & object
  : never;
export type ResultOf<Name extends CommandName> = Awaited<ReturnType<Commands[Name]>>;

/** Runs a command by its name, as it comes over the socket. */
export function runCommand(environment: Environment, name: string, args: object, report: Report): Promise<unknown> {
  if (!Object.hasOwn(commands, name)) {
    throw fail(
      "INVALID_INPUT",
      ["command"],
      `command must be one of ${Object.keys(commands).join(", ")}, but got "${name}"`,
    );
  }
  const command = commands[name as CommandName] as Command<object, unknown>;
  return command(environment, args, report);
}
