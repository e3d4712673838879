import { defineConfig } from "drizzle-kit";

// The compiled tables: drizzle-kit doesn't resolve TypeScript's ".js" imports.
export default defineConfig({
  dialect: "postgresql",
  schema: ["./dist/db/tables.js", "./dist/journal/table.js", "./dist/audit/table.js", "./dist/modules/*/table.js"],
  out: "./drizzle/migrations",
});
