import { InvalidArgumentError } from "commander";

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
