import type { Log } from "../../src/db/log.js";

interface Told {
  level: keyof Log;
  details: object;
  message: string;
}

/** A log that keeps what it is told. */
export function createTestLog(): Log & { told: Told[] } {
  const told: Told[] = [];
  const at = (level: keyof Log) => (details: object, message: string) => void told.push({ level, details, message });
  return { told, info: at("info"), warn: at("warn"), error: at("error") };
}
