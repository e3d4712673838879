import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { almaly, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { start } from "../support/start.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The examples of the README that use the client, as they stand there. */
async function examples(): Promise<[node: string, browser: string]> {
  const text = await readFile(join(ROOT, "README.md"), "utf8");
  const found = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => String(code));
  const own = found.filter((code) => code.includes('from "qorgan/client"'));
  expect(own.length).toBe(2);
  return own as [string, string];
}

/** A folder of somebody who has installed the package. */
async function install() {
  const folder = await mkdtemp(join(tmpdir(), "qorgan-client-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "node_modules"));
  await symlink(ROOT, join(folder, "node_modules", "qorgan"));
  return folder;
}

/** Runs the program; gives its lines one by one. */
function run(folder: string, env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ["watch.mjs"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  onTestFinished(stop);
  return { next: async () => (await lines.next()).value as string, stop };
}

test("the README's example for Node goes on where it was when its program was killed", async () => {
  const server = await start();
  const officer = server.as(officerOf(almaly));
  const [example] = await examples();
  const folder = await install();
  await writeFile(join(folder, "watch.mjs"), example);
  const env = { TOKEN: String(await officer.token()), QORGAN_URL: `${server.url}/graphql` };
  const first = run(folder, env);
  expect(await first.next()).toBe("open 0");
  const ids = [await report(officer, almaly)];
  expect(await first.next()).toContain(`RAISED ${ids[0]}`);
  const kept = join(folder, "cursor.txt");
  const cursor = await readFile(kept, "utf8");
  await first.stop();
  ids.push(await report(officer, almaly));
  const second = run(folder, env);
  // Killed between its work and the cursor, it does that work again.
  let line = await second.next();
  if (line.includes(String(ids[0]))) line = await second.next();
  expect(line).toContain(`RAISED ${ids[1]}`);
  await expect.poll(() => readFile(kept, "utf8"), { timeout: 5_000 }).not.toBe(cursor);
});

test("the README's example for browsers is bundled without anything of Node's or the server's", async () => {
  const [, example] = await examples();
  const folder = await install();
  const entry = join(folder, "watch.js");
  await writeFile(entry, example);
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules"));
  const parts = inputs.filter((path) => /(^|\/)dist\//.test(path));
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.filter((path) => !path.includes("dist/client/"))).toEqual([]);
  expect(outputFiles[0]?.contents.length).toBeLessThan(60_000);
});
