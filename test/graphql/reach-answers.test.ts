import { type GraphQLObjectType, parse, specifiedRules, validate } from "graphql";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createRandom } from "../../src/db/seed/random.js";
import { createReach } from "../../src/graphql/reach.js";
import { createSchema } from "../../src/graphql/schema.js";
import { tailJournal } from "../../src/journal/tail.js";
import { modules } from "../../src/modules/index.js";
import { makeRandomWorld } from "../access/world.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";
import { answersTo, drawPair, drawThings, type Place, STREAMS, type StreamName } from "./alike.js";
import { drawSubscription } from "./selections.js";

const seed = Number(process.env.QORGAN_TEST_SEED ?? Date.now() % 1_000_000);
const CASES = 12;

const schema = createSchema(modules);
const database = await startDatabase();
const world = await makeRandomWorld(database, seed);
const journal = await tailJournal({ database, log: createTestLog() });
afterAll(journal.close);
const place: Place = { database, journal, schema, world, random: createRandom(seed + 1) };

/** Whether two officers who are alike in what an operation reaches get the same answers; null when it is personal. */
async function compare(stream: StreamName, text: string) {
  const document = parse(text);
  const reach = createReach(schema)(document);
  if (reach.isPersonal) return null;
  const pair = await drawPair(place, reach);
  const things = drawThings(place, stream, 4);
  const [one, other] = await Promise.all(pair.map((principal) => answersTo(place, principal, document, things)));
  return { one, other, isEqual: JSON.stringify(one) === JSON.stringify(other) };
}

describe(`with the seed ${seed} (QORGAN_TEST_SEED sets it)`, () => {
  test.each(Object.keys(STREAMS) as StreamName[])(
    "officers who are alike in what a selection of %s reaches get the same answers",
    async (stream) => {
      let found = 0;
      let seen = 0;
      while (found < CASES) {
        const text = drawSubscription(schema, place.random, stream);
        const answers = await compare(stream, text);
        if (!answers) continue;
        found++;
        expect(validate(schema, parse(text), specifiedRules)).toEqual([]);
        seen += answers.one?.filter((answer) => answer.includes('"data":{')).length ?? 0;
        expect(answers.other, `QORGAN_TEST_SEED=${seed} ${text}`).toEqual(answers.one);
      }
      expect(seen).toBeGreaterThan(CASES / 2);
    },
    120_000,
  );
});

const ofSnapshot = (stream: StreamName, item: string, selection: string) =>
  `subscription($id: ID!) { ${stream}(id: $id) { ... on ${item} { ${selection} } } }`;
const ofIncident = (selection: string) =>
  ofSnapshot("incidentChanged", "IncidentSnapshot", `incident { ${selection} }`);
const inChildren = "school { childrenAtRisk(first: 100) { nodes { hasSensitiveNotes } } }";
const inNotes = "region { incidents(first: 100) { nodes { notes { totalCount } } } }";
const inBoards = "workingGroup { region { districts(first: 100) { nodes { board { openAlerts } } } } }";

describe("a field that says it reads nothing, though it does, is found", () => {
  test.each<[string, string, StreamName, string]>([
    ["Child", "hasSensitiveNotes", "incidentChanged", ofIncident(inChildren)],
    ["Incident", "notes", "incidentChanged", ofIncident(inNotes)],
    ["Board", "openAlerts", "workingGroupChanged", ofSnapshot("workingGroupChanged", "WorkingGroupSnapshot", inBoards)],
    [
      "Subscription",
      "incidentChanged",
      "incidentChanged",
      ofSnapshot("incidentChanged", "IncidentEvent", "committedAt"),
    ],
  ])("as %s.%s", async (type, field, stream, text) => {
    expect(await findDifference(stream, text, 10)).toBeNull();
    sayNothing(type, field);
    expect(await findDifference(stream, text, 100)).not.toBeNull();
  });

  async function findDifference(stream: StreamName, text: string, draws: number) {
    for (let i = 0; i < draws; i++) {
      const answers = await compare(stream, text);
      if (answers && !answers.isEqual) return answers;
    }
    return null;
  }

  function sayNothing(type: string, field: string) {
    const found = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    const { extensions } = found as { extensions: object };
    Object.assign(found as object, { extensions: { ...extensions, reads: [] } });
    onTestFinished(() => void Object.assign(found as object, { extensions }));
  }
});
