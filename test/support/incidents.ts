import { expect } from "vitest";
import type { Client } from "./start.js";

/** Runs one of the mutations that take `{ id, … }` and gives its payload. */
export async function act(client: Client, name: string, input: { id: string; [field: string]: unknown }) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const inputType = ["Confirm", "Stabilise", "Close", "Reopen"].some((n) => name.endsWith(n))
    ? "IncidentChangeInput"
    : type;
  const { data, errors } = await client.run(
    `mutation($input: ${inputType}!) { ${name}(input: $input) { incident { state version allowedActions }
      errors { __typename code path message ... on IllegalTransition { state allowed } ... on StaleVersion { current } } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[name];
}
