import ipaddr from "ipaddr.js";

/** Where this server may send to. */
export interface Reach {
  /** Whether plain http is allowed. */
  http: boolean;
  /** Ranges (CIDR) that are allowed although they aren't public. */
  networks: readonly string[];
}

/** A range of addresses; throws when the text isn't one. */
export const rangeOf = (cidr: string) => ipaddr.parseCIDR(cidr);

// The host of Azure's virtual machines answers under a public address, with credentials.
const METADATA = ["168.63.129.16"];

/** Why an address must not be connected to, or null when it may. IPv6 that holds an IPv4 address is judged as that. */
export function refusalOfAddress(address: string, { networks }: Pick<Reach, "networks">): string | null {
  if (!ipaddr.isValid(address)) return "it isn't an IP address";
  const parsed = ipaddr.process(address);
  if (networks.some((cidr) => holds(cidr, parsed))) return null;
  const range = METADATA.includes(parsed.toString()) ? "metadata" : parsed.range();
  // Only what is known to be public: a new kind of range is closed until somebody opens it.
  return range === "unicast" ? null : `its range is ${range}`;
}

function holds(cidr: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [base, bits] = rangeOf(cidr);
  return base.kind() === address.kind() && address.match(base, bits);
}
