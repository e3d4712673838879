// Faults on purpose: real API processes, real PostgreSQL clusters, real sockets.
//   npm run test:faults -- --list
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findPrograms, MISSING } from "./programs.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { openStage } from "./stage.ts";
import { makeTemplate, type Template } from "./template.ts";

const HELP = `Usage: npm run test:faults -- [options]

Runs faults against real API processes and PostgreSQL clusters of their own, and lets the checker compare what writers
were told with what each client got.

  --scenario <name>  only this one; may be given several times
  --short            only the short form, about a minute
  --seed <number>    the same choices as a run that printed this seed
  --keep             keeps the histories and logs also of what passed
  --list             says what there is
  --help             this`;

const PRODUCT = fileURLToPath(new URL("../..", import.meta.url));
const CHECKER = fileURLToPath(new URL("check.ts", import.meta.url));

const { values } = parseArgs({
  options: {
    scenario: { type: "string", multiple: true },
    seed: { type: "string" },
    short: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function choose(): Scenario[] {
  const named = values.scenario?.map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (!found) throw new Error(`--scenario must be one of those of --list, but got "${name}"`);
    return found;
  });
  return named ?? scenarios.filter(({ isShort }) => isShort || !values.short);
}

/** What the checker says of the histories; it is a process of its own, so that it knows nothing but the files. */
const judge = (histories: string) =>
  new Promise<{ passed: boolean; said: string }>((resolve) => {
    const options = { maxBuffer: 1e8 };
    execFile(process.execPath, [CHECKER, histories], options, (error, out, err) =>
      resolve({ passed: !error, said: out + err }),
    );
  });

const indent = (text: string) => text.trim().replaceAll(/^/gm, "    ");

interface Run {
  template: Template;
  home: string;
  seed: number;
}

async function runOne(scenario: Scenario, { template, home, seed }: Run): Promise<boolean> {
  const folder = join(home, scenario.name);
  await mkdir(folder);
  const startedAt = Date.now();
  const say = (text: string) =>
    console.log(`  ${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`);
  const options = { template, home, folder, seed, say, product: PRODUCT };
  const stage = await openStage({ ...options, ...(scenario.env && { env: scenario.env }) });
  try {
    await scenario.run(stage);
    await stage.finish();
    const { passed, said } = await judge(stage.histories);
    console.log(indent(said));
    return passed;
  } catch (error) {
    console.log(indent(String(error instanceof Error ? error.stack : error)));
    return false;
  } finally {
    await stage.close();
  }
}

async function main(): Promise<number> {
  if (values.help) return say(HELP);
  if (values.list) return say(scenarios.map(describe).join("\n"));
  const chosen = choose();
  const programs = findPrograms();
  if (!programs) return say(MISSING, 2);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const home = await mkdtemp(join(tmpdir(), "qorgan-faults-"));
  // PostgreSQL's own user must come through.
  await chmod(home, 0o755);
  console.log(`Seed ${seed}. Histories and logs: ${home}\nMaking a cluster with the demo data …`);
  const template = await makeTemplate(programs, PRODUCT, home);
  const failed: string[] = [];
  const skipped: string[] = [];
  for (const [i, scenario] of chosen.entries()) {
    console.log(`\n[${i + 1}/${chosen.length}] ${scenario.name}: ${scenario.about}`);
    const refusal = scenario.refusal?.();
    if (refusal) console.log(`  skipped: ${refusal}`);
    if (refusal) skipped.push(scenario.name);
    else if (await runOne(scenario, { template, home, seed })) console.log("  passed");
    else {
      failed.push(scenario.name);
      console.log(`  FAILED; again: npm run test:faults -- --seed ${seed} --scenario ${scenario.name}`);
    }
  }
  await rm(join(home, "template"), { recursive: true, force: true });
  if (!failed.length && !values.keep) await rm(home, { recursive: true, force: true });
  const passed = chosen.length - failed.length - skipped.length;
  console.log(`\nSeed ${seed}`);
  return say(
    `${passed} passed, ${failed.length} failed${skipped.length ? `, ${skipped.length} skipped` : ""}`,
    failed.length ? 1 : 0,
  );
}

const describe = ({ name, about, isShort }: Scenario) => `${name.padEnd(20)} ${isShort ? "*" : " "} ${about}`;

function say(text: string, code = 0): number {
  console.log(text);
  return code;
}

process.exit(await main());
