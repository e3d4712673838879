import type { AlertState } from "../alerts/enums.js";
import type { alerts } from "../alerts/table.js";
import type { alertEscalations } from "../escalations/table.js";
import type { publicAlerts } from "./table.js";

type Fired = Pick<typeof alertEscalations.$inferSelect, "level" | "ladder" | "firedAt">;
type AlertRow = typeof alerts.$inferSelect;
type PublicRow = typeof publicAlerts.$inferSelect;

/**
 * One message about an alert. Its name is that of what happened, and not a number: whatever else happens, it stays the
 * name of this message, and what it says goes by columns that don't change any more.
 */
export interface Message {
  name: string;
  sent: Date;
  msgType: "Alert" | "Update" | "Cancel";
  state: AlertState;
  /** Whether it tells that somebody else was called. */
  isEscalation?: boolean;
}

/** The name of the message that takes a publication back. */
export const WITHDRAWN = "withdrawn";

const isOver = (state: AlertState) => state === "RESOLVED" || state === "CANCELLED" || state === "EXPIRED";
const message = (state: AlertState, sent: Date, msgType: Message["msgType"]): Message => ({
  name: state.toLowerCase(),
  sent,
  msgType,
  state,
});

/** The messages of an alert so far, the oldest first. The last one is in force. */
export function messagesOf(alert: AlertRow, fired: readonly Fired[]): Message[] {
  const { state, raisedAt, acknowledgedAt, actionStartedAt, endedAt } = alert;
  const answered = [
    ...(acknowledgedAt ? [message("ACKNOWLEDGED", acknowledgedAt, "Update")] : []),
    ...(actionStartedAt ? [message("IN_ACTION", actionStartedAt, "Update")] : []),
    ...fired.map(escalationOf),
  ];
  const inOrder = answered.toSorted((a, b) => a.sent.getTime() - b.sent.getTime());
  return [
    message("RAISED", raisedAt, "Alert"),
    ...inOrder,
    ...(endedAt && isOver(state) ? [endOf(state, endedAt)] : []),
  ];
}

// A ladder runs while nobody has acknowledged it, the other one afterwards.
const escalationOf = ({ level, ladder, firedAt }: Fired): Message => ({
  ...message(ladder === "ACKNOWLEDGE" ? "RAISED" : "ACKNOWLEDGED", firedAt, "Update"),
  name: `escalated_${level}`,
  isEscalation: true,
});

const endOf = (state: AlertState, at: Date) => message(state, at, state === "CANCELLED" ? "Cancel" : "Update");

/** The messages of a publication so far. One that was withdrawn keeps what takes it back, and nothing else. */
export function publicMessagesOf(row: PublicRow): Message[] {
  const published: Message = { ...message("RAISED", row.publishedAt, "Alert"), name: "published" };
  if (row.withdrawnAt) return [published, { ...message(row.alertState, row.withdrawnAt, "Cancel"), name: WITHDRAWN }];
  return isOver(row.alertState) ? [published, endOf(row.alertState, row.changedAt)] : [published];
}

/** Whether the danger was over when the message was sent. */
export const endsAlert = ({ state }: Message): boolean => isOver(state);
