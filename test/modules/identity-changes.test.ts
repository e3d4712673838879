import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Untyped } from "../support/client.js";
import { aChild, almaly, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { aMother, anIdentity, anIin, aSchoolWithChild, auditOf, rowsOf } from "../support/identities.js";
import { type Client, start } from "../support/start.js";
import { journalOf } from "../support/workgroups.js";

const server = await start();
const IDENTITY = "identity { surname givenName patronymic birthDate iin(full: true) address erasedAt }";
const CHILD = `child { id version ${IDENTITY} guardians { guardianId name phone custodyNote from to } }`;
const ERRORS = "errors { __typename code path message }";
const card = `query($id: ID!) { child(id: $id) { id version ${IDENTITY} guardians { name relation custodyNote } } }`;

async function act(client: Client, name: "childIdentitySet" | "guardianAdd" | "childErase", input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { ${CHILD} ${ERRORS} } }`;
  const { data, errors } = await client.run(document, { input });
  expect(errors).toBeUndefined();
  return (data as Untyped)[name];
}

async function aChildWithout() {
  const school = await aSchool(server.database);
  const child = await aChild(server.database, { school });
  return { school, child, director: server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school })) };
}

const names = { surname: " Нысанбаева ", givenName: "Асель", birthDate: "2013-05-06" };

describe("an identity", () => {
  test("is stored and read again, with an entry of the journal that says nothing of it", async () => {
    const { child, director } = await aChildWithout();
    const iin = anIin();

    const made = await act(director, "childIdentitySet", { id: child.id, ...names, iin, version: 1 });

    expect(made.errors).toEqual([]);
    expect(made.child).toMatchObject({ version: 2, identity: { surname: "Нысанбаева", birthDate: "2013-05-06", iin } });
    expect(await journalOf(server, child.id)).toEqual(["CHILD_IDENTITY_SET 2"]);
  });

  test("keeps what a change leaves out, and loses what it gives as null", async () => {
    const { child, identity, director } = await aSchoolWithChild(server);

    await act(director, "childIdentitySet", { id: child.id, patronymic: "Серікқызы" });
    const { child: changed } = await act(director, "childIdentitySet", { id: child.id, address: null });

    const { surname, givenName, birthDate, iin } = identity;
    const expected = { surname, givenName, birthDate, iin, patronymic: "Серікқызы", address: null, erasedAt: null };
    expect(changed.identity).toEqual(expected);
  });

  test("gets a new data key with each change", async () => {
    const { child, director } = await aSchoolWithChild(server);
    const find = async () => {
      const [row] = await rowsOf<{ key: string; surname: string }>(
        server,
        sql`select encode(data_key, 'hex') as key, encode(surname, 'hex') as surname
          from child_identities where child_id = ${child.id.replace("child_", "")}::uuid`,
      );
      return row;
    };
    const before = await find();

    await act(director, "childIdentitySet", { id: child.id, address: "ул. Достык, 1" });

    const after = await find();
    expect(after?.key).not.toBe(before?.key);
    expect(after?.surname).not.toBe(before?.surname);
  });

  test("is set once for the same clientMutationId", async () => {
    const { child, director } = await aChildWithout();
    const input = { id: child.id, ...names, clientMutationId: "identity" };

    await act(director, "childIdentitySet", input);
    const again = await act(director, "childIdentitySet", input);

    expect(again.child.version).toBe(2);
    expect(await journalOf(server, child.id)).toHaveLength(1);
  });

  const today = new Date();
  const tomorrow = new Date(today.getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
  test.each([
    ["surname", { surname: "" }],
    ["surname", { surname: "А".repeat(101) }],
    ["givenName", { givenName: null }],
    ["patronymic", { patronymic: " " }],
    ["birthDate", { birthDate: tomorrow }],
    ["birthDate", { birthDate: "1990-01-01" }],
    ["iin", { iin: "101306500057" }],
    ["iin", { iin: "1013" }],
    ["address", { address: "x".repeat(501) }],
  ])("with a wrong %s is refused: %j", async (field, given) => {
    const { child, director } = await aChildWithout();

    const { child: none, errors } = await act(director, "childIdentitySet", { id: child.id, ...names, ...given });

    expect(none).toBeNull();
    expect(errors).toMatchObject([{ path: [field] }]);
    for (const value of Object.values(given)) if (value?.trim()) expect(errors[0].message).not.toContain(value);
  });

  test("with a number that is another child's is refused, and the number stands in no error", async () => {
    const { identity } = await aSchoolWithChild(server);
    const { child, director } = await aChildWithout();

    const { errors } = await act(director, "childIdentitySet", { id: child.id, ...names, iin: identity.iin });

    expect(errors).toMatchObject([{ code: "INVALID_INPUT", path: ["iin"] }]);
    expect(JSON.stringify(errors)).not.toContain(identity.iin);
    const refused = { action: "childIdentitySet", fields: ["iin"], outcome: "REFUSED" };
    expect(await auditOf(server, child.id)).toMatchObject([refused]);
  });

  test("has any date of birth beside any number: the one isn't derived from the other", async () => {
    const { child, director } = await aChildWithout();
    const { errors } = await act(director, "childIdentitySet", { id: child.id, ...names, iin: "101301500002" });
    expect(errors).toEqual([]);
  });

  test("can't be set by an official who sees the child, nor from another school", async () => {
    const { child } = await aChildWithout();
    const other = await aChildWithout();

    const official = await act(server.as(officerOf(almaly)), "childIdentitySet", { id: child.id, ...names });
    const stranger = await act(other.director, "childIdentitySet", { id: child.id, ...names });

    expect(official).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });
    expect(stranger).toMatchObject({ child: null, errors: [{ code: "NOT_FOUND" }] });
  });
});

test("an error of the form of a request masks what could be a number", async () => {
  const { child, director } = await aChildWithout();
  const document = "mutation($input: ChildIdentitySetInput!) { childIdentitySet(input: $input) { errors { code } } }";

  const answer = await director.run(document, { input: { id: child.id, iin: "101306500058", another: 1 } });

  expect(answer.errors?.[0]?.message).toContain("••••••••0058");
  expect(JSON.stringify(answer)).not.toContain("101306500058");
});

describe("a guardian", () => {
  const mother = { name: "Нысанбаева Шолпан", relation: "MOTHER", legalBasis: "PARENTHOOD", phone: "+7 799 100 00 02" };

  test("is added, and again for a brother", async () => {
    const { school, child, director } = await aChildWithout();
    const brother = await aChild(server.database, { school });

    const first = await act(director, "guardianAdd", { id: child.id, ...mother, custodyNote: "Забирает бабушка" });
    const [{ guardianId }] = first.child.guardians;
    const known = { guardianId, relation: "MOTHER", legalBasis: "PARENTHOOD" };
    const second = await act(director, "guardianAdd", { id: brother.id, ...known });

    expect(first.child.guardians).toMatchObject([{ name: mother.name, custodyNote: "Забирает бабушка", to: null }]);
    expect(second.child.guardians).toMatchObject([{ guardianId, name: mother.name, custodyNote: null }]);
    expect(await journalOf(server, child.id)).toEqual(["CHILD_GUARDIAN_ADDED 2"]);
  });

  test.each([
    ["name", { name: undefined }],
    ["phone", { phone: "call me" }],
    ["email", { email: "nobody" }],
    ["to", { from: "2024-01-02", to: "2024-01-01" }],
    ["custodyNote", { custodyNote: "" }],
  ])("with a wrong %s is refused: %j", async (field, given) => {
    const { child, director } = await aChildWithout();
    const { errors } = await act(director, "guardianAdd", { id: child.id, ...mother, ...given });
    expect(errors).toMatchObject([{ path: [field] }]);
  });

  test("of another school isn't there", async () => {
    const other = await aSchoolWithChild(server);
    const guardianId = await aMother(server, other.child);
    const { child, director } = await aChildWithout();

    const facts = { relation: "MOTHER", legalBasis: "PARENTHOOD", guardianId };
    const { errors } = await act(director, "guardianAdd", { id: child.id, ...facts });

    expect(errors).toMatchObject([{ code: "NOT_FOUND", path: ["guardianId"] }]);
  });
});

describe("an erased child", () => {
  const gone = { surname: null, givenName: null, patronymic: null, birthDate: null, iin: null, address: null };

  test("keeps its pseudonym and its counts, and nothing of who it was", async () => {
    const { school, child, identity, director } = await aSchoolWithChild(server);
    await aMother(server, child);
    const count = "query($id: ID!) { school(id: $id) { childrenAtRisk { totalCount } } }";
    const before = await director.run(count, { id: school.id });

    const { errors } = await act(director, "childErase", { id: child.id });
    const { data } = await director.run(card, { id: child.id });

    expect(errors).toEqual([]);
    expect(data.child.identity).toEqual({ ...gone, erasedAt: expect.any(String) });
    expect(data.child.guardians).toEqual([{ name: null, relation: "MOTHER", custodyNote: null }]);
    expect(await director.run(count, { id: school.id })).toEqual(before);
    const { data: found } = await director.run("query($iin: Iin!) { childByIin(iin: $iin, purpose: CARE) { id } }", {
      iin: identity.iin,
    });
    expect(found.childByIin).toBeNull();
    expect(await journalOf(server, child.id)).toEqual(["CHILD_ERASED 2"]);
  });

  test("leaves no key and no encrypted byte behind, of its guardians neither", async () => {
    const { child, director } = await aSchoolWithChild(server);
    await aMother(server, child);

    await act(director, "childErase", { id: child.id });

    const uuid = child.id.replace("child_", "");
    const left = await rowsOf(
      server,
      sql`
      select data_key, surname, given_name, iin, iin_index, address from child_identities
        where child_id = ${uuid}::uuid
      union all select data_key, name, phone, email, address, custody_note from guardianships
        where child_id = ${uuid}::uuid`,
    );
    expect(left).toHaveLength(2);
    expect(left.flatMap((row) => Object.values(row as object))).toEqual(Array(12).fill(null));
  });

  test("leaves a guardian who guards a brother", async () => {
    const { school, child, director } = await aSchoolWithChild(server);
    const brother = await aChild(server.database, { school });
    await anIdentity(server, brother);
    await aMother(server, brother, { known: await aMother(server, child) });

    await act(director, "childErase", { id: child.id });

    const { data } = await director.run(card, { id: brother.id });
    expect(data.child.guardians).toMatchObject([{ name: "Тоқтарова Салтанат", custodyNote: "Живёт с матерью" }]);
  });

  test("can't be named again, nor erased twice", async () => {
    const { child, director } = await aChildWithout();
    const input = { id: child.id, clientMutationId: "gone" };
    await act(director, "childErase", input);

    expect((await act(director, "childErase", input)).errors).toEqual([]);
    expect((await act(director, "childErase", { id: child.id })).errors).toMatchObject([{ code: "REQUIREMENT_UNMET" }]);
    const set = await act(director, "childIdentitySet", { id: child.id, ...names });
    expect(set.errors).toMatchObject([{ code: "REQUIREMENT_UNMET", path: ["id"] }]);
  });

  test("isn't erased by the director of another school who works with it", async () => {
    const { child, director } = await aSchoolWithChild(server);
    const school = await aSchool(server.database);
    const colleague = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    const JOIN = "mutation($input: ChildTeamSetInput!) { childTeamSet(input: $input) { errors { code } } }";
    await director.run(JOIN, { input: { id: child.id, officerIds: [colleague.id] } });

    const { errors } = await act(server.as(colleague), "childErase", { id: child.id });

    expect(errors).toMatchObject([{ code: "NOT_ALLOWED", path: ["id"] }]);
    expect((await director.run(card, { id: child.id })).data.child.identity.surname).toBe("Тоқтарова");
  });

  test("is erased by the director only", async () => {
    const { child, staff, director } = await aSchoolWithChild(server);

    const { errors } = await act(server.as(await staff("PSYCHOLOGIST")), "childErase", { id: child.id });

    expect(errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    expect((await director.run(card, { id: child.id })).data.child.identity.surname).toBe("Тоқтарова");
  });
});
