import { expect } from "vitest";
import type { Untyped } from "./client.js";
import { almaty, anOfficer } from "./factories.js";
import { HandOverDutyDocument, SetDutyRosterDocument } from "./operations.js";
import type { Client, Running } from "./start.js";

const HOUR = 3_600_000;
// One moment for all, so that the same number of hours is the same time: what is to come must be half an hour ahead.
const START = Date.now();

/** A time some hours from when the tests began. */
export const inHours = (hours: number) => new Date(START + Math.round(hours * HOUR)).toISOString();

/** A shift as an input takes it: hours from now. */
export const aShift = ({ id }: { id: string }, from: number, to: number, given: object = {}) => ({
  ...{ officerId: id, from: inHours(from), to: inHours(to) },
  ...given,
});

/** Three officers of a control room. */
export async function dispatchers({ database }: Running, kato = almaty): Promise<[Person, Person, Person]> {
  const hire = () => anOfficer(database, { role: "DISPATCHER", kato });
  return [await hire(), await hire(), await hire()];
}
type Person = { id: string };

/** Sets a roster of dispatchers and gives the payload. */
export async function set(client: Client, given: object): Promise<Untyped> {
  const input = { territory: almaty, role: "DISPATCHER", name: "ЦОУ", shifts: [], ...given };
  const { data, errors } = await client.run(SetDutyRosterDocument, { input } as never);
  expect(errors).toBeUndefined();
  return (data as Untyped).dutyRosterSet;
}

/** Sets a roster that is taken. */
export async function setRoster(client: Client, given: object) {
  const { roster, errors } = await set(client, given);
  expect(errors).toEqual([]);
  return roster;
}

export async function handOver(client: Client, to: { id: string }): Promise<Untyped> {
  const { data, errors } = await client.run(HandOverDutyDocument, { input: { officerId: to.id } });
  expect(errors).toBeUndefined();
  return (data as Untyped).dutyHandOver;
}
