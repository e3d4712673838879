import { isIin } from "../../access/iin.js";
import { checkText } from "../../graphql/check.js";
import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";
import type { ChildIdentitySetInput, GuardianAddInput, GuardianshipChangeInput } from "./input.js";
import type { Contact, Identity } from "./sealing.js";

const NAME = 100;
const TEXT = 500;
const NOTE = 2_000;
// A child at risk is a pupil: older than the oldest, a date is a slip of the hand.
const OLDEST_YEARS = 26;

/** What an input gives of an identity, checked; what it leaves out isn't there. No error repeats a value. */
export function checkIdentity(input: ChildIdentitySetInput, today: string): Partial<Identity> {
  const { surname, givenName, patronymic, birthDate, iin, photoReference, address } = input;
  return withoutGaps({
    surname: checked(surname, (value) => checkText(value, ["surname"], NAME)),
    givenName: checked(givenName, (value) => checkText(value, ["givenName"], NAME)),
    patronymic: checked(patronymic, (value) => checkText(value, ["patronymic"], NAME)),
    birthDate: checked(birthDate, (value) => checkBirthDate(value, today)),
    iin: checked(iin, (value) => checkIin(value)),
    photoReference: checked(photoReference, (value) => checkText(value, ["photoReference"], TEXT)),
    address: checked(address, (value) => checkText(value, ["address"], TEXT)),
  });
}

/** The name and contacts of a new guardian, checked. */
export function checkContact(input: GuardianAddInput): Omit<Contact, "custodyNote"> {
  if (input.name == null) throw fail("INVALID_INPUT", ["name"], say`name must be given, or guardianId in its place`);
  const { name, phone = null, email = null, address = null } = checkReach(input);
  return { name: name as string, phone, email, address };
}

/** What a change of a guardianship gives, checked; what it leaves out isn't there. */
export function checkChange(input: GuardianshipChangeInput) {
  const { custodyNote, contactAllowed, custodyWithheld, to, name } = input;
  if (name === null) throw fail("INVALID_INPUT", ["name"], say`name must not be taken away`);
  const note = checked(custodyNote, (value) => checkText(value, ["custodyNote"], NOTE));
  const contact: Partial<Contact> = withoutGaps({ ...checkReach(input), custodyNote: note });
  const facts: Facts = withoutGaps({
    contactAllowed: contactAllowed ?? undefined,
    custodyWithheld: custodyWithheld ?? undefined,
    to,
  });
  return { contact, facts };
}

type Facts = { contactAllowed?: boolean; custodyWithheld?: boolean; to?: string | null };

type Reach = Pick<GuardianAddInput, "name" | "phone" | "email" | "address">;
const checkReach = ({ name, phone, email, address }: Reach) => ({
  name: checked(name, (value) => checkText(value, ["name"], NAME)),
  phone: checked(phone, (value) => checkForm(value, "phone", PHONE)),
  email: checked(email, (value) => checkForm(value, "email", EMAIL)),
  address: checked(address, (value) => checkText(value, ["address"], TEXT)),
});

/** An IIN by its length and control digit. */
export function checkIin(iin: string): string {
  if (isIin(iin)) return iin;
  throw fail(
    "INVALID_INPUT",
    ["iin"],
    say`iin must be twelve digits, the last of them the control digit of the others`,
  );
}

export const checkNote = (note: string | null | undefined) =>
  checked(note, (value) => checkText(value, ["custodyNote"], NOTE)) ?? null;

/** The first and the last day of a guardianship. */
export function checkPeriod({ from, to }: Pick<GuardianAddInput, "from" | "to">, today: string) {
  const period = { from: from ?? today, to: to ?? null };
  if (period.to === null || period.to >= period.from) return period;
  throw fail("INVALID_INPUT", ["to"], say`to must not be before from`);
}

const PHONE = /^\+?\d[\d ()-]{4,28}\d$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/;

function checkForm(value: string, field: "phone" | "email", form: RegExp): string {
  const text = checkText(value, [field], TEXT);
  if (form.test(text)) return text;
  const rule = field === "phone" ? say`6 to 30 digits, spaces, brackets and hyphens` : say`an e-mail address`;
  throw fail("INVALID_INPUT", [field], say`${field} must be ${rule}, but has another form`);
}

function checkBirthDate(day: string, today: string): string {
  const earliest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  if (day <= today && day >= earliest) return day;
  throw fail("OUT_OF_RANGE", ["birthDate"], say`birthDate must lie between ${earliest} and ${today}`);
}

// Null takes a value away, and a field that was left out leaves it: the two mustn't become one.
const checked = <T>(value: string | null | undefined, check: (value: string) => T) =>
  value == null ? value : check(value);

const withoutGaps = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
