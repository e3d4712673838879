import { Presets, SingleBar } from "cli-progress";
import type { OnProgress } from "../db/import.js";

const EVERY_MS = 2_000;

/** Shows progress on a terminal as a bar, elsewhere as a line now and then. */
export function createBar(out: NodeJS.WriteStream): { progress: OnProgress; stop(): void } {
  return out.isTTY ? createDrawn(out) : createWritten(out);
}

function createDrawn(stream: NodeJS.WriteStream) {
  const bar = new SingleBar(
    { stream, format: "{what} {bar} {value}/{total}", hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let started = false;
  return {
    progress(done: number, total: number, what: string) {
      if (!started) bar.start(total, done, { what });
      started = true;
      bar.setTotal(total);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

function createWritten(stream: NodeJS.WriteStream) {
  let last = Date.now();
  return {
    progress(done: number, total: number, what: string) {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      stream.write(`${what}: ${done} of ${total}\n`);
    },
    stop() {},
  };
}
