// Random queries of random viewers, answered by both lanes and compared byte for byte.
//   npm run test:lanes -- --documents 50000 --seed 7
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HELP = `Usage: npm run test:lanes -- [options]

Has the guarded lane and the planner answer random queries of random viewers over the demo data, and every document of
schema/operations, and compares what they say byte for byte. Mistakes planted in the planner must be found.
On the embedded database, or on the PostgreSQL of TEST_DATABASE_URL.

  --documents <number>  how many random queries (50000)
  --seed <number>       the same choices as a run that printed this seed
  --help                this`;

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "50000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    help: { type: "boolean", default: false },
  },
});

async function run(): Promise<number> {
  const vitest = spawn(
    "vitest",
    [
      "run",
      "--config=test/vitest.config.ts",
      "--disableConsoleIntercept=true",
      "test/graphql/plan/lanes.test.ts",
      "test/graphql/plan/http.test.ts",
    ],
    {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, QORGAN_TEST_DOCUMENTS: values.documents, QORGAN_TEST_SEED: values.seed },
      stdio: "inherit",
    },
  );
  // Whoever ends this ends that.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => vitest.kill(signal));
  const [code] = await once(vitest, "exit");
  return code ?? 1;
}

if (values.help) console.log(HELP);
else process.exitCode = await run();
