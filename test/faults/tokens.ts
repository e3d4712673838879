import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { importJWK, SignJWT } from "jose";

/** Gives tokens of the local issuer, whose key stands in the servers' common folder. */
export async function openIssuer(home: string) {
  const { issuer } = JSON.parse(await readFile(join(home, "keys.json"), "utf8"));
  const key = await importJWK(issuer, "EdDSA");
  return (officer: string, lifetime = "2h") =>
    new SignJWT()
      .setProtectedHeader({ alg: "EdDSA", typ: "JWT" })
      .setSubject(officer)
      .setIssuer("qorgan:local")
      .setAudience("qorgan")
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(key);
}

export type Issue = Awaited<ReturnType<typeof openIssuer>>;
