import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { askCap, readFeed } from "../support/cap.js";
import { almaly, anAlert, anIncident, aSchool, officerOf, shymkent } from "../support/factories.js";
import { PublishAlertDocument, UnpublishAlertDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let dispatcher: Client;
beforeAll(async () => {
  server = await start();
  dispatcher = server.as(officerOf("750000000", "DISPATCHER"));
});

const reason = "Жители должны знать";
async function aFire(given: object = {}) {
  const school = await aSchool(server.database, { kato: almaly, nameRu: "Школа-тайна" });
  const incident = await anIncident(server.database, {
    school,
    kind: "FIRE",
    severity: "SEVERE",
    place: "Подвал",
    ...given,
  });
  return anAlert(server.database, { incident });
}
const publish = async (client: Client, id: string, given: object = {}) => {
  const { data } = await client.run(PublishAlertDocument, { input: { id, reason, ...given } });
  return data.alertPublish;
};
const withdraw = async (client: Client, id: string) =>
  (await client.run(UnpublishAlertDocument, { input: { id, reason: "Опасность миновала" } })).data.alertUnpublish;
const change = (set: string, id: string) =>
  maintain(server.database, (tx) => tx.rows(sql.raw(`update alerts set ${set} where id = '${id.slice(6)}'`)));
const publicMessages = async () => readFeed((await askCap(server, "public.atom?lang=en")).body).entries;
const publicMessage = async (alertId: string) => {
  const [row] = await maintain(server.database, (tx) =>
    tx.rows<{ id: string }>(
      sql.raw(`select id from public_alerts where alert_id = '${alertId.slice(6)}' order by id desc`),
    ),
  );
  return `public/publication_${row?.id}`;
};

describe("an alert that was made public", () => {
  test("tells everybody kind, severity, territory and times, and neither school nor place", async () => {
    const alert = await aFire();
    expect((await askCap(server, `public/${alert.id}.xml`)).status).toBe(404);
    const { alert: published, errors } = await publish(dispatcher, alert.id);
    expect(errors).toEqual([]);
    expect(published?.publications).toMatchObject([{ reason, place: null, withdrawnAt: null }]);

    const { status, headers, body } = await askCap(server, `${await publicMessage(alert.id)}.xml`);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=30"]);
    expect(body).toContain("<scope>Public</scope>");
    expect(body).toContain("<headline>Severe: Fire · Almaly District, Almaty</headline>");
    expect(body).toContain(`<value>${almaly}</value>`);
    for (const secret of ["тайна", "Подвал", "Столовая", reason, alert.id.slice(6), String(alert.incidentId)]) {
      expect(body, secret).not.toContain(secret);
    }
    expect(body).not.toContain("restriction");
    expect((await publicMessages())[0]?.title).toBe("Severe: Fire · Almaly District, Almaty");
  });

  test("tells of the place what whoever published it wrote for the public", async () => {
    const { id } = await aFire();
    await publish(dispatcher, id, { place: "улица Абая, 10" });
    expect((await askCap(server, `${await publicMessage(id)}.xml`)).body).toContain("Severe: Fire · улица Абая, 10");
  });

  test("follows what becomes of it, whoever changes it", async () => {
    const { id } = await aFire();
    await publish(dispatcher, id);
    const path = await publicMessage(id);
    await change("state = 'ACKNOWLEDGED', acknowledged_at = now()", id);
    expect((await askCap(server, `${path}.xml`)).body).toContain("<msgType>Alert</msgType>");
    await change("state = 'CANCELLED', ended_at = now(), outcome = 'Учебный дым'", id);
    const { body } = await askCap(server, `${path}.xml`);
    expect(body).toContain("<msgType>Cancel</msgType>");
    expect(body).toMatch(/<references>qorgan,publication_[-\w]+\.published,/);
    expect(body).toContain("<urgency>Past</urgency>");
    expect(body).not.toContain("Учебный дым");
    expect((await askCap(server, `${path}.published.xml`)).status).toBe(200);
  });

  test("is taken back: readers are told so, and nothing else of it", async () => {
    const { id } = await aFire();
    await publish(dispatcher, id);
    const path = await publicMessage(id);
    const { alert, errors } = await withdraw(dispatcher, id);
    expect(errors).toEqual([]);
    expect(alert?.publications).toMatchObject([{ withdrawReason: "Опасность миновала" }]);
    const { body } = await askCap(server, `${path}.xml`);
    expect(body).toContain("<msgType>Cancel</msgType>");
    expect(body).not.toContain("<info>");
    expect((await askCap(server, `${path}.published.xml`)).status).toBe(404);
    expect((await publicMessages())[0]?.title).toBe("This message is withdrawn.");
    expect((await withdraw(dispatcher, id)).errors).toMatchObject([{ code: "REQUIREMENT_UNMET" }]);
    expect((await publish(dispatcher, id)).errors).toEqual([]);
    expect((await askCap(server, `${await publicMessage(id)}.xml`)).body).toContain("<msgType>Alert</msgType>");
  });

  test("is marked once, by name, in the audit", async () => {
    const { id } = await aFire();
    await publish(dispatcher, id);
    expect((await publish(dispatcher, id)).errors).toMatchObject([{ code: "REQUIREMENT_UNMET", path: ["id"] }]);
    await withdraw(dispatcher, id);
    const entries = await maintain(server.database, (tx) =>
      tx.rows(sql`select action, role, fields from audit_entries where subject_id = ${id} order by at`),
    );
    expect(entries).toMatchObject([
      { action: "alertPublish", role: "DISPATCHER" },
      { action: "alertUnpublish", role: "DISPATCHER" },
    ]);
  });
});

describe("nobody makes public", () => {
  test.each(["SELF_HARM", "SUICIDE_ATTEMPT", "VIOLENCE_SEXUAL"] as const)("an alert of the kind %s", async (kind) => {
    const { id } = await aFire({ kind });
    for (const role of ["DISPATCHER", "REGION_OFFICER"] as const) {
      const { alert, errors } = await publish(server.as(officerOf("750000000", role)), id);
      expect(alert).toBeNull();
      expect(errors).toMatchObject([{ code: "NOT_ALLOWED", path: ["id"] }]);
    }
  });

  test("a drill, or an alert that has ended", async () => {
    const drill = await aFire({ exercise: true });
    expect((await publish(dispatcher, drill.id)).errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    const ended = await aFire();
    await change("state = 'RESOLVED', ended_at = now()", ended.id);
    expect((await publish(dispatcher, ended.id)).errors).toMatchObject([{ code: "REQUIREMENT_UNMET" }]);
  });

  test("without a reason", async () => {
    const { id } = await aFire();
    expect((await publish(dispatcher, id, { reason: " " })).errors).toMatchObject([{ code: "INVALID_INPUT" }]);
  });

  test.each<[Role, string, string]>([
    ["DISTRICT_OFFICER", almaly, "NOT_ALLOWED"],
    ["JUVENILE_INSPECTOR", almaly, "NOT_ALLOWED"],
    ["OMBUDSMAN", "750000000", "NOT_ALLOWED"],
    ["DISPATCHER", shymkent, "NOT_FOUND"],
    ["REGION_OFFICER", shymkent, "NOT_FOUND"],
  ])("as %s of %s", async (role, kato, code) => {
    const { id } = await aFire();
    expect((await publish(server.as(officerOf(kato, role)), id)).errors).toMatchObject([{ code }]);
  });
});

test("the ministry may, of what it sees", async () => {
  const ministry = server.as(officerOf(null, "MINISTRY_CONTROLLER"));
  expect((await publish(ministry, (await aFire()).id)).errors).toEqual([]);
  const mild = await aFire({ severity: "MINOR" });
  expect((await publish(ministry, mild.id)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
});

test("the database itself takes no public alert of a kind that is never public", async () => {
  const { id } = await aFire();
  await publish(dispatcher, id);
  const write = maintain(server.database, (tx) =>
    tx.rows(sql.raw(`update public_alerts set kind = 'SELF_HARM' where alert_id = '${id.slice(6)}'`)),
  );
  await expect(write).rejects.toThrow();
});
