import { expect, test } from "vitest";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { faultsIn } from "./faults-in.ts";

const returns = (properties: object): object => ({
  "200": { description: "So.", content: { "application/json": { schema: { properties } } } },
});
const HEALTH = returns({ diagnosis: { type: "string" } });
const PDF = { "200": { description: "So.", content: { "application/pdf": {} } } };

/** Each pair differs in one fact. */
test.each([
  ["A file, for any signed-in user.", HEALTH, 1],
  ["A file, never for any signed-in user.", HEALTH, 0],
  ["A file of one's own, for any signed-in user.", HEALTH, 0],
  ["A file, for any signed-in user.", returns({ colour: { type: "string" } }), 0],
  ["Akte, für alle angemeldeten Kunden.", HEALTH, 1],
  ["Ficha, para cualquier usuario autenticado.", HEALTH, 1],
])(
  "bola-inconsistent-authorization: what says %j and returns %j is %j fault",
  async (description, responses, times) => {
    const faults = await faultsIn(bolaInconsistentAuthorization, { "GET /files/{id}": { description, responses } });
    expect(faults).toHaveLength(times);
  },
);

test.each([
  ["For any customer: it is enough to know the CUPS.", 1],
  ["Auch für andere Kunden: es reicht, den CUPS zu kennen.", 1],
  ["Même pour d'autres clients : il suffit de connaître le CUPS.", 1],
  ["También para otros clientes: basta con conocer el CUPS.", 1],
  ["Também para outros clientes: basta conhecer o CUPS.", 1],
  ["For any customer: it is enough to know the password.", 0],
  ["To know the CUPS is not enough: the server checks who owns it.", 0],
])("what says %j of the path is %j fault", async (description, times) => {
  const operations = {
    "GET /me": { responses: HEALTH },
    "GET /points/{cups}/curve": { description, responses: HEALTH },
  };
  expect(await faultsIn(bolaInconsistentAuthorization, operations)).toHaveLength(times);
});

const LINKED = "Written to `https://cdn.acme.io/{fileKey}/{version}.pdf`.";

test.each([
  [`${LINKED} It is served without a token.`, 1],
  [`${LINKED} Abrufbar ohne Anmeldung.`, 1],
  [`${LINKED} Accesible sin token.`, 1],
  [`${LINKED} It is not served without a token.`, 0],
  ["Written to `https://cdn.acme.io/{fileKey}/{token}.pdf`. It is served without a session.", 0],
  ["Written to our storage. It is served without a token.", 0],
])("public-file-link: an export that says %j is %j fault", async (description, times) => {
  const operations = { "POST /files/{fileKey}/exports": { description, responses: HEALTH } };
  expect(await faultsIn(publicFileLink, operations)).toHaveLength(times);
});

const linkIn = (name: string, example?: string, beside: object = {}, description?: string): object =>
  returns({ [name]: { type: "string", description, ...(example === undefined ? {} : { example }) }, ...beside });

test.each<[string, string, object, readonly string[]]>([
  ["a public link", "/invoices/{id}/link", linkIn("public_url"), ["named public"]],
  ["a public link in German", "/rechnungen/{id}", linkIn("oeffentlicheUrl"), ["named public"]],
  [
    "a permanent link",
    "/submissions/{id}",
    linkIn("permanent_download_url", "https://app.acme.io/s/1"),
    ["named permanent"],
  ],
  [
    "one with its key",
    "/documents/{id}",
    linkIn("permanentUrl", "https://app.acme.io/s/1?token=12"),
    ["named permanent"],
  ],
  [
    "one that is said not to end",
    "/documents/{id}",
    linkIn("publicUrl", undefined, {}, "Valid forever"),
    ["named public"],
  ],
  [
    "one that is signed until then",
    "/documents/{id}",
    linkIn("public_url", "https://a.io/1?X-Amz-Expires=60&sig=1"),
    [],
  ],
  ["one that ends", "/documents/{id}", linkIn("public_url", undefined, { expires_at: { type: "string" } }), []],
  ["one that is said to end", "/documents/{id}", linkIn("publicUrl", undefined, {}, "Valid for ten minutes."), []],
  [
    "one that asks for a log-in",
    "/documents/{id}",
    linkIn("public_url", undefined, {}, "Requires authentication."),
    [],
  ],
  [
    "one that asks for one, in words of another",
    "/documents/{id}",
    linkIn("publicUrl", undefined, {}, "Log-in required."),
    [],
  ],
  [
    "one that asks for none",
    "/documents/{id}",
    linkIn("publicUrl", undefined, {}, "No login is needed."),
    ["named public"],
  ],
  ["whether there is one", "/documents/{id}", returns({ public_url_shared: { type: "boolean" } }), []],
  ["a page", "/members/{id}", linkIn("public_url"), []],
  ["an article", "/articles/{id}/documents", linkIn("public_url"), []],
  ["a link of a document", "/documents/{id}", linkIn("download_url"), []],
  ["a permanent address", "/documents/{id}", linkIn("permanentAddress"), []],
])("public-file-link, by what it is called: %s", async (_, path, responses, expected) => {
  const faults = await faultsIn(publicFileLink, { [`GET ${path}`]: { responses } });
  expect(faults.map(({ title }) => title)).toEqual(expected.map((words) => expect.stringContaining(words)));
});

test("links of one name are one fault, by the examples of whole answers, and none where anybody may ask", async () => {
  const schema = { properties: { items: { items: { properties: { permanent_document_url: { type: "string" } } } } } };
  const example = { items: [{ permanent_document_url: "https://app.acme.io/pdf?token=123" }] };
  const responses = { "200": { description: "So.", content: { "application/json": { schema, example } } } };
  const faults = await faultsIn(publicFileLink, {
    "GET /templates": { responses },
    "GET /templates/{id}": { responses },
    "GET /open": { responses, security: [] },
  });
  expect(faults).toMatchObject([{ places: [{}, {}], evidence: [expect.stringContaining("looks like a credential")] }]);
});

test.each([
  ["mandantId", "Leer = alle Mandanten.", 1],
  ["mandantId", "Leer = alle eigenen Mandanten.", 0],
  ["colourId", "Empty for all colours.", 0],
  ["codePartenaire", "Le code d'un autre partenaire peut être donné.", 1],
  ["codePartenaire", "Le code d'un autre partenaire est refusé, pas accepté.", 0],
])("bola-inconsistent-authorization: the filter %s that says %j is %j fault", async (name, description, times) => {
  const parameters = [{ name, in: "query", description, schema: { type: "string" } }];
  const faults = await faultsIn(bolaInconsistentAuthorization, { "GET /files": { parameters, responses: HEALTH } });
  expect(faults).toHaveLength(times);
});

test.each([
  ["404 where it is of another patient.", {}, "GET /results/{id}"],
  ["A visit.", {}, ""],
  ["404 where it is of another patient.", { "403": { description: "No." } }, ""],
])(
  "bola-inconsistent-authorization: beside what says %j, a result that answers %j",
  async (description, more, expected) => {
    const said = { description, responses: HEALTH };
    const faults = await faultsIn(bolaInconsistentAuthorization, {
      "GET /visits/{id}": said,
      "GET /bills/{id}": said,
      "GET /results/{id}": { responses: { ...HEALTH, ...more } },
    });
    const ids = faults.flatMap(({ places = [] }) => places.map(({ operation }) => operation?.id));
    expect(ids.join()).toBe(expected);
  },
);

test.each([
  ["GET /invoices/{number}/pdf", { type: "string", pattern: "^RE-\\d{4}-\\d{6}$" }, PDF, "counted"],
  ["GET /invoices/{number}/pdf", { type: "string", format: "uuid" }, PDF, ""],
  ["GET /factures/{numero}", { type: "integer" }, PDF, "counted"],
  ["GET /brochures/{numero}", { type: "integer" }, PDF, ""],
  ["GET /invoices/{id}/photo", { type: "integer" }, PDF, ""],
])("unauthenticated-operation: %s by %j", async (id, schema, responses, causes) => {
  const parameters = [{ name: /\{(\w+)\}/.exec(id)![1], in: "path", required: true, schema }];
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /orders": {},
    [id]: { security: [], parameters, responses },
  });
  expect(faults.map(({ cause }) => cause).join()).toBe(causes);
});
