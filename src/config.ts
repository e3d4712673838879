import { resolve } from "node:path";

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
  /** The key ring of identities: its file, or its text; neither lets the demo make one. */
  keyring: { file: string | undefined; text: string | undefined };
  logLevel: string;
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
  return Object.freeze({
    host,
    port: portOf(env.PORT),
    databaseUrl: urlOf(env.DATABASE_URL),
    home: resolve(env.QORGAN_HOME || ".qorgan"),
    demo,
    keyring: keyringOf(env),
    logLevel: levelOf(env.LOG_LEVEL),
  });
}

function keyringOf({ QORGAN_KEYRING: file, QORGAN_KEYRING_JSON: text }: NodeJS.ProcessEnv) {
  if (file && text) throw new Error("QORGAN_KEYRING or QORGAN_KEYRING_JSON must be set, but both are");
  return { file: file ? resolve(file) : undefined, text: text || undefined };
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

function levelOf(value: string | undefined): string {
  const level = value || "info";
  if (LOG_LEVELS.includes(level)) return level;
  throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, but is ${value}`);
}
