import { join, resolve } from "node:path";

/** The server's settings, checked. This is the only place that reads the environment. */
export interface Config {
  host: string;
  port: number;
  /** PostgreSQL, or undefined for the embedded database. */
  databaseUrl: string | undefined;
  /** Folder of what the server keeps: embedded data, keys, control socket. */
  home: string;
  /** Whether demo conveniences exist: the local token issuer, ready tokens, the demo seed. */
  demo: boolean;
  logLevel: string;
  /** Where the heads of the audit are written outside the database: a file or an http(s) URL. */
  auditHeads: string;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Reads and checks the environment; the error names the variable, what it must be and what it is. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Readonly<Config> {
  const host = env.HOST || "127.0.0.1";
  const demo = env.QORGAN_DEMO === "1" || LOOPBACK.has(host);
  if (!demo) {
    throw new Error(
      `HOST must be a loopback address, or QORGAN_DEMO=1 must be set, but HOST is ${host}: ` +
        "tokens of the local issuer and demo data must not be reachable from a network by accident.",
    );
  }
  const home = resolve(env.QORGAN_HOME || ".qorgan");
  return Object.freeze({
    host,
    port: portOf(env.PORT),
    databaseUrl: urlOf(env.DATABASE_URL),
    home,
    demo,
    logLevel: levelOf(env.LOG_LEVEL),
    auditHeads: headsOf(env.QORGAN_AUDIT_HEADS, home),
  });
}

function portOf(value: string | undefined): number {
  const port = Number(value || 4000);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, but is ${value}`);
}

function urlOf(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^postgres(ql)?:\/\//.test(value)) return value;
  throw new Error("DATABASE_URL must start with postgres:// or postgresql://");
}

function headsOf(value: string | undefined, home: string): string {
  if (!value) return join(home, "audit-heads.jsonl");
  if (/^https?:\/\//.test(value)) {
    if (URL.canParse(value)) return value;
  } else if (!/^[a-z]+:\/\//i.test(value)) return resolve(value);
  throw new Error(`QORGAN_AUDIT_HEADS must be a file or an http(s) URL, but is ${value}`);
}

function levelOf(value: string | undefined): string {
  const level = value || "info";
  if (LOG_LEVELS.includes(level)) return level;
  throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, but is ${value}`);
}
