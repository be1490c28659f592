import { expect, test } from "vitest";
import { takesCredential } from "../../src/exposure/evident-credential.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* A key that nearly all calls send in their bodies beside other things is the credential, though no schema says that it must be sent. */

const TEXT = { type: "string" };
const UNSTATED = { security: undefined };

/** Twelve operations with bodies, each with the key beside a field of its own, and some without a body. */
function sending(key: string, more: object, reads: number): Operations {
  return Object.fromEntries([
    ...Array.from({ length: 12 }, (_, at) => [
      `POST /things${at}`,
      { requestBody: takes({ [key]: TEXT, [`part${at}`]: TEXT, ...more }) },
    ]),
    ...Array.from({ length: reads }, (_, at) => [`GET /states${at}`, { responses: returns({ properties: {} }) }]),
  ]);
}

const WRAPPED = Object.fromEntries(
  Object.entries(sending("key", {}, 4)).map(([id, operation]) => {
    const body = (operation as { requestBody?: { content: Record<string, { schema: object }> } }).requestBody;
    const schema = body?.content["application/json"]?.schema;
    return [
      id,
      schema === undefined
        ? operation
        : { requestBody: { content: { "application/json": { schema: { nullable: true, oneOf: [schema] } } } } },
    ];
  }),
);

const FORM = Object.fromEntries(
  Object.entries(sending("token", {}, 4)).map(([id, operation]) => [
    id,
    JSON.parse(JSON.stringify(operation).replace("application/json", "application/x-www-form-urlencoded")) as object,
  ]),
);

test.each<[string, Operations, boolean]>([
  ["a key", sending("key", {}, 0), true],
  ["a key, and reads without one", sending("key", {}, 5), true],
  ["a token", sending("token", {}, 5), true],
  ["an API key", sending("apiKey", {}, 5), true],
  ["an API key in another convention", sending("api_key", {}, 8), true],
  ["a key in a schema that may be null", WRAPPED, true],
  ["a token in a form", FORM, true],
  // It is of an entry, of few operations, or of something else.
  ["the key of an entry", sending("key", { value: TEXT }, 0), false],
  ["the key of an entry, in German", sending("key", { wert: TEXT }, 0), false],
  ["a key of fewer than most", sending("key", {}, 12), false],
  ["a name", sending("name", {}, 0), false],
])("%s in the bodies opens the API", async (_what, operations, expected) => {
  const api = await apiOf(operations, UNSTATED);
  expect(takesCredential(api)(api.operations[0]!)).toBe(expected);
});

test("what takes the key is not said to ask for none", async () => {
  const [fault] = await faultsIn(authenticationUnstated, sending("key", {}, 4), UNSTATED);
  expect(fault?.message).not.toContain("16 operations");
  expect(fault?.aggravations ?? []).toEqual([]);
});

const refusing = (schema: object): object => ({
  responses: { ...returns(schema), 401: { description: "Unauthorized" } },
});
const RATES = { properties: { rate: { type: "number" }, currency: TEXT } };
const PERSON = { properties: { firstName: TEXT, lastName: TEXT, email: { ...TEXT, format: "email" } } };
const LISTS = "each operation lists a 401";

test.each<[string, Operations, boolean]>([
  [
    "all list it, and return nothing personal",
    { "GET /rates/{id}": refusing(RATES), "GET /rate": refusing(RATES), "POST /quotes": refusing(RATES) },
    true,
  ],
  [
    "one of them returns people",
    { "GET /rates/{id}": refusing(RATES), "GET /rate": refusing(RATES), "GET /owners/{id}": refusing(PERSON) },
    false,
  ],
  [
    "one does not list it",
    { "GET /rates/{id}": refusing(RATES), "GET /rate": refusing(RATES), "POST /quotes": { responses: returns(RATES) } },
    false,
  ],
  ["there are two of them", { "GET /rate": refusing(RATES), "POST /quotes": refusing(RATES) }, false],
  [
    "one of them deletes",
    { "GET /rates/{id}": refusing(RATES), "GET /rate": refusing(RATES), "DELETE /rates/{id}": refusing(RATES) },
    false,
  ],
])("no requirement, and a 401 where %s", async (_what, operations, isMilder) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, UNSTATED);
  expect((fault?.mitigations ?? []).some((one) => one.startsWith(LISTS))).toBe(isMilder);
});
