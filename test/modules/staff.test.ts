import { describe, expect, test } from "vitest";
import { addAppointment, endAppointment, type NewAppointment } from "../../src/modules/agencies/appoint.js";
import { addAgency, addOfficer, endOfficer, listOfficers } from "../../src/modules/agencies/staff.js";
import { alatau, almaty, anOfficer, aSchool } from "../support/factories.js";
import { start } from "../support/start.js";

const { as, database } = await start();
const police = { kind: "JUVENILE_POLICE", nameRu: "ОЮП Алатау", kato: alatau, dryRun: false } as const;
const agency = (await addAgency(database, police)).id as string;
const person = { kind: "PERSON", agency, name: "Серик Ахметов", subject: "248289761001", dryRun: false } as const;
const inspector = (await addOfficer(database, person)).id as string;
const duty: NewAppointment = { officer: inspector, role: "JUVENILE_INSPECTOR", kato: alatau, dryRun: false };
const VIEWER = "{ viewer { role kato officer { name kind agency { id } } } }";
const client = () => as(inspector);

test("an officer acts from the request after the appointment until it is ended, and no longer", async () => {
  expect((await client().run(VIEWER)).status).toBe(401);
  const { id } = await addAppointment(database, duty);
  const { data } = await client().run(VIEWER);
  expect(data.viewer).toEqual({
    role: "JUVENILE_INSPECTOR",
    kato: alatau,
    officer: { name: "Серик Ахметов", kind: "PERSON", agency: { id: agency } },
  });

  await endAppointment(database, { appointment: id as string });

  expect((await client().run(VIEWER)).status).toBe(401);
  expect(await endAppointment(database, { appointment: id as string })).toEqual({ id, isNew: false });
});

test("what is added again is there already", async () => {
  expect(await addAgency(database, police)).toEqual({ id: agency, isNew: false });
  expect(await addOfficer(database, person)).toEqual({ id: inspector, isNew: false });
  const { id } = await addAppointment(database, duty);
  expect(await addAppointment(database, duty)).toEqual({ id, isNew: false });
  const longer = addAppointment(database, { ...duty, to: "2999-12-31" });
  await expect(longer).rejects.toThrow(`to must be that of ${id}, which is there already: none, but is 2999-12-31`);
  const elsewhere = await addAppointment(database, { ...duty, kato: almaty });
  expect(elsewhere.isNew).toBe(true);
});

test("whoever stands in for somebody has an appointment of their own beside the same one", async () => {
  const [absent, deputy] = [await anOfficer(database), await anOfficer(database)];
  const own = { ...duty, officer: deputy.id };
  const { id } = await addAppointment(database, own);
  const standing = await addAppointment(database, { ...own, actingFor: absent.id, to: "2999-12-31" });
  expect(standing).toMatchObject({ isNew: true });
  expect(standing.id).not.toBe(id);
});

test("of appointments of one day the one that was made last is the newest", async () => {
  const officer = (await addOfficer(database, { ...person, name: "Новый", subject: "newest" })).id as string;
  for (const role of ["DISPATCHER", "JUVENILE_INSPECTOR", "PROSECUTOR"] as const)
    await addAppointment(database, { ...duty, officer, role });
  expect((await as(officer).run("{ viewer { role } }")).data.viewer.role).toBe("PROSECUTOR");
});

test.each([
  ["DISTRICT_OFFICER", { kato: almaty }, "a district, but is 750000000"],
  ["DISTRICT_OFFICER", { country: true }, "a district, but is the country"],
  ["REGION_OFFICER", { kato: alatau }, "a region or a city of republican standing, but is 751210000"],
  ["MINISTRY_CONTROLLER", { kato: almaty }, "the country, but is 750000000"],
] as const)("the jurisdiction of a %s isn't %j", async (role, place, rule) => {
  const refused = addAppointment(database, { officer: inspector, role, ...place, dryRun: false });
  await expect(refused).rejects.toThrow(`the jurisdiction of ${role.toLowerCase()} must be ${rule}`);
});

test("an end before the first day is refused, also where that is today", async () => {
  const refused = addAppointment(database, { ...duty, role: "INSPECTOR", to: "2026-01-01" });
  await expect(refused).rejects.toThrow(/^to must not be before \d{4}-\d\d-\d\d, but is 2026-01-01$/);
});

test("a dry run writes nothing", async () => {
  const before = await listOfficers(database, {});
  expect(await addAgency(database, { ...police, nameRu: "Другой", dryRun: true })).toEqual({ id: null, isNew: true });
  const other = { ...person, name: "Другой", subject: "2", dryRun: true };
  expect(await addOfficer(database, other)).toEqual({ id: null, isNew: true });
  const third = { ...duty, role: "DISPATCHER", dryRun: true } as const;
  expect(await addAppointment(database, third)).toEqual({ id: null, isNew: true });
  expect(await listOfficers(database, {})).toEqual(before);
});

test("an officer who leaves loses every appointment and the provider's name at once", async () => {
  const leaving = { ...person, name: "Уходящий", subject: "leaving" };
  const officer = (await addOfficer(database, leaving)).id as string;
  await addAppointment(database, { ...duty, officer });
  await addAppointment(database, { ...duty, officer, kato: almaty, from: "2999-01-01" });
  const [listed] = (await listOfficers(database, { agency })).filter(({ id }) => id === officer);
  expect(listed).toMatchObject({ name: "Уходящий", kind: "PERSON", agency: "ОЮП Алатау", subject: "leaving" });
  expect(listed?.appointments).toMatch(new RegExp(`^juvenile_inspector ${alatau} appointment_[0-9a-f-]{36}$`));

  expect(await endOfficer(database, { officer })).toEqual({ ended: 2 });

  expect((await as(officer).run(VIEWER)).status).toBe(401);
  const [gone] = (await listOfficers(database, { agency })).filter(({ id }) => id === officer);
  expect(gone).toMatchObject({ subject: null, appointments: "" });
  expect(await endOfficer(database, { officer })).toEqual({ ended: 0 });
});

test("a service acts under an appointment of its own", async () => {
  const sync = { kind: "SERVICE", agency, name: "Обмен с ЦОУ", subject: "service-account-cou", dryRun: false } as const;
  const officer = (await addOfficer(database, sync)).id as string;
  await addAppointment(database, { officer, role: "DISPATCHER", kato: almaty, dryRun: false });
  const { data } = await as(officer).run(VIEWER);
  expect(data.viewer).toMatchObject({ role: "DISPATCHER", officer: { name: "Обмен с ЦОУ", kind: "SERVICE" } });
});

test("a school's people are appointed to their school", async () => {
  const school = await aSchool(database, { kato: alatau });
  const director = await anOfficer(database, { agencyId: school.agencyId, to: "2020-12-31" });
  await addAppointment(database, { officer: director.id, role: "SCHOOL_DIRECTOR", school: school.id, dryRun: false });
  const { data } = await as(director).run("{ viewer { role kato school { id } } }");
  expect(data.viewer).toEqual({ role: "SCHOOL_DIRECTOR", kato: alatau, school: { id: school.id } });
});

describe("is refused, with the reason,", () => {
  const appoint = (given: Partial<NewAppointment>) => () => addAppointment(database, { ...duty, ...given });
  const add = (given: object) => () => addOfficer(database, { ...person, subject: undefined, ...given });

  test.each<[what: string, act: () => Promise<unknown>, reason: string]>([
    ["a place that isn't said", appoint({ kato: undefined }), "one of kato, school and country must be given"],
    ["a place that is said twice", appoint({ country: true }), "but got 2 of them"],
    ["a director without a school", appoint({ role: "SCHOOL_DIRECTOR" }), "school must be given for school_director"],
    [
      "a dispatcher of a school",
      appoint({ kato: undefined, school: "school_1", role: "DISPATCHER" }),
      "school must be",
    ],
    ["a guardian", appoint({ role: "GUARDIAN" }), "role must be an official's"],
    ["a jurisdiction below the districts", appoint({ kato: "751111000" }), "kato must be a region or a district"],
    ["a code of nothing", appoint({ kato: "990000000" }), "kato must be a region or a district"],
    ["an officer who isn't there", appoint({ officer: `${agency}` }), "officer must be the id of one that is there"],
    ["an end before the beginning", appoint({ from: "2026-02-01", to: "2026-01-01" }), "to must not be before"],
    ["a deputy of themselves", appoint({ actingFor: inspector }), "actingFor must be another officer"],
    ["an agency that isn't there", add({ agency: inspector }), "agency must be the id of one that is there"],
    ["somebody else's name at the provider", add({ name: "Другой", subject: person.subject }), "subject must name one"],
    ["a service with a phone", add({ kind: "SERVICE", name: "x", dutyPhone: "1" }), "phone must be left out"],
    ["a school", () => addAgency(database, { ...police, kind: "SCHOOL" }), "kind must not be SCHOOL"],
    ["an agency of nowhere", () => addAgency(database, { ...police, kato: "990000000" }), "kato must be"],
    [
      "an end before the first day",
      async () => {
        const { id } = await addAppointment(database, { ...duty, role: "DISPATCHER", from: "2990-01-01" });
        return endAppointment(database, { appointment: id as string, on: "2989-12-31" });
      },
      "on must not be before its first day",
    ],
  ])("%s", async (_, act, reason) => {
    await expect(act()).rejects.toThrow(reason);
  });
});
