import type { Role } from "../../access/roles.js";
import { addAgency, hire } from "./agencies.js";
import names from "./names.json" with { type: "json" };
import type { Agency, Campus, Officer, Place, World } from "./world.js";

type Kind = Campus["school"]["kind"];

const FIRST_NUMBER = 141; // no school of this form is meant: the real ones have smaller numbers
const TITLES: Partial<Record<Kind, { ru: string; kk: string; en: string }>> = {
  SECONDARY: { ru: "Средняя школа", kk: "орта мектеп", en: "Secondary school" },
  GYMNASIUM: { ru: "Школа-гимназия", kk: "мектеп-гимназия", en: "School-gymnasium" },
  LYCEUM: { ru: "Школа-лицей", kk: "мектеп-лицей", en: "School-lyceum" },
  BOARDING: { ru: "Школа-интернат", kk: "мектеп-интернат", en: "Boarding school" },
  SPECIAL: { ru: "Специальная школа", kk: "арнайы мектеп", en: "Special school" },
  SMALL: { ru: "Малокомплектная школа", kk: "шағын жинақты мектеп", en: "Small school" },
};
const URBAN: Partial<Record<Kind, number>> = { SECONDARY: 58, GYMNASIUM: 20, LYCEUM: 16, BOARDING: 3, SPECIAL: 3 };
const RURAL: Partial<Record<Kind, number>> = { SECONDARY: 70, GYMNASIUM: 4, LYCEUM: 4, BOARDING: 4, SMALL: 18 };
const STAFF: readonly Role[] = ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE", "CLASS_TEACHER"];
// One school in three shifts and two in a state of emergency: both are very rare, and no city has the first.
const THREE_SHIFTS = "615400000";
const EMERGENCIES = ["615600000", "315600000"];

/** The schools of each demo district, their agencies and staff. */
export function makeSchools(world: World): void {
  const numbers = new Map(world.regions.map((region) => [region, FIRST_NUMBER]));
  for (const place of world.places) {
    for (let i = 0; i < place.schools; i++) {
      const number = numbers.get(place.region) as number;
      numbers.set(place.region, number + 1);
      world.campuses.push(makeCampus(world, place, { number, isFirst: i === 0 }));
    }
  }
}

function makeCampus(world: World, place: Place, { number, isFirst }: { number: number; isFirst: boolean }): Campus {
  const kind = world.random.weighted(place.urban ? URBAN : RURAL);
  const named = nameSchool(kind, number);
  const kato = world.random.pick(place.localities);
  const agency = addAgency(world, { kind: "SCHOOL", kato, ...named, phone: world.phone() });
  const hireAs = (role: Role): [Role, Officer] => [role, hire(world, agency, { role, schoolAgencyId: agency.id })];
  const staff = new Map(STAFF.map(hireAs));
  const head = staff.get("SCHOOL_DIRECTOR") as Officer;
  const capacity = isFirst && place.kato === THREE_SHIFTS ? { shifts: 3, designSeats: 420, pupils: 1_190 } : null;
  const school = {
    ...{ id: world.random.id("school", agency.createdAt as Date), agencyId: agency.id, headOfficerId: head.id, kato },
    ...{ ...named, kind, ownership: ownershipOf(world, place, kind), ...locate(world, place), phone: agency.phone },
    ...(capacity ?? sizeSchool(world, place, kind)),
    buildingCondition: conditionOf(world, isFirst && EMERGENCIES.includes(place.kato)),
    ...{ synthetic: true, createdAt: agency.createdAt },
  };
  return { school, place, agency, staff, children: [] };
}

function nameSchool(kind: Kind, number: number): Pick<Agency, "nameRu" | "nameKk" | "nameEn"> {
  const { ru, kk, en } = TITLES[kind] as { ru: string; kk: string; en: string };
  return { nameRu: `${ru} № ${number}`, nameKk: `№ ${number} ${kk}`, nameEn: `${en} No. ${number}` };
}

function ownershipOf({ random }: World, { urban }: Place, kind: Kind): Campus["school"]["ownership"] {
  const isOrdinary = kind === "SECONDARY" || kind === "GYMNASIUM" || kind === "LYCEUM";
  return urban && isOrdinary && random.chance(0.14) ? "PRIVATE" : "STATE";
}

function conditionOf({ random }: World, isEmergency: boolean): Campus["school"]["buildingCondition"] {
  if (isEmergency) return "EMERGENCY";
  return random.chance(0.12) ? "NEEDS_REPAIR" : "SOUND";
}

function sizeSchool({ random }: World, { urban, load }: Place, kind: Kind) {
  const isSmall = kind === "SMALL" || kind === "SPECIAL";
  const designSeats = isSmall ? random.int(6, 16) * 10 : urban ? random.int(12, 30) * 50 : random.int(6, 18) * 40;
  const perSeat = isSmall ? 0.7 + random.next() * 0.3 : load * (0.75 + random.next() * 0.4);
  return { designSeats, pupils: Math.round(designSeats * perSeat), shifts: perSeat > 0.95 ? 2 : 1 };
}

function locate({ random }: World, { latitude, longitude, urban }: Place) {
  const spread = urban ? 0.04 : 0.16;
  const near = (centre?: number) => centre && Number((centre + (random.next() - 0.5) * spread).toFixed(5));
  const address = `ул. ${random.pick(names.streets)}, ${random.int(1, 220)}`;
  return { address, latitude: near(latitude), longitude: near(longitude) };
}
