import type { Entry } from "./entry.js";

/** The place of an entry in the journal, opaque to clients: epoch, xid, id and the entry's random tag. */
export const journalCursor = ({ epoch, xid, id, tag }: Entry) =>
  Buffer.from(JSON.stringify([epoch, String(xid), String(id), tag])).toString("base64url");
