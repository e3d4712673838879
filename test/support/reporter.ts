import type { Reporter, TestModule } from "vitest/node";

/** Closes the run with one plain line: `12 passed, 0 failed`. A file that can't be loaded counts as failed. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) counts[test.result().state]++;
      const broken = module.state() === "failed" && !tests.some((test) => test.result().state === "failed");
      if (broken) counts.failed++;
    }
    const skipped = counts.skipped + counts.pending;
    const line = `${counts.passed} passed, ${counts.failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    // After the other reporters: this line is the last one.
    process.once("exit", () => process.stdout.write(`${line}\n`));
  }
}
