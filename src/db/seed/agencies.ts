import { Role } from "../../access/roles.js";
import { ownText, templateOf } from "../../graphql/catalogue.js";
import { labelOf } from "../../graphql/enums.js";
import { AgencyKind } from "../../modules/agencies/enums.js";
import names from "./names.json" with { type: "json" };
import { dayOf, plusDays } from "./time.js";
import type { Agency, Desk, Officer, World } from "./world.js";

const POSITIONS: Readonly<Record<string, string>> = names.positions;
type Staffing = Partial<Record<AgencyKind, readonly Role[]>>;

const OF_COUNTRY: Staffing = {
  MINISTRY: ["MINISTRY_CONTROLLER"],
  CONTACT_CENTRE_111: ["OPERATOR_111"],
  OMBUDSMAN: ["OMBUDSMAN"],
};
const OF_REGION: Staffing = {
  EDUCATION_DEPT: ["REGION_OFFICER", "DATA_OFFICER"],
  CONTROL_CENTRE: ["DISPATCHER"],
  PROSECUTOR: ["PROSECUTOR"],
  QUALITY: ["INSPECTOR"],
  EMERGENCY: [],
  NGO: ["NGO_OBSERVER"],
};
const OF_DISTRICT: Staffing = {
  AKIMAT: ["DISTRICT_OFFICER"],
  EDUCATION_OFFICE: ["DISTRICT_OFFICER"],
  JUVENILE_POLICE: ["JUVENILE_INSPECTOR"],
  GUARDIANSHIP: ["GUARDIANSHIP_SPECIALIST"],
  SOCIAL_SERVICE: [],
  HEALTH: [],
  PARENTS: ["PARENT_REPRESENTATIVE"],
};

/** Agencies of the country, of each demo region and of each demo district, with those who act for them. */
export function makeAgencies(world: World): void {
  establish(world, world.country, OF_COUNTRY);
  for (const region of world.regions) establish(world, region, OF_REGION);
  for (const place of world.places) establish(world, place, OF_DISTRICT);
}

function establish(world: World, desk: Desk, staffing: Staffing): void {
  for (const [kind, roles] of Object.entries(staffing) as [AgencyKind, readonly Role[]][]) {
    const agency = makeAgency(world, desk, kind);
    desk.agencies.set(kind, agency);
    const people = roles.map((role) => hire(world, agency, { role, kato: desk.kato }));
    desk.people.set(kind, people[0] ?? employ(world, agency));
  }
}

function makeAgency(world: World, { kato, names }: Desk, kind: AgencyKind): Agency {
  const { key } = AgencyKind.labels[kind];
  const [en, ru, kk] = [templateOf(key, "en"), templateOf(key, "ru"), ownText(key, "kk")];
  const named = { nameEn: nameOf(en.replace(/ of a .*/, ""), names?.en), nameRu: nameOf(ru, names?.ru) };
  const nameKk = kk && (!names || names.kk) ? nameOf(kk, names?.kk) : null;
  return addAgency(world, { kind, kato, ...named, nameKk, phone: world.phone() });
}

const nameOf = (label: string, territory?: string) =>
  (label[0] as string).toUpperCase() + label.slice(1) + (territory ? `, ${territory}` : "");

/** Adds an agency of any kind. */
export function addAgency(world: World, row: Omit<Agency, "id" | "synthetic">): Agency {
  const createdAt = longAgo(world);
  const agency = { id: world.random.id("agency", createdAt), ...row, synthetic: true, createdAt };
  world.agencies.push(agency);
  return agency;
}

interface Post {
  role: Role;
  kato?: string | null;
  schoolAgencyId?: string;
}

/** Appoints somebody new to a post of an agency, since before the first incident. */
export function hire(world: World, agency: Agency, { role, kato, schoolAgencyId }: Post): Officer {
  const officer = employ(world, agency, role);
  const since = officer.createdAt as Date;
  const jurisdiction = { kato: schoolAgencyId ? null : kato, schoolAgencyId };
  const id = world.random.id("appointment", since);
  world.appointments.push({ id, officerId: officer.id, role, ...jurisdiction, from: dayOf(since) });
  return officer;
}

// Somebody without an appointment works with the others, but has no role in which to sign in.
function employ(world: World, agency: Agency, role?: Role): Officer {
  const label = role && labelOf(Role, role, "ru");
  const position = POSITIONS[`${agency.kind} ${role}`] ?? POSITIONS[agency.kind] ?? label ?? null;
  const createdAt = longAgo(world);
  const id = world.random.id("officer", createdAt);
  const contact = { name: nameSomebody(world), position, dutyPhone: world.phone() };
  const officer = { id, agencyId: agency.id, ...contact, synthetic: true, createdAt };
  world.officers.push(officer);
  return officer;
}

const longAgo = ({ random, now }: World) => plusDays(now, -random.int(760, 2_000));

function nameSomebody({ random }: World): string {
  const sex = random.chance(0.7) ? "f" : "m";
  return `${random.pick(names.surnames[sex])} ${random.pick(names.given[sex])} ${random.pick(names.patronymics[sex])}`;
}
