import { type GraphQLField, getNamedType, isInterfaceType, isNonNullType, isObjectType, isUnionType } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { aChild, almaly, almaty, anAlert, anIncident, anOfficer, aParticipant, aSchool } from "../support/factories.js";
import { start } from "../support/start.js";
import { establish, membersOf } from "../support/workgroups.js";

const server = await start();
const { as, database } = server;
const schema = createSchema(modules);
const DEPTH = 3;

const school = await aSchool(database, { kato: almaly });
const officer = await anOfficer(database, { kato: almaly });
const child = await aChild(database, { school, accountableOfficerId: officer.id });
const incident = await anIncident(database, { school, reportedById: officer.id });
await aParticipant(database, { incidentId: incident.id, childId: child.id, schoolId: school.id });
const alert = await anAlert(database, { incident, acknowledgedById: officer.id });

const group = await establish(as(officer), { members: await membersOf(server, ["AKIMAT", "SCHOOL"]) });
const IDS: Record<string, string> = {
  ...{ school: school.id, agency: school.agencyId, officer: officer.id, child: child.id, node: child.id },
  ...{ incident: incident.id, alert: alert.id, workingGroup: group.id },
};
const KATOS: Record<string, string> = { region: almaty, district: almaly };

type Field = GraphQLField<unknown, unknown>;
const isConnection = (field: Field) => getNamedType(field.type).name.endsWith("Connection");
const needed = (field: Field) => field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);

/** Everything below a field: a connection is no level of its own, since its rows are what is asked for. */
function selectionOf(field: Field, depth: number): string | null {
  const type = getNamedType(field.type);
  if (isUnionType(type)) return "{ __typename }";
  if (!isObjectType(type) && !isInterfaceType(type)) return "";
  if (depth === 0) return null;
  const below = isConnection(field) || type.name.endsWith("Edge") ? depth : depth - 1;
  const fields = Object.values(type.getFields())
    .filter((inner) => needed(inner).length === 0 && inner.name !== "edges")
    .map((inner) => ({ inner, selection: selectionOf(inner, below) }))
    .filter(({ selection }) => selection !== null)
    .map(
      ({ inner, selection }) =>
        `${inner.name}${inner.args.some(({ name }) => name === "first") ? "(first: 2)" : ""} ${selection}`,
    );
  return `{ __typename ${fields.join(" ")} }`;
}

function argumentsOf(field: Field): string {
  const values = needed(field).map(({ name }) => {
    const value = name === "kato" ? KATOS[field.name] : name === "ids" ? [school.id, child.id] : IDS[field.name];
    return `${name}: ${JSON.stringify(value)}`;
  });
  if (field.args.some(({ name }) => name === "first")) values.push("first: 2");
  return values.length ? `(${values.join(", ")})` : "";
}

const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => name !== "locality");

test.each(roots.map((field) => [field.name, field] as const))("every field below %s answers", async (_, field) => {
  const type = getNamedType(field.type);
  const whole = `{ ${field.name}${argumentsOf(field)} ${selectionOf(field, DEPTH)} }`;
  // A wide type goes over the limit of tokens: its fields are then asked for one by one.
  const documents = whole.length < 12_000 || !isObjectType(type) ? [whole] : onePerField(field);
  for (const document of documents) {
    const { errors } = await as(officer).run(document);
    expect(errors, document).toBeUndefined();
  }
});

function onePerField(field: Field): string[] {
  const type = getNamedType(field.type);
  const rows = isConnection(field) && isObjectType(type) ? type.getFields().nodes : field;
  const row = rows && getNamedType(rows.type);
  if (!isObjectType(row)) return [];
  return Object.values(row.getFields())
    .filter((inner) => needed(inner).length === 0)
    .map((inner) => {
      const page = inner.args.some(({ name }) => name === "first") ? "(first: 2)" : "";
      const selection = `{ ${inner.name}${page} ${selectionOf(inner, DEPTH - 1) ?? ""} }`;
      return `{ ${field.name}${argumentsOf(field)} ${rows === field ? selection : `{ nodes ${selection} }`} }`;
    });
}
