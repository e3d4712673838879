import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Scene } from "./scene.ts";

const execute = promisify(execFile);
const FOLDER = fileURLToPath(new URL("..", import.meta.url));

/** Whether the peers' packages are there: they are no part of the product's. */
export const hasPeers = () => existsSync(`${FOLDER}/node_modules/postgraphile`);

/** Installs the peers' packages where they aren't yet. */
export async function installPeers(scene: Scene) {
  if (hasPeers()) return;
  scene.progress("Installing the peers' packages, once …");
  await execute("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER, signal: scene.signal });
}
