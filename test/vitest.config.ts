import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path(".."),
  // Node's own resolution and Vite's find different builds of graphql; types of two copies don't fit together.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["dist/**", "node_modules/**", "test/bench/**"],
    globalSetup: [path("./support/global-setup.ts")],
    setupFiles: [path("./support/setup.ts")],
    reporters: ["default", path("./support/reporter.ts")],
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
