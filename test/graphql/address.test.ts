import { expect, test } from "vitest";
import { addressOf } from "../../src/access/address.js";

const at = (remoteAddress: string, proxies = 0, forwarded?: string) =>
  addressOf({ headers: { "x-forwarded-for": forwarded }, socket: { remoteAddress } } as never, proxies);

test("without a proxy the header that anybody may write says nothing", () => {
  expect(at("192.0.2.1", 0, "203.0.113.9")).toBe("192.0.2.1");
});

test("behind proxies it is what the outermost of them saw, whatever the client wrote before it", () => {
  expect(at("10.0.0.1", 1, "203.0.113.9")).toBe("203.0.113.9");
  expect(at("10.0.0.1", 1, "6.6.6.6, 203.0.113.9")).toBe("203.0.113.9");
  expect(at("10.0.0.1", 2, "6.6.6.6, 203.0.113.9, 10.0.0.2")).toBe("203.0.113.9");
});

test("with fewer addresses than proxies it is the first of them", () => {
  expect(at("10.0.0.1", 3, "203.0.113.9")).toBe("203.0.113.9");
  expect(at("10.0.0.1", 1)).toBe("10.0.0.1");
});

test("what isn't an address counts as the proxy's", () => {
  expect(at("10.0.0.1", 1, "nonsense")).toBe("10.0.0.1");
});

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
])("%s counts as %s", (address, network) => {
  expect(at(address)).toBe(network);
});
