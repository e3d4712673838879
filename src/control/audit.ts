import { existsSync } from "node:fs";
import { createCheck, type HeadKey } from "../audit/head.js";
import { isUrl, type Published, readHeads } from "../audit/heads.js";
import { type Verdict, verifyAudit } from "../audit/verify.js";
import type { Database } from "../db/database.js";
import type { Report } from "./commands.js";

/** With what the server signs the heads of the audit, and where it writes them. */
export interface AuditKeeping {
  key: HeadKey;
  heads: string;
}

export interface VerifyArgs {
  /** A file of published heads, instead of the one that the server writes. */
  heads?: string | undefined;
}

/** Compares the audit with itself, its signatures and its published heads. */
export async function verifyCommand(
  { database, audit }: { database: Database; audit: AuditKeeping },
  { heads: file }: VerifyArgs,
  { progress }: Report,
): Promise<Verdict> {
  const published = file ? await readHeads(file) : await readOwnHeads(audit.heads);
  // Somebody else's copy of the heads comes with the key as it was published.
  const isSigned = published?.publicKey ? createCheck(published.publicKey) : audit.key.isSigned;
  return verifyAudit({ database, isSigned, heads: published?.heads ?? null }, progress);
}

async function readOwnHeads(target: string): Promise<Published | null> {
  // A server that takes heads has no way to ask for them back; before the first block there is no file.
  return isUrl(target) || !existsSync(target) ? null : readHeads(target);
}

const number = (value: number) => value.toLocaleString("en");

/** A verdict in words: a line for each thing that is wrong, and a summary. */
export function describeVerdict({ blocks, entries, unsealed, heads, findings, wrong }: Verdict) {
  const lines = findings.map(
    ({ block, entry, what }) => `${block === null ? "" : `block ${block}: `}${entry ? `${entry}: ` : ""}${what}`,
  );
  if (wrong > findings.length) lines.push(`and ${number(wrong - findings.length)} more`);
  const compared = heads === null ? "no published heads to compare with" : `${number(heads)} published heads compared`;
  const counts = `${number(blocks)} blocks, ${number(entries)} entries, ${number(unsealed)} not sealed yet, ${compared}`;
  const judged = wrong ? `is not as it was recorded: ${number(wrong)} findings` : "is as it was recorded";
  return { wrong: lines, summary: `${counts}\nThe audit ${judged}` };
}
