import { hash } from "node:crypto";
import { cursorOf } from "../journal/cursor.js";
import type { Sent } from "../streams/line.js";
import type { Message } from "./sign.js";
import type { Parcel } from "./store.js";

const KINDS = { snapshot: "SNAPSHOT", event: "EVENT", resync: "RESYNC" } as const;

/** Where a stream stands when it gives an item. */
interface Place {
  webhookId: string;
  /** The cursor of what came before. */
  after: string | null;
}

/** The cursor behind an item; null for an item that holds nothing but errors, and of which nobody knows where it is. */
export const cursorBehind = ({ cursor, mark }: Sent): string | null => cursor ?? (mark && cursorOf(mark));

/** An item as it is queued; null when it can't be delivered. */
export function parcelOf(item: Sent, { webhookId, after }: Place): Parcel | null {
  const cursor = cursorBehind(item);
  if (item.kind === "heartbeat" || cursor === null) return null;
  const name = nameOf(item, after ?? "", cursor);
  const messageId = `msg_${hash("sha256", `${webhookId} ${name}`, "base64url").slice(0, 32)}`;
  return { messageId, kind: KINDS[item.kind], after, cursor, at: item.entry?.at ?? null };
}

// An event and a resync are the same whenever they are read. A snapshot is another one each time: under the id of an
// earlier one a receiver would pass it over, and with it what has happened since.
function nameOf({ kind, entry }: Sent, after: string, cursor: string): string {
  if (entry) return `event ${entry.tag}`;
  return kind === "resync" ? `resync ${after}` : `snapshot ${cursor}`;
}

/** What is sent of an item: its stream's name, when it happened, and the result of its execution. */
export function messageOf({ messageId, at: happenedAt }: Parcel, { stream, payload, at }: Sending): Message {
  const head = `{"type":${JSON.stringify(stream)},"timestamp":"${(happenedAt ?? at).toISOString()}","data":`;
  return { id: messageId, at, body: Buffer.concat([Buffer.from(head), payload, Buffer.from("}")]) };
}
type Sending = { stream: string; payload: Buffer; at: Date };
