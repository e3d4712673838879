import { join, resolve } from "node:path";
import type { OidcSettings } from "./access/oidc.js";
import { readBounds, readExposure, readReach, readSwitch } from "./config-exposure.js";
import type { Exposure } from "./graphql/exposure.js";
import type { Bounds } from "./graphql/meter.js";
import type { Reach } from "./webhooks/address.js";

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
  /** The OpenID provider; where there is one, the local issuer doesn't exist. */
  oidc: OidcSettings | undefined;
  /** The key ring of identities: its file, or its text; neither lets the demo make one. */
  keyring: { file: string | undefined; text: string | undefined };
  logLevel: string;
  /** Whether one statement answers what it can of a query; otherwise resolvers answer everything. */
  fastLane: boolean;
  /** Where the heads of the audit are written outside the database: a file or an http(s) URL. */
  auditHeads: string;
  /** By which name CAP messages say who sent them: unique among senders. */
  capSender: string;
  exposure: Exposure;
  bounds: Bounds;
  /** Where webhooks may lead. */
  webhooks: Reach;
}

type Environment = NodeJS.ProcessEnv;

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Reads and checks the environment; the error names the variable, what it must be and what it is. */
export function readConfig(env: Environment = process.env): Readonly<Config> {
  if (!("withResolvers" in Promise)) {
    throw new Error(`Qorgan needs Node 22.18 or newer, but runs on ${process.version}: npm start brings its own.`);
  }
  const host = env.HOST || "127.0.0.1";
  const oidc = oidcOf(env);
  const demo = demoOf(env.QORGAN_DEMO, host, oidc);
  const home = resolve(env.QORGAN_HOME || ".qorgan");
  return Object.freeze({
    host,
    port: portOf(env.PORT),
    databaseUrl: urlOf(env.DATABASE_URL),
    home,
    demo,
    oidc,
    keyring: keyringOf(env),
    logLevel: levelOf(env.LOG_LEVEL),
    fastLane: readSwitch(env, "QORGAN_FAST_LANE"),
    auditHeads: headsOf(env.QORGAN_AUDIT_HEADS, home),
    capSender: senderOf(env.QORGAN_CAP_SENDER),
    exposure: readExposure(env, demo),
    bounds: readBounds(env),
    webhooks: readReach(env, demo),
  });
}

// A provider on loopback means production behind a proxy: there the demo must be asked for.
function demoOf(value: string | undefined, host: string, oidc: OidcSettings | undefined): boolean {
  if (value && !["0", "1"].includes(value)) throw new Error(`QORGAN_DEMO must be 1, 0 or not set, but is ${value}`);
  const demo = value ? value === "1" : !oidc && LOOPBACK.has(host);
  if (demo || oidc) return demo;
  throw new Error(
    "QORGAN_OIDC_ISSUER must be the OpenID provider whose tokens are taken, but isn't set, " +
      `and without it HOST must be a loopback address or QORGAN_DEMO=1, but HOST is ${host}` +
      `${value ? ` and QORGAN_DEMO is ${value}` : ""}: ` +
      "tokens of the local issuer and demo data must not be reachable from a network by accident.",
  );
}

function keyringOf({ QORGAN_KEYRING: file, QORGAN_KEYRING_JSON: text }: Environment) {
  if (file && text) throw new Error("QORGAN_KEYRING or QORGAN_KEYRING_JSON must be set, but both are");
  return { file: file ? resolve(file) : undefined, text: text || undefined };
}

function oidcOf(env: Environment): OidcSettings | undefined {
  const { QORGAN_OIDC_ISSUER: issuer, QORGAN_OIDC_AUDIENCE: audience, QORGAN_OIDC_CLAIM: claim } = env;
  if (!issuer && !audience && !claim) return undefined;
  const missing = issuer ? "QORGAN_OIDC_AUDIENCE" : "QORGAN_OIDC_ISSUER";
  if (!issuer || !audience) {
    throw new Error(`${missing} must be set where another QORGAN_OIDC_ variable is set, but isn't`);
  }
  return { issuer: issuerOf(issuer), audience, claim: claim || "sub" };
}

// Over plain http whoever is on the way could hand out keys of their own.
function issuerOf(value: string): string {
  const { protocol, hostname, search, hash } = URL.parse(value) ?? {};
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname?.replace(/[[\]]/g, "") ?? ""));
  if (isSafe && !search && !hash) return value;
  throw new Error(`QORGAN_OIDC_ISSUER must be an https URL without query (http on loopback only), but is ${value}`);
}

function portOf(value: string | undefined): number {
  const port = Number(value || 4000);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, but is ${value}`);
}

// The URL may hold a password: the error doesn't repeat it.
function urlOf(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^postgres(ql)?:\/\//.test(value)) return value;
  throw new Error("DATABASE_URL must start with postgres:// or postgresql://, but starts otherwise");
}

function headsOf(value: string | undefined, home: string): string {
  if (!value) return join(home, "audit-heads.jsonl");
  if (/^https?:\/\//.test(value)) {
    if (URL.canParse(value)) return value;
  } else if (!/^[a-z]+:\/\//i.test(value)) return resolve(value);
  throw new Error(`QORGAN_AUDIT_HEADS must be a file or an http(s) URL, but is ${value}`);
}

// What CAP forbids in an identifier.
function senderOf(value: string | undefined): string {
  const sender = value || "qorgan";
  if (/^[^\s,<&]{1,100}$/.test(sender)) return sender;
  throw new Error(
    `QORGAN_CAP_SENDER must have 1 to 100 characters, none of them a space, "," "<" or "&", but is ${value}`,
  );
}

function levelOf(value: string | undefined): string {
  const level = value || "info";
  if (LOG_LEVELS.includes(level)) return level;
  throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, but is ${value}`);
}
