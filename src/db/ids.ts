import { validate } from "uuid";
import { fail } from "../graphql/errors.js";
import { say } from "../graphql/say.js";

/** Where a bad id stood, so that the error can name the field. */
export interface IdPlace {
  path: readonly string[];
}

export const fromUuid = (prefix: string, uuid: string) => `${prefix}_${uuid}`;

/** The uuid of a prefixed id, whatever its type; of one that the server made, so it isn't checked. */
export const uuidWithin = (id: string) => id.slice(id.indexOf("_") + 1);

export const isIdOf = (prefix: string, id: string) =>
  id.startsWith(`${prefix}_`) && validate(id.slice(prefix.length + 1));

/** The uuid of a prefixed id; `INVALID_ID` when it names another type. */
export function toUuid(prefix: string, id: string, place: IdPlace = { path: ["id"] }): string {
  if (isIdOf(prefix, id)) return id.slice(prefix.length + 1).toLowerCase();
  const field = place.path.at(-1);
  throw fail("INVALID_ID", place.path, say`${field} must be an id ${prefix}_<uuid>, but got ${JSON.stringify(id)}`);
}
