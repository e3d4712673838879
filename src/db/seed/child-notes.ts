import { type Grant, grantRow } from "../../access/grant.js";
import type { KeyRing } from "../../access/keyring.js";
import { sealText } from "../../modules/notes/sealing.js";
import type * as table from "../../modules/notes/table.js";
import type { Ward } from "./children.js";
import texts from "./children-texts.json" with { type: "json" };
import { plusDays } from "./time.js";
import type { Made, Officer, World } from "./world.js";

type SensitiveNote = Made<typeof table.sensitiveNotes>;

const isGrave = ({ child: { riskLevel } }: Ward) => riskLevel === "HIGH" || riskLevel === "CRITICAL";

function write(world: World, ward: Ward, prefix: string, { author, text }: { author?: Officer; text: string }) {
  const { id: childId, schoolId, kato, registeredAt } = ward.child;
  const at = plusDays(registeredAt, 1 + world.random.next() * 18);
  return { id: world.random.id(prefix, at), childId, schoolId, kato, authorId: author?.id as string, text, at };
}

/** What the school's social pedagogue noted of the children at grave risk. */
export const makeChildNotes = (world: World, wards: readonly Ward[]): Made<typeof table.childNotes>[] =>
  wards.filter(isGrave).map((ward) => {
    const text = world.random.pick(texts.notes);
    return write(world, ward, "childnote", { author: ward.campus.staff.get("SOCIAL_PEDAGOGUE"), text });
  });

/** What the school's psychologist noted of some of them, for nobody else to read. */
export const makeSensitiveNotes = (world: World, wards: readonly Ward[], ring: KeyRing): SensitiveNote[] =>
  wards
    .filter((ward) => isGrave(ward) && world.random.chance(0.4))
    .map((ward) => {
      const given = { author: ward.campus.staff.get("PSYCHOLOGIST"), text: world.random.pick(texts.sensitiveNotes) };
      const { text, ...note } = write(world, ward, "sensitivenote", given);
      return { ...note, ...sealText(ring, note.id, text) };
    });

export const makeFlags = (notes: readonly SensitiveNote[]): (typeof table.sensitiveNoteFlags.$inferInsert)[] =>
  notes.map(({ childId, schoolId, kato }) => ({ childId, schoolId, kato }));

/** Some notes are read by the guardianship specialist of the district, whom their author named. */
export function makeReaders({ random }: World, notes: readonly SensitiveNote[], wards: readonly Ward[]) {
  const places = new Map(wards.map(({ child, campus }) => [child.id, campus.place]));
  return notes.flatMap(({ id: subject, childId, at }) => {
    const principal = places.get(childId)?.people.get("GUARDIANSHIP")?.id;
    if (!principal || !random.chance(0.2)) return [];
    const grant: Grant = { principal, subject, tier: "T4", basis: "SHARED", basisId: subject };
    return [
      { id: random.id("grant", at as Date).replace("grant_", ""), ...grantRow(grant), from: at as Date, to: null },
    ];
  });
}
