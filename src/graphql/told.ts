import { uuidWithin } from "../db/ids.js";

/** What is kept of a row that was told, until it is written: its plain uuid, and what is copied from it. */
export type Told = { id: string } & Readonly<Record<string, unknown>>;

/** Each of the rows, told to each of the officers: at most a batch of deliveries. */
export interface Part {
  rows: readonly Told[];
  /** Plain uuids, as PostgreSQL writes an array: `{…,…}`. */
  officers: string;
  /** Those of them whose connection has not yet taken it. */
  waiting: string;
  /** Null when only the reaching is told. */
  sentAt: Date | null;
  reachedAt: Date | null;
}

/** Whom things are told to, in parts of at most a batch, and what they were told already. */
export interface Recipients {
  parts: readonly { officers: string; count: number }[];
  /** Uuids of the rows that needn't be written again. */
  known: Set<string>;
}

/** Deliveries of one transaction: its number holds back the journal until it ends. */
export const BATCH = 1_000;

/** Officers as PostgreSQL writes an array; nobody else, since guardians get no alerts. */
export const arrayOf = (principals: readonly string[]) => `{${officersIn(principals).join()}}`;

const officersIn = (principals: readonly string[]) =>
  [...new Set(principals)].filter((principal) => principal.startsWith("officer_")).map(uuidWithin);

/** The recipients of an array of principals: made once, since what is sent to many comes with the same array again. */
export function createRecipients(): (principals: readonly string[]) => Recipients {
  const made = new WeakMap<readonly string[], Recipients>();
  return (principals) => {
    const recipients = made.get(principals) ?? { parts: partsOf(officersIn(principals)), known: new Set() };
    made.set(principals, recipients);
    return recipients;
  };
}

function partsOf(officers: readonly string[]): Recipients["parts"] {
  const starts = Array.from({ length: Math.ceil(officers.length / BATCH) }, (_, i) => i * BATCH);
  const slices = starts.map((from) => officers.slice(from, from + BATCH));
  return slices.map((slice) => ({ officers: `{${slice.join()}}`, count: slice.length }));
}
