import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { fail } from "../../src/graphql/errors.js";
import { isFault } from "../../src/graphql/mask.js";

test.each([
  ["of the database", new Error("write CONNECTION_CLOSED")],
  ["that GraphQL wrapped", new GraphQLError("no", { originalError: new Error("write CONNECTION_CLOSED") })],
  ["that isn't an error", "no"],
])("an error %s is the server's fault: what it kept from a subscriber is read again", (_, error) => {
  expect(isFault(error)).toBe(true);
});

test.each([
  ["a refusal", fail("NOT_FOUND", [], "There must be such a thing.")],
  ["a document that doesn't fit", new GraphQLError("Unknown argument")],
])("%s isn't", (_, error) => {
  expect(isFault(error)).toBe(false);
});
