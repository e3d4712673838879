import postgres from "postgres";

/** What a benchmark runs in: its PostgreSQL, its size, and what must be taken away at its end. */
export interface Scene {
  /** The server's connection string. */
  server: string;
  quick: boolean;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Has something taken away at the end, what came last first. */
  defer(end: () => Promise<unknown>): void;
  /** Says how far the run is, without a trace in a file of its output. */
  progress(line: string): void;
  stop(): void;
  close(): Promise<void>;
}

export function createScene({ quick, data }: { quick: boolean; data?: string | undefined }): Scene {
  const stopping = new AbortController();
  const ends: (() => Promise<unknown>)[] = [];
  return {
    server: data ?? serverOf(process.env),
    quick,
    signal: stopping.signal,
    defer: (end) => void ends.push(end),
    progress: process.stderr.isTTY
      ? (line) => void process.stderr.write(`\r\x1b[K${line}`)
      : (line) => void (line && process.stderr.write(`${line}\n`)),
    stop: () => stopping.abort(new Error("Stopped.")),
    async close() {
      // Each is taken away, also when another one can't be.
      for (const end of ends.reverse()) await end().catch((error: unknown) => console.error(error));
    },
  };
}

function serverOf({ DATABASE_URL, TEST_DATABASE_URL }: NodeJS.ProcessEnv): string {
  const url = DATABASE_URL || TEST_DATABASE_URL;
  if (url) return url;
  throw new Error(
    "The benchmark needs a PostgreSQL, but neither DATABASE_URL nor TEST_DATABASE_URL names one: " +
      "TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres npm run bench -- --help",
  );
}

/** One connection for the work of a benchmark itself. */
export const connect = (url: string) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "bench" } });
