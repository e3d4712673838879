import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import { refusalOfAddress } from "../../src/webhooks/address.js";
import { createDoor } from "../../src/webhooks/door.js";
import { createPost } from "../../src/webhooks/post.js";
import { checkUrl } from "../../src/webhooks/url.js";
import { startReceiver } from "../support/receiver.js";

const PUBLIC = { http: false, networks: [] };
const LOOPBACK = { http: true, networks: ["127.0.0.0/8"] };
const message = { id: "msg_1", at: new Date(), body: Buffer.from('{"data":{}}') };
const addressesOf = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("an address is refused", () => {
  test.each([
    ...["127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1"],
    ...["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.1"],
    ...["::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"],
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:7f00:1"],
    ...["64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "not an address", ""],
  ])("%s", (address) => {
    expect(refusalOfAddress(address, PUBLIC)).not.toBeNull();
  });

  test.each(["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s isn't", (address) => {
    expect(refusalOfAddress(address, PUBLIC)).toBeNull();
  });

  test("unless its range is allowed by name", () => {
    const networks = ["10.20.0.0/16", "fd12::/16"];
    const judge = (address: string) => refusalOfAddress(address, { networks }) === null;
    expect(["10.20.1.1", "::ffff:10.20.1.1", "fd12::1"].map(judge)).toEqual([true, true, true]);
    expect(["10.21.1.1", "127.0.0.1", "fd13::1"].map(judge)).toEqual([false, false, false]);
  });
});

describe("a URL is refused", () => {
  test.each([
    ...["http://example.com/", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "example.com", ""],
    ...["https://user:secret@example.com/", "https://user@example.com/", `https://example.com/${"x".repeat(2_000)}`],
    ...["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://017700000001/", "https://[::1]/"],
    ...["https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://169.254.169.254/latest/meta-data/"],
    ...["https://example.com:22/", "https://example.com:25/", "https://example.com:0/", "https://10.0.0.1:8443/"],
  ])("%s", (url) => {
    expect(() => checkUrl(url, PUBLIC)).toThrow(/^url must/);
  });

  test.each(["https://example.com/hook?key=1", "https://example.com:8443/", "https://8.8.8.8/"])("%s isn't", (url) => {
    expect(checkUrl(url, PUBLIC).href).toBe(url);
  });
});

describe("a name", () => {
  test("is refused at once when it leads to a private address, also beside a public one", async () => {
    const resolve = async () => addressesOf("8.8.8.8", "fd00::1");
    const door = createDoor({ reach: PUBLIC, documents: {} as never, post: {} as never, resolve });
    await expect(door.checkUrl("https://board.example/")).rejects.toThrow(/its range is uniqueLocal/);
  });

  test("that leads to a public address first and to loopback afterwards is refused when it is sent to", async () => {
    const receiver = await startReceiver();
    const answers = [addressesOf("8.8.8.8"), addressesOf("127.0.0.1")];
    const resolve = async () => answers.shift() ?? [];
    const reach = { http: true, networks: [] };
    const door = createDoor({ reach, documents: {} as never, post: {} as never, resolve });
    const url = receiver.url.replace("127.0.0.1", "board.example");
    await door.checkUrl(url);
    const answer = await createPost({ reach, resolve })({ url, secrets: [] }, message);
    expect(answer).toMatchObject({ status: null, error: expect.stringContaining("its range is loopback") });
    expect(receiver.all).toEqual([]);
  });

  test("is resolved once for a delivery, which goes to the address that was checked", async () => {
    const receiver = await startReceiver();
    let asked = 0;
    const resolve = async () => (asked++ === 0 ? addressesOf("127.0.0.1") : addressesOf("127.66.66.66"));
    const url = receiver.url.replace("127.0.0.1", "board.example");
    const answer = await createPost({ reach: LOOPBACK, resolve })({ url, secrets: [] }, message);
    expect(answer).toMatchObject({ status: 204, error: null });
    expect(asked).toBe(1);
    expect(receiver.all[0]?.headers.host).toBe(new URL(url).host);
  });

  test("isn't told in an error with the address to which it leads", async () => {
    const post = createPost({ reach: PUBLIC, resolve: async () => addressesOf("10.9.8.7") });
    const { error } = await post({ url: "https://board.example/", secrets: [] }, message);
    expect(error).toContain("its range is private");
    expect(error).not.toContain("10.9.8.7");
  });
});

test("plain http, and an address that isn't public, are refused also where they were stored", async () => {
  const receiver = await startReceiver();
  const closed = createPost({ reach: { http: true, networks: [] } });
  expect((await closed({ url: receiver.url, secrets: [] }, message)).error).toContain("its range is loopback");
  const secure = createPost({ reach: { http: false, networks: ["127.0.0.0/8"] } });
  expect((await secure({ url: receiver.url, secrets: [] }, message)).error).toContain("it isn't https");
  expect(receiver.all).toEqual([]);
});
