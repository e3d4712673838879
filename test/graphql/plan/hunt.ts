import { type DocumentNode, parse, validate } from "graphql";
import { OVERSIGHT } from "../../../src/access/roles.js";
import { createRandom, type Random } from "../../../src/db/seed/random.js";
import { costOf } from "../../../src/graphql/cost.js";
import { limitRules } from "../../../src/graphql/limits.js";
import { LanguageCode } from "../../../src/graphql/text.js";
import type { Asker } from "./askers.js";
import { type Drawing, drawDocument } from "./document.js";
import { createKnown } from "./known.js";
import { type Asked, type Compare, type Compared, operationOf } from "./lanes.js";
import { redrawVariables } from "./redraw.js";
import { createValues } from "./values.js";
import type { World } from "./world.js";

export interface HuntOptions {
  documents: number;
  seed: number;
  /** After how many differences it ends. */
  most?: number;
  onProgress?: (report: Report) => void;
}

/** What came of a hunt. */
export interface Report {
  /** Queries that both lanes were asked. */
  compared: number;
  /** Thrown away: not valid, or over the bound of cost. */
  invalid: number;
  dear: number;
  /** Answered by one statement whole, in part, or not at all. */
  whole: number;
  mixed: number;
  guarded: number;
  /** Why root fields were left to the guarded lane. */
  reasons: Map<string, number>;
  /** Characters that statements gave. */
  bytes: number;
  differences: Asked[];
}

/** Rows that a query may read: the lanes differ in small answers too, and these are quicker. */
const DEAREST = 1_000;
/** Queries that may be asked again, of others and with other variables. */
const KEPT = 30;
const PROGRESS = 500;

/** Asks both lanes random queries of random viewers, until there are enough of them or of differences. */
export async function hunt(world: World, compare: Compare, options: HuntOptions): Promise<Report> {
  const { documents, seed, most = 1, onProgress } = options;
  const random = createRandom(seed);
  const known = await createKnown(world.database, random);
  for (const { name, seen } of world.askers) known.learn(name, seen);
  const pickAsker = createPick(world, random);
  const draw = createDraw({ schema: world.schema, random, values: createValues(random, known) });
  const report = emptyReport();
  while (report.compared < documents && report.differences.length < most) {
    const asker = pickAsker();
    known.turnTo(asker.name);
    const asked = { ...draw(), asker, language: random.pick(LanguageCode.values) };
    const fault = faultOf(world, asked);
    if (fault) report[fault]++;
    else known.learn(asker.name, await ask(asked, compare, report));
    if (!fault && report.compared % PROGRESS === 0) onProgress?.(report);
  }
  return report;
}

const emptyReport = (): Report => ({
  ...{ compared: 0, invalid: 0, dear: 0, whole: 0, mixed: 0, guarded: 0, bytes: 0 },
  reasons: new Map(),
  differences: [],
});

/** Everybody has a turn; those who see most, and whom the fast lane serves, have more. */
function createPick({ askers }: World, random: Random): () => Asker {
  const served = askers.filter(({ viewer }) => viewer && !OVERSIGHT.includes(viewer.role));
  const busy = served.toSorted((a, b) => b.seen.length - a.seen.length).slice(0, served.length / 2);
  return () => random.pick(random.chance(0.6) ? busy : askers);
}

type Query = Omit<Asked, "asker" | "language">;

/** Draws queries: new ones, and those of before with other variables. */
function createDraw(drawing: Drawing): () => Query {
  const kept: Query[] = [];
  function drawNew(): Query {
    const { query, ...given } = drawDocument(drawing);
    const drawn = { ...given, document: parse(query) };
    kept.unshift(drawn);
    kept.length = Math.min(kept.length, KEPT);
    return drawn;
  }
  const drawAgain = (query: Query): Query => ({ ...query, variables: redrawVariables(drawing, query) });
  return () => (kept.length && drawing.random.chance(0.3) ? drawAgain(drawing.random.pick(kept)) : drawNew());
}

/** Why a query isn't asked. */
function faultOf({ schema }: World, asked: Asked): "invalid" | "dear" | null {
  const { document, variables } = asked;
  if (!isValid(schema, document)) return "invalid";
  return costOf({ schema, document, operation: operationOf(asked), variables }) > DEAREST ? "dear" : null;
}

const isValid = (schema: World["schema"], document: DocumentNode) =>
  validate(schema, document).length === 0 && validate(schema, document, limitRules).length === 0;

async function ask(asked: Asked, compare: Compare, report: Report): Promise<string> {
  const compared = await compare(asked);
  count(report, compared);
  // What depends on the moment may differ once.
  if (compared.difference && (await compare(asked)).difference) report.differences.push(asked);
  return compared.answer;
}

function count(report: Report, { texts, left }: Compared) {
  report.compared++;
  report[texts.size === 0 ? "guarded" : left.size ? "mixed" : "whole"]++;
  for (const text of texts.values()) report.bytes += text.length;
  for (const reason of left.values()) report.reasons.set(reason, (report.reasons.get(reason) ?? 0) + 1);
}
