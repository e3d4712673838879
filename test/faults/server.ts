import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** One process of the API, as `npm start` starts it. */
export interface Server {
  port: number;
  start(): Promise<void>;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** SIGTERM; resolves when it has ended, which it must do by itself. */
  stop(): Promise<void>;
  isRunning(): boolean;
  /** Whether it takes requests, and the database answers it. */
  isReady(): Promise<boolean>;
  /** Resident memory in MB. */
  memory(): Promise<number>;
  /** A figure of `/metrics`, over all its labels; 0 when it isn't there. */
  metric(name: string): Promise<number>;
}

export interface ServerOptions {
  name: string;
  /** The folder that holds dist/: the product's own, or a copy with a bug planted. */
  product: string;
  /** Where the keys are. */
  home: string;
  /** Where it writes what it prints. */
  logs: string;
  port: number;
  databaseUrl: string;
  env?: Record<string, string>;
}

// The runs are storms: what a caller may use is tested elsewhere.
const UNBOUNDED = [
  "COST_BUCKET",
  "COST_RESTORE",
  "SOCKETS_PER_ADDRESS",
  "SOCKETS_PER_VIEWER",
  "SUBSCRIPTIONS_PER_VIEWER",
];
const BOUNDS = Object.fromEntries(UNBOUNDED.map((name) => [`QORGAN_${name}`, "1000000000"]));
const PATIENCE_MS = 60_000;

export function createServer({ name, product, home, logs, port, databaseUrl, env }: ServerOptions): Server {
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const file = join(logs, `${name}.log`);
  const log = createWriteStream(file, { flags: "a" });

  function spawnServer() {
    const settings = { PORT: String(port), DATABASE_URL: databaseUrl, QORGAN_HOME: home, LOG_LEVEL: "warn" };
    const child = spawn(process.execPath, [join(product, "dist/main.js")], {
      cwd: product,
      env: { PATH: process.env.PATH, ...settings, ...BOUNDS, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  }

  return {
    port,
    isRunning,
    isReady: () => answers(port),
    async start() {
      child = spawnServer();
      const until = Date.now() + PATIENCE_MS;
      while (!(await answers(port))) {
        if (!isRunning()) throw new Error(`${name} ended before it was ready: see ${file}`);
        if (Date.now() > until) throw new Error(`${name} isn't ready in time: see ${file}`);
        await setTimeout(50);
      }
    },
    kill: () => void child?.kill("SIGKILL"),
    async stop() {
      if (!child || !isRunning()) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const timer = globalThis.setTimeout(() => child?.kill("SIGKILL"), PATIENCE_MS);
      const [code] = await ended;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`${name} must end by itself with 0 after SIGTERM, but it ended with ${code}`);
    },
    memory: async () => residentMb(child?.pid),
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const lines = text.matchAll(new RegExp(`^qorgan_${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"));
      return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
    },
  };
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

async function residentMb(pid: number | undefined) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
