import type { Language } from "../graphql/catalogue.js";
import type { Stored } from "./document.js";
import type { Answer } from "./post.js";
import type { Verdict } from "./verdict.js";

/** A webhook for which this process delivers until its lease ends. */
export interface Leased extends Stored {
  id: string;
  officerId: string;
  /** Under which appointment it acts. */
  appointmentId: string;
  language: Language;
  url: string;
  /** The newest first. */
  secrets: readonly string[];
  /** Until when the ones before it sign too, or null. */
  previousUntil: Date | null;
  /** Up to where everything was delivered or given up; null before the first item. */
  cursor: string | null;
  /** Goes up with each change that somebody makes of it. */
  version: number;
}

/** An item that is to be delivered. */
export interface Parcel {
  messageId: string;
  kind: "SNAPSHOT" | "EVENT" | "RESYNC";
  /** From where it can be read again, and from where the one behind it. */
  after: string | null;
  cursor: string;
  /** When it happened; null when it says how things stand. */
  at: Date | null;
}

/** Who looks for work, and what it has in hand. */
export interface Sweep {
  holder: string;
  /** The ids of the webhooks that it delivers for. */
  held: readonly string[];
  /** How many more it takes. */
  room: number;
  /** The time by which retries are due; null for the database's clock. */
  now: Date | null;
}

export interface Swept {
  /** What is in hand still, with its version and for how many milliseconds from the asking. */
  kept: ReadonlyMap<string, { version: number; leftMs: number }>;
  taken: readonly { webhook: Leased; leftMs: number }[];
  /** The database's clock, in milliseconds since 1970. */
  clock: number;
  /** For how many seconds the oldest item has waited that a receiver didn't take, of all processes. */
  lag: number;
  /** Webhooks that are due and that no process has room for. */
  unheld: number;
}

/** What became of an attempt: go on, come back later, stop, or it is another's by now. */
export type Settled = Verdict | "LOST";

/** The queue of webhooks, which outlives processes. Only one of them delivers for a webhook at a time. */
export interface WebhookStore {
  sweep(sweep: Sweep): Promise<Swept>;
  /** Whether it is held still, and nobody has changed it: asked before anything is sent. */
  holds(of: Hold): Promise<boolean>;
  /** Writes down an attempt, and how far the webhook has got because of it, in one transaction. */
  settle(of: Hold, parcel: Parcel, answer: Answer): Promise<Settled>;
  /** Goes on past an item of which the document asks nothing. */
  pass(of: Hold, cursor: string): Promise<boolean>;
  /** Stops it until its creator resumes it: what it asks for can't be had any more. */
  pause(of: Hold, reason: string): Promise<void>;
  /** Lets others have it, not before so many milliseconds. */
  release(of: Hold, waitMs: number): Promise<void>;
  /** Lets others have at once whatever a holder had in hand. */
  leave(holder: string): Promise<void>;
}

/** Whose lease of which version: what another has taken or somebody has changed meanwhile isn't touched. */
export interface Hold {
  id: string;
  version: number;
  holder: string;
  now: Date | null;
}
