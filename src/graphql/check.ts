import { fail } from "./errors.js";
import { LIMITS } from "./limits.js";
import { say } from "./say.js";

/** A free text, trimmed; `INVALID_INPUT` when it is empty, too long or can't be stored. */
export function checkText(value: string, path: readonly string[], most: number = LIMITS.text): string {
  const text = value.trim();
  const field = path.at(-1);
  if (text === "") throw fail("INVALID_INPUT", path, say`${field} must not be empty`);
  if (text.length > most)
    throw fail("OUT_OF_RANGE", path, say`${field} must have at most ${most} characters, but has ${text.length}`);
  if (text.includes("\u0000")) throw fail("INVALID_INPUT", path, say`${field} must not hold the character U+0000`);
  return text;
}

/** The same for a text that may be left out. */
export const checkOptionalText = (value: string | null | undefined, path: readonly string[], most?: number) =>
  value == null ? null : checkText(value, path, most);

/** Every text of a list, which holds at least one. */
export function checkTexts(values: readonly string[], path: readonly string[], most = 50): string[] {
  const field = path.at(-1);
  if (values.length < 1 || values.length > most) {
    throw fail("OUT_OF_RANGE", path, say`${field} must hold 1 to ${most} texts, but got ${values.length}`);
  }
  return values.map((value, i) => checkText(value, [...path, String(i)], 2_000));
}

/** A number within bounds, both allowed. */
export function checkRange(value: number, path: readonly string[], [least, most]: readonly [number, number]): number {
  if (value >= least && value <= most) return value;
  throw fail("OUT_OF_RANGE", path, say`${path.at(-1)} must be ${least} to ${most}, but got ${value}`);
}

/** A time that has come: a minute of clock difference is let pass. */
export function checkPast(time: Date, path: readonly string[], now = new Date()): Date {
  if (time.getTime() <= now.getTime() + 60_000) return time;
  throw fail("OUT_OF_RANGE", path, say`${path.at(-1)} must not be in the future, but got ${time.toISOString()}`);
}
