// The yardstick: what can be had by hand. node:http, one prepared statement for each operation, which gives the JSON
// text, the same token checked and remembered as Qorgan does, and the officer's own district as the only scope.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { importJWK, jwtVerify } from "jose";
import postgres from "postgres";
import { ready } from "./ready.mjs";
import { STATEMENTS } from "./statements.mjs";

const sql = postgres(process.env.DATABASE_URL, { max: 10 });
const { issuer } = JSON.parse(await readFile(join(process.env.QORGAN_HOME, "keys.json"), "utf8"));
const { d: _, ...open } = issuer;
const key = await importJWK(open, "EdDSA");
const known = new Map();

async function officerOf(token) {
  const found = known.get(token);
  if (found && Date.now() < found.until) return found.officer;
  const { payload } = await jwtVerify(token, key, { issuer: "qorgan:local", audience: "qorgan" });
  const officer = payload.sub.slice("officer_".length);
  known.set(token, { officer, until: payload.exp * 1_000 });
  return officer;
}

async function answer(request, body) {
  const { operationName, variables } = JSON.parse(body);
  const officer = await officerOf(request.headers.authorization.slice("Bearer ".length));
  const { text, values } = STATEMENTS[operationName](variables);
  const [row] = await sql.unsafe(text, [officer, ...values], { prepare: true }).values();
  return `{"data":${row[0]}}`;
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk) => (body += chunk));
  request.on("end", () =>
    answer(request, body).then(
      (text) => response.writeHead(200, { "content-type": "application/json" }).end(text),
      (error) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.message }] })),
    ),
  );
});
server.listen(0, "127.0.0.1", () => ready("The limit", server.address().port));
