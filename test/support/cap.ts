import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CAP_1_2 } from "@dec112/cap-ts";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import type { Client, Running } from "./start.js";

// Beside the project, since its licence isn't the project's; one folder higher where a second working copy lies deeper.
const PLACES = ["../../../shared", "../../../../shared"].map((place) => `${place}/data/CAP-v1.2.xsd`);
export const SCHEMA = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);

/** What is wrong with a document by the schema of OASIS; null when nothing is. */
export function createValidator(): (document: string) => string | null {
  const schema = XmlDocument.fromBuffer(readFileSync(SCHEMA as string));
  const validator = XsdValidator.fromDoc(schema);
  return (text) => {
    using document = XmlDocument.fromString(text);
    try {
      validator.validate(document);
      return null;
    } catch (error) {
      return String(error);
    }
  };
}

/** A document as a reader of CAP from npm takes it. */
export const readCap = (text: string) => CAP_1_2.Alert.fromXML(text);

export interface Entry {
  id: string;
  title: string;
  updated: string;
  href: string;
}

export interface Feed {
  title: string;
  entries: Entry[];
  next: string | null;
}

const ATOM = { a: "http://www.w3.org/2005/Atom" };

/** A feed as a reader of Atom takes it. */
export function readFeed(text: string): Feed {
  using document = XmlDocument.fromString(text);
  const one = (of: ReturnType<typeof document.find>[number], path: string) =>
    (of as typeof document.root).get(path, ATOM)?.content ?? "";
  const entries = document.find("/a:feed/a:entry", ATOM).map((entry) => ({
    id: one(entry, "a:id"),
    title: one(entry, "a:title"),
    updated: one(entry, "a:updated"),
    href: one(entry, "a:link/@href"),
  }));
  const next = document.get("/a:feed/a:link[@rel='next']/@href", ATOM);
  return { title: document.get("/a:feed/a:title", ATOM)?.content ?? "", entries, next: next?.content ?? null };
}

/** Asks for something below `/cap`, as a client or as the public. */
export async function askCap({ url }: Running, path: string, given: { as?: Client; headers?: object } = {}) {
  const token = await given.as?.token();
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...given.headers };
  const answer = await fetch(`${url}/cap/${path}`, { headers });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

/** Every page of a feed. */
export async function readWholeFeed(server: Running, path: string, as?: Client): Promise<Entry[]> {
  const { body } = await askCap(server, path, { as });
  const { entries, next } = readFeed(body);
  return next ? [...entries, ...(await readWholeFeed(server, next, as))] : entries;
}
