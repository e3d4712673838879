// Node runs it as it is: types are stripped, nothing is compiled. The servers under test are the built ones.
import { writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { benchFanout } from "./fanout/fanout.ts";
import { benchIngest } from "./ingest/ingest.ts";
import { benchPolicies } from "./policies/policies.ts";
import { describeMachine } from "./support/machine.ts";
import { createScene, type Scene } from "./support/scene.ts";

/** What a benchmark gives: rows in the form of DESIGN.md, and whether each target is met. */
interface Result {
  rows: readonly object[];
  ratios: readonly object[];
}
const BENCHMARKS: Record<string, (scene: Scene) => Promise<Result>> = {
  policies: benchPolicies,
  ingest: benchIngest,
  fanout: benchFanout,
};

const HELP = `
Benchmarks:
  policies  what the policies cost: the guarded lane against the same server without them
  ingest    incidents reported per second against pgbench inserting the same rows, and how soon control rooms know
  fanout    one alert told to thousands of websockets, against graphql-ws, Mercurius and a raw broadcast

Each starts all it needs on the PostgreSQL of DATABASE_URL or TEST_DATABASE_URL, where the login must be able to create
databases and roles; its databases are its own and are dropped afterwards. Contenders take turns in rounds of one run:
quote the ratios, which hold on a busy machine, and never a single time.`;

const program = new Command("npm run bench --")
  .description("measures Qorgan against others on this machine")
  .addArgument(new Argument("<name>", "which benchmark").choices(Object.keys(BENCHMARKS)))
  .option("--json <file>", "write the rows as JSON")
  .option("--quick", "a short run that shows that everything works; its figures mean nothing")
  .addHelpText("after", HELP)
  .action(run);

async function run(name: string, { json, quick = false }: { json?: string; quick?: boolean }) {
  const scene = createScene({ quick });
  const onSignal = () => scene.stop();
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const machine = await describeMachine(scene.server);
    console.log(`${name} on ${machine}${quick ? "\nA quick run: its figures mean nothing." : ""}\n`);
    const result = await BENCHMARKS[name]?.(scene);
    if (json) await writeFile(json, `${JSON.stringify({ bench: name, machine, ...result }, null, 2)}\n`);
  } finally {
    await scene.close();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
