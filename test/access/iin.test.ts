import { expect, test } from "vitest";
import { controlDigit, hideIins, isIin, maskIin } from "../../src/access/iin.js";

test.each(["061211600012", "101301500002", "101302500018"])("%s is an IIN by the first pass", (iin) => {
  expect(isIin(iin)).toBe(true);
});

test.each(["101306500058", "101319500182"])("%s is an IIN by the second pass", (iin) => {
  expect(isIin(iin)).toBe(true);
});

test("digits for which both passes give ten are never issued", () => {
  expect(controlDigit("10132350115")).toBeNull();
  for (let last = 0; last < 10; last++) expect(isIin(`10132350115${last}`)).toBe(false);
});

test.each(["000101400100", "10130150000", "1013015000020", "10130150000x", "", " 101301500002"])(
  "%j is no IIN",
  (text) => {
    expect(isIin(text)).toBe(false);
  },
);

test("the digit is the only thing that is checked: month 13 and day 99 are no fault", () => {
  expect(isIin(`10139950000${controlDigit("10139950000")}`)).toBe(true);
});

test("one digit in eleven needs the second pass, and one number in a hundred is never issued", () => {
  const all = Array.from({ length: 20_000 }, (_, i) => controlDigit(`1013${String(i * 37).padStart(7, "0")}`));
  expect(all.filter((digit) => digit === null).length / all.length).toBeCloseTo(0.0083, 2);
});

test("the last four digits are shown", () => {
  expect(maskIin("101306500058")).toBe("••••••••0058");
  expect(hideIins('got "101306500058", 1013065000581')).toBe('got "••••••••0058", 1013065000581');
});
