import { setImmediate } from "node:timers/promises";
import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { expect, onTestFinished } from "vitest";
import type { Role } from "../../src/access/roles.js";
import type { Standing } from "../../src/access/standing.js";
import type { Context } from "../../src/graphql/context.js";
import type { Follower } from "../../src/graphql/followed.js";
import { BOUNDS } from "../../src/graphql/meter.js";
import type { Standings } from "../../src/graphql/standings.js";
import { followStream } from "../../src/graphql/stream.js";
import type { Entry } from "../../src/journal/entry.js";
import { alertItems } from "../../src/modules/alerts/type.js";
import type { Ending } from "../../src/streams/subscribe.js";
import type { StreamContext } from "../../src/streams/subscriber.js";
import { createDoor, type Door } from "./door.js";
import { createLine, streamsOf, type TestLine } from "./lines.js";
import { createMemoryJournal, type MemoryJournal } from "./memory-journal.js";

/** What an officer of the world may see. */
interface Access {
  role: Role;
  /** Incidents to which there is a relationship. */
  incidents: readonly string[];
  /** Kinds of entries that are out of sight. */
  hidden: readonly string[];
}
const USUAL: Access = { role: "DISTRICT_OFFICER", incidents: [], hidden: [] };

interface Officer {
  access: Access;
  follower?: Follower;
  /** Changed since a batch was told. */
  isChanged: boolean;
}

interface Watched {
  access?: Partial<Access>;
  /** The cursor after which to go on. */
  after?: string;
  /** The only kind of entries that is asked for. */
  kind?: string;
}

/** One subscription: what it was given, item by item. */
export interface Watching {
  line: TestLine;
  ending: Ending;
  begin(): void;
  /** In a word each: the kind of an event, the reason of a resync, what a snapshot shows. Its chain is checked. */
  texts(): string[];
  /** The cursors of the items. */
  cursors(): string[];
}

interface Item {
  __typename: string;
  reason?: string;
  cursor: string;
  previous: string | null;
  text: string;
}

/** A process with one subscription, whose journal, standings and networks go on when a test says so. */
export function createStreamWorld() {
  const journal = createMemoryJournal();
  const officers = new Map<string, Officer>();
  const door = createDoor();
  let turns = 0;
  const readings = { snapshots: 0, events: 0 };
  const reachOf = () => ({ isPersonal: false, subjects: new Set(["incident"] as const) });
  const schema = createItemSchema(readings);
  const { streams, ...figures } = streamsOf(schema, { standings: standingsOf(officers, journal), reachOf });

  async function prepare(name: string, { access, after, kind }: Watched = {}): Promise<Watching> {
    const officer = { access: { ...USUAL, ...access }, isChanged: false };
    officers.set(name, officer);
    const open = async () => contextOf({ name, officer, journal, door, stir: () => void turns++ });
    const line = createLine();
    const fresh = { open, line, caller: name, manner: "", mask: (error: unknown) => error };
    const rest = { end() {}, spend() {}, delivered: () => void turns++ };
    const contextValue = { ...fresh, ...rest } as unknown as StreamContext;
    const given = { schema, document: DOCUMENT, variableValues: { after, kind }, contextValue };
    const ending = (await streams.subscribe(given)) as Ending;
    onTestFinished(async () => void (await ending.return()));
    return { ...watchingOf(line, after), ending, begin: () => void ending.next() };
  }
  /** Resolves when nothing is on its way any more: whatever happens here takes turns of the loop, and no time. */
  async function rest() {
    for (let quiet = 0, before = turns; quiet < 5; quiet = before === turns ? quiet + 1 : 0) {
      before = turns;
      await setImmediate();
    }
  }
  return {
    ...{ ...figures, journal, door, rest, prepare, stats: streams.stats },
    /** Subscribes and begins; ready when nothing is on its way. */
    async watch(name: string, watched?: Watched) {
      const watching = await prepare(name, watched);
      watching.begin();
      await rest();
      return watching;
    },
    /** Commits entries and tells of them; ready when they have been given. */
    async happen(...kinds: string[]) {
      journal.write(...kinds);
      journal.tell();
      await rest();
    },
    /** Commits a change of access: the policies know it, the next batch tells of it, and then it is to be settled. */
    change(name: string, access: Partial<Access>) {
      const officer = officers.get(name) as Officer;
      Object.assign(officer, { access: { ...officer.access, ...access }, isChanged: true });
    },
    /** The standing has been read after a change. */
    async settle(name: string) {
      const { follower, access } = officers.get(name) as Officer;
      follower?.settle(standingOf(name, access));
      await rest();
    },
    /** How many snapshots and events were read. */
    readings: () => ({ ...readings }),
    /** How many ways through the journal there are. */
    listening: () => journal.listening() - 1,
  };
}

const DOCUMENT = parse(`subscription ($after: String, $kind: String) {
  items(after: $after, kind: $kind) { cursor previous text }
}`);

const standingOf = (name: string, { role, incidents }: Access): Standing => ({
  ...{ principal: `officer_${name}`, role, place: "0-999999999 ", until: null },
  grants: new Map([["incident", incidents.map((id) => `${id} T3C`)]]),
  exclusions: new Map(),
});

// As the real ones they hear of a batch before whoever begins to listen later.
function standingsOf(officers: ReadonlyMap<string, Officer>, journal: MemoryJournal): Standings {
  journal.listen(() => {
    for (const officer of officers.values()) {
      if (officer.isChanged) officer.follower?.suspect();
      officer.isChanged = false;
    }
  });
  return {
    async follow({ key }, follower) {
      const officer = officers.get(key) as Officer;
      officer.follower = follower;
      return { standing: standingOf(key, officer.access), stop: () => void (officer.follower = undefined) };
    },
  };
}

/** What a reading finds: what was there when it began, under the access of that moment. */
interface View {
  sees(kind: string): boolean;
  /** Kinds of the entries that it sees. */
  shown: readonly string[];
  /** Answers, when the door lets it. */
  read<T>(found: T): Promise<T>;
}
type ViewContext = Context & View;

interface ContextGiven {
  name: string;
  officer: Officer;
  journal: MemoryJournal;
  door: Door;
  stir(): void;
}

function contextOf({ name, officer, journal, door, stir }: ContextGiven): Context {
  stir();
  const { hidden } = officer.access;
  const rows = [journal.readMark()];
  const sees = (kind: string) => !hidden.includes(kind);
  const read = <T>(found: T) => door.pass().then(() => found);
  const view: View = { sees, read, shown: journal.entries().flatMap(({ kind }) => (sees(kind) ? [kind] : [])) };
  const context = {
    ...{ ...view, journal, bounds: BOUNDS, viewer: { principal: `officer_${name}` } },
    ...{ refuseTraces() {}, tell() {}, told: () => [] },
    open: () => read({ rows: async () => rows }),
    close: async () => stir(),
  };
  return context as unknown as Context;
}

function createItemSchema(readings: { snapshots: number; events: number }): GraphQLSchema {
  const text = { type: GraphQLString };
  const said = { ...text, resolve: ({ reason, text, __typename }: Item) => reason ?? text ?? __typename };
  const item = new GraphQLObjectType({ name: "Item", fields: { cursor: text, previous: text, text: said } });
  const items = {
    ...{ type: item, args: { after: text, kind: text } },
    resolve: (given: Item) => given,
    subscribe: (_: unknown, { after, kind }: Watched, ctx: Context) =>
      followStream(ctx, after, {
        types: alertItems,
        wants: (entry) => !kind || entry.kind === kind,
        snapshot(fresh) {
          readings.snapshots++;
          return { text: `[${(fresh as ViewContext).shown.join(" ")}]` };
        },
        load(fresh, entry) {
          readings.events++;
          return loadEvent(fresh as ViewContext, entry);
        },
      }),
  };
  const query = new GraphQLObjectType({ name: "Query", fields: { item: { type: item } } });
  return new GraphQLSchema({ query, subscription: new GraphQLObjectType({ name: "Subscription", fields: { items } }) });
}

async function loadEvent(view: ViewContext, { kind, aggregateId }: Entry): Promise<object | null> {
  if (!(await view.read(view.sees(kind)))) return null;
  view.tell([{ id: aggregateId }]);
  return { text: kind };
}

function watchingOf(line: TestLine, after: string | undefined) {
  function items() {
    for (const { errors } of line.results()) expect(errors).toBeUndefined();
    return line.results().map(({ data }) => data?.items as Item);
  }
  return {
    line,
    cursors: () => items().map(({ cursor }) => cursor),
    texts() {
      const given = items();
      const chain = [after ?? null, ...given.map(({ cursor }) => cursor)];
      expect(given.map(({ previous }) => previous)).toEqual(chain.slice(0, -1));
      return given.map(({ text }) => text);
    },
  };
}
