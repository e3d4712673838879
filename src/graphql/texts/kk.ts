import type { en } from "./en.js";

/** Texts that people read, in Kazakh. A text that isn't known for certain is left out. */
export const kk: Partial<Record<keyof typeof en, string>> = {
  "alert.callee": "{role}, {level}",
  "alert.headline": "{severity}: {kind} · {place}",
  "alert.timeline": "{what}: {detail}",
};
