import { createHash } from "node:crypto";
import type { auditEntries } from "./table.js";

export type AuditEntryRow = typeof auditEntries.$inferSelect;

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

// Leaves and nodes begin differently (RFC 6962), or a node's two hashes could be passed off as an entry.
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/**
 * The hash of an entry, hexadecimal: of 0x00 and the JSON array of its fields in this order, without spaces.
 * The random request id keeps a published root from being guessed back to what it covers.
 */
export function leafOf(row: AuditEntryRow): string {
  const { xid, seq, id, at, actorId, role, jurisdiction, kato, schoolId } = row;
  const { action, subjectType, subjectId, childId, fields, purpose, outcome, requestId } = row;
  const who = [actorId, role, jurisdiction, kato, schoolId];
  const what = [action, subjectType, subjectId, childId, fields, purpose, outcome, requestId];
  const values = [String(xid), String(seq), id, at.toISOString(), ...who, ...what];
  return sha256(LEAF, JSON.stringify(values)).toString("hex");
}

/** The Merkle tree hash of RFC 6962 over leaves, hexadecimal. */
export const rootOf = (leaves: readonly string[]): string =>
  nodeOf(leaves.map((leaf) => Buffer.from(leaf, "hex"))).toString("hex");

function nodeOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length <= 1) return only ?? sha256();
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha256(NODE, nodeOf(leaves.slice(0, split)), nodeOf(leaves.slice(split)));
}
