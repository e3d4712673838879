import type { District } from "../support/districts.ts";
import { send } from "../support/load.ts";
import type { Contender } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import { PAGE, phrase } from "./shapes.ts";

const STEP = 100;
const DEEP_PAGES = 10;

/** How many rows a list must have so that its page of this number is whole. */
export const rowsOfPage = (page: number) => page * PAGE;

/** Walks to the pages before and at a number, and gives the cursors after which they start, by district. */
export async function findCursors(
  scene: Scene,
  contender: Contender,
  { districts, page }: { districts: readonly District[]; page: number },
) {
  const found = new Map<string, string[]>();
  for (const district of districts) {
    scene.progress(`${contender.name}: walking to page ${page} of ${district.kato}`);
    found.set(district.kato, await walk(contender, district, page));
    scene.signal.throwIfAborted();
  }
  return found;
}

async function walk({ name, server }: Contender, { kato, token }: District, page: number): Promise<string[]> {
  let after: string | null = null;
  const next = async (first: number) => {
    const answer = await send(server.url, { token, body: phrase(name, "page", { kato, first, after }) });
    after = JSON.parse(answer).data.incidents.pageInfo.endCursor;
    return String(after);
  };
  const last = rowsOfPage(page - 1);
  const before = Math.max(0, last - DEEP_PAGES * PAGE);
  for (let at = 0; at < before; at += STEP) await next(Math.min(STEP, before - at));
  const cursors: string[] = [];
  for (let at = before; at < last; at += PAGE) cursors.push(await next(PAGE));
  return cursors;
}
