import type { Refusal, Table, TableRow } from "../../db/csv.js";
import { takeRow } from "../../db/import.js";
import { fail } from "../../graphql/errors.js";
import type { TerritoryKind } from "./enums.js";

/** A unit of the classifier as the database knows it. */
export interface KnownUnit {
  kato: string;
  level: number;
  kind: TerritoryKind;
  nameRu: string;
  parentKato: string | null;
  lastKato: string | null;
}

/** A unit of the file, checked. */
export interface Unit extends KnownUnit {
  line: number;
  lastKato: string;
}

interface Entry {
  line: number;
  id: string;
  parentId: string;
  kato: string;
  name: string;
}

const LEVELS = [1, 2, 3, 4, 5];
const REPUBLICAN = new Set(["71", "75", "79"]); // Astana, Almaty, Shymkent
const ROOT = "0";
// A jurisdiction is a range of codes, and only codes with these zeros make one.
const SHAPES: Record<number, RegExp> = {
  1: /^\d\d0{7}$/,
  2: /^\d\d(?!0{7})\d{3}0{4}$/,
  3: /^\d{4}(?!0{5})\d{5}$/,
  4: /^\d{4}(?!0{5})\d{5}$/,
  5: /^\d{4}(?!0{5})\d{5}$/,
};

/** The units of the classifier's rows; what breaks a rule, and all that stands below it, is refused. */
export function checkUnits({ rows, refused }: Table, known: ReadonlyMap<string, KnownUnit>): Unit[] {
  const entries = checkEntries(rows, refused);
  const byLevel = Map.groupBy(entries.values(), (entry) => levelOf(entry, entries));
  const units = new Map<string, Unit>();
  const codes = new Map([...known.values()].map(({ kato, level }) => [prefixOf(kato, level), kato]));
  for (const level of LEVELS) {
    for (const entry of byLevel.get(level) ?? []) {
      const unit = takeRow(refused, entry, () =>
        checkUnit(entry, level, { parent: units.get(entry.parentId), known, codes }),
      );
      if (unit) units.set(entry.id, unit);
    }
  }
  for (const entry of byLevel.get(0) ?? []) refused.push(refusalOfParent(entry));
  return checkRanges([...units.values()], refused);
}

function checkEntries(rows: readonly TableRow[], refused: Refusal[]): Map<string, Entry> {
  const byId = new Map<string, Entry>();
  const lineOfCode = new Map<string, number>();
  for (const row of rows) {
    const entry = takeRow(refused, row, () => checkEntry(row, byId, lineOfCode));
    if (!entry) continue;
    byId.set(entry.id, entry);
    lineOfCode.set(entry.kato, entry.line);
  }
  return byId;
}

function checkEntry({ line, cells }: TableRow, byId: Map<string, Entry>, lineOfCode: Map<string, number>): Entry {
  const { id = "", parent_id: parentId = "", code: kato = "", name = "" } = cells;
  const unique = (column: string, value: string, other: number | undefined) => {
    if (other)
      throw fail("INVALID_INPUT", [column], `${column} must stand once, but ${value} stands on line ${other} too`);
  };
  if (!/^[1-9]\d*$/.test(id)) throw fail("INVALID_INPUT", ["id"], `id must be a number above 0, but got "${id}"`);
  if (!/^[1-9]\d{8}$/.test(kato)) {
    throw fail("INVALID_INPUT", ["code"], `code must be nine digits and not begin with 0, but got "${kato}"`);
  }
  if (!name || name.length > 300) {
    throw fail("INVALID_INPUT", ["name"], `name must have 1 to 300 characters, but has ${name.length}`);
  }
  unique("id", id, byId.get(id)?.line);
  unique("code", kato, lineOfCode.get(kato));
  return { line, id, parentId, kato, name };
}

// 0 when no region is reached: the parent isn't there, or the rows run in a circle.
function levelOf({ parentId }: Entry, entries: ReadonlyMap<string, Entry>): number {
  let above: string | undefined = parentId;
  for (const level of LEVELS) {
    if (above === ROOT) return level;
    above = above === undefined ? above : entries.get(above)?.parentId;
  }
  return 0;
}

const refusalOfParent = ({ line, parentId }: Entry): Refusal => ({
  line,
  column: "parent_id",
  reason: `parent_id must be 0 or lead by rows of this file to a region in five levels, but got "${parentId}"`,
});

// Regions are told apart by two digits and districts by four: their codes in the database.
const prefixOf = (kato: string, level: number) => (level < 3 ? kato.slice(0, level * 2) : kato);

interface Surroundings {
  parent: Unit | undefined;
  known: ReadonlyMap<string, KnownUnit>;
  codes: Map<string, string>;
}

function checkUnit(entry: Entry, level: number, { parent, known, codes }: Surroundings): Unit {
  const { line, kato, name, parentId } = entry;
  const wrong = (rule: string) => fail("INVALID_INPUT", ["code"], `code ${rule}, but got ${kato}`);
  if (level > 1 && !parent) {
    throw fail("INVALID_INPUT", ["parent_id"], `parent_id must name a row that isn't refused, but got ${parentId}`);
  }
  const prefix = parent?.kato.slice(0, Math.min(level - 1, 2) * 2) ?? "";
  if (!kato.startsWith(prefix)) throw wrong(`must begin with ${prefix}, as its parent ${parent?.kato} does`);
  if (!SHAPES[level]?.test(kato)) throw wrong(`of level ${level} must have the form ${SHAPES[level]?.source}`);
  const old = known.get(kato);
  if (old && Math.min(old.level, 3) !== Math.min(level, 3)) throw wrong(`must stay on level ${old.level}`);
  const other = codes.get(prefixOf(kato, level));
  if (other && other !== kato) throw wrong(`must not share its first ${level * 2} digits with ${other}`);
  codes.set(prefixOf(kato, level), kato);
  const parentKato = level > 3 && parent ? parent.kato : null;
  return { line, kato, level, kind: kindOf(kato, level, name), nameRu: name, parentKato, lastKato: kato };
}

/** What kind of unit a name of the classifier stands for. */
export function kindOf(kato: string, level: number, name: string): TerritoryKind {
  const isRepublican = REPUBLICAN.has(kato.slice(0, 2));
  if (level === 1) return isRepublican ? "CITY_REPUBLICAN" : "REGION";
  if (level < 4 && /\sг\.\s?а\.?$/i.test(name)) return "CITY_ADMINISTRATION";
  if (level === 2) return isRepublican ? "CITY_DISTRICT" : "DISTRICT";
  if (/^г\./i.test(name)) return "CITY";
  return level === 3 && /(^|\s)[сапр]\.\s?[оа](\.|$)/i.test(name) ? "RURAL_DISTRICT" : "SETTLEMENT";
}

// A list of a locality filters by the range from its code to the last below it: nothing else may lie between.
function checkRanges(units: readonly Unit[], refused: Refusal[]): Unit[] {
  const kept: Unit[] = [];
  let path: Unit[] = [];
  for (const unit of units.toSorted((a, b) => Number(a.kato) - Number(b.kato))) {
    const depth = path.findIndex(({ kato }) => kato === unit.parentKato) + 1;
    if (unit.level > 3 && !depth) {
      const reason = `code must lie between its parent ${unit.parentKato} and the parent's next neighbour, but got ${unit.kato}`;
      refused.push({ line: unit.line, column: "code", reason });
      continue;
    }
    path = [...path.slice(0, depth), unit];
    for (const above of path) above.lastKato = unit.kato;
    kept.push(unit);
  }
  return kept;
}
