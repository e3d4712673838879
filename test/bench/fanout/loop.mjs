// Loaded into a server under test: on SIGUSR2 it writes how long its event loop was blocked at most since the last one.
import { writeFileSync } from "node:fs";

const EVERY_MS = 5;
let last = performance.now();
let longest = 0;
setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - EVERY_MS);
  last = now;
}, EVERY_MS).unref();
process.on("SIGUSR2", () => {
  writeFileSync(`${process.env.BENCH_LOOP_FILE}.${process.pid}`, String(longest));
  longest = 0;
});
