import type { Language } from "../../graphql/catalogue.js";
import { labelOf } from "../../graphql/enums.js";
import { text } from "../../graphql/text.js";
import { AlertSeverity } from "../incidents/enums.js";
import { AlertKind } from "./enums.js";
import type { AlertRow } from "./machine.js";

type Headed = Pick<AlertRow, "severity" | "kind" | "place" | "exercise">;

/** One line for a screen. A drill can't be taken for a real alert. */
export function headlineOf({ severity, kind, place, exercise }: Headed, language: Language): string {
  const params = {
    severity: labelOf(AlertSeverity, severity, language),
    kind: labelOf(AlertKind, kind, language),
    place,
  };
  return text(exercise ? "alert.headline.exercise" : "alert.headline", language, params);
}

/** What whoever receives it does first. A drill says so, since nobody else must be called to it. */
export function instructionOf({ kind, exercise }: Pick<AlertRow, "kind" | "exercise">, language: Language): string {
  const instruction = text(`alert.instruction.${kind}`, language);
  return exercise ? text("alert.instruction.exercise", language, { instruction }) : instruction;
}
