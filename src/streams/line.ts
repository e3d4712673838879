import type { Item } from "./items.js";

/** What is known of an item beside its text. */
export type Sent = Pick<Item, "kind" | "entry" | "cursor" | "mark" | "source" | "errors">;

/** The way to the client of one subscription. */
export interface Line {
  /** Sends the text of an item's result in UTF-8. `onTaken` hears once whether the network has taken it. */
  send(payload: Buffer, item: Sent, onTaken?: (isTaken: boolean) => void): void;
  /** Hears of an item of which nothing is asked, so that it knows how far its client has got. */
  pass?(item: Sent): void;
  /** Bytes that the network hasn't taken yet. */
  buffered(): number;
  /** Whether what is sent can still come to the client. */
  isOpen(): boolean;
  /** Whether items are kept for a client that may have been gone for days: nobody is there because of it. */
  isStored?: boolean;
}
