import { InvalidArgumentError } from "commander";

/** The variables that the help of the whole command names. */
export const ENVIRONMENT = `
Environment:
  DATABASE_URL   PostgreSQL to use; without it an embedded database in QORGAN_HOME
  QORGAN_HOME    folder of data, keys and the control socket (default .qorgan)
  QORGAN_KEYRING file of the key ring of identities (the demo makes one in QORGAN_HOME)
  HOST, PORT     where the server listens (default 127.0.0.1, 4000)
  QORGAN_OIDC_ISSUER, QORGAN_OIDC_AUDIENCE   the OpenID provider, in production
  QORGAN_AUDIT_HEADS   file or URL that takes the heads of the audit (default audit-heads.jsonl in QORGAN_HOME)`;

export function examples(...lines: string[]) {
  return `\nExamples:\n${lines.map((line) => `  $ qorgan ${line}\n`).join("")}`;
}

export function parseKato(value: string) {
  if (/^\d{9}$/.test(value)) return value;
  throw new InvalidArgumentError(`It must be a code of nine digits, but got "${value}".`);
}

export function parseDay(value: string) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (day?.toJSON()?.startsWith(value)) return value;
  throw new InvalidArgumentError(`It must be a day such as 2026-12-31, but got "${value}".`);
}

export function parseLimit(value: string) {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError(`It must be a whole number above 0, but got "${value}".`);
}

export function parseLifetime(value: string) {
  const [, amount, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(value) ?? [];
  const days = Number(amount) / ({ s: 86_400, m: 1_440, h: 24, d: 1 }[unit ?? ""] ?? 0);
  if (days <= 366) return value;
  throw new InvalidArgumentError(`It must be up to 366 days in s, m, h or d, such as 30d, but got "${value}".`);
}
