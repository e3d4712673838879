import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { Role, WATCHERS } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { readManifest } from "../../src/graphql/trusted.js";
import { entriesOf } from "../support/audit.js";
import { textOf, type Untyped } from "../support/client.js";
import { abai, alatau, almaly, almaty, anOfficer, officerOf } from "../support/factories.js";
import {
  ControlRoomDocument,
  CreateWebhookDocument,
  PauseWebhookDocument,
  ResumeWebhookDocument,
  TestWebhookDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
} from "../support/operations.js";
import { startReceiver } from "../support/receiver.js";
import { type Client, type Running, start } from "../support/start.js";

const document = textOf(ControlRoomDocument);
const url = "https://203.0.114.7/hook";

let server: Running;
beforeAll(async () => {
  server = await start();
});

async function create(client: Client, given: object = {}) {
  const { data, errors } = await client.run(CreateWebhookDocument, { input: { name: "ЦОУ", url, document, ...given } });
  expect(errors).toBeUndefined();
  return data.webhookCreate;
}

const aDispatcher = async (kato = almaly) => server.as(await anOfficer(server.database, { role: "DISPATCHER", kato }));

describe("a webhook is refused", () => {
  test.each([
    ["that leads to a loopback address", { url: "https://127.0.0.1/hook" }, "INVALID_INPUT", /range is loopback/],
    ["that leads there by a name", { url: "https://localhost/hook" }, "INVALID_INPUT", /range is loopback/],
    ["that leads to the metadata of a cloud", { url: "https://169.254.169.254/" }, "INVALID_INPUT", /linkLocal/],
    ["whose document isn't GraphQL", { document: "subscription {" }, "GRAPHQL_PARSE_FAILED", /Syntax Error/],
    ["whose document doesn't fit the schema", { document: "subscription { no }" }, "GRAPHQL_VALIDATION_FAILED", /no/],
    ["whose document is a query", { document: "{ viewer { role } }" }, "INVALID_INPUT", /one subscription/],
    ["whose document says `after`", { document: said('alerts(after: "x")') }, "INVALID_INPUT", /must not say `after`/],
    ["whose variables say it", { variables: { after: "x" } }, "INVALID_INPUT", /must not say `after`/],
    ["whose variables don't fit", { variables: { minSeverity: "LOUD" } }, "BAD_USER_INPUT", /LOUD/],
    ["that watches elsewhere", { variables: { territories: [abai] } }, "NOT_ALLOWED", /your jurisdiction/],
    ["without a name", { name: " " }, "INVALID_INPUT", /name must not be empty/],
  ])("%s", async (_, given, code, message) => {
    const { webhook, secret, errors } = await create(await aDispatcher(), given);
    expect([webhook, secret]).toEqual([null, null]);
    expect(errors).toMatchObject([{ code, message: expect.stringMatching(message) }]);
  });

  test.each(Role.values.filter((role) => role !== "GUARDIAN" && !WATCHERS.includes(role)))("of %s", async (role) => {
    expect((await create(server.as(officerOf(almaly, role)))).errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
  });

  test("when its officer has twenty, also of several that are made at once", async () => {
    const client = await aDispatcher();
    for (let i = 0; i < 18; i++) expect((await create(client)).errors).toEqual([]);
    const made = await Promise.all(Array.from({ length: 6 }, () => create(client)));
    expect(made.filter(({ secret }) => secret)).toHaveLength(2);
    expect((await create(client)).errors).toMatchObject([{ code: "LIMIT_EXCEEDED" }]);
  });

  test("whose document the server doesn't keep, where it takes no others", async () => {
    const trusted = await start({ on: server, env: { QORGAN_DOCUMENTS: "trusted" } });
    const token = await trusted.as(await anOfficer(server.database, { role: "DISPATCHER" })).token();
    const documentId = Object.entries(readManifest()).find(([, text]) => text.includes("mutation CreateWebhook"))?.[0];
    const post = async (stored: string) => {
      const body = JSON.stringify({ documentId, variables: { input: { name: "ЦОУ", url, document: stored } } });
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const answer = await fetch(`${trusted.url}/graphql`, { method: "POST", headers, body });
      return ((await answer.json()) as Untyped).data.webhookCreate;
    };
    expect((await post(said("alerts"))).errors).toMatchObject([{ code: "PERSISTED_QUERY_NOT_FOUND" }]);
    // However it is written.
    expect((await post(`# kept\n${document}`)).errors).toEqual([]);
  });
});

const said = (field: string) => `subscription { ${field} { __typename } }`;

test("its secret is told once, and stored encrypted", async () => {
  const client = await aDispatcher();
  const input = { name: "ЦОУ", url, document, clientMutationId: "1" };
  const first = (await client.run(CreateWebhookDocument, { input })).data.webhookCreate;
  const again = (await client.run(CreateWebhookDocument, { input })).data.webhookCreate;
  expect(again.webhook?.id).toBe(first.webhook?.id);
  expect([first.secret?.startsWith("whsec_"), again.secret]).toEqual([true, null]);
  const [row] = await maintain(server.database, (tx) =>
    tx.rows<{ secret: string; text: string }>(sql`select encode(secret, 'escape') as secret, e::text as text
      from webhook_endpoints e where 'webhook_' || webhook_id = ${first.webhook?.id}`),
  );
  const bare = String(first.secret).slice(6);
  expect(row?.text).not.toContain(bare);
  expect(row?.text).not.toContain(Buffer.from(bare, "base64").toString("hex"));
  const [entry] = await entriesOf(server.database, { subjectId: first.webhook?.id });
  expect(entry).toMatchObject({ action: "webhookCreate", subjectType: "Webhook", fields: ["name", "url", "document"] });
});

describe("a webhook is seen", () => {
  test("by who made it, wholly", async () => {
    const client = await aDispatcher();
    const { webhook } = await create(client, { variables: { minSeverity: "SEVERE" } });
    const { data } = await client.run(WebhooksDocument);
    expect(data.webhooks.nodes).toMatchObject([{ id: webhook?.id, reason: null, endpoint: webhook?.endpoint }]);
    expect(webhook).toMatchObject({
      ...{ host: "203.0.114.7", stream: "alerts" },
      endpoint: { url, document, variables: { minSeverity: "SEVERE" }, language: "en" },
    });
  });

  test("by the data officer of the region, but neither its URL nor what it delivered", async () => {
    const client = await aDispatcher(alatau);
    const id = String((await create(client)).webhook?.id);
    await maintain(server.database, (tx) =>
      tx.rows(sql`insert into webhook_deliveries (id, webhook_id, officer_id, message_id, kind, state, cursor, attempts,
        answer, first_attempt_at, last_attempt_at) select gen_random_uuid(), id, officer_id, 'msg_1', 'EVENT', 'DEAD', 'c', 1,
        'what it said', now(), now() from webhooks where 'webhook_' || id = ${id}`),
    );
    const officer = server.as(officerOf(almaty, "DATA_OFFICER"));
    const found = (await officer.run(WebhooksDocument)).data.webhooks.nodes.find((one) => one.id === id);
    expect(found).toMatchObject({ host: "203.0.114.7", state: expect.stringMatching(/./), endpoint: null });
    const of = async (reader: Client) =>
      (await reader.run(WebhookDeliveriesDocument, { webhook: id })).data.webhookDeliveries.totalCount;
    expect([await of(client), await of(officer)]).toEqual([1, 0]);
    for (const change of [PauseWebhookDocument, ResumeWebhookDocument, TestWebhookDocument]) {
      const { data } = await officer.run(change as typeof PauseWebhookDocument, { input: { id } });
      const [payload] = Object.values(data as Record<string, { errors: unknown }>);
      expect(payload?.errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    }
  });

  test("by nobody else", async () => {
    const { webhook } = await create(await aDispatcher());
    const others = [officerOf(almaly, "DISPATCHER"), officerOf(abai, "DATA_OFFICER"), officerOf(null, "OMBUDSMAN")];
    for (const other of others) {
      const client = server.as(other);
      expect((await client.run(WebhooksDocument)).data.webhooks.nodes).not.toContainEqual({ id: webhook?.id });
      const { data } = await client.run("query($id: ID!) { webhook(id: $id) { id } }", { id: webhook?.id });
      expect(data.webhook).toBeNull();
      const changed = await client.run(PauseWebhookDocument, { input: { id: String(webhook?.id) } });
      expect(changed.data.webhookPause.errors).toMatchObject([{ code: "NOT_FOUND" }]);
    }
  });

  test("with its country-wide creator by the country's data officer", async () => {
    const { webhook } = await create(server.as(officerOf(null, "MINISTRY_CONTROLLER")));
    const sees = async (kato: string | null) => {
      const { data } = await server.as(officerOf(kato, "DATA_OFFICER")).run(WebhooksDocument);
      return data.webhooks.nodes.some(({ id }) => id === webhook?.id);
    };
    expect([await sees(null), await sees(almaty)]).toEqual([true, false]);
  });
});

test("a name or address that isn't allowed any more is refused when it is sent to", async () => {
  const receiver = await startReceiver();
  const open = await start({ on: server, env: { QORGAN_WEBHOOK_NETWORKS: "127.0.0.0/8" } });
  const officer = await anOfficer(server.database, { role: "DISPATCHER" });
  const { data } = await open
    .as(officer)
    .run(CreateWebhookDocument, { input: { name: "a", url: receiver.url, document } });
  expect(data.webhookCreate.errors).toEqual([]);
  const id = String(data.webhookCreate.webhook?.id);
  const tested = await server.as(officer).run(TestWebhookDocument, { input: { id } });
  expect(tested.data.webhookTest.answer).toMatchObject({ status: null, error: expect.stringContaining("loopback") });
  await open.stop();
});
