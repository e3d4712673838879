import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

/** An alert as an item shows it. `mark` is the place of its incident, by which a writer knows its own. */
export interface Seen {
  id: string;
  state: string;
  mark: string;
  /** Code of the district that answers for it. */
  kato: string;
}

/** What a writer knows to be committed: the server has answered. Times are milliseconds since 1970. */
export interface Acknowledged {
  what: "acknowledged";
  event: string;
  alert: string;
  mark: string;
  kato: string;
  sentAt: number;
  at: number;
}

/** One item of a subscription, as it came. */
export interface Item {
  what: "item";
  type: string;
  cursor: string;
  previous: string | null;
  kind?: string;
  reason?: string;
  committedAt?: number;
  alert?: Seen;
  alerts?: Seen[];
  /** How many alerts a snapshot left out. */
  omitted?: number;
  at: number;
}

/** Territories from one code to another, both within. */
export interface Range {
  from: string;
  to: string;
}

export type Line =
  | Acknowledged
  | Item
  /** The first line of a client's history. */
  | { what: "client"; name: string; scope: Range[] }
  /** A socket has subscribed, from a cursor on. */
  | { what: "opened"; after: string | null; at: number }
  | { what: "closed"; code: number; reason: string; at: number }
  | { what: "refused"; errors: unknown; at: number }
  /** The database went back to what it was: what was acknowledged in between is lost, and every client must hear so. */
  | { what: "restored"; from: number; to: number }
  /** A client may be told to start anew, for this reason; or, where it `must`, has to be. */
  | { what: "resync"; client: string; reason: string; must: boolean }
  /** An alert that nobody acknowledges, and after how many seconds each of its steps is due. */
  | { what: "climber"; alert: string; raisedAt: number; delays: number[] }
  /** A step of an alert that was taken, by the database's clock. */
  | { what: "fired"; alert: string; step: number; at: number }
  /** How many entries of the journal tell of an alert's steps. */
  | { what: "told"; alert: string; count: number }
  /** Nothing could be taken meanwhile. */
  | { what: "outage"; from: number; to: number }
  /** From a moment of the database's clock on, a client may see this and nothing else. */
  | { what: "scope"; client: string; scope: Range[]; at: number };

/** A file of lines, one fact each. */
export interface History {
  write(line: Line): void;
  close(): Promise<void>;
}

export function openHistory(folder: string, name: string): History {
  const stream = createWriteStream(join(folder, `${name}.jsonl`), { flags: "a" });
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}
