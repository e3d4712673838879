import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { JWK } from "jose";
import { fail } from "../graphql/errors.js";
import type { Head } from "./head.js";

const TIMEOUT_MS = 5_000;

/** Whether heads go to a server and not to a file. */
export const isUrl = (target: string) => /^https?:\/\//.test(target);

/** Writes heads outside the database: appended to a file and synced, or posted one by one to a URL. */
export const appendHeads = (target: string, heads: readonly Head[]) =>
  isUrl(target) ? postHeads(target, heads) : writeHeads(target, heads);

async function writeHeads(file: string, heads: readonly Head[]) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  try {
    await handle.appendFile(heads.map((head) => `${JSON.stringify(head)}\n`).join(""));
    // Without it a power cut could take heads that the database already holds to be outside.
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function postHeads(url: string, heads: readonly Head[]) {
  for (const head of heads) {
    const body = JSON.stringify(head);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    // The path may hold a secret: the error doesn't repeat it.
    const { origin } = new URL(url);
    if (!answer.ok) throw new Error(`QORGAN_AUDIT_HEADS must take heads, but ${origin} answers ${answer.status}`);
  }
}

/** Heads, and the key that checks them where the file holds it. */
export interface Published {
  heads: Head[];
  publicKey?: JWK;
}

/** The heads in a file: one a line as the server appends them, or the answer of `/audit/heads`. */
export async function readHeads(file: string): Promise<Published> {
  const text = await readFile(file, "utf8");
  try {
    if (!text.trimStart().startsWith('{"publicKey"')) return { heads: text.split("\n").filter(Boolean).map(parseLine) };
    const { publicKey, heads } = JSON.parse(text) as Published;
    return { publicKey: publicKey as JWK, heads: heads.map(requireHead) };
  } catch (error) {
    throw fail("INVALID_INPUT", ["heads"], `heads must be a file of published heads, but ${(error as Error).message}`);
  }
}

const parseLine = (line: string, i: number) => requireHead(JSON.parse(line) as Head, i);

function requireHead(head: Head, i: number): Head {
  if (Number.isSafeInteger(head.number) && typeof head.signature === "string") return head;
  throw new Error(`number ${i + 1} of them is none`);
}
