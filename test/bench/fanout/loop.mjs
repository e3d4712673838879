// Loaded into a server under test: on SIGUSR2 it writes how long its event loop was blocked at most since the last one,
// and how much processor time it used at most meanwhile: on a busy machine it is blocked for longer than it works.
import { writeFileSync } from "node:fs";

const EVERY_MS = 5;
let last = performance.now();
let lastUsed = process.threadCpuUsage();
let longest = 0;
let longestUsed = 0;
setInterval(() => {
  const now = performance.now();
  const { user, system } = process.threadCpuUsage(lastUsed);
  longest = Math.max(longest, now - last - EVERY_MS);
  longestUsed = Math.max(longestUsed, (user + system) / 1_000);
  last = now;
  lastUsed = process.threadCpuUsage();
}, EVERY_MS).unref();
process.on("SIGUSR2", () => {
  writeFileSync(
    `${process.env.BENCH_LOOP_FILE}.${process.pid}`,
    JSON.stringify({ blockMs: longest, workMs: longestUsed }),
  );
  longest = 0;
  longestUsed = 0;
});
