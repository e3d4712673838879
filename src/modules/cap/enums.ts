import type { AlertKind } from "../alerts/enums.js";

/** What is never told to the public, whoever asks for it: it would mark the child, or is about the work itself. */
export const NEVER_PUBLIC = [
  "SELF_HARM",
  "SUICIDE_ATTEMPT",
  "VIOLENCE_SEXUAL",
  "EMERGENCY_ACCESS_USED",
  "CONTROL_ROOM_SILENT",
] as const satisfies readonly (typeof AlertKind.values)[number][];
