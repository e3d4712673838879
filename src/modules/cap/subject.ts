import type { Language } from "../../graphql/catalogue.js";
import { labelOf } from "../../graphql/enums.js";
import { text } from "../../graphql/text.js";
import { AlertEventKind, AlertKind, AlertState } from "../alerts/enums.js";
import { headlineOf, instructionOf } from "../alerts/headline.js";
import type { alerts } from "../alerts/table.js";
import { AlertSeverity } from "../incidents/enums.js";
import type { Speech, Subject } from "./document.js";
import { type Message, messagesOf, publicMessagesOf, WITHDRAWN } from "./messages.js";
import type { publicAlerts } from "./table.js";
import { forPeople } from "./time.js";

type AlertRow = typeof alerts.$inferSelect;
type PublicRow = typeof publicAlerts.$inferSelect;

/** The names of where an alert is, the smallest place first. */
export type Area = (language: Language) => string;

/** An alert with what is read beside it. */
export interface Known {
  alert: AlertRow;
  /** The steps of its escalation that were taken. */
  fired: Parameters<typeof messagesOf>[1];
  area: Area;
}

/** An alert as officials read it. */
export function subjectOf({ alert, fired, area }: Known, sender: string): Subject {
  const { id, exercise, incidentId, outcome } = alert;
  return {
    ...{ id, sender, scope: "Restricted", alert, outcome, incidentId, messages: messagesOf(alert, fired) },
    // What is about no incident but about the work itself.
    status: exercise ? "Exercise" : incidentId === null ? "System" : "Actual",
    speak: (message, language) =>
      speech(message, language, {
        headline: headlineOf(alert, language),
        instruction: instructionOf(alert, language),
        area: area(language),
        raisedAt: alert.raisedAt,
      }),
  };
}

/** The same as the public reads it: kind, severity, territory and times, and the place that was meant for it. */
export function publicSubjectOf(row: PublicRow, area: Area, sender: string): Subject {
  const { id, kind, severity, place } = row;
  return {
    ...{ id, sender, status: "Actual", scope: "Public", alert: row, outcome: null, incidentId: null },
    messages: publicMessagesOf(row),
    speak(message, language) {
      if (message.name === WITHDRAWN) return withdrawal(language);
      const labels = { severity: labelOf(AlertSeverity, severity, language), kind: labelOf(AlertKind, kind, language) };
      const headline = text("cap.headline.public", language, { ...labels, place: place ?? area(language) });
      const instruction = text("alert.instruction.public", language);
      return speech(message, language, { headline, instruction, area: area(language), raisedAt: row.raisedAt });
    },
  };
}

function withdrawal(language: Language): Speech {
  const withdrawn = text("cap.withdrawn", language);
  return { headline: withdrawn, description: withdrawn, instruction: "", area: "" };
}

type Parts = Pick<Speech, "headline" | "instruction" | "area"> & { raisedAt: Date };

function speech(
  { state, isEscalation, msgType }: Message,
  language: Language,
  { headline, raisedAt, ...rest }: Parts,
): Speech {
  const params = { headline, state: wordOf({ state, isEscalation }, language), raisedAt: forPeople(raisedAt) };
  return {
    ...rest,
    headline: msgType === "Alert" ? headline : text("cap.headline.changed", language, params),
    description: text("cap.description", language, params),
  };
}

const wordOf = ({ state, isEscalation }: Pick<Message, "state" | "isEscalation">, language: Language) =>
  isEscalation ? labelOf(AlertEventKind, "ESCALATED", language) : labelOf(AlertState, state, language);
