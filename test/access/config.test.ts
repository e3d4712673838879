import { expect, test } from "vitest";
import { readConfig } from "../../src/config.js";

const oidc = { QORGAN_OIDC_ISSUER: "https://id.example/realms/qorgan", QORGAN_OIDC_AUDIENCE: "qorgan" };
const network = { HOST: "0.0.0.0" };

test.each<[what: string, env: Record<string, string>, expected: object]>([
  ["on loopback is a demo", {}, { demo: true, oidc: undefined }],
  ["on a network is a demo where it is asked for", { ...network, QORGAN_DEMO: "1" }, { demo: true, oidc: undefined }],
  ["with a provider is production", { ...network, ...oidc }, { demo: false }],
  ["with a provider is production on loopback too, behind a proxy", oidc, { demo: false }],
  ["with a provider is a demo where it is asked for", { ...oidc, QORGAN_DEMO: "1" }, { demo: true }],
  ["takes the key ring from a file", { QORGAN_KEYRING: "/run/ring.json" }, { keyring: { file: "/run/ring.json" } }],
  ["takes the key ring's text", { QORGAN_KEYRING_JSON: "{}" }, { keyring: { file: undefined, text: "{}" } }],
  ["takes sub for the claim", oidc, { oidc: { issuer: oidc.QORGAN_OIDC_ISSUER, audience: "qorgan", claim: "sub" } }],
  ["takes the claim that is given", { ...oidc, QORGAN_OIDC_CLAIM: "iin" }, { oidc: { claim: "iin" } }],
  ["writes heads of the audit to a file", { QORGAN_AUDIT_HEADS: "/mnt/heads" }, { auditHeads: "/mnt/heads" }],
  ["sends heads of the audit", { QORGAN_AUDIT_HEADS: "https://a.example/b" }, { auditHeads: "https://a.example/b" }],
  ["has a fast lane", {}, { fastLane: true }],
  ["has none where it is switched off", { QORGAN_FAST_LANE: "off" }, { fastLane: false }],
  ["takes a provider on loopback by http", { ...oidc, QORGAN_OIDC_ISSUER: "http://[::1]:9" }, { demo: false }],
])("a server %s", (_, env, expected) => {
  expect(readConfig(env)).toMatchObject(expected);
});

test.each<[env: Record<string, string>, error: string]>([
  [network, "QORGAN_OIDC_ISSUER must be the OpenID provider whose tokens are taken, but isn't set"],
  [network, "HOST must be a loopback address or QORGAN_DEMO=1, but HOST is 0.0.0.0"],
  [{ ...network, QORGAN_DEMO: "0" }, "but HOST is 0.0.0.0 and QORGAN_DEMO is 0"],
  [{ QORGAN_DEMO: "0" }, "but HOST is 127.0.0.1 and QORGAN_DEMO is 0"],
  [{ QORGAN_FAST_LANE: "no" }, "QORGAN_FAST_LANE must be one of on, off, but is no"],
  [{ QORGAN_DEMO: "yes" }, "QORGAN_DEMO must be 1, 0 or not set, but is yes"],
  [{ QORGAN_OIDC_ISSUER: "https://id.example" }, "QORGAN_OIDC_AUDIENCE must be set"],
  [{ QORGAN_OIDC_AUDIENCE: "qorgan" }, "QORGAN_OIDC_ISSUER must be set"],
  [{ QORGAN_OIDC_CLAIM: "iin" }, "QORGAN_OIDC_ISSUER must be set"],
  [{ ...oidc, QORGAN_OIDC_ISSUER: "http://id.example" }, "QORGAN_OIDC_ISSUER must be an https URL without query"],
  [{ ...oidc, QORGAN_OIDC_ISSUER: "id.example" }, "but is id.example"],
  [{ ...oidc, QORGAN_OIDC_ISSUER: "https://id.example?tenant=1" }, "but is https://id.example?tenant=1"],
  [{ QORGAN_AUDIT_HEADS: "ftp://a.example" }, "QORGAN_AUDIT_HEADS must be a file or an http(s) URL"],
  [
    { QORGAN_KEYRING: "a", QORGAN_KEYRING_JSON: "b" },
    "QORGAN_KEYRING or QORGAN_KEYRING_JSON must be set, but both are",
  ],
  [{ PORT: "high" }, "PORT must be a number from 0 to 65535, but is high"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, but is loud"],
])("%j is refused: %s", (env, error) => {
  expect(() => readConfig(env)).toThrow(error);
});

test("a database that is refused doesn't show its password", () => {
  const read = () => readConfig({ DATABASE_URL: "mysql://app:hidden@db/qorgan" });

  expect(read).toThrow("DATABASE_URL must start with postgres:// or postgresql://");
  expect(read).not.toThrow("hidden");
});
