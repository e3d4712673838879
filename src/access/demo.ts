import type { Database } from "../db/database.js";
import type { Tokens } from "./tokens.js";

export async function findDemoTokens(
  _database: Database,
  _tokens: Tokens,
): Promise<{ label: string; token: string }[]> {
  return [];
}
