// Node runs it as it is: types are stripped, nothing is compiled. The servers under test are the built ones.
import { writeFile } from "node:fs/promises";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { benchDoors } from "./doors/doors.ts";
import { benchFanout } from "./fanout/fanout.ts";
import { benchIngest } from "./ingest/ingest.ts";
import { benchMemory } from "./memory/memory.ts";
import { benchPolicies } from "./policies/policies.ts";
import { CONTENDERS } from "./queries/contenders.ts";
import { benchQueries } from "./queries/queries.ts";
import { SHAPES } from "./queries/shapes.ts";
import { describeMachine } from "./support/machine.ts";
import type { Options } from "./support/options.ts";
import { createScene, type Scene } from "./support/scene.ts";

/** What a benchmark gives: rows in the form of DESIGN.md, and whether each target is met. */
interface Result {
  rows: readonly object[];
  ratios: readonly object[];
}
const BENCHMARKS: Record<string, (scene: Scene, options: Options) => Promise<Result>> = {
  queries: benchQueries,
  doors: benchDoors,
  memory: benchMemory,
  policies: benchPolicies,
  ingest: benchIngest,
  fanout: benchFanout,
};

const HELP = `
Benchmarks, all one after the other when none is named:
  queries   five shapes of queries against PostGraphile, Mercurius, Yoga, Apollo and SQL written by hand
  doors     what each check of a request costs: the same queries with one of them switched off
  memory    the server's memory over a million requests
  policies  what the policies cost: the guarded lane against the same server without them
  ingest    incidents reported per second against pgbench inserting the same rows, and how soon control rooms know
  fanout    one alert told to thousands of websockets, against graphql-ws, Mercurius and a raw broadcast

Each starts all it needs on the PostgreSQL of DATABASE_URL or TEST_DATABASE_URL, where the login must be a superuser;
its databases are its own and are dropped afterwards. Contenders take turns in rounds of one run: quote the ratios,
which hold on a busy machine, and never a single time.`;

const positive = (value: string) => {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a positive number.");
};

const program = new Command("npm run bench --")
  .description("measures Qorgan against others on this machine")
  .addArgument(new Argument("[name]", "which benchmark").choices(Object.keys(BENCHMARKS)))
  .option("--json <file>", "write the rows as JSON")
  .option("--quick", "a short run that shows that everything works; its figures mean nothing")
  .option("--data <url>", "queries, memory: a database of Qorgan that is there, instead of one that is made")
  .addOption(new Option("--shapes <names...>", "queries: only these").choices(SHAPES))
  .addOption(new Option("--contenders <names...>", "queries: only these").choices(CONTENDERS))
  .option("--rounds <number>", "queries, doors: instead of seven", positive)
  .addOption(
    new Option("--readme", "queries: write the figures into README.md and docs/queries.svg").conflicts([
      "shapes",
      "contenders",
    ]),
  )
  .option("--requests <number>", "memory: how many", positive)
  .addHelpText("after", HELP)
  .action(run);

interface Given extends Options {
  json?: string;
  quick?: boolean;
}

async function run(name: string | undefined, { json, quick = false, ...options }: Given) {
  const names = name ? [name] : Object.keys(BENCHMARKS);
  const results: object[] = [];
  for (const name of names) results.push(await runOne(name, quick, options));
  if (json) await writeFile(json, `${JSON.stringify(name ? results[0] : results, null, 2)}\n`);
}

async function runOne(name: string, quick: boolean, options: Options) {
  const scene = createScene({ quick, data: options.data });
  const onSignal = () => scene.stop();
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const machine = await describeMachine(scene.server);
    console.log(`${name} on ${machine}${quick ? "\nA quick run: its figures mean nothing." : ""}\n`);
    return { bench: name, machine, ...(await BENCHMARKS[name]?.(scene, options)) };
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    await scene.close();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
