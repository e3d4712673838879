import { grantRow } from "../../access/grant.js";
import { controlDigit } from "../../access/iin.js";
import type { KeyRing } from "../../access/keyring.js";
import type { childProfiles } from "../../modules/children/table.js";
import { openedBy } from "../../modules/identities/family.js";
import { type Identity, sealContact, sealIdentity } from "../../modules/identities/sealing.js";
import type { childIdentities, guardians, guardianships } from "../../modules/identities/table.js";
import type { Ward } from "./children.js";
// Of nobody else in the demo: a dump that holds one of these holds a child.
import family from "./family-names.json" with { type: "json" };
import names from "./names.json" with { type: "json" };
import { createRandom, type Random } from "./random.js";
import { dayOf } from "./time.js";
import type { Made } from "./world.js";

const SEED = 3_110;
const FIRST = 1;

type Guardianship = Made<typeof guardianships>;
type Parent = Pick<Guardianship, "relation" | "legalBasis"> & { sex: "m" | "f" };

const PARENTS: Record<string, readonly Parent[]> = {
  mother: [{ relation: "MOTHER", legalBasis: "PARENTHOOD", sex: "f" }],
  both: [
    { relation: "MOTHER", legalBasis: "PARENTHOOD", sex: "f" },
    { relation: "FATHER", legalBasis: "PARENTHOOD", sex: "m" },
  ],
  grandmother: [{ relation: "GRANDPARENT", legalBasis: "GUARDIANSHIP_ORDER", sex: "f" }],
  guardian: [{ relation: "GUARDIAN", legalBasis: "GUARDIANSHIP_ORDER", sex: "m" }],
};
const HOMES = { both: 55, mother: 34, grandmother: 7, guardian: 4 };

/** The encrypted rows of who the children are. */
export interface Families {
  identities: (typeof childIdentities.$inferInsert)[];
  guardians: Made<typeof guardians>[];
  guardianships: Guardianship[];
  grants: ReturnType<typeof toGrant>[];
}

/** Invented families, encrypted. Their randomness is their own: the other demo data is the same with and without. */
export function makeFamilies(
  wards: readonly Ward[],
  profiles: readonly (typeof childProfiles.$inferInsert)[],
  ring: KeyRing,
): Families {
  const random = createRandom(SEED);
  const iins = drawIins(random);
  const made: Families = { identities: [], guardians: [], guardianships: [], grants: [] };
  for (const [i, ward] of wards.entries()) {
    const profile = profiles[i] as (typeof profiles)[number];
    const surname = random.pick(family.surnames);
    const sex = profile.sex === "FEMALE" ? "f" : "m";
    const address = `ул. ${random.pick(names.streets)}, ${random.int(1, 220)}, кв. ${random.int(1, 90)}`;
    const born = [random.int(1, 12), random.int(2, 28)].map((part) => String(part).padStart(2, "0"));
    const identity: Identity = {
      ...{ surname: named(surname, sex), givenName: random.pick(names.given[sex]) },
      ...{ patronymic: random.chance(0.9) ? random.pick(names.patronymics[sex]) : null },
      ...{ birthDate: [profile.birthYear, ...born].join("-"), iin: iins(), photoReference: null, address },
    };
    const { id, schoolId, kato } = ward.child;
    made.identities.push({ childId: id, schoolId, kato, ...sealIdentity(ring, { id, version: FIRST }, identity) });
    addParents(made, { random, ring, ward }, { surname, address });
  }
  return made;
}

const named = (surname: string, sex: "m" | "f") => (sex === "f" ? `${surname}а` : surname);

interface Home {
  random: Random;
  ring: KeyRing;
  ward: Ward;
}

function addParents(made: Families, home: Home, { surname, address }: { surname: string; address: string }) {
  const { random, ring, ward } = home;
  for (const { sex, ...facts } of PARENTS[random.weighted(HOMES)] ?? []) {
    const { id: childId, schoolId, kato, registeredAt } = ward.child;
    const guardianId = random.id("guardian", registeredAt);
    const name = `${named(surname, sex)} ${random.pick(names.given[sex])} ${random.pick(names.patronymics[sex])}`;
    const custodyNote = random.chance(0.05) ? random.pick(family.custody) : null;
    const contact = { name, phone: phoneOf(made.guardians.length), email: null, address, custodyNote };
    made.guardians.push({ id: guardianId, synthetic: true });
    const id = random.id("guardianship", registeredAt);
    const relation = { id, childId, guardianId, ...facts, contactAllowed: true, custodyWithheld: false };
    const sealed = sealContact(ring, { id, version: FIRST }, contact);
    made.guardianships.push({ ...relation, schoolId, kato, from: dayOf(registeredAt), ...sealed });
    made.grants.push(toGrant(random, relation, registeredAt));
  }
}

function toGrant(random: Random, relation: Parameters<typeof openedBy>[0], from: Date) {
  const { to: _, ...grant } = grantRow(openedBy(relation));
  return { id: random.id("grant", from).replace("grant_", ""), ...grant, from };
}

// Kazakhstan has no numbers that begin with 799.
const phoneOf = (n: number) => String(1_000_000 + n).replace(/(...)(..)(..)/, "+7 799 $1 $2 $3");

// Month 13: with a valid control digit, and yet no number that was ever given by the date of birth.
function drawIins(random: Random): () => string {
  let last = 0;
  return () => {
    for (;;) {
      last += random.int(1, 3_000);
      const digits = `1013${String(last).padStart(7, "0")}`;
      const control = controlDigit(digits);
      if (control !== null) return `${digits}${control}`;
    }
  };
}
