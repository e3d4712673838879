// Faults on purpose: real API processes, real PostgreSQL clusters, real sockets.
//   npm run test:faults -- --list
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { plants } from "./plants.ts";
import { findPrograms, MISSING } from "./programs.ts";
import { closeRunning, type Given, type Task, taskOfPlant, taskOfScenario } from "./run.ts";
import { scenarios } from "./scenarios/index.ts";
import { makeTemplate } from "./template.ts";

const HELP = `Usage: npm run test:faults -- [options]

Runs faults against real API processes and PostgreSQL clusters of their own, and lets the checker compare what writers
were told with what each client got. Bugs that are planted in a copy of the product must make the checker fail.

  --scenario <name>  only this one, or this plant; may be given several times
  --short            only the short form, marked with * in the list
  --seed <number>    the same choices as a run that printed this seed
  --product <folder> another build than this one, with its own dist/ and drizzle/
  --keep             keeps the histories and logs also of what passed
  --list             says what there is
  --help             this`;

const PRODUCT = fileURLToPath(new URL("../..", import.meta.url));
const all: readonly Task[] = [...scenarios.map(taskOfScenario), ...plants.map(taskOfPlant)];

const { values } = parseArgs({
  options: {
    scenario: { type: "string", multiple: true },
    seed: { type: "string" },
    product: { type: "string", default: PRODUCT },
    short: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function choose(): readonly Task[] {
  const find = (name: string) => {
    const found = all.find((task) => task.name === name);
    if (!found) throw new Error(`--scenario must be one of those of --list, but got "${name}"`);
    return found;
  };
  return values.scenario?.map(find) ?? all.filter(({ isShort }) => isShort || !values.short);
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

async function runAll(tasks: readonly Task[], given: Given): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [i, task] of tasks.entries()) {
    console.log(`\n[${i + 1}/${tasks.length}] ${task.name}: ${task.about}`);
    const refusal = task.refusal();
    if (refusal) console.log(`  skipped: ${refusal}`);
    const outcome = refusal ? "skipped" : (await task.run(given)) ? "passed" : "failed";
    counts[outcome]++;
    if (outcome === "passed") console.log("  passed");
    if (outcome === "failed")
      console.log(`  FAILED; again: npm run test:faults -- --seed ${given.seed} --scenario ${task.name}`);
  }
  return counts;
}

async function main(): Promise<number> {
  if (values.help) return say(HELP);
  if (values.list) return say(all.map(describe).join("\n"));
  const chosen = choose();
  const programs = findPrograms();
  if (!programs) return say(MISSING, 2);
  const product = resolve(values.product);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const home = await mkdtemp(join(tmpdir(), "qorgan-faults-"));
  // PostgreSQL's own user must come through.
  await chmod(home, 0o755);
  console.log(`Seed ${seed}. Histories and logs: ${home}\nMaking a cluster with the demo data …`);
  const template = await makeTemplate(programs, product, home);
  const { passed, failed, skipped } = await runAll(chosen, { template, home, seed, product });
  await rm(join(home, "template"), { recursive: true, force: true });
  if (!failed && !values.keep) await rm(home, { recursive: true, force: true });
  console.log(`\nSeed ${seed}`);
  return say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`, failed ? 1 : 0);
}

const describe = ({ name, about, isShort }: Task) => `${name.padEnd(28)} ${isShort ? "*" : " "} ${about}`;

function say(text: string, code = 0): number {
  console.log(text);
  return code;
}

// Clusters, processes and mounts must not outlive a run that is given up.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => closeRunning().finally(() => process.exit(130)));
process.exit(await main());
