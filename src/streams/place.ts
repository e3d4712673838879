import type { Mark } from "../journal/cursor.js";
import { isAfter, type Place } from "../journal/entry.js";
import type { Item } from "./items.js";

/** Where somebody is who has no snapshot's watermark any more. */
export const placeOf = ({ epoch, entry }: Mark): Place => ({ epoch, xid: entry?.xid ?? 0n, id: entry?.id ?? 0n });

/** The one of two marks that lies further on. */
export const laterOf = (a: Mark, b: Mark | null): Mark => (b && isAfter(placeOf(b), placeOf(a)) ? b : a);

/** Whether somebody with a mark hasn't been given an item yet: whoever joins may be ahead. */
export function isNew({ kind, mark }: Item, to: { mark: Mark | null }): boolean {
  if (!mark || !to.mark) return true;
  if (kind === "heartbeat") return !isAfter(placeOf(to.mark), placeOf(mark));
  return isAfter(placeOf(mark), placeOf(to.mark));
}

/** The same for many, of whom most were given the same item last: they have one mark. */
export function isNewFor(item: Item): (to: { mark: Mark | null }) => boolean {
  let known: { mark: Mark | null; isNew: boolean } | undefined;
  return (to) => {
    if (!known || known.mark !== to.mark) known = { mark: to.mark, isNew: isNew(item, to) };
    return known.isNew;
  };
}
