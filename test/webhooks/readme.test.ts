import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createPost } from "../../src/webhooks/post.js";
import { drawSecret } from "../../src/webhooks/sign.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The receiver of the README, as it stands there. */
async function exampleOf(): Promise<string> {
  const text = await readFile(join(ROOT, "README.md"), "utf8");
  const found = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => String(code));
  const own = found.filter((code) => code.includes('from "standardwebhooks"'));
  expect(own.length).toBe(1);
  return String(own[0]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** Runs it with a secret; gives where it listens and its lines. */
async function run(secret: string) {
  const folder = await mkdtemp(join(tmpdir(), "qorgan-receiver-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "receiver.mjs"), await exampleOf());
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ["receiver.mjs"], {
    cwd: folder,
    env: { SECRET: secret, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
    await rm(folder, { recursive: true });
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return { url: `http://127.0.0.1:${port}/`, next: async () => (await lines.next()).value as string };
}

test("the README's receiver takes what is signed, does the work once for each id, and refuses the rest", async () => {
  const secret = drawSecret();
  const { url, next } = await run(secret);
  const post = createPost({ reach: { http: true, networks: ["127.0.0.0/8"] } });
  const send = (id: string, secrets: readonly string[]) => {
    const body = { type: "alerts", timestamp: "2026-11-22T12:51:22.628Z", data: { data: { alerts: { cursor: id } } } };
    return post({ url, secrets }, { id, at: new Date(), body: Buffer.from(JSON.stringify(body)) });
  };
  await expect.poll(async () => (await send("msg_1", [secret])).status, { timeout: 10_000 }).toBe(204);
  expect((await send("msg_1", [secret])).status).toBe(204);
  expect((await send("msg_2", [drawSecret()])).status).toBe(400);
  // As on the day after a rotation.
  expect((await send("msg_3", [drawSecret(), secret])).status).toBe(204);
  const line = (cursor: string) => `2026-11-22T12:51:22.628Z alerts {"alerts":{"cursor":"${cursor}"}}`;
  expect([await next(), await next()]).toEqual([line("msg_1"), line("msg_3")]);
});
