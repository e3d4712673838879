import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plant, plant } from "./plants.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { openStage, type Stage } from "./stage.ts";
import type { Template } from "./template.ts";

export interface Given {
  template: Template;
  home: string;
  seed: number;
  product: string;
}

/** Something to run that passes or fails. */
export interface Task {
  name: string;
  about: string;
  isShort: boolean;
  refusal(): string | null;
  run(given: Given): Promise<boolean>;
}

const CHECKER = fileURLToPath(new URL("check.ts", import.meta.url));
const CATCH_UP_MS = 120_000;
// What a planted bug has lost doesn't come, however long one waits.
const PLANTED_CATCH_UP_MS = 15_000;
let running: Stage | undefined;

export const closeRunning = async () => running?.close();

export const taskOfScenario = (scenario: Scenario): Task => ({
  ...{ name: scenario.name, about: scenario.about, isShort: scenario.isShort ?? false },
  refusal: () => scenario.refusal?.() ?? null,
  async run(given) {
    const folder = join(given.home, scenario.name);
    const prepare = async () => given.product;
    const verdict = await perform(scenario, { ...given, folder, prepare, catchUpMs: CATCH_UP_MS });
    return verdict === "";
  },
});

export const taskOfPlant = (bug: Plant): Task => ({
  ...{ name: `planted-${bug.name}`, about: `${bug.about}: the checker must find it`, isShort: bug.isShort ?? false },
  refusal: () => null,
  async run(given) {
    const folder = join(given.home, `planted-${bug.name}`);
    const scenario = scenarios.find(({ name }) => name === bug.scenario) as Scenario;
    const prepare = () => plant(bug, given.product, folder);
    const verdict = await perform(scenario, { ...given, folder, prepare, catchUpMs: PLANTED_CATCH_UP_MS });
    const isFound = verdict !== null && bug.finds.test(verdict);
    console.log(isFound ? "  found" : `  the checker must say ${bug.finds}, but doesn't`);
    return isFound;
  },
});

interface Performance extends Given {
  folder: string;
  catchUpMs: number;
  /** Gives the product that is to run. */
  prepare(): Promise<string>;
}

/** Runs a scenario; gives the checker's findings, empty when there are none, or null when the run itself broke. */
async function perform(scenario: Scenario, { prepare, ...given }: Performance) {
  const { folder } = given;
  await mkdir(folder, { recursive: true });
  const startedAt = Date.now();
  const say = (text: string) =>
    console.log(`  ${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`);
  try {
    running = await openStage({ ...given, product: await prepare(), say });
    await scenario.run(running);
    await running.finish();
    const { hasPassed, said } = await judge(running.histories);
    console.log(indent(said));
    return hasPassed ? "" : said;
  } catch (error) {
    console.log(indent(String(error instanceof Error ? error.stack : error)));
    return null;
  } finally {
    await running?.close();
    running = undefined;
  }
}

/** What the checker says of the histories; it is a process of its own, so that it knows nothing but the files. */
const judge = (histories: string) =>
  new Promise<{ hasPassed: boolean; said: string }>((resolve) => {
    const options = { maxBuffer: 1e8 };
    execFile(process.execPath, [CHECKER, histories], options, (error, out, err) =>
      resolve({ hasPassed: !error, said: out + err }),
    );
  });

const indent = (text: string) => text.trim().replaceAll(/^/gm, "    ");
