import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

type Request = Pick<IncomingMessage, "headers" | "socket">;

/**
 * The client's address, for counting: the one that the outermost trusted proxy saw, since whatever stands before it
 * in X-Forwarded-For was written by the client. Of an IPv6 address the network, which is what one subscriber has.
 */
export function addressOf({ headers, socket }: Request, proxies: number): string {
  if (!proxies) return networkOf(socket.remoteAddress ?? "");
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const seen = [socket.remoteAddress ?? "", ...forwarded.reverse()].map((part) => part.trim());
  const address = seen[Math.min(proxies, seen.length - 1)] ?? "";
  return networkOf(isIP(address) ? address : String(seen[0]));
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || isIP(address) !== 6) return mapped ?? address;
  const [head = "", tail] = address.split("::");
  const before = head ? head.split(":") : [];
  const after = tail ? tail.split(":") : [];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return `${groups.slice(0, 4).join(":").toLowerCase()}::/64`;
}

/** Whether an address is of this machine. */
export const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/i.test(address);
