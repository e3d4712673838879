import type { Language } from "../../graphql/catalogue.js";
import { labelOf } from "../../graphql/enums.js";
import { text } from "../../graphql/text.js";
import { AlertKind } from "../alerts/enums.js";
import type { alerts } from "../alerts/table.js";
import { KINDS } from "./kinds.js";
import { endsAlert, type Message, WITHDRAWN } from "./messages.js";
import { withOffset } from "./time.js";
import { toXml } from "./xml.js";

type AlertRow = typeof alerts.$inferSelect;
type Graded = Pick<AlertRow, "kind" | "severity" | "urgency" | "certainty" | "kato" | "raisedAt">;

/** What is told of an alert: to officials with everything, to the public with what it may know. */
export interface Subject {
  /** The beginning of its messages' identifiers. */
  id: string;
  sender: string;
  status: "Actual" | "Exercise" | "System";
  scope: "Restricted" | "Public";
  alert: Graded;
  messages: readonly Message[];
  /** Why it ended, for whoever may know. */
  outcome: string | null;
  /** The incident, by which readers put messages together. */
  incidentId: string | null;
  speak(message: Message, language: Language): Speech;
}

/** What a message says in one language. */
export interface Speech {
  headline: string;
  description: string;
  instruction: string;
  area: string;
}

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["kk", "kk-KZ"],
  ["ru", "ru-KZ"],
  ["en", "en-US"],
];
const HOUR = 3_600_000;
// How long a message is good for; who reads it later asks for a newer one.
const HOURS: Readonly<Record<AlertRow["urgency"], number>> = {
  IMMEDIATE: 24,
  EXPECTED: 72,
  FUTURE: 168,
  PAST: 24,
  UNKNOWN: 24,
};

/** The identifier of a message: no spaces, commas, `<` or `&`, as CAP wants. */
export const identifierOf = ({ id }: Pick<Subject, "id">, { name }: Pick<Message, "name">): string => `${id}.${name}`;

/** One message as a CAP 1.2 document. */
export function writeCap(subject: Subject, message: Message): string {
  const { sender, status, scope, outcome, incidentId } = subject;
  return toXml({
    alert: {
      "@xmlns": "urn:oasis:names:tc:emergency:cap:1.2",
      identifier: identifierOf(subject, message),
      sender,
      sent: withOffset(message.sent),
      status,
      msgType: message.msgType,
      scope,
      restriction: scope === "Restricted" ? restriction() : undefined,
      note: (endsAlert(message) && outcome) || undefined,
      references: referencesOf(subject, message),
      incidents: incidentId ?? undefined,
      // Of what is withdrawn nothing is told any more.
      info: message.name === WITHDRAWN ? undefined : LANGUAGES.map((language) => infoOf(subject, message, language)),
    },
  });
}

const restriction = () => `${text("cap.restriction", "ru")} ${text("cap.restriction", "en")}`;

/** All that it replaces: readers that missed one of them know it from the others. */
function referencesOf(subject: Subject, message: Message): string | undefined {
  const earlier = subject.messages.slice(0, subject.messages.indexOf(message));
  const named = earlier.map((old) => `${subject.sender},${identifierOf(subject, old)},${withOffset(old.sent)}`);
  return named.join(" ") || undefined;
}

function infoOf(subject: Subject, message: Message, [language, code]: (typeof LANGUAGES)[number]) {
  const { kind, severity, urgency, certainty, kato, raisedAt } = subject.alert;
  const [category, response] = KINDS[kind];
  const isOver = endsAlert(message);
  const { headline, description, instruction, area } = subject.speak(message, language);
  return {
    language: code,
    category,
    event: labelOf(AlertKind, kind, language),
    responseType: isOver ? "AllClear" : response,
    urgency: isOver ? "Past" : capitalised(urgency),
    severity: capitalised(severity),
    certainty: capitalised(certainty),
    eventCode: { valueName: "QORGAN", value: kind },
    effective: withOffset(message.sent),
    onset: withOffset(raisedAt),
    expires: withOffset(new Date(message.sent.getTime() + HOURS[urgency] * HOUR)),
    senderName: text("cap.sender", language),
    headline,
    description,
    instruction: isOver ? undefined : instruction,
    contact: text("cap.contact", language),
    area: { areaDesc: area, geocode: { valueName: "KATO", value: kato } },
  };
}

const capitalised = (value: string) => value.charAt(0) + value.slice(1).toLowerCase();
