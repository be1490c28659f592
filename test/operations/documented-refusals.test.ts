import { expect, test } from "vitest";
import { testsOf, type Operations } from "./tests-of.ts";

const MAIL = `content: { application/json: { schema: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } } } }`;
const MAILS = `content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } } } } }`;
const OK = `200: { description: OK, ${MAIL} }`;

const read = (responses: string): Operations => ({
  "GET /customers/{customerId}": `responses: { ${responses} }`,
  "GET /customers": `responses: { 200: { description: OK, ${MAILS} } }`,
});

test.each<[string, Operations, string, string]>([
  ["nothing is described", read(OK), "GET /customers/{customerId}", "403 or 404"],
  [
    "404 is described",
    read(`${OK}, 400: { description: Bad request }, 404: { description: Not found }`),
    "GET /customers/{customerId}",
    "403 or 404",
  ],
  ["422 stands in", read(`${OK}, 422: { description: "" }`), "GET /customers/{customerId}", "403, 404 or 422"],
  [
    "400 stands in",
    read(`${OK}, 400: { description: Error encountered }`),
    "GET /customers/{customerId}",
    "400, 403 or 404",
  ],
  [
    "a 401 is of a token that is missing",
    read(`${OK}, 401: { description: Not authorised }`),
    "GET /customers/{customerId}",
    "403 or 404",
  ],
  [
    "a 409 says why",
    read(`${OK}, 403: { description: No }, 409: { description: The customer does not exist }`),
    "GET /customers/{customerId}",
    "403, 404 or 409",
  ],
  [
    "a 400 says why in German",
    read(`${OK}, 404: { description: Weg }, 400: { description: Kunde existiert nicht }`),
    "GET /customers/{customerId}",
    "400, 403 or 404",
  ],
  [
    "a 401 says why in French",
    read(`${OK}, 404: { description: x }, 401: { description: Vous n'êtes pas autorisé à voir ce client }`),
    "GET /customers/{customerId}",
    "401, 403 or 404",
  ],
  [
    "a 422 says why in Spanish",
    read(`${OK}, 404: { description: x }, 422: { description: El cliente no existe }`),
    "GET /customers/{customerId}",
    "403, 404 or 422",
  ],
  [
    "a 410 says why in Portuguese",
    read(`${OK}, 404: { description: x }, 410: { description: Cliente não encontrado }`),
    "GET /customers/{customerId}",
    "403, 404 or 410",
  ],
  [
    "too many calls are no refusal of B's",
    read(`${OK}, 429: { description: Too many }, 415: { description: Type }`),
    "GET /customers/{customerId}",
    "403 or 404",
  ],
  [
    "another operation shows what the API refuses with",
    { ...read(OK), "GET /orders": `responses: { ${OK}, 422: { description: "" } }` },
    "GET /customers/{customerId}",
    "403, 404 or 422",
  ],
  [
    "errors stand in the body",
    read(
      `200: { description: OK, content: { application/json: { schema: { type: object, properties: { result: { type: object, properties: { email: { type: string } } }, error: { type: object } } } } } }`,
    ),
    "GET /customers/{customerId}",
    "403, 404 or 200 with an error and nothing of B's",
  ],
  [
    "errors stand in the body in German",
    read(
      `200: { description: OK, content: { application/json: { schema: { type: object, properties: { kunde: { type: object, properties: { email: { type: string } } }, fehler: { type: string } } } } } }`,
    ),
    "GET /customers/{customerId}",
    "403, 404 or 200 with an error and nothing of B's",
  ],
  [
    "the answer to a fault is told by a flag",
    read(
      `${OK}, default: { description: x, content: { application/json: { schema: { type: object, properties: { ok: { type: boolean }, error: { type: string } } } } } }`,
    ),
    "GET /customers/{customerId}",
    "403, 404 or 200 with an error and nothing of B's",
  ],
  [
    "one setting is no list",
    { "GET /customers/{customerId}/settings": `responses: { ${OK} }` },
    "GET /customers/{customerId}/settings",
    "403 or 404",
  ],
  [
    "orders are a list",
    { "GET /customers/{customerId}/orders": `responses: { 200: { description: OK, ${MAILS} } }` },
    "GET /customers/{customerId}/orders",
    "403, 404 or an empty list",
  ],
  ["a 412 stands in", read(`${OK}, 412: { description: "" }`), "GET /customers/{customerId}", "403, 404 or 412"],
  [
    "a 401 says that the thing is not there",
    read(`${OK}, 401: { description: The customer does not exist in the organization }`),
    "GET /customers/{customerId}",
    "401, 403 or 404",
  ],
  [
    "a 401 says that the token is not there",
    read(`${OK}, 401: { description: The access token is missing or unknown }`),
    "GET /customers/{customerId}",
    "403 or 404",
  ],
  [
    "errors are listed beside what was deleted",
    {
      ...read(OK),
      "DELETE /customers/{customerId}": `responses: { 200: { description: OK, content: { application/json: { schema: { type: object, properties: { deleted: { type: array, items: { type: object, properties: { id: { type: string } } } }, errors: { type: array, items: { type: object, properties: { code: { type: string } } } } } } } } }, 404: { description: x } }`,
    },
    "DELETE /customers/{customerId}",
    "403, 404 or 200 with an error, and B's customer is still there",
  ],
  [
    "each item says what came of it",
    {
      ...read(OK),
      "PUT /customers/{customerId}": `responses: { 200: { description: OK, content: { application/json: { schema: { type: object, properties: { items: { type: array, items: { type: object, properties: { status: { type: string, enum: [OK, NOT_FOUND] } } } } } } } } }, 404: { description: x } }`,
    },
    "PUT /customers/{customerId}",
    "403, 404 or 200 with an error, and B's customer is unchanged",
  ],
  [
    "a change",
    {
      ...read(OK),
      "PUT /customers/{customerId}": `responses: { 204: { description: OK }, 422: { description: Invalid } }`,
    },
    "PUT /customers/{customerId}",
    "403, 404 or 422, and B's customer is unchanged",
  ],
  [
    "a deletion",
    {
      ...read(OK),
      "DELETE /customers/{customerId}": `responses: { 204: { description: OK }, 409: { description: Customer not found }, 404: { description: x } }`,
    },
    "DELETE /customers/{customerId}",
    "403, 404 or 409, and B's customer is still there",
  ],
])("what passes as a refusal where %s", async (_name, operations, operation, expected) => {
  expect((await testsOf(operations)).get(operation)?.expect).toBe(expected);
});

test.each<[string, string, string]>([
  ["a list", MAILS, "403, 404 or a list that contains no record of B's"],
  ["one thing", MAIL, "403, 404 or a response with nothing of B's"],
])("a filter by what is B's gives %s", async (_name, content, expected) => {
  const tests = await testsOf({
    "GET /balance": `{ parameters: [{ name: customerId, in: query, schema: { type: string } }], responses: { 200: { description: OK, ${content} } } }`,
    ...read(OK),
  });
  expect(tests.get("GET /balance")?.expect).toBe(expected);
});

test("a deletion of several passes where it leaves what is B's, with or without an error", async () => {
  const tests = await testsOf({
    "DELETE /customers": `{ parameters: [{ name: customerIds, in: query, required: true, schema: { type: array, items: { type: string } } }], responses: { 204: { description: Gone } } }`,
    ...read(OK),
  });
  expect(tests.get("DELETE /customers")?.expect).toBe(
    "403 or 404, or an error or no effect for B's alone; B's customer is still there",
  );
});

test("an API key of another account is refused with 401 where nothing else is described", async () => {
  const tests = await testsOf(read(`${OK}, 401: { description: Not authorised }`), "accounts");
  expect(tests.get("GET /customers/{customerId}")?.expect).toBe("401, 403 or 404");
});
