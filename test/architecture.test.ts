import { existsSync, readdirSync, readFileSync } from "node:fs";
import {
  type GraphQLField,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { describe, expect, test } from "vitest";
import { limitRules } from "../src/graphql/limits.js";
import { createSchema } from "../src/graphql/schema.js";
import { printSdl } from "../src/graphql/sdl.js";
import { modules } from "../src/modules/index.js";
import { functionsOf, readSources, type Source } from "./support/source.js";

const sources = readSources();
const schema = createSchema(modules);
const file = (path: string) => new URL(`../${path}`, import.meta.url);

const layerOf = (path: string) => (path.includes("/") ? String(path.split("/")[0]) : "top");
const moduleOf = (path: string) => /^modules\/(\w+)\//.exec(path)?.[1];
const nameOf = (path: string) => String(path.split("/").at(-1));

/** Imports that break a rule, as `from -> to`. */
const breaking = (rule: (from: string, to: string) => boolean) =>
  sources.flatMap(({ path, imports }) => imports.filter((to) => rule(path, to)).map((to) => `${path} -> ${to}`));

/** Lines in which a pattern stands, outside the files that may have it. */
const using = (pattern: RegExp, allowed: readonly string[] = []) =>
  sources
    .filter(({ path }) => !allowed.includes(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, i) => (pattern.test(line) ? [`${path}.ts:${i + 1} ${line.trim()}`] : [])),
    );

describe("imports", () => {
  const KERNEL = ["graphql", "access", "journal", "streams", "webhooks", "audit", "db"];
  const SEED = /^db\/seed\//;

  test("run from the edges inward: the kernel knows no module, no server and no command", () => {
    const outer = ["modules", "http", "ws", "sse", "control", "top"];
    const config = (to: string) => to === "config";
    const rule = (from: string, to: string) =>
      KERNEL.includes(layerOf(from)) && !SEED.test(from) && outer.includes(layerOf(to)) && !config(to);
    expect(breaking(rule)).toEqual([]);
  });

  test("of a server reach the kernel only: the application hands it the modules", () => {
    const servers = ["http", "ws", "sse"];
    // An event stream is let in, counted and prepared as a websocket is.
    const open = (from: string) => (layerOf(from) === "sse" ? ["sse", "ws"] : [layerOf(from)]);
    const rule = (from: string, to: string) =>
      servers.includes(layerOf(from)) && ![...open(from), ...KERNEL].includes(layerOf(to));
    expect(breaking(rule)).toEqual([]);
  });

  test("of the client that is published reach itself only, and nobody's reach it", () => {
    const rule = (from: string, to: string) => (layerOf(from) === "client") !== (layerOf(to) === "client");
    expect(breaking(rule)).toEqual([]);
  });

  test("of a module reach the kernel and itself only", () => {
    const rule = (from: string, to: string) =>
      moduleOf(from) !== undefined && ![...KERNEL, "modules"].includes(layerOf(to));
    expect(breaking(rule)).toEqual([]);
  });

  test("of another module are its declarations, the raising of an alert and its words, the marking of its delivery, the opening of an incident, who is on duty, or a part of the board", () => {
    const open = ["table", "type", "relations", "enums"];
    const rule = (from: string, to: string) =>
      moduleOf(from) !== undefined &&
      moduleOf(to) !== undefined &&
      moduleOf(from) !== moduleOf(to) &&
      !open.includes(nameOf(to)) &&
      ![
        "modules/alerts/raise",
        "modules/alerts/headline",
        "modules/deliveries/mark",
        "modules/incidents/open",
        "modules/duty/onduty",
      ].includes(to) &&
      !(moduleOf(from) === "boards" && nameOf(to) === "board");
    expect(breaking(rule)).toEqual([]);
  });

  test("of the modules' list are modules, and what the kernel must know of the domain", () => {
    const rule = (from: string, to: string) =>
      from === "modules/index" && layerOf(to) === "modules" && !["index", "service"].includes(nameOf(to));
    expect(breaking(rule)).toEqual([]);
  });

  test("run from resolver to service to table within a module", () => {
    const outward = ["table", "policy", "enums", "type", "relations", "machine", "service", "resolver", "index"];
    const inner = ["table", "policy", "enums", "type", "machine"];
    const rule = (from: string, to: string) => {
      if (moduleOf(from) === undefined || moduleOf(from) !== moduleOf(to)) return false;
      if (nameOf(to) === "index" || (nameOf(to) === "resolver" && nameOf(from) !== "index")) return true;
      return inner.includes(nameOf(from)) && outward.indexOf(nameOf(to)) > outward.indexOf("machine");
    };
    expect(breaking(rule)).toEqual([]);
  });
});

describe("files of a module", () => {
  const COMMON =
    "index enums table type relations policy resolver service events machine input import record board".split(" ");
  const OWN: Record<string, string[]> = {
    agencies: ["appoint", "demo", "staff"],
    alerts: ["addressees", "duplicates", "raise", "headline", "open", "watch"],
    cap: ["area", "document", "feed", "kinds", "lists", "messages", "read", "subject", "time", "xml"],
    children: ["assess", "confidentiality", "pseudonym", "register", "team"],
    deliveries: ["mark", "write"],
    duty: ["ahead", "appointed", "gaps", "handover", "onduty", "rooms", "shifts", "silence"],
    emergencies: ["request", "review"],
    escalations: ["calendar", "check", "keep", "ladder", "set", "sweep", "target", "timeline", "try", "write"],
    identities: ["change", "check", "erase", "family", "guardians", "lookup", "read", "rotate", "sealing"],
    incidents: ["open", "participants", "parties", "report"],
    notes: ["sealing"],
    responses: ["deadlines", "drill", "percentiles", "period", "signals", "times", "unheeded"],
    schools: ["import-row"],
    statistics: ["refresh", "responses", "suppress"],
    territories: ["classifier"],
    webhooks: ["lease", "queue", "sealing", "settle"],
    workgroups: ["checks", "grants", "headquarters", "meetings", "members", "presence", "protocol"],
  };

  test("have the names of their roles", () => {
    const unknown = sources.filter(({ path }) => {
      const module = moduleOf(path);
      return module && ![...COMMON, ...(OWN[module] ?? [])].includes(nameOf(path));
    });
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  test("are in every module an index, and a policy beside each table", () => {
    const has = (path: string) => sources.some((source) => source.path === path);
    const names = new Set(sources.map(({ path }) => moduleOf(path)).filter((name) => name !== undefined));
    for (const name of names) {
      expect(has(`modules/${name}/index`), name).toBe(true);
      expect(has(`modules/${name}/policy`), name).toBe(has(`modules/${name}/table`));
    }
  });
});

describe("sizes", () => {
  const over = (most: number, sizes: [place: string, size: number][]) => sizes.filter(([, size]) => size > most);

  test("no file has more than 250 lines", () => {
    expect(
      over(
        250,
        sources.map(({ path, lines }) => [path, lines.length]),
      ),
    ).toEqual([]);
  });

  test("no function has more than 40 lines", () => {
    const measured = sources.flatMap(functionsOf);
    expect(measured.length).toBeGreaterThan(sources.length);
    expect(
      over(
        40,
        measured.map(({ place, length }) => [place, length]),
      ),
    ).toEqual([]);
  });

  test("what makes SQL of an operation has fewer than 600 lines of code", () => {
    const codeOf = ({ lines }: Source) => {
      const text = lines.join("\n").replaceAll(/\/\*\*[\s\S]*?\*\/|^import [^;]*;/gm, "");
      return text.split("\n").filter((line) => line.trim() && !line.trim().startsWith("//"));
    };
    const planner = sources.filter(({ path }) => path.startsWith("graphql/plan/")).flatMap(codeOf);
    expect(planner.length).toBeGreaterThan(400);
    expect(planner.length).toBeLessThan(600);
  });

  test("no line has more than 120 characters", () => {
    // A text can't be broken: descriptions and messages may run on.
    const tooLong = ({ path, lines }: Source) =>
      lines.flatMap((line, i) => (line.length > 120 && !/["`]/.test(line) ? [`${path}.ts:${i + 1}`] : []));
    expect(sources.flatMap(tooLong)).toEqual([]);
  });
});

describe("the code has", () => {
  test.each<[what: string, pattern: RegExp, allowed: string[]]>([
    ["no global middleware, which slows every scalar", /globalMiddlewares/, []],
    ["no @Authorized, which simple resolvers disable silently", /@Authorized|\bAuthorized\(/, []],
    ["no access to the environment outside the configuration", /process\.env/, ["config"]],
    ["no console outside the commands", /\bconsole\./, ["main", "cli", "serve"]],
    ["no default export", /^export default/, []],
    ["no re-export", /^export (\*|\{.*\}) from/, []],
    ["no note of work left over", /\b(TODO|FIXME|XXX)\b/, []],
    ["no file of mixed purpose", /from "\.[^"]*\/(utils?|helpers?|common|misc)\.js"/, []],
  ])("%s", (_, pattern, allowed) => {
    expect(using(pattern, allowed)).toEqual([]);
  });

  test("no resolver that waits, decides or asks the database", () => {
    const resolvers = sources.filter(({ path }) => /^modules\/\w+\/resolver$/.test(path));
    const busy = resolvers.flatMap(({ path, lines }) =>
      lines.filter((line) => /\basync\b|\bawait\b|\bif \(|\bsql`|\.db\b/.test(line)).map((line) => `${path}: ${line}`),
    );
    expect(busy).toEqual([]);
  });
});

describe("the schema", () => {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));
  const typesWithFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));

  test("describes every element", () => {
    const bare: string[] = [];
    const check = (place: string, { description }: { description?: string | null }) => {
      if (!description?.trim()) bare.push(place);
    };
    for (const type of types) if (!isSpecifiedScalarType(type) && !isRoot(type.name)) check(type.name, type);
    for (const type of typesWithFields) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    for (const type of types.filter(isInputObjectType)) {
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
    }
    for (const type of types.filter(isEnumType)) {
      for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    }
    for (const directive of schema.getDirectives())
      if (!isSpecifiedDirective(directive)) check(directive.name, directive);
    expect(bare).toEqual([]);
  });

  test("is the committed one", () => {
    const committed = readFileSync(file("schema/schema.graphql"), "utf8").trim();
    expect(committed).toContain(printSdl(schema).trim());
  });

  // Lists that can't grow with the data.
  const SMALL = new Set([
    ...["ApiInfo.errorCodes", "ApiInfo.limits", "ApiInfo.enums", "EnumInfo.values", "Query.nodes"],
    ...[
      "Board.childrenByRisk",
      "OpenIncidents.bySeverity",
      "Officer.appointments",
      "Viewer.appointments",
      "Incident.reviews",
      "Alert.publications",
      "Incident.missedSignals",
      "Query.responseTimes",
    ],
    ...[
      "Child.enrolments",
      "Child.guardians",
      "Viewer.children",
      "Child.team",
      "ChildProfile.riskCategories",
      "ChildProfile.childCategories",
      "ChildProfile.assessments",
    ],
    ...["ChildrenStatistics.byLevel", "ChildrenStatistics.byCategory", "Statistics.subdivisions"],
    "ResponseStatistics.byKind",
    ...["IncidentStatistics.byKind", "IncidentStatistics.bySeverity", "IncidentStatistics.byState"],
    ...["RiskAssessment.factors", "WorkingGroup.members", "AlertSnapshot.alerts", "AlertSeenPayload.deliveries"],
    ...["Alert.escalations", "Alert.called", "Alert.timeline", "EscalationPolicy.steps", "Query.escalationPolicies"],
    ...["EscalationCall.officers", "AlertEscalation.officers", "EscalationPolicySetPayload.calls"],
    "EscalationPolicyWithdrawPayload.calls",
    ...["Meeting.agenda", "Meeting.attendance", "Meeting.decisions"],
    ...["Query.onDuty", "DutyRoster.gaps", "Alert.addressees"],
  ]);

  test("pages through every list that can grow", () => {
    const lists = typesWithFields.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isList(field) && isObjectLike(field))
        .map((field) => `${type.name}.${field.name}`),
    );
    const inConnection = /Connection\.(edges|nodes)$/;
    const payloadErrors = /Payload\.errors$/;
    expect(lists.filter((name) => !inConnection.test(name) && !payloadErrors.test(name) && !SMALL.has(name))).toEqual(
      [],
    );
    expect([...SMALL].filter((name) => !lists.includes(name))).toEqual([]);
  });

  const isList = ({ type }: GraphQLField<unknown, unknown>) => isListType(isNonNullType(type) ? type.ofType : type);
  const isObjectLike = ({ type }: GraphQLField<unknown, unknown>) => {
    const named = getNamedType(type);
    return !isEnumType(named) && ("getFields" in named || "getTypes" in named);
  };
  const isRoot = (name: string) => ["Query", "Mutation", "Subscription"].includes(name);

  const folder = file("schema/operations/");
  const documents = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".graphql")) : [];

  test.each(documents)("fits the operations of %s, within the limits", (name) => {
    const document = parse(readFileSync(new URL(name, folder), "utf8"));
    expect(validate(schema, document, [...specifiedRules, ...limitRules])).toEqual([]);
  });
});
