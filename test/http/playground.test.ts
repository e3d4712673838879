import { execFileSync } from "node:child_process";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seedDemo } from "../../src/db/seed/index.js";
import { type Running, start } from "../support/start.js";

const executablePath = findChromium();
if (!executablePath) console.warn("SKIPPED: the playground is tested in a browser, and there is no chromium in PATH.");
const inBrowser = test.skipIf(!executablePath);
const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

let server: Running;
let browser: Browser;
beforeAll(async () => {
  if (!executablePath) return;
  server = await start();
  await seedDemo(server.database);
  browser = await chromium.launch({ executablePath, args: ARGUMENTS });
}, 120_000);
afterAll(() => browser?.close());

function findChromium(): string | undefined {
  try {
    return execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Opens the playground and notes what it asks for and complains of. */
async function open() {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(10_000);
  const requests: { url: string; authorization: string | undefined }[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    requests.push({ url: request.url(), authorization: request.headers().authorization });
  });
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  await page.goto(server.url);
  await showsDocument(page, "DistrictBoard");
  return { page, requests, complaints };
}

const run = (page: Page) => page.locator(".graphiql-execute-button").click();

/** The editor has the document: before that, nothing would be executed. */
const showsDocument = (page: Page, name: string) => page.locator(".view-line", { hasText: name }).first().waitFor();

async function showTab(page: Page, name: string) {
  await page.getByRole("tab", { name }).click();
  await showsDocument(page, name);
}

const answerOf = (page: Page) => page.locator(".graphiql-response").textContent();
// The editor draws only the lines in sight, with spaces of its own.
const answers = (page: Page, text: string) => expect.poll(() => answerOf(page), { timeout: 10_000 }).toContain(text);

/** GraphiQL parses a document a moment after its tab is shown; until then it executes the operation before it. */
const runUntil = (page: Page, holds: () => Promise<boolean>) =>
  vi.waitFor(
    async () => {
      await run(page);
      await expect.poll(holds, { timeout: 1_500 }).toBe(true);
    },
    { timeout: 12_000 },
  );

inBrowser("the playground answers a ready query and asks no other host", async () => {
  const { page, requests, complaints } = await open();
  await run(page);
  await answers(page, '"Alatau\u00a0District"');

  const hosts = new Set(
    requests
      .map(({ url }) => new URL(url))
      .filter(({ protocol }) => protocol.startsWith("http"))
      .map(({ origin }) => origin),
  );
  expect([...hosts]).toEqual([server.url]);
  expect(complaints).toEqual([]);
});

inBrowser("its explorer shows the schema's root fields", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: /GraphiQL Explorer/ }).click();
  await page.locator(".graphiql-explorer-root").getByText("district", { exact: true }).first().waitFor();
});

inBrowser("a subscription in one tab shows the alert of a report in another page", async () => {
  const [watching, reporting] = [await open(), await open()];
  await showTab(watching.page, "ControlRoom");
  const sent: string[] = [];
  watching.page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => void sent.push(String(payload)));
  });
  await runUntil(watching.page, async () => sent.some((frame) => frame.includes('"subscribe"')));
  await server.settle();

  await showTab(reporting.page, "ReportIncident");
  const isReported = async () => (await answerOf(reporting.page))?.includes('"incidentReport"') ?? false;
  await runUntil(reporting.page, isReported);
  await answers(watching.page, '"RAISED"');
  await answers(watching.page, "Bus");
});

inBrowser("another demo officer is another token", async () => {
  const { page, requests } = await open();
  const list = page.getByLabel("Acting as");
  const used = () => requests.filter(({ url }) => url.endsWith("/graphql")).at(-1)?.authorization;
  await run(page);
  await answers(page, '"board"');
  const before = used();

  await list.selectOption({ label: "School director, Alatau" });
  await run(page);
  await expect.poll(used).not.toBe(before);
  expect(used()).toMatch(/^Bearer /);
});
