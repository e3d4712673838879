/** The way to the client of one subscription. */
export interface Line {
  /** Sends a result's text in UTF-8 with its item's cursor. `onTaken` hears once whether the network has taken it. */
  send(payload: Buffer, cursor: string | null, onTaken?: (isTaken: boolean) => void): void;
  /** Bytes that the network hasn't taken yet. */
  buffered(): number;
  /** Whether what is sent can still come to the client. */
  isOpen(): boolean;
}
