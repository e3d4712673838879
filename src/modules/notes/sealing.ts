import type { KeyRing } from "../../access/keyring.js";
import { seal, unseal } from "../../access/sealed.js";
import type { sensitiveNotes } from "./table.js";

type Stored = Pick<typeof sensitiveNotes.$inferSelect, "id" | "text" | "dataKey" | "keyVersion" | "version">;

const at = (row: string, version: number) => ({ table: "sensitive_notes", row, version });

/** The text of a note as it is stored, under a data key of its own. */
export const sealText = (ring: KeyRing, id: string, text: string) => seal(ring, at(id, 1), { text });

/** The text in clear, or null when it is erased. */
export function openText(ring: KeyRing, { id, text, dataKey, keyVersion, version }: Stored): string | null {
  if (!dataKey || keyVersion === null) return null;
  return unseal(ring, { ...at(id, version), dataKey, keyVersion }, { text }).text ?? null;
}
