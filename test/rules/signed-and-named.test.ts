import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const inType = (type: string, schema: object): object => ({
  "200": { description: "OK", content: { [type]: { schema } } },
});
const CLAIM = { type: "object", properties: { jwt: TEXT, status: TEXT } };

// A JWT that is the message itself is a claim that somebody signed.
test.each<[string, string, object, number]>([
  ["the message, by its media type", "PUT /scope/{job}", { responses: inType("application/jwt", CLAIM) }, 0],
  ["… one with a prefix", "GET /credentials-of/{job}", { responses: inType("application/entity+jwt", CLAIM) }, 0],
  ["… signed, as it came", "PUT /jobs/{job}", { requestBody: takes({ jwt: TEXT }), responses: returns(CLAIM) }, 0],
  ["a stored one", "GET /jobs/{job}", { responses: returns(CLAIM) }, 1],
  ["one of a session", "GET /users/{id}/session", { responses: inType("application/jwt", CLAIM) }, 1],
])("a JWT that is %s", async (_what, id, operation, count) => {
  expect(await faultsIn(credentialInResponse, { [id]: operation })).toHaveLength(count);
});

// The state of a source to which a patch is applied is run by nobody.
const PATCH = "Trigger the review of a patch. The server runs the code of the base commit.";
test.each<[string, number]>([
  ["The identifier for the base commit.", 0],
  ["Commit ID", 0],
  ["SHA of the base revision", 0],
  ["Kennung des Commits", 0],
  ["L'identifiant du commit", 0],
  ["Identificador de la revisión", 0],
  ["Identificador do commit", 0],
  ["The code that the server runs", 1],
  ["JavaScript code that is executed on the server", 1],
])("what is said to be: %s", async (description, count) => {
  const operation = {
    description: PATCH,
    parameters: [{ name: "code", in: "query", required: true, schema: TEXT, description }],
  };
  expect(await faultsIn(injectionInterpretedInput, { "POST /scripts/run": operation })).toHaveLength(count);
});
