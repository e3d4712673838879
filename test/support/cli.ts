import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const OURS = /^(DATABASE_URL|HOST|PORT|LOG_LEVEL|QORGAN_.*)$/;

/** The compiled command in a folder of its own, under these variables only. */
export function cliIn(home: string, variables: Record<string, string> = {}) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const env = { ...inherited, QORGAN_HOME: home, PORT: "0", LOG_LEVEL: "silent", ...variables };
  const begin = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [CLI, ...args], { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] });
  return {
    begin,
    /** Runs a command to its end. */
    async qorgan(...args: string[]) {
      const child = begin(...args);
      const ended = once(child, "exit");
      const [out, err] = await Promise.all([text(child.stdout as never), text(child.stderr as never)]);
      const [code] = await ended;
      return { code: code as number, out, err };
    },
  };
}

/** Resolves with the server's address when it is ready, and what it said until then. */
export async function addressOf(server: ChildProcess): Promise<{ url: string; said: string }> {
  let said = "";
  const stdout = server.stdout as Readable;
  // A pipe that is closed at the first line would end the server at the next one.
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const [, url] = /ready: (http:\S+?)\/ /.exec(said) ?? [];
    if (!url) continue;
    stdout.resume();
    return { url, said };
  }
  throw new Error(`The server ended before it was ready: ${said}`);
}

/** Stops a server that runs. */
export async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill();
  await ended;
}
