import type { AlertKind } from "../alerts/enums.js";

type Kind = (typeof AlertKind.values)[number];

/** Of each kind the category of CAP 1.2, and what type of response is asked for first. */
export const KINDS: Readonly<Record<Kind, readonly [category: string, response: string]>> = {
  BULLYING: ["Safety", "Assess"],
  CYBERBULLYING: ["Safety", "Assess"],
  FIGHT: ["Security", "Execute"],
  VIOLENCE_PHYSICAL: ["Security", "Execute"],
  VIOLENCE_SEXUAL: ["Security", "Execute"],
  SELF_HARM: ["Health", "Execute"],
  SUICIDE_ATTEMPT: ["Health", "Execute"],
  MISSING_CHILD: ["Rescue", "Monitor"],
  WEAPON: ["Security", "Shelter"],
  INTRUSION: ["Security", "Shelter"],
  BOMB_THREAT: ["Security", "Evacuate"],
  FIRE: ["Fire", "Evacuate"],
  ACCIDENT: ["Rescue", "Execute"],
  POISONING: ["Health", "Avoid"],
  SUBSTANCES: ["Health", "Execute"],
  NEGLECT: ["Safety", "Assess"],
  RIGHTS_VIOLATION: ["Safety", "Assess"],
  STAFF_MISCONDUCT: ["Safety", "Assess"],
  NIGHT_CURFEW: ["Safety", "Execute"],
  TRANSPORT: ["Transport", "Execute"],
  OTHER: ["Other", "Assess"],
  CONTROL_ROOM_SILENT: ["Security", "Monitor"],
  EMERGENCY_ACCESS_USED: ["Other", "Assess"],
};
