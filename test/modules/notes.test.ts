import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { entriesOf } from "../support/audit.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import { aWard } from "../support/wards.js";
import { journalOf } from "../support/workgroups.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const ADD = `mutation($input: ChildNoteAddInput!) { childNoteAdd(input: $input) {
  child { id version notes { nodes { id text } } sensitiveNotes { nodes { id text } } } errors { code path message } } }`;
const READ = `query($id: ID!) { child(id: $id) { hasSensitiveNotes
  notes { totalCount nodes { text author { id } } } sensitiveNotes { totalCount nodes { text author { id } } } } }`;
const NOTE = "query($id: ID!) { node(id: $id) { id ... on SensitiveNote { text author { id } child { id } } } }";
const SHARE = `mutation($input: SensitiveNoteShareInput!) { sensitiveNoteShare(input: $input) {
  note { id } errors { code path message } } }`;

const text = "Рассказал, что не хочет идти домой.";
async function add(client: Client, childId: string, given: object = {}) {
  const { data, errors } = await client.run(ADD, { input: { childId, tier: "T3", text, ...given } });
  expect(errors).toBeUndefined();
  return data.childNoteAdd;
}
const addSensitive = async (client: Client, childId: string, readerIds: string[] = []) => {
  const { child, errors } = await add(client, childId, { tier: "T4", readerIds });
  expect(errors).toEqual([]);
  return child.sensitiveNotes.nodes[0].id as string;
};
const read = async (client: Client, id: string) => {
  const { data, errors } = await client.run(READ, { id });
  expect(errors).toBeUndefined();
  return data.child;
};
const readNote = async (client: Client, id: string) => (await client.run(NOTE, { id })).data.node;
async function share(client: Client, id: string, readerIds: string[]) {
  const { data, errors } = await client.run(SHARE, { input: { id, readerIds } });
  expect(errors).toBeUndefined();
  return data.sensitiveNoteShare;
}
const exclude = ({ id }: { id: string }, subject: string) =>
  maintain(server.database, (tx) =>
    tx.rows(sql`insert into access_exclusions (principal, subject_type, subject_id, because)
      values (${id.replace(/.*_/, "")}::uuid, ${subject.replace(/_.*/, "")}, ${subject.replace(/.*_/, "")}::uuid, 'PARTY')`),
  );

describe("a note about a child", () => {
  test("is read by whoever reads the child's circumstances", async () => {
    const { child, director, pedagogue, psychologist } = await aWard(server);
    const added = await add(server.as(pedagogue), child.id);
    expect(added).toMatchObject({ errors: [], child: { version: 1, notes: { nodes: [{ text }] } } });

    for (const officer of [director, psychologist, pedagogue]) {
      const notes = { totalCount: 1, nodes: [{ text, author: { id: pedagogue.id } }] };
      expect(await read(server.as(officer), child.id)).toMatchObject({ notes });
    }
    const district = await read(server.as(officerOf(almaly)), child.id);
    expect(district).toMatchObject({ hasSensitiveNotes: false, notes: { totalCount: 0, nodes: [] } });
  });

  test("is added by those who work with the child, also from outside the school, and by nobody else", async () => {
    const { child, director } = await aWard(server);
    const inspector = await anOfficer(server.database, { role: "JUVENILE_INSPECTOR" });
    const refused = await add(server.as(inspector), child.id);
    expect(refused).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });

    const SET = "mutation($input: ChildTeamSetInput!) { childTeamSet(input: $input) { errors { code } } }";
    await server.as(director).run(SET, { input: { id: child.id, officerIds: [inspector.id] } });
    expect(await add(server.as(inspector), child.id)).toMatchObject({ errors: [] });
    const absent = "child_00000000-0000-7000-8000-000000000000";
    expect(await add(server.as(inspector), absent)).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
  });

  test("has a text and, unless it is sensitive, no readers of its own", async () => {
    const { child, director, pedagogue } = await aWard(server);
    const client = server.as(pedagogue);
    expect(await add(client, child.id, { text: " " })).toMatchObject({ errors: [{ path: ["text"] }] });
    const named = await add(client, child.id, { readerIds: [director.id] });
    expect(named).toMatchObject({ errors: [{ code: "INVALID_INPUT", path: ["readerIds"] }] });
  });

  test("is added once for its key", async () => {
    const { child, pedagogue } = await aWard(server);
    const client = server.as(pedagogue);
    await add(client, child.id, { clientMutationId: "one" });
    await add(client, child.id, { clientMutationId: "one" });
    expect(await read(client, child.id)).toMatchObject({ notes: { totalCount: 1 } });
  });
});

describe("a sensitive note", () => {
  test("is read by its author, and the school's social pedagogue knows that there is one", async () => {
    const { child, director, psychologist, pedagogue } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id);
    const own = { totalCount: 1, nodes: [{ text, author: { id: psychologist.id } }] };
    expect(await read(server.as(psychologist), child.id)).toMatchObject({
      hasSensitiveNotes: true,
      sensitiveNotes: own,
    });

    const none = { totalCount: 0, nodes: [] };
    const seen = [
      [pedagogue, true],
      [director, false],
      [await anOfficer(server.database, { role: "PSYCHOLOGIST", school: { agencyId: director.agencyId } }), false],
    ] as const;
    for (const [officer, hasSensitiveNotes] of seen) {
      expect(await read(server.as(officer), child.id)).toMatchObject({ hasSensitiveNotes, sensitiveNotes: none });
      expect(await readNote(server.as(officer), id)).toBeNull();
    }
  });

  test("is written by psychologists", async () => {
    const { child, director } = await aWard(server);
    const refused = await add(server.as(director), child.id, { tier: "T4" });
    expect(refused).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });
  });

  test("is read by whom the author names, for as long as the author does", async () => {
    const { child, psychologist, director } = await aWard(server);
    const named = await anOfficer(server.database, { role: "GUARDIANSHIP_SPECIALIST", kato: "791110000" });
    const later = await anOfficer(server.database, { role: "JUVENILE_INSPECTOR" });
    const author = server.as(psychologist);
    const id = await addSensitive(author, child.id, [named.id]);
    expect(await readNote(server.as(named), id)).toMatchObject({ text, author: { id: psychologist.id }, child: null });
    expect(await readNote(server.as(later), id)).toBeNull();

    expect(await share(author, id, [later.id])).toMatchObject({ errors: [], note: { id } });
    expect(await readNote(server.as(named), id)).toBeNull();
    expect(await readNote(server.as(later), id)).toMatchObject({ text, child: { id: child.id } });
    expect(await share(server.as(later), id, [director.id])).toMatchObject({ errors: [{ code: "NOT_ALLOWED" }] });
    expect(await share(server.as(director), id, [])).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });

    expect(await share(author, id, [])).toMatchObject({ errors: [] });
    expect(await readNote(server.as(later), id)).toBeNull();
    expect(await readNote(author, id)).toMatchObject({ text });
  });

  test("names officers, each once", async () => {
    const { child, psychologist, director } = await aWard(server);
    const given = (readerIds: string[]) => add(server.as(psychologist), child.id, { tier: "T4", readerIds });
    const absent = "officer_00000000-0000-7000-8000-000000000000";
    expect(await given([absent])).toMatchObject({ errors: [{ code: "NOT_FOUND", path: ["readerIds", "0"] }] });
    expect(await given([director.id, director.id])).toMatchObject({ errors: [{ code: "INVALID_INPUT" }] });
    expect(await given(Array(21).fill(director.id))).toMatchObject({ errors: [{ code: "OUT_OF_RANGE" }] });
    expect(await read(server.as(psychologist), child.id)).toMatchObject({ sensitiveNotes: { totalCount: 0 } });
  });

  test("is hidden from whoever is excluded from the child or the note, named or author", async () => {
    const { child, psychologist, director, pedagogue } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id, [director.id, pedagogue.id]);
    await exclude(director, child.id);
    await exclude(pedagogue, id);
    expect(await readNote(server.as(director), id)).toBeNull();
    expect(await readNote(server.as(pedagogue), id)).toBeNull();
    await exclude(psychologist, child.id);
    expect(await readNote(server.as(psychologist), id)).toBeNull();
  });

  test("leaves an entry of the audit each time that its text is read, and none when it isn't", async () => {
    const { child, psychologist, director, school } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id, [director.id]);
    const before = (await entriesOf(server.database, { actorId: director.id })).length;
    await server.as(director).run("query($id: ID!) { node(id: $id) { ... on SensitiveNote { at } } }", { id });
    expect(await entriesOf(server.database, { actorId: director.id })).toHaveLength(before);

    await readNote(server.as(director), id);
    const read = { action: "sensitiveNoteRead", subjectType: "SensitiveNote", subjectId: id, childId: child.id };
    expect(await entriesOf(server.database, { actorId: director.id })).toMatchObject([
      { ...read, fields: ["text"], schoolId: school.id, kato: school.kato, purpose: "CARE", outcome: "DONE" },
    ]);
  });

  test("isn't told by a subscription", async () => {
    const { child, psychologist, school } = await aWard(server);
    await addSensitive(server.as(psychologist), child.id);
    const stream = await server.as(psychologist).subscribe(`subscription { alerts { ... on AlertEvent { alert {
      incident { participants { nodes { child { sensitiveNotes { nodes { text } } } } } } } } } }`);
    const report = "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { message } } }";
    const input = { schoolId: school.id, kind: "FIGHT", severity: "MINOR", place: "Двор" };
    const participants = [{ childId: child.id, participation: "WITNESS" }];
    const { data } = await server.as(psychologist).run(report, { input: { ...input, participants } });
    expect(data.incidentReport.errors).toEqual([]);

    const { errors, data: event } = await stream.nextResult();
    expect(errors?.[0]?.extensions?.code).toBe("NOT_IN_SUBSCRIPTION");
    expect(JSON.stringify(event ?? null)).not.toContain(text);
  });

  test("is in the journal as a thing of its own, and the child's version doesn't tell of it", async () => {
    const { child, psychologist } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id);
    await share(server.as(psychologist), id, []);
    expect(await journalOf(server, id)).toEqual(["SENSITIVE_NOTE_ADDED 1", "SENSITIVE_NOTE_SHARED 1"]);
    expect(await journalOf(server, child.id)).toEqual([]);
  });

  test("is encrypted under a key of its own, which goes when the child is erased", async () => {
    const { child, psychologist, director } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id);
    const stored = () =>
      maintain(server.database, async (tx) => {
        const [row] = await tx.rows<{ text: string | null; keys: number }>(sql`select n::text as text,
          (n.data_key is not null)::int as keys from sensitive_notes n where id = ${id.replace(/.*_/, "")}::uuid`);
        return row;
      });
    const before = await stored();
    expect(before?.keys).toBe(1);
    expect(before?.text).not.toContain("Рассказал");
    expect(before?.text).not.toContain(Buffer.from("Рассказал").toString("hex"));

    const ERASE = "mutation($input: ChildEraseInput!) { childErase(input: $input) { errors { code message } } }";
    const { data } = await server.as(director).run(ERASE, { input: { id: child.id } });
    expect(data.childErase.errors).toEqual([]);
    expect(await stored()).toMatchObject({ keys: 0 });
    expect(await readNote(server.as(psychologist), id)).toMatchObject({ id, text: null });
    expect(await readNote(server.as(director), id)).toBeNull();
  });

  test("stays as it was written: no role of the server may change or delete one", async () => {
    const { child, psychologist, school } = await aWard(server);
    const id = await addSensitive(server.as(psychologist), child.id);
    const which = sql`where id = ${id.replace("sensitivenote_", "")}::uuid`;
    const plain = { principal: psychologist.id.replace("officer_", ""), school: school.id.replace("school_", "") };
    const settings = { ...plain, role: "PSYCHOLOGIST", kato_from: almaly, kato_to: almaly };
    const tx = await server.database.open({ role: "qorgan_app", mode: "write", settings });
    expect(await tx.rows(sql`select id from sensitive_notes ${which}`)).toHaveLength(1);
    expect(await tx.rows(sql`update sensitive_notes set text = null ${which} returning id`)).toEqual([]);
    await expect(tx.rows(sql`delete from sensitive_notes ${which}`)).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    await tx.rollback();
  });
});
