import type { Exposure } from "./graphql/exposure.js";
import { BOUNDS, type Bounds } from "./graphql/meter.js";
import { type Reach, rangeOf } from "./webhooks/address.js";

type Environment = Readonly<Record<string, string | undefined>>;

const SWITCH = ["on", "off"] as const;

/** What the server shows. A demo shows everything; elsewhere each thing is switched on by name. */
export function readExposure(env: Environment, demo: boolean): Exposure {
  const byDefault = demo ? "on" : "off";
  return {
    introspection: oneOf(env, "QORGAN_INTROSPECTION", [byDefault, "on", "off", "signed-in"]),
    playground: oneOf(env, "QORGAN_PLAYGROUND", [byDefault, ...SWITCH]) === "on",
    documents: oneOf(env, "QORGAN_DOCUMENTS", ["any", "trusted"]),
    hints: demo,
    origins: originsOf(env.QORGAN_ORIGINS),
    proxies: numberOf(env, "QORGAN_TRUST_PROXY", { fallback: 0, least: 0, most: 9 }),
    tls: oneOf(env, "QORGAN_TLS", ["off", ...SWITCH]) === "on",
    metricsToken: secretOf(env, "QORGAN_METRICS_TOKEN"),
  };
}

/** What callers may use: each bound has a variable, `QORGAN_COST_BUCKET` for `costBucket`. */
export function readBounds(env: Environment): Bounds {
  const read = Object.entries(BOUNDS).map(([name, fallback]) => {
    const variable = `QORGAN_${name.replaceAll(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
    return [name, numberOf(env, variable, { fallback, least: 1, most: 2_000_000_000 })];
  });
  return Object.freeze(Object.fromEntries(read)) as Bounds;
}

/** Where webhooks may lead: to public addresses by https, and to what is named besides. */
export function readReach(env: Environment, demo: boolean): Reach {
  return {
    http: oneOf(env, "QORGAN_WEBHOOK_HTTP", [demo ? "on" : "off", ...SWITCH]) === "on",
    networks: networksOf(env.QORGAN_WEBHOOK_NETWORKS),
  };
}

/** Whether something is on, which it is unless it is switched off. */
export const readSwitch = (env: Environment, name: string): boolean => oneOf(env, name, SWITCH) === "on";

/** The first value is the default. */
function oneOf<T extends string>(env: Environment, name: string, values: readonly T[]): T {
  const value = (env[name] || values[0]) as T;
  if (values.includes(value)) return value;
  throw new Error(`${name} must be one of ${[...new Set(values)].join(", ")}, but is ${value}`);
}

type Range = { fallback: number; least: number; most: number };

function numberOf(env: Environment, name: string, { fallback, least, most }: Range): number {
  const value = Number(env[name] || fallback);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, but is ${env[name]}`);
}

// The value is a secret: the error doesn't repeat it.
function secretOf(env: Environment, name: string): string | undefined {
  const value = env[name] || undefined;
  if (!value || /^[\x21-\x7e]{16,}$/.test(value)) return value;
  throw new Error(`${name} must have at least 16 characters, none of them a space, but has ${value.length}`);
}

function originsOf(value: string | undefined): readonly string[] {
  const given = (value ?? "").split(",").map((origin) => origin.trim());
  return given.filter(Boolean).map((origin) => {
    if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
    throw new Error(`QORGAN_ORIGINS must list origins such as https://board.example.kz, but has ${origin}`);
  });
}

function networksOf(value: string | undefined): readonly string[] {
  const given = (value ?? "").split(",").map((network) => network.trim());
  return given.filter(Boolean).map((network) => {
    try {
      rangeOf(network);
      return network;
    } catch {
      throw new Error(`QORGAN_WEBHOOK_NETWORKS must list ranges such as 10.20.0.0/16, but has ${network}`);
    }
  });
}
