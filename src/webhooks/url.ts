import { isIP } from "node:net";
import { fail } from "../graphql/errors.js";
import { type Said, say } from "../graphql/say.js";
import { type Reach, refusalOfAddress } from "./address.js";

const LONGEST = 2_000;
const WEB = [80, 443];
const FIRST_UNRESERVED = 1_024;

/** The URL of a webhook; `INVALID_INPUT` when this server doesn't send to such a one, whatever its name resolves to. */
export function checkUrl(text: string, reach: Reach): URL {
  const url = text.length <= LONGEST ? URL.parse(text) : null;
  if (!url) throw wrong(say`url must be a URL of at most ${LONGEST} characters, but got ${text.length}`);
  const schemes = reach.http ? ["https:", "http:"] : ["https:"];
  if (!schemes.includes(url.protocol))
    throw wrong(say`url must begin with https://, but begins with ${url.protocol}//`);
  if (url.username || url.password) throw wrong(say`url must not hold credentials: deliveries are signed`);
  if (!isPortOpen(portOf(url)))
    throw wrong(say`url must name port 80, 443 or one from ${FIRST_UNRESERVED}, but names ${url.port}`);
  const refusal = refusalOfLiteral(url, reach);
  if (refusal) throw wrong(say`url must not lead to ${url.hostname}: ${refusal}`);
  return url;
}

/** Why a host that is an address must not be connected to; null for a name, which is judged when it is resolved. */
export function refusalOfLiteral({ hostname }: URL, reach: Pick<Reach, "networks">): string | null {
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) ? refusalOfAddress(address, reach) : null;
}

const portOf = ({ port, protocol }: URL) => Number(port || (protocol === "https:" ? 443 : 80));
// Below 1024 are mail, databases' relays and shells, which may take a request's lines for commands.
const isPortOpen = (port: number) => WEB.includes(port) || port >= FIRST_UNRESERVED;

const wrong = (message: Said) => fail("INVALID_INPUT", ["url"], message);
