import { fail } from "../../graphql/errors.js";
import { BuildingCondition, SchoolKind, SchoolOwnership } from "./enums.js";
import type { schools } from "./table.js";

type Stored = typeof schools.$inferSelect;
type Field =
  | "externalId"
  | "kato"
  | "nameRu"
  | "nameKk"
  | "kind"
  | "ownership"
  | "address"
  | "latitude"
  | "longitude"
  | "phone"
  | "shifts"
  | "buildingCondition"
  | "designSeats"
  | "pupils";

/** What a row of the file says of a school: only fields whose column the file has. */
export type SchoolCells = Partial<Pick<Stored, Field>> & Pick<Stored, "kato" | "nameRu"> & { externalId: string };

interface Column {
  field: Field;
  read(text: string, column: string): unknown;
  /** What an empty cell means; without it the cell must be filled. */
  empty?: { value: string | number | null };
}

const wrong = (code: "INVALID_INPUT" | "OUT_OF_RANGE" | "UNKNOWN_KATO", column: string, rule: string, text: string) =>
  fail(code, [column], `${column} must be ${rule}, but got "${text.slice(0, 60)}"`);

const text = (bound: number) => (value: string, column: string) => {
  if (value.length <= bound) return value;
  throw fail("OUT_OF_RANGE", [column], `${column} must have at most ${bound} characters, but has ${value.length}`);
};

const oneOf =
  ({ values }: { values: readonly string[] }) =>
  (value: string, column: string) => {
    const found = values.find((known) => known === value.toUpperCase());
    if (found) return found;
    throw wrong("INVALID_INPUT", column, `one of ${values.join(", ")}`, value);
  };

const whole = (from: number, to: number) => (value: string, column: string) => {
  if (/^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value);
  throw wrong("OUT_OF_RANGE", column, `a whole number from ${from} to ${to}`, value);
};

// Tables of Russian and Kazakh Excel write 43,25.
const degrees = (from: number, to: number) => (value: string, column: string) => {
  const number = Number(value.replace(",", "."));
  if (/^\d{1,3}([.,]\d+)?$/.test(value) && number >= from && number <= to) return number;
  throw wrong("OUT_OF_RANGE", column, `degrees from ${from} to ${to}, the bounds of Kazakhstan`, value);
};

function code(value: string, column: string) {
  if (/^[1-9]\d{8}$/.test(value)) return value;
  throw wrong("UNKNOWN_KATO", column, "a code of nine digits", value);
}

const none = { value: null };
const COLUMNS: Record<string, Column> = {
  external_id: { field: "externalId", read: text(100) },
  kato: { field: "kato", read: code },
  name_ru: { field: "nameRu", read: text(300) },
  name_kk: { field: "nameKk", read: text(300), empty: none },
  kind: { field: "kind", read: oneOf(SchoolKind), empty: { value: "SECONDARY" } },
  ownership: { field: "ownership", read: oneOf(SchoolOwnership), empty: { value: "STATE" } },
  address: { field: "address", read: text(500), empty: none },
  latitude: { field: "latitude", read: degrees(40, 56), empty: none },
  longitude: { field: "longitude", read: degrees(46, 88), empty: none },
  phone: { field: "phone", read: text(100), empty: none },
  shifts: { field: "shifts", read: whole(1, 3), empty: { value: 1 } },
  building_condition: { field: "buildingCondition", read: oneOf(BuildingCondition), empty: { value: "SOUND" } },
  design_seats: { field: "designSeats", read: whole(0, 100_000), empty: none },
  pupils: { field: "pupils", read: whole(0, 100_000), empty: none },
};

const names = Object.keys(COLUMNS);
export const REQUIRED = names.filter((name) => !COLUMNS[name]?.empty);
export const OPTIONAL = names.filter((name) => COLUMNS[name]?.empty);

/** The school of a row; the first cell that breaks its rule is refused. */
export function readSchool(cells: Readonly<Record<string, string>>, columns: readonly string[]): SchoolCells {
  const read = columns.map((name) => {
    const { field, read, empty } = COLUMNS[name] as Column;
    const value = cells[name] ?? "";
    if (value) return [field, read(value, name)];
    if (empty) return [field, empty.value];
    throw fail("INVALID_INPUT", [name], `${name} must be filled, but is empty`);
  });
  return Object.fromEntries(read) as SchoolCells;
}
