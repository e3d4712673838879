import { defineConfig } from "drizzle-kit";

// The compiled tables: drizzle-kit doesn't resolve TypeScript's ".js" imports.
export default defineConfig({
  dialect: "postgresql",
  schema: ["./dist/{access,audit,journal,modules/*}/table.js", "./dist/db/tables.js"],
  out: "./drizzle/migrations",
});
