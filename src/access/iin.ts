const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

const remainder = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;

/**
 * The control digit of the first eleven digits of an IIN (Government resolutions no. 406 of 2007 and no. 565 of 2003);
 * null when no number with these digits is issued.
 */
export function controlDigit(digits: string): number | null {
  const first = remainder(digits, FIRST);
  if (first < 10) return first;
  const second = remainder(digits, SECOND);
  return second < 10 ? second : null;
}

/**
 * Whether it is an IIN: twelve digits, of which the last is the control digit. Nothing else is read from it: since
 * resolution no. 853 of 2013 it is no longer bound to the date of birth or the sex.
 */
export const isIin = (text: string): boolean => /^\d{12}$/.test(text) && controlDigit(text) === Number(text[11]);

/** As it is shown to whoever may not see it in full: `••••••••0058`. */
export const maskIin = (iin: string): string => iin.slice(-4).padStart(12, "•");

/** Masks whatever could be an IIN in a text, such as an error that repeats what a client sent. */
export const hideIins = (text: string): string => text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, maskIin);
