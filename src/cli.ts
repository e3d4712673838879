#!/usr/bin/env node
// Before every decorator: imports run in their order.
import "reflect-metadata";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { readConfig } from "./config.js";
import { ENVIRONMENT, examples, parseKato, parseLifetime, parseLimit } from "./control/arguments.js";
import { describeVerdict } from "./control/audit.js";
import { createBar } from "./control/bar.js";
import type { ArgsOf, CommandName, ResultOf } from "./control/commands.js";
import { writeFileWhole, writerTo } from "./control/output.js";
import { explain } from "./control/protocol.js";
import { run } from "./control/run.js";
import { addSeedCommand } from "./control/scales.js";
import { addStaffCommands } from "./control/staff.js";
import { addTextCommands } from "./control/texts.js";
import type { ImportSummary } from "./db/import.js";
import { createSchema } from "./graphql/schema.js";
import { printSdl } from "./graphql/sdl.js";
import { modules } from "./modules/index.js";
import { serve } from "./serve.js";

const USAGE_ERROR = 2;
const INTERRUPTED = 130;
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const number = (value: number) => value.toLocaleString("en");

const program = new Command("qorgan")
  .description("One graph in which the agencies that keep schoolchildren safe work together.")
  .version(version)
  .showHelpAfterError("(qorgan --help says more)")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_ERROR));

program.addHelpText(
  "after",
  `${examples("serve", "token --as dispatcher", "export schools --as ministry_controller")}${ENVIRONMENT}`,
);

program
  .command("serve")
  .description("serve the graph until SIGTERM or SIGINT")
  .addHelpText("after", examples("serve", "serve  # with PORT=8080 in the environment"))
  .action(() => serve(readConfig(), console.log));

program
  .command("migrate")
  .description("bring the database to the newest schema")
  .addHelpText("after", examples("migrate"))
  .action(async () => {
    const { kind } = await call("migrate", {});
    console.log(`The ${kind} database has the newest schema.`);
  });

const imports = program.command("import").description("import a file; run again, it changes nothing");
importer("territories", "importTerritories", "the state classifier KATO as published: id;parent_id;code;name");
importer(
  "schools",
  "importSchools",
  "a table of schools with a header: external_id, kato and name_ru, and as many as there are of name_kk, kind, " +
    "ownership, address, latitude, longitude, phone, shifts, building_condition, design_seats, pupils",
);

program
  .command("export")
  .description("write a list of the API as CSV, as an officer may read it")
  .argument("<list>", "name of the list: schools, incidents, …")
  .requiredOption("--as <officer>", "id or name of an officer, or a role in lower case")
  .option("--kato <code>", "the jurisdiction, when --as is a role", parseKato)
  .option("--territory <code>", "only rows of this territory", parseKato)
  .option("--limit <rows>", "at most so many rows", parseLimit)
  .option("--out <file>", "write to a file and not to the standard output")
  .option("--bom", "start with a byte order mark, which Excel needs to read UTF-8")
  .addHelpText(
    "after",
    examples(
      "export schools --as ministry_controller",
      "export incidents --as region_officer --kato 750000000 --out incidents.csv --bom",
    ),
  )
  .action(async (list: string, { out, ...options }) => {
    const args = { list, ...options };
    const write = writerTo(process.stdout);
    const { rows } = out
      ? await writeFileWhole(resolve(out), (to) => call("export", args, to))
      : await call("export", args, write);
    console.error(`${number(rows)} rows of ${list}`);
  });

const officer = linking("officer", "officers and their names at the OpenID provider", (id, subject) =>
  call("linkOfficer", { officer: id, subject }),
);
linking("guardian", "those who act for children, and their names at the OpenID provider", (id, subject) =>
  call("linkGuardian", { guardian: id, subject }),
);
addStaffCommands(program, officer, { call, print: console.log });
addSeedCommand(program, { call, print: console.log });
addTextCommands(program, console.log);

program
  .command("token")
  .description("print a bearer token of the local issuer, alone on the last line; in a demo only")
  .requiredOption("--as <person>", "id or name of an officer, id of a guardian, or a role in lower case")
  .option("--kato <code>", "the jurisdiction, when --as is a role", parseKato)
  .option("--expires <time>", "how long it is valid: 30d, 12h, 15m", parseLifetime, "30d")
  .addHelpText("after", examples("token --as dispatcher", "token --as district_officer --kato 751210000 --expires 12h"))
  .action(async (options) => {
    const { name, role, kato, schoolId, token } = await call("token", options);
    const place = schoolId ?? kato ?? (role === "GUARDIAN" ? "the own children" : "the whole country");
    console.error(`${name}, ${role.toLowerCase()}, ${place}, for ${options.expires}`);
    console.log(token);
  });

const keys = program.command("keys").description("the key ring under which identities are encrypted");
keys
  .command("status")
  .description("say how many data keys are wrapped under which version of the key ring")
  .addHelpText("after", examples("keys status"))
  .action(async () => {
    const { current, versions } = await call("keysStatus", {});
    for (const { version, dataKeys, isHeld } of versions) {
      const notes = [version === current && "current", !isHeld && "not in the key ring"].filter(Boolean);
      console.log(`version ${version}: ${number(dataKeys)} data keys${notes.length ? ` (${notes.join(", ")})` : ""}`);
    }
  });
keys
  .command("rotate")
  .description("add a version to the key ring and wrap every data key under it; run again, it finishes what was begun")
  .addHelpText("after", examples("keys rotate"))
  .action(async () => {
    const { version, isNew, rewrapped } = await call("keysRotate", {});
    console.log(`version ${version}${isNew ? " (new)" : ""}: ${number(rewrapped)} data keys wrapped anew`);
  });

program
  .command("audit")
  .description("the audit of who read and changed what")
  .command("verify")
  .description("recompute every entry, root, link and signature of the audit. Exit code 1 when something is wrong.")
  .option("--heads <file>", "published heads: a file of QORGAN_AUDIT_HEADS, or the answer of /audit/heads")
  .addHelpText("after", examples("audit verify", "audit verify --heads /mnt/other/audit-heads.jsonl"))
  .action(async ({ heads }: { heads?: string }) => {
    // The server may run the command, and it has another working folder.
    const { wrong, summary } = describeVerdict(await call("auditVerify", { heads: heads && resolve(heads) }));
    for (const line of wrong) console.error(line);
    console.log(summary);
    if (wrong.length) process.exitCode = 1;
  });

program
  .command("schema")
  .description("write the schema of the API in GraphQL's own language")
  .option("--out <file>", "write to a file and not to the standard output")
  .addHelpText("after", examples("schema", "schema --out schema/schema.graphql"))
  .action(async ({ out }: { out?: string }) => {
    const text = printSdl(createSchema(modules));
    await (out ? writeFile(out, text) : writerTo(process.stdout)(text));
  });

type Linked = (id: string, subject: string | null) => Promise<{ name: string }>;

function linking(who: "officer" | "guardian", description: string, link: Linked) {
  const commands = program.command(who).description(description);
  const id = [`--${who} <id>`, `the ${who}'s id`] as const;
  commands
    .command("link")
    .description(`say what the OpenID provider calls the ${who}; acts on the next request`)
    .requiredOption(...id)
    .requiredOption("--subject <name>", "what the provider's tokens hold in the claim QORGAN_OIDC_CLAIM")
    .addHelpText("after", examples(`${who} link --${who} ${who}_0192… --subject 248289761001`))
    .action(async (options: Record<string, string>) => {
      const { name } = await link(options[who] as string, options.subject as string);
      console.log(`${name} is ${options.subject}.`);
    });
  commands
    .command("unlink")
    .description(`let tokens of the OpenID provider name the ${who} no more; acts on the next request`)
    .requiredOption(...id)
    .addHelpText("after", examples(`${who} unlink --${who} ${who}_0192…`))
    .action(async (options: Record<string, string>) => {
      const { name } = await link(options[who] as string, null);
      console.log(`No token names ${name} any more.`);
    });
  return commands;
}

function importer(name: string, command: "importTerritories" | "importSchools", description: string) {
  imports
    .command(name)
    .description(`import ${description}. Exit code 1 when rows were refused.`)
    .argument("<file.csv>", "UTF-8, with commas or semicolons")
    .option("--dry-run", "say what would happen and write nothing", false)
    .addHelpText("after", examples(`import ${name} ${name}.csv --dry-run`, `import ${name} ${name}.csv`))
    .action(async (file: string, { dryRun }: { dryRun: boolean }) => {
      // The server may run the command, and it has another working folder.
      printSummary(await call(command, { file: resolve(file), dryRun }));
    });
}

function printSummary({ inserted, updated, unchanged, refused, dryRun, refusals }: ImportSummary) {
  for (const { line, column, reason } of refusals) {
    console.error(`line ${line}${column ? `, column ${column}` : ""}: ${reason}`);
  }
  if (refused > refusals.length) console.error(`and ${number(refused - refusals.length)} more`);
  const counts = { inserted, updated, unchanged, refused };
  const said = Object.entries(counts).map(([what, count]) => `${number(count)} ${what}`);
  console.log(`${said.join(", ")}${dryRun ? " (dry run: nothing was written)" : ""}`);
  if (refused) process.exitCode = 1;
}

async function call<Name extends CommandName>(
  command: Name,
  args: ArgsOf<Name>,
  output = writerTo(process.stdout),
): Promise<ResultOf<Name>> {
  const bar = createBar(process.stderr);
  process.once("SIGINT", () => {
    bar.stop();
    process.exit(INTERRUPTED);
  });
  try {
    return await run(readConfig(), { command, args }, { progress: bar.progress, output });
  } finally {
    bar.stop();
  }
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has enough: `qorgan export … | head`.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
  // Written out before the end: exit doesn't wait for a pipe.
  process.stdout.write("", () => process.exit());
} catch (error) {
  console.error(`qorgan: ${explain(error)}`);
  process.exit(1);
}
