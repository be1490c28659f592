import { apiOfPart } from "./description-of.ts";
import { expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { callerControlledServer } from "../../src/rules/transport/caller-controlled-server.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { xssScriptInDescription } from "../../src/rules/transport/xss-script-in-description.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { faultsIn, returns, SCHEMES, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const query = (name: string): object => ({ name, in: "query", schema: { type: "string" } });
const JSON_OF = (schema: object): object => ({ content: { "application/json": { schema } } });

test.each([
  ["https://{host}/v1", { host: { default: "api.acme.io" } }, "{host} 0"],
  ["https://{host}/v1", { host: { default: "localhost" } }, "{host} 1"],
  ["https://{host}:{port}", { host: { default: "api.acme.io" }, port: { default: "443" } }, "{host} 0"],
  ["{base}/v1", { base: { default: "https://api.acme.io" } }, "{base} 0"],
  ["{protocol}://{host}{path}", { host: { default: "api.acme.io" }, path: { default: "/v1" } }, "{host} 0"],
  ["https://{tenant}.acme.io", { tenant: { default: "demo" } }, ""],
  ["https://api.{zone}", { zone: { default: "acme.io" } }, "{zone} 0"],
  ["https://{host}", { host: { default: "api.acme.io", enum: ["api.acme.io"] } }, ""],
  ["https://api.acme.io/{version}", { version: { default: "v1" } }, ""],
  ["/{version}", { version: { default: "v1" } }, ""],
  ["https://{host}", {}, ""],
])("caller-controlled-server: %s with %j", async (url, variables, expected) => {
  const faults = await faultsIn(callerControlledServer, { "GET /a": {} }, { servers: [{ url, variables }] });
  const shown = faults.map(({ message, mitigations = [] }) => `${/\{\w+\}/.exec(message)![0]} ${mitigations.length}`);
  expect(shown.join()).toBe(expected);
});

test.each<[string, object, number]>([
  ["https://api.acme.io", { parameters: [{ ...query("apiKey"), required: true }] }, 1],
  ["https://api.acme.io:8443", {}, 1],
  // At the port of HTTP there is none.
  ["https://api.acme.io:80", {}, 0],
  ["https://api.acme.io:80/v1", {}, 0],
  ["https://api.acme.io:8080", {}, 1],
  ["https://www.acme.io", {}, 0],
])("cleartext-server: %s is the same host over TLS, or none, where each call takes %j", async (url, taken, steps) => {
  const operations = Object.fromEntries([1, 2, 3].map((at) => [`POST /orders${at}`, taken]));
  const servers = [{ url }, { url: "http://api.acme.io" }];
  const [fault] = await faultsIn(cleartextServer, operations, { servers });
  expect(fault?.mitigations?.filter((one) => one.includes("over TLS"))).toHaveLength(steps);
});

test.each([
  [20, 20, []],
  [21, 1, [21]],
])(
  "cleartext-server: %i hosts of which the same is to be said have %i lines, and lose no place",
  async (n, lines, places) => {
    const servers = Array.from({ length: n }, (_, at) => ({ url: `http://api${at}.acme.io` }));
    const faults = await faultsIn(cleartextServer, { "GET /a": {}, "POST /b": {} }, { servers });
    expect(faults).toHaveLength(lines);
    expect(faults.flatMap((one) => one.places?.length ?? [])).toEqual(places);
    expect(faults[0]!.message).toContain('"http://api0.acme.io"');
  },
);

test("caller-controlled-server takes no longer for a host of many variables", async () => {
  const url = `https://${"{a}".repeat(100_000)}`;
  const start = processorTime();
  await faultsIn(callerControlledServer, { "GET /a": {} }, { servers: [{ url, variables: { a: { default: "" } } }] });
  expect(processorTime() - start).toBeLessThan(5_000);
});

test.each([
  ["Our API supports both unencrypted (HTTP) and encrypted (HTTPS) calls.", 1],
  ["<p>Our API supports <em>unencrypted (HTTP)</em> calls.</p>", 0],
  ["Die API unterstützt unverschlüsselte Aufrufe über HTTP.", 0],
  ["Unencrypted calls over HTTP are refused.", undefined],
])("what is said of all calls: %s", async (description, steps) => {
  const [fault] = await faultsIn(
    cleartextServer,
    { "GET /a": {} },
    { info: { title: "T", version: "1", description } },
  );
  expect(fault?.mitigations?.length).toBe(steps);
  expect(fault?.message ?? "").not.toContain("<");
});

const decides = (name: string, type: string): object => ({ name, in: "query", required: true, schema: { type } });

test.each([
  ["GET /orders/{id}/cancel", {}, true],
  ["GET /orders/{id}/cancelled", {}, false],
  ["GET /orders/cancel/{id}", {}, true],
  ["GET /cancellations", {}, false],
  ["GET /delete", {}, true],
  ["POST /delete", {}, false],
  ["GET /updates", {}, false],
  ["GET /transfer/{id}", {}, false],
  ["GET /logout", {}, true],
  ["GET /stages/user_logout", {}, false],
  ["GET /initdb", {}, true],
  ["GET /notes/{id}/bin", { operationId: "deleteNote" }, true],
  ["GET /notes/{id}/bin", { operationId: "notes.deleteNote" }, true],
  ["GET /notes/{id}/bin", { operationId: "getDeletedNotes" }, false],
  ["GET /notes/{id}/remove", { summary: "Shows what would be removed" }, false],
  ["GET /notes/{id}/remove", { summary: "Show what would be removed" }, false],
  ["GET /reports/receive", { operationId: "create_service_report" }, true],
  ["GET /self-service/login/api", { operationId: "createNativeLoginFlow" }, false],
  ["GET /uploads", { operationId: "createUploadUrl" }, false],
  ["GET /orders/{id}/refund", { responses: { 204: { description: "Refunded" } } }, true],
  ["GET /orders/{id}/refund", { summary: "Refund an order" }, true],
  ["GET /orders/{id}/refund", { summary: "Refund of an order" }, false],
  ["GET /stays/{id}/check_out", { responses: { 303: { description: "On." } } }, true],
  ["GET /stays/{id}/room_list", { responses: { 303: { description: "On." } } }, false],
  ["GET /transfers/claim", { responses: { 204: { description: "Claimed" } } }, false],
  ["GET /rechnungen/{id}/stornieren", { responses: { 204: { description: "Storniert" } } }, true],
  ["GET /fetch", { responses: returns({ type: "string" }) }, true],
  ["GET /fetch", { responses: returns({ properties: { rates: { type: "array" } } }) }, false],
  ["GET /rates/fetch", { responses: returns({ type: "string" }) }, false],
  ["GET /views.publish", {}, true],
  ["GET /views.list", {}, false],
  ["GET /v1/bookings/{id}/annuler", { operationId: "getV1BookingsIdAnnuler" }, true],
  ["GET /locks/{id}/factory-reset", { description: "Wipes the lock." }, true],
  ["GET /locks/{id}/factory-reset", { description: "Wipes of this lock, with dates." }, false],
  ["GET /sirenen/{id}/probe", { description: "Löst die Sirene für zwölf Sekunden aus." }, true],
  ["GET /wagen/{id}/hupe", { summary: "Hupe kurz auslösen" }, true],
  ["GET /offers/{id}/renewal", { parameters: [decides("accept", "boolean")] }, true],
  ["GET /offers/{id}/renewal", { parameters: [decides("accept", "string")] }, false],
  [
    "GET /sms",
    { parameters: [query("to"), query("message")], responses: { 200: { description: "OK", ...JSON_OF({}) } } },
    true,
  ],
  [
    "GET /chat",
    { parameters: [query("mensaje"), query("destinatario")], responses: { 200: { description: "OK" } } },
    true,
  ],
  [
    "GET /queue",
    { parameters: [query("message"), query("pageSize")], responses: { 200: { description: "OK" } } },
    false,
  ],
  [
    "GET /sms",
    { parameters: [query("to"), query("from"), query("message")], responses: { 200: { description: "OK" } } },
    true,
  ],
  ["GET /errors", { parameters: [query("message")], responses: { 200: { description: "OK" } } }, false],
  [
    "GET /mails",
    { parameters: [query("to"), query("message"), query("page")], responses: { 200: { description: "OK" } } },
    false,
  ],
  [
    "GET /history",
    {
      parameters: [query("message")],
      responses: { 200: { description: "OK", ...JSON_OF({ type: "array", items: { type: "object" } }) } },
    },
    false,
  ],
  ["GET /people", { parameters: [query("email")], responses: { 200: { description: "OK" } } }, false],
])("state-changing-get: %s with %j is %j", async (id, operation, isFound) => {
  expect((await faultsIn(stateChangingGet, { [id]: operation })).length > 0).toBe(isFound);
});

test.each([
  ["GET /delete", "critical"],
  ["GET /orders/{id}/delete", "medium"],
])("state-changing-get: %s is %s", async (id, severity) => {
  const [fault] = await faultsIn(stateChangingGet, { [id]: {} });
  expect((fault?.aggravations ?? []).reduce<string>((at) => (at === "medium" ? "high" : "critical"), "medium")).toBe(
    severity,
  );
});

const BY_COOKIE = { security: [{ session: [] }] };

test.each([
  ["state-changing-get of a log-out harms little", "GET /logout", {}, 1],
  ["state-changing-get of a link in a message is milder", "GET /accounts/activate", { security: [] }, 1],
  ["state-changing-get of what asks for a token is no such link", "GET /accounts/activate", BY_COOKIE, 0],
  ["state-changing-get of an order is not milder", "GET /orders/{id}/cancel", BY_COOKIE, 0],
  ["state-changing-get whose token no browser adds is milder", "GET /orders/{id}/cancel", {}, 1],
])("%s", async (_name, id, operation, milder) => {
  expect((await faultsIn(stateChangingGet, { [id]: operation }))[0]?.mitigations).toHaveLength(milder);
});

test.each([
  ["<script>alert(1)</script>", true],
  ["<SCRIPT src=//x>", true],
  ['<img src=x onerror="a()">', true],
  ["<svg/onload=a()>", true],
  ["[here](javascript:alert(1))", true],
  ['<a href="javascript:a()">', true],
  ["`<script>` is refused", false],
  ["```\n<script>a</script>\n```", false],
  ["```\ncode\n```\n<script>a</script>", true],
  ["a < b, and only = 3", false],
  ["<b>bold</b> <a href='https://acme.io?on=1'>", false],
  ["<p>It is on = off</p>", false],
  ["JavaScript: the good parts", false],
])("xss-script-in-description: %j is %j", async (description, isFound) => {
  expect((await faultsIn(xssScriptInDescription, { "GET /a": { description } })).length > 0).toBe(isFound);
});

test.each([
  ["<a ".repeat(300_000)],
  ["<a" + " on".repeat(300_000)],
  ["```".repeat(300_000) + "<script"],
  ["`<script>\n".repeat(100_000)],
  ["](".repeat(400_000)],
  ["<script> ~~~\n".repeat(50_000)],
])("xss-script-in-description takes no longer for a hostile text", async (description) => {
  const start = processorTime();
  await faultsIn(xssScriptInDescription, { "GET /a": { description } });
  expect(processorTime() - start).toBeLessThan(3_000);
});

test.each([
  ["a credential", {}, "including credentials", 0],
  ["nothing of worth", { security: [] }, "", 2],
  ["a client certificate, which does not travel", { security: [{ certificate: [] }] }, "", 2],
  [
    "somebody's address",
    { security: [], parameters: [{ name: "email", in: "query", schema: { type: "string", format: "email" } }] },
    "",
    0,
  ],
])("cleartext-server: with %s", async (_name, operation, words, milder) => {
  const servers = { servers: [{ url: "http://api.acme.io" }] };
  const [fault] = await faultsIn(cleartextServer, { "GET /a": operation, "GET /b": operation }, servers);
  expect(fault?.message.endsWith(words)).toBe(true);
  expect(fault?.message.includes("credentials")).toBe(words !== "");
  expect(fault?.mitigations).toHaveLength(milder);
});

test("one operation without TLS, where the others have it, is meant on any host", async () => {
  const servers = { servers: [{ url: "https://api.example.com" }] };
  const operation = { servers: [{ url: "http://api.example.com" }] };
  const [fault] = await faultsIn(cleartextServer, { "GET /a": operation, "GET /b": {} }, servers);
  expect(fault?.carriers?.map(({ id }) => id)).toEqual(["GET /a"]);
  expect(await faultsIn(cleartextServer, { "GET /a": {} }, { servers: operation.servers })).toEqual([]);
});

test.each([
  ["another host has TLS", "https://test.example.com", 1],
  ["the same host has TLS too", "https://api.example.com", 0],
  ["a developer's machine has TLS", "https://localhost:8443", 0],
])("no TLS of the first of two servers is meant on any host, where %s", async (_what, url, count) => {
  const servers = { servers: [{ url: "http://api.example.com" }, { url }] };
  expect(await faultsIn(cleartextServer, { "GET /a": {} }, servers)).toHaveLength(count);
});

test("a host below .example that names an organization stands for a real one", async () => {
  const found = async (url: string): Promise<number> =>
    (await faultsIn(cleartextServer, { "GET /a": {} }, { servers: [{ url }] })).length;
  expect(await found("http://api.zipcab.example")).toBe(1);
  expect(await found("http://api.example.com")).toBe(0);
});

test("a host that is left open is that of whoever installs the service", async () => {
  const open = { url: "http://{host}/api", variables: { host: { default: "localhost" } } };
  const servers = { servers: [{ url: "https://demo.zipcab.io" }, open] };
  expect(await faultsIn(cleartextServer, { "GET /a": {} }, servers)).toEqual([]);
});

test.each([
  [{ schemes: ["https", "http"] }, 1],
  [{ schemes: ["http"], host: "" }, 1],
  [{ schemes: ["https"] }, 0],
  [{ schemes: ["http"], host: "localhost" }, 0],
  [{}, 0],
])("cleartext-server: Swagger 2.0 with %j", async (served, faults) => {
  const api = await apiOfPart(
    JSON.stringify({
      swagger: "2.0",
      info: { title: "T", version: "1" },
      basePath: "/api",
      ...served,
      paths: { "/login": { post: { parameters: [{ name: "password", in: "formData", type: "string" }] } } },
    }),
  );
  expect([...cleartextServer.check(api)]).toHaveLength(faults);
});

test.each([
  ["Results are sent over unencrypted FTP.", 1],
  ["Whether unencrypted FTP connections should be denied for the account.", 0],
  ["Unencrypted FTP connections are denied.", 0],
  ["Ob unverschlüsselte Verbindungen angenommen werden.", 0],
  ["Die Befunde werden unverschlüsselt übertragen.", 1],
  ["Indique si les connexions non chiffrées sont acceptées.", 0],
  ["Indica si se aceptan conexiones sin cifrar.", 0],
  ["Indica se as conexões sem TLS são aceitas.", 0],
])("cleartext-server: a text that says %j", async (description, count) => {
  expect(await faultsIn(cleartextServer, { "GET /results": { description } })).toHaveLength(count);
});

const behind = (more: object): object => ({
  "x-amazon-apigateway-integration": { type: "http", httpMethod: "GET", connectionType: "INTERNET", ...more },
});
const passage = (type: string, uri: string): object => ({
  security: [],
  "x-amazon-apigateway-integration": { type, uri, httpMethod: "GET" },
});

test.each<[string, object, number]>([
  ["http over the internet", behind({ uri: "http://lab.acme.io/results" }), 1],
  ["https", behind({ uri: "https://lab.acme.io/results" }), 0],
  ["a private link", behind({ uri: "http://lab.acme.io/results", connectionType: "VPC_LINK" }), 0],
  ["an internal host", behind({ uri: "http://lab.internal/results" }), 0],
  ["a host that is left open", behind({ uri: "http://${stageVariables.lab}/results" }), 0],
  ["a function", behind({ uri: "arn:aws:apigateway:eu-west-1:lambda:path/functions/x/invocations" }), 0],
  ["Google over http", { "x-google-backend": { address: "http://lab.acme.io" } }, 1],
  ["Google over https", { "x-google-backend": { address: "https://lab.acme.io" } }, 0],
])("cleartext-server: a gateway that calls %s", async (_name, more, count) => {
  expect(await faultsIn(cleartextServer, { "GET /results": more })).toHaveLength(count);
});

test.each<[string, string, string, number]>([
  ["a key", "integration.request.header.X-Lab-Key", "'ld-prod-7f3c91d2a8e4'", 1],
  ["a key in the query", "integration.request.querystring.api_key", "'ld-prod-7f3c91d2a8e4'", 1],
  ["a key of the stage", "integration.request.header.X-Lab-Key", "stageVariables.labKey", 0],
  ["a made-up key", "integration.request.header.X-Lab-Key", "'your-key-goes-here-1'", 0],
  ["a version", "integration.request.header.X-Version", "'2026-11-26-build7f3c91'", 0],
  ["a key of the caller", "method.request.header.X-Lab-Key", "'ld-prod-7f3c91d2a8e4'", 0],
])("secret-in-description: a gateway that sends %s", async (_name, key, value, count) => {
  const more = behind({ uri: "https://lab.acme.io", requestParameters: { [key]: value } });
  const faults = await faultsIn(secretInDescription, { "GET /results": more });
  expect(faults).toHaveLength(count);
  expect(JSON.stringify(faults.map(({ message, cause }) => [message, cause]))).not.toContain("7f3c91d2a8e4");
});

test.each<[string, string, object, number]>([
  ["all of a service", "GET /old/{proxy+}", passage("http_proxy", "https://old.acme.io/{proxy}"), 1],
  ["a function", "GET /old/{proxy+}", passage("aws_proxy", "arn:aws:apigateway:eu-west-1:lambda:path/x"), 0],
  ["one thing", "GET /old/{id}", passage("http_proxy", "https://old.acme.io/{id}"), 0],
  [
    "all for those who logged in",
    "GET /old/{proxy+}",
    { ...passage("http_proxy", "https://old.acme.io"), security: [{ token: [] }] },
    0,
  ],
])("unauthenticated-operation: a gateway that passes on %s", async (_name, id, more, count) => {
  const parameters = [{ name: "proxy+", in: "path", required: true, schema: { type: "string" } }];
  const faults = await faultsIn(unauthenticatedOperation, { [id]: { parameters, ...more }, "GET /mine": {} });
  expect(faults.filter(({ cause }) => cause === "passage")).toHaveLength(count);
});

const PERSON = returns({ properties: { fullName: { type: "string" }, email: { type: "string" } } });
const FACT = returns({ properties: { id: { type: "string" }, diameter: { type: "number" } } });

test.each<[string, object, object, number]>([
  ["nobody needs a credential for it", { security: [] }, FACT, 2],
  ["nobody needs a credential for what is not described", { security: [] }, {}, 2],
  ["names that anybody may read", { security: [] }, PERSON, 2],
  ["facts behind a key", { security: [{ key: [] }] }, FACT, 1],
  ["facts behind a token", { security: [{ token: [] }] }, FACT, 0],
  ["people behind a key", { security: [{ key: [] }] }, PERSON, 0],
  ["facts behind a header with a user's token", { security: [{ header: [] }] }, FACT, 0],
])("what is only read without TLS: %s", async (_what, security, responses, milder) => {
  const header = { type: "apiKey", in: "header", name: "Authorization", description: "JWT of the user" };
  const more = { servers: [{ url: "http://api.acme.io" }], components: { securitySchemes: { ...SCHEMES, header } } };
  const [fault] = await faultsIn(cleartextServer, { "GET /a": { ...security, responses } }, more);
  expect(fault?.mitigations).toHaveLength(milder);
});

const TOKEN = { type: "apiKey", in: "header", name: "access_token" };

test.each<[string, object, string, object, number]>([
  ["products with an app's key", TOKEN, "GET /products/search", {}, 1],
  ["records with it", TOKEN, "GET /records/{id}", {}, 0],
  ["the caller's own", TOKEN, "GET /account", FACT, 0],
  ["products with a session", { ...TOKEN, in: "cookie" }, "GET /products/search", {}, 0],
])("only http for what a credential opens: %s", async (_what, key, id, responses, milder) => {
  const more = { servers: [{ url: "http://api.acme.io" }], components: { securitySchemes: { api_key: key } } };
  const operation = {
    security: [{ api_key: [] }],
    responses: Object.keys(responses).length > 0 ? responses : undefined,
  };
  const [fault] = await faultsIn(cleartextServer, { [id]: operation }, more);
  expect(fault?.mitigations).toHaveLength(milder);
});

test.each<[string, object, number]>([
  ["of reference data", {}, 1],
  ["of reference data, with a station that is deleted", { "DELETE /stations/{id}": {} }, 0],
])("only http for the key of an API %s", async (_what, more, milder) => {
  const found = (name: string): object => ({ parameters: [{ ...query(name), required: true }], responses: FACT });
  const described = {
    servers: [{ url: "http://api.acme.io" }],
    security: [{ key: [] }],
    info: { title: "Open data on weather stations", version: "1", description: "All weather stations of the world." },
  };
  const operations = {
    "GET /stations/search": found("lat"),
    "POST /stations/search": { ...found("lat"), responses: FACT },
  };
  const [fault] = await faultsIn(cleartextServer, { ...operations, ...more }, described);
  expect(fault?.mitigations).toHaveLength(milder);
});

test("what is changed without TLS behind a key is no less severe", async () => {
  const servers = { servers: [{ url: "http://api.acme.io" }] };
  const operation = { security: [{ key: [] }], responses: FACT };
  const [fault] = await faultsIn(cleartextServer, { "GET /a": operation, "POST /a": operation }, servers);
  expect(fault?.mitigations).toHaveLength(0);
});

test.each<[string, string, object, number]>([
  ["a search that is sent", "POST /shops/search", { requestBody: { ...JSON_OF({ type: "object" }) } }, 1],
  ["where shops are looked for", "GET /shops", { parameters: [query("city"), query("zipCode")] }, 1],
  ["who is looked for", "GET /shops", { parameters: [query("email")] }, 0],
  ["a shop that is made", "POST /shops", {}, 0],
])("what a key only reads, without TLS: %s", async (_what, id, more, milder) => {
  const servers = { servers: [{ url: "http://api.acme.io" }] };
  const operation = { security: [{ key: [] }], responses: FACT, ...more };
  const [fault] = await faultsIn(cleartextServer, { [id]: operation }, servers);
  expect(fault?.mitigations).toHaveLength(milder);
});

test("a key that also changes something elsewhere is not only a reader's", async () => {
  const reads = { security: [{ key: [] }], responses: FACT, servers: [{ url: "http://data.acme.io" }] };
  const pays = { security: [{ key: [] }] };
  const [fault] = await faultsIn(cleartextServer, { "GET /a": reads, "POST /payments": pays });
  expect(fault?.mitigations).toHaveLength(0);
});

test.each<[string, Record<string, object>, boolean]>([
  ["moves money", { "POST /payouts": { requestBody: takes({ amount: { type: "number" }, iban: TEXT }) } }, true],
  [
    "sets a password",
    { "POST /sub-accounts": { requestBody: takes({ login: TEXT, subAccountPassword: TEXT }) } },
    true,
  ],
  ["sets a password, in German", { "POST /konten": { requestBody: takes({ name: TEXT, passwort: TEXT }) } }, true],
  ["sets a password, in French", { "POST /comptes": { requestBody: takes({ nom: TEXT, motDePasse: TEXT }) } }, true],
  [
    "sets a password, in Spanish",
    { "POST /cuentas": { requestBody: takes({ nombre: TEXT, contrasena: TEXT }) } },
    true,
  ],
  ["sets a password, in Portuguese", { "POST /contas": { requestBody: takes({ nome: TEXT, senha: TEXT }) } }, true],
  // Little is lost beside the credential.
  ["adds a note", { "POST /notes": { requestBody: takes({ text: TEXT }) } }, false],
  ["reads", { "GET /notes": {} }, false],
  [
    "moves money without a credential",
    { "POST /payouts": { security: [], requestBody: takes({ amount: TEXT }) } },
    false,
  ],
])("cleartext-server: a host over TLS beside it helps nothing where a call %s", async (_what, operations, isGrave) => {
  const servers = [{ url: "https://api.acme.io" }, { url: "http://api.acme.io" }];
  const [fault] = await faultsIn(cleartextServer, operations, { servers });
  expect((fault?.mitigations ?? []).some((one) => one.includes("over TLS"))).toBe(!isGrave);
});
