import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { maintain, transact } from "../../src/db/database.js";
import { onPostgres } from "../support/database.js";
import { aChild, almaly, anOfficer, officerOf } from "../support/factories.js";
import { aMother, anIdentity, aSchoolWithChild, auditOf, rowsOf } from "../support/identities.js";
import { start } from "../support/start.js";

const server = await start();
const CARD = `query Card($id: ID!) { child(id: $id) {
  id identity { surname givenName patronymic birthDate iin photoReference address erasedAt }
  guardians { guardianId name relation legalBasis phone email address custodyNote contactAllowed from to } } }`;
const NAME = "query Name($id: ID!) { child(id: $id) { id pseudonym identity { surname } } }";

describe("who a child is", () => {
  test("is known to the people of its school", async () => {
    const { child, identity, staff } = await aSchoolWithChild(server);
    await aMother(server, child);

    for (const role of ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE"] as const) {
      const { data, errors } = await server.as(await staff(role)).run(CARD, { id: child.id });

      expect(errors).toBeUndefined();
      const { iin, ...rest } = identity;
      expect(data.child.identity).toEqual({ ...rest, iin: `••••••••${iin?.slice(-4)}`, erasedAt: null });
      expect(data.child.guardians).toMatchObject([
        { name: "Тоқтарова Салтанат", relation: "MOTHER", phone: "+7 799 100 00 01", custodyNote: "Живёт с матерью" },
      ]);
    }
  });

  test("is null for officials who see the child, and leaves no entry", async () => {
    const { child } = await aSchoolWithChild(server);
    await aMother(server, child);

    const { data, errors } = await server.as(officerOf(almaly)).run(CARD, { id: child.id });

    expect(errors).toBeUndefined();
    expect(data.child).toEqual({ id: child.id, identity: null, guardians: [] });
    expect(await auditOf(server, child.id)).toEqual([]);
  });

  test("can't be reached from another school", async () => {
    const { child } = await aSchoolWithChild(server);
    const other = await aSchoolWithChild(server);

    const { data } = await other.director.run(CARD, { id: child.id });

    expect(data.child).toBeNull();
    expect(await auditOf(server, child.id)).toEqual([]);
  });

  test("shows the IIN in full to the director only", async () => {
    const { child, identity, director, staff } = await aSchoolWithChild(server);
    const full = "query Full($id: ID!) { child(id: $id) { identity { surname iin(full: true) masked: iin } } }";

    const own = await director.run(full, { id: child.id });
    const { data, errors } = await server.as(await staff("PSYCHOLOGIST")).run(full, { id: child.id });

    expect(own.data.child.identity.iin).toBe(identity.iin);
    expect(data.child.identity).toEqual({ surname: "Тоқтарова", iin: null, masked: own.data.child.identity.masked });
    expect(errors).toMatchObject([{ extensions: { code: "NOT_ALLOWED" } }]);
    expect(JSON.stringify(errors)).not.toContain(identity.iin);
    const read = await auditOf(server, child.id);
    expect(read.map(({ fields }) => fields)).toEqual([
      ["iin", "iin in full", "surname"],
      ["iin", "surname"],
    ]);
  });

  test("is refused in a subscription", async () => {
    const { school, child, director } = await aSchoolWithChild(server);
    const stream = await director.subscribe(`subscription { alerts { ... on AlertEvent { alert { incident {
      participants { nodes { child { id identity { surname } } } } } } } } }`);
    const victim = { childId: child.id, participation: "VICTIM", harm: "NONE" };
    await director.run(
      "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { message } } }",
      { input: { schoolId: school.id, kind: "FIGHT", severity: "SEVERE", place: "Двор", participants: [victim] } },
    );

    const { errors } = await stream.nextResult();

    expect(errors).toMatchObject([{ extensions: { code: "NOT_IN_SUBSCRIPTION" } }]);
    expect(await auditOf(server, child.id)).toEqual([]);
  });
});

describe("each read", () => {
  test("is an entry of who, why and which fields, whatever the fragments and aliases", async () => {
    const { child, director } = await aSchoolWithChild(server);
    const query = `query($id: ID!, $no: Boolean = false) { child(id: $id) { ...A b: identity { birthDate } } }
      fragment A on Child { identity { ... on ChildIdentity { surname address @include(if: $no) } } }`;

    await director.run(query, { id: child.id });

    expect(await auditOf(server, child.id)).toMatchObject([
      {
        action: "childIdentityRead",
        fields: ["birthDate", "surname"],
        role: "SCHOOL_DIRECTOR",
        purpose: "CARE",
        outcome: "DONE",
      },
    ]);
  });

  test("of a whole list is one transaction, and one entry for each child", async () => {
    const { school, child, director } = await aSchoolWithChild(server);
    const children = [child, ...(await Promise.all([1, 2, 3].map(() => aChild(server.database, { school }))))];
    for (const other of children.slice(1)) await anIdentity(server, other);

    const { data } = await director.run("{ childrenAtRisk { nodes { id identity { surname } school { id } } } }");

    expect(data.childrenAtRisk.nodes).toHaveLength(4);
    const entries = await Promise.all(children.map(({ id }) => auditOf(server, id)));
    expect(entries.map((of) => of.length)).toEqual([1, 1, 1, 1]);
    expect(new Set(entries.flat().map(({ xid }) => xid)).size).toBe(1);
  });

  test("gives nothing when its entry can't be written", async () => {
    const own = await start();
    const { child, director } = await aSchoolWithChild(own);
    const change = (right: string) => maintain(own.database, (tx) => tx.rows(sql.raw(right)));
    await change("revoke insert on audit_entries from qorgan_app");

    const { data, errors } = await director.run(NAME, { id: child.id });

    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "INTERNAL" } }]);
    expect(JSON.stringify(errors)).not.toContain("Тоқтарова");
    await change("grant insert on audit_entries to qorgan_app");
    expect((await director.run(NAME, { id: child.id })).data.child.identity).toEqual({ surname: "Тоқтарова" });
  });

  test.runIf(onPostgres())("finishes when more ask at once than there are connections", async () => {
    const { child, director } = await aSchoolWithChild(server);

    const answers = await Promise.all(Array.from({ length: 30 }, () => director.run(CARD, { id: child.id })));

    expect(answers.every(({ data }) => data.child.identity.surname === "Тоқтарова")).toBe(true);
  });

  test("that is under way when the answer leaves with an error harms no later request", async () => {
    const { child, director } = await aSchoolWithChild(server);
    const failing = `query($id: ID!) { child(id: $id) { identity { surname } guardians { name } }
      childrenAtRisk(first: 0) { totalCount } }`;

    for (let i = 0; i < 15; i++) expect((await director.run(failing, { id: child.id })).data).toBeNull();

    expect((await director.run(NAME, { id: child.id })).data.child.identity).toEqual({ surname: "Тоқтарова" });
  });

  test("stands beside reads that leave none, in one answer", async () => {
    const { school, child, director } = await aSchoolWithChild(server);
    const query = `query($id: ID!) { a: child(id: $id) { identity { surname } school { id childrenAtRisk { totalCount
      nodes { pseudonym guardians { name } profile { sex } identity { givenName } } } } } schools { nodes { id } } }`;

    const { data, errors } = await director.run(query, { id: child.id });

    expect(errors).toBeUndefined();
    expect(data.a).toMatchObject({ identity: { surname: "Тоқтарова" }, school: { id: school.id } });
    expect(data.a.school.childrenAtRisk.nodes).toMatchObject([{ identity: { givenName: "Алия" } }]);
  });
});

describe("to the roles of the database", () => {
  const TABLES = ["child_identities", "guardians", "guardianships"];
  const count = (table: string) => sql.raw(`select count(*)::int as count from ${table}`);

  test("without a viewer, none of it is there", async () => {
    const { child } = await aSchoolWithChild(server);
    await aMother(server, child);
    for (const table of TABLES) {
      const found = await transact(server.database, { role: "qorgan_app", mode: "read" }, (tx) =>
        tx.rows(count(table)),
      );
      expect(found, table).toEqual([{ count: 0 }]);
    }
  });

  test.each(["qorgan_reader", "qorgan_worker"] as const)("%s may not even ask", async (role) => {
    for (const table of TABLES) {
      const asked = transact(server.database, { role, mode: "read" }, (tx) => tx.rows(count(table)));
      await expect(asked).rejects.toMatchObject({ cause: { message: expect.stringContaining("permission denied") } });
    }
  });
});

describe("a search by IIN", () => {
  const SEARCH = "query($iin: Iin!, $purpose: Purpose) { childByIin(iin: $iin, purpose: $purpose) { id pseudonym } }";
  const lookups = () =>
    rowsOf(
      server,
      sql`select subject_id as id, outcome, purpose, fields from audit_entries
      where action = 'childByIin' order by seq desc limit 1`,
    );

  test("finds a child of one's own school, and is written down", async () => {
    const { child, identity, director } = await aSchoolWithChild(server);

    const { data } = await director.run(SEARCH, { iin: identity.iin, purpose: "COMPLAINT" });

    expect(data.childByIin).toEqual({ id: child.id, pseudonym: child.pseudonym });
    expect(await lookups()).toEqual([{ id: child.id, outcome: "DONE", purpose: "COMPLAINT", fields: ["iin"] }]);
  });

  test("tells nothing apart: no such number, another school's child, an official's search", async () => {
    const { identity } = await aSchoolWithChild(server);
    const other = await aSchoolWithChild(server);
    const officer = server.as(await anOfficer(server.database));

    for (const [client, iin] of [
      [other.director, "101306500058"],
      [other.director, identity.iin],
      [officer, identity.iin],
    ] as const) {
      expect(await client.run(SEARCH, { iin, purpose: "CARE" })).toEqual({ status: 200, data: { childByIin: null } });
      expect(await lookups()).toEqual([{ id: null, outcome: "NOT_FOUND", purpose: "CARE", fields: ["iin"] }]);
    }
  });

  test("takes as many statements for a miss as for a hit", async () => {
    const { identity, director } = await aSchoolWithChild(server);
    const statementsOf = async (iin: string | null) => {
      const before = server.database.statements.count;
      await director.run(SEARCH, { iin, purpose: "CARE" });
      return server.database.statements.count - before;
    };
    // Who asks is looked up with the first request.
    await director.run("{ __typename }");

    expect(await statementsOf(identity.iin)).toBe(await statementsOf("101306500058"));
  });

  test("needs a purpose and a number, and no error repeats it", async () => {
    const { director } = await aSchoolWithChild(server);
    const wrong = "101306500057";

    const answers = [
      await director.run(SEARCH, { iin: "101306500058" }),
      await director.run(SEARCH, { iin: wrong, purpose: "CARE" }),
      await director.run(SEARCH, { iin: 101306500057, purpose: "CARE" }),
      await director.run(`{ childByIin(iin: ${wrong}, purpose: CARE) { id } }`),
      await director.run(SEARCH, { iin: [wrong], purpose: "CARE" }),
    ];

    expect(answers.map(({ errors }) => errors?.[0]?.extensions)).toMatchObject([
      { code: "INVALID_INPUT", field: "purpose" },
      ...[1, 2, 3, 4].map(() => ({ code: "INVALID_INPUT", field: "iin" })),
    ]);
    expect(JSON.stringify(answers)).not.toMatch(/10130650005/);
  });

  test("is refused after ten a minute, for this viewer alone", async () => {
    const { identity, director } = await aSchoolWithChild(server);
    const other = await aSchoolWithChild(server);
    const search = { iin: identity.iin, purpose: "CARE" };
    for (let i = 0; i < 10; i++) expect((await director.run(SEARCH, search)).errors).toBeUndefined();

    const { data, errors } = await director.run(SEARCH, search);

    expect(data.childByIin).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: "RATE_LIMITED", retryAfter: expect.any(Number) });
    expect((await other.director.run(SEARCH, search)).errors).toBeUndefined();
  });

  test("needs a token", async () => {
    const { errors } = await server.anonymous.run(SEARCH, { iin: "101306500058", purpose: "CARE" });
    expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });
});
