import { expect, test } from "vitest";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, takes } from "./faults-in.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { apiOfPart } from "./description-of.ts";

/** What stands in a body, and what in the query. */
interface Input {
  readonly [way: string]: Record<string, object>;
}

/** Callers need a token, and nothing says who gets one. */
const SECURED = {
  openapi: "3.1.0",
  info: { title: "Example", version: "1" },
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
};
const INFO = { title: "Example", version: "1" };
const TEXT = { type: "string" };
const INTEGER = { type: "integer" };
const NUMBER = { type: "number" };

const saying = (description: string): object => ({ ...TEXT, description });

const URLS: readonly [string, Input, string][] = [
  ["POST /profile/avatar", { body: { avatarUrl: TEXT } }, "fetched avatarUrl"],
  ["POST /profile/avatar", { body: { avatarUrl: TEXT, name: TEXT } }, "shown"],
  ["PUT /profile", { body: { image_url: TEXT } }, "shown"],
  [
    "PUT /profile",
    { body: { image_url: { ...TEXT, description: "The image is downloaded and cut." } } },
    "fetched image_url",
  ],
  ["PUT /profile", { body: { image_url: { ...TEXT, example: "http://127.0.0.1/a.png" } } }, "fetched image_url"],
  ["PUT /profile", { body: { image_url: { ...TEXT, readOnly: true } } }, ""],
  ["PUT /profile", { body: { image_url: { ...TEXT, pattern: "^https://img\\.acme\\.io/" } } }, ""],
  ["PUT /profile", { body: { image_url: { ...TEXT, pattern: "^https?://.+" } } }, "shown"],
  ["PUT /profile", { body: { website_url: TEXT, homepage: { ...TEXT, format: "uri" } } }, ""],
  ["PUT /profile", { body: { $schema: { ...TEXT, example: "http://localhost/schema" } } }, ""],
  ["POST /imports", { body: { url: TEXT } }, "fetched url"],
  ["POST /bookmarks", { body: { url: TEXT } }, ""],
  ["GET /bookmarks", { query: { url: TEXT } }, ""],
  ["GET /proxy", { query: { url: TEXT } }, "fetched url"],
  ["POST /sources", { body: { feed_url: TEXT } }, "fetched feed_url"],
  ["POST /sources", { body: { feed_url: { enum: ["https://a.example/x"] } } }, ""],
  ["POST /log-ins", { body: { jwks_uri: TEXT } }, "provider"],
  ["POST /hooks", { body: { url: TEXT } }, "webhook"],
  ["GET /hooks", { query: { url: TEXT } }, ""],
  ["POST /payments", { body: { callback_url: TEXT } }, "webhook"],
  ["POST /payments", { body: { success_url: TEXT, return_url: TEXT } }, ""],
  ["GET /login", { query: { returnUrl: TEXT } }, "redirect returnUrl"],
  ["GET /login", { query: { redirect_uri: TEXT, client_id: TEXT } }, ""],
  ["GET /goto", { query: { url: TEXT } }, "redirect url"],
  ["GET /pages", { query: { next: TEXT } }, ""],
  ["POST /checks", { body: { target: TEXT } }, ""],
  ["POST /checks", { body: { target: { ...TEXT, format: "uri" } } }, "fetched target"],
  [
    "POST /checks",
    { body: { partner_api: { ...TEXT, default: "https://partner.example/v1" } } },
    "fetched partner_api",
  ],
  ["POST /link/preview", { body: { link: TEXT } }, "fetched link"],
  ["POST /links", { body: { link: TEXT } }, ""],
  ["POST /avatar/from-url", { body: { source: TEXT } }, "fetched source"],
  ["POST /pdf", { body: { page_url: TEXT } }, "fetched page_url"],
  ["POST /letters/pdf", { body: { htmlBody: TEXT } }, "rendered"],
  ["GET /login", { query: { next: TEXT } }, "redirect next"],
  ["GET /logout", { query: { returnTo: TEXT } }, "redirect returnTo"],
  ["POST /integrations/probe", { body: { endpoint: TEXT } }, "fetched endpoint"],
  ["POST /dishes/sync", { body: { feed_location: TEXT, location: TEXT } }, "fetched feed_location"],
  ["POST /hooks/try", { body: { target: TEXT, headers: { type: "object" } } }, "fetched target"],
  ["POST /price-lists/pull", { body: { origin: TEXT } }, "fetched origin"],
  ["POST /price-lists/pull", { body: { origin: { ...TEXT, maxLength: 20 } } }, ""],
  ["POST /connectors/test", { body: { host: TEXT, port: INTEGER } }, "fetched host"],
  ["POST /connectors", { body: { host: TEXT, port: INTEGER } }, ""],
  ["POST /campaigns/cover", { body: { remote_image: TEXT } }, "fetched remote_image"],
  ["POST /odds/import", { body: { providerUrl: TEXT } }, "fetched providerUrl"],
  ["POST /routes", { body: { hosts: TEXT, headers: { type: "object" } } }, ""],
  ["POST /warehouses", { body: { address: TEXT, location: TEXT } }, ""],
  ["POST /chat.unfurl", { body: { unfurls: TEXT } }, ""],
  ["PUT /profile", { body: { image_url: { ...TEXT, pattern: "img\\.acme\\.io" } } }, "shown"],
  [
    "PUT /bins/{id}",
    { body: { target_url: saying("All incoming requests are forwarded to it.") } },
    "fetched target_url",
  ],
  ["PUT /bins/{id}", { body: { ziel_url: saying("Dahin werden alle Anfragen weitergeleitet.") } }, "fetched ziel_url"],
  ["PUT /bins/{id}", { body: { url_destino: saying("Las peticiones se reenvían a ella.") } }, "fetched url_destino"],
  ["PUT /bins/{id}", { body: { forward_url: saying("Where the customer is forwarded to after payment.") } }, ""],
];

const INTERPRETED: readonly [string, Input, string][] = [
  ["GET /orders", { query: { rest: saying("Condição SQL acrescentada ao WHERE.") } }, "sql"],
  ["GET /orders", { query: { rest: saying("The name of the SQL dialect.") } }, ""],
  ["GET /orders", { query: { rest: saying("A condition in SQL, which is parsed and bound.") } }, ""],
  ["GET /orders", { query: { rest: saying("Conditions, such as user__email__endswith=@a.com.") } }, "condition"],
  ...(
    [
      ["Condition on the columns of the event store, for example `severity >= 3`.", "condition"],
      ["Bedingung auf Spalten der Tabelle.", "condition"],
      ["Condition sur les colonnes, reliées par AND et OR.", "condition"],
      ["Condición sobre las columnas de la tabla.", "condition"],
      ["Comparações sobre as colunas, ligadas por AND e OR.", "condition"],
      ["Columns to sort by.", ""],
      ["A condition on the columns of the table, which is parsed and bound.", ""],
      ["The condition of the goods, as in the column of the report.", ""],
    ] as const
  ).map(([said, kind]): [string, Input, string] => ["GET /orders", { query: { that: saying(said) } }, kind]),
  ["POST /reports", { body: { filter: saying("Bedingung in Dynamic-LINQ-Schreibweise.") } }, "script"],
  ["POST /notices", { body: { contentHtml: saying("Shown as it is.") } }, "markup"],
  ["POST /notices", { body: { corpsHtml: saying("Affiché tel quel.") } }, "markup"],
  ["POST /notices", { body: { contentHtml: saying("Shown as it is, after tags are removed.") } }, ""],
  ["POST /notices", { body: { content: saying("Shown as it is.") } }, ""],
  ["POST /reports", { body: { ausdruck: saying("SpEL, wird auf dem Server ausgewertet.") } }, "script"],
  ["POST /reports", { body: { ausdruck: saying("SpEL, wird auf dem Server nicht ausgewertet.") } }, ""],
  ["POST /letters", { body: { corps: saying("Modèle Velocity, évalué sur le serveur.") } }, "template"],
  ["POST /letters", { body: { corps: saying("Modèle de lettre.") } }, ""],
  [
    "POST /papers",
    { body: { chemin: saying("Dossier sur le serveur de fichiers ; créé s'il n'existe pas.") } },
    "path",
  ],
  ["POST /papers", { body: { chemin: saying("Chemin de randonnée.") } }, ""],
  ["POST /import", { body: { typeName: TEXT, payload: TEXT } }, "serialised"],
  ["POST /events", { body: { typeName: TEXT, occurredAt: TEXT } }, ""],
  ["POST /posts/{id}/comments", { body: { body_html: TEXT } }, "markup"],
  ["POST /emails", { body: { body_html: TEXT } }, ""],
  ["POST /bots", { body: { expression: TEXT } }, "script"],
  ["POST /schedules", { body: { expression: TEXT } }, ""],
  ["GET /spawn", { query: { command: TEXT } }, "command"],
  ["GET /spawn", { query: { command: { enum: ["start", "stop"] } } }, ""],
  ["POST /devices/{id}/commands", { body: { command: TEXT } }, ""],
  ["POST /debug", { body: { body: { properties: { command: TEXT } } } }, "command"],
  ["POST /reports", { body: { sql: TEXT } }, "sql"],
  ["POST /sql", { body: { query: TEXT } }, "sql"],
  ["GET /users", { query: { query: TEXT, q: TEXT, filter: TEXT } }, ""],
  ["GET /users", { query: { filter: { ...TEXT, example: "select name from users" } } }, "sql"],
  ["GET /users", { query: { filter: { ...TEXT, example: "Select a user from the list" } } }, ""],
  ["GET /users", { query: { filter: { ...TEXT, example: "(&(objectClass=person)(mail=a@b.c))" } } }, "ldap"],
  ["GET /ldap/users", { query: { filter: TEXT } }, "ldap"],
  ["PUT /ldap/configuration", { body: { ldap_filter: TEXT } }, ""],
  ["GET /partners", { query: { xpath: TEXT } }, "xpath"],
  ["POST /graphql", { body: { query: TEXT } }, ""],
  ["POST /render", { body: { template: TEXT } }, "template"],
  ["POST /mails", { body: { template: TEXT } }, ""],
  ["POST /rules/evaluate", { body: { expression: TEXT } }, "script"],
  ["POST /rules", { body: { expression: TEXT } }, ""],
  ["POST /sessions", { body: { view_state: TEXT } }, "serialised"],
  ["POST /tools/ping", { body: { host: TEXT } }, "host"],
  ["POST /tools/ping", { body: { host: { ...TEXT, format: "ipv4" } } }, ""],
  ["GET /files", { query: { path: TEXT } }, "path"],
  ["GET /menus", { query: { path: TEXT } }, ""],
  ["GET /download", { query: { filename: TEXT } }, "path"],
  ["GET /download", { query: { filename: { ...TEXT, pattern: "^[a-z]+$" } } }, ""],
  ["POST /files", { body: { filename: TEXT } }, ""],
  ["GET /files", { query: { file: TEXT } }, ""],
  ["GET /file", { query: { file: TEXT } }, "path"],
  ["GET /readLogs/download", { query: { file: TEXT } }, "path"],
  ["GET /documents/view", { query: { file: TEXT } }, "path"],
  ["GET /reports", { query: { filePath: TEXT } }, "path"],
  ["GET /folders/{id}/files", { query: { path: TEXT } }, ""],
  ["GET /spawn", { query: { command: { ...TEXT, pattern: "^[a-z]+$" } } }, ""],
  ["GET /spawn", { query: { command: { ...TEXT, pattern: "[a-z]+" } } }, "command"],
  ["GET /search", { query: { $where: TEXT } }, "script"],
  ["POST /deserialize", { body: { object: TEXT } }, "serialised"],
  ["POST /sessions", { body: { state: { ...TEXT, example: "rO0ABXNyABFqYXZh" } } }, "serialised"],
  ["POST /orders", { body: { lines: { type: "array", items: {} }, linesData: TEXT } }, "twin"],
  ["POST /orders", { body: { linesData: TEXT } }, ""],
  ["POST /orders", { body: { xml: TEXT } }, "xml"],
  ["POST /orders", { body: { note: { ...TEXT, example: "<p>Hello</p>" } } }, ""],
  ["POST /orders", { body: { doc: { ...TEXT, example: "<svg xmlns='http://www.w3.org/2000/svg'/>" } } }, "xml"],
  ["GET /admin/stats/disk", { query: { parameters: TEXT } }, "argument"],
  ["POST /jobs", { body: { parameters: TEXT } }, ""],
  ["POST /tools/dns", { body: { domain: TEXT } }, "host"],
  ["POST /dns", { body: { domain: TEXT } }, ""],
  ["POST /invoices/query", { body: { predicate: TEXT, select: TEXT } }, "condition"],
  ["POST /invoices/query", { body: { predicate: TEXT, orderBy: { enum: ["date"] } } }, ""],
  ["GET /invoices", { query: { where: TEXT, order: TEXT } }, ""],
  ["POST /warehouse/runs", { body: { statement: TEXT } }, "sql"],
  ["POST /accounts", { body: { statement: TEXT } }, ""],
  ["POST /reports", { body: { jpql: TEXT } }, "sql"],
  ["POST /analytics/query", { body: { statement: TEXT } }, "sql"],
  // A page that is printed is no template; what it makes the server load is a matter of ssrf-client-supplied-url.
  ["POST /letters/pdf", { body: { htmlBody: TEXT } }, ""],
  ["POST /letters/pdf", { body: { htmlBody: TEXT, variables: { type: "object" } } }, "template"],
  ["POST /reports", { body: { body_freemarker: TEXT } }, "template"],
  ["POST /letter-templates/preview", { body: { content: TEXT } }, "template"],
  ["POST /letters/preview", { body: { content: TEXT } }, ""],
  ["POST /letters", { body: { layout: TEXT, engine: { enum: ["liquid", "twig"] } } }, "template"],
  ["POST /backups/restore", { body: { archivePath: TEXT } }, "path"],
  ["POST /rules/test", { body: { formula: TEXT } }, "script"],
  ["POST /rules", { body: { groovyScript: TEXT } }, "script"],
  ...(
    [
      ["Bedingung, wird so an das `WHERE` der Abfrage gehängt.", "sql"],
      ["Bedingung, wird nie an das `WHERE` der Abfrage gehängt.", ""],
      ["Condition added to the WHERE.", "sql"],
      ["Where the beer is from.", ""],
      ["Expresión de System.Linq.Dynamic.Core que se aplica a la consulta.", "script"],
      ["Expression for System.Linq.Dynamic.Core, parsed against an allow list.", ""],
      ["Expresión que se busca en el título.", ""],
    ] as const
  ).map(([said, kind]): [string, Input, string] => [
    "GET /beers",
    { query: { filter: { ...TEXT, description: said } } },
    kind,
  ]),
  ...(
    [
      ["ERB template with the object member, e.g. <%= member.name %>.", "template"],
      ["Gabarit ERB avec l'objet adherent.", "template"],
      ["Jinja2-Vorlage, kommt so in die Mail.", "template"],
      ["This is not an ERB template.", ""],
      ["Jinja2 template in a sandbox.", ""],
      ["The greeting.", ""],
    ] as const
  ).map(([said, kind]): [string, Input, string] => [
    "POST /mailings",
    { body: { content: { ...TEXT, description: said } } },
    kind,
  ]),
  [
    "POST /reviews",
    { body: { comment: { ...TEXT, description: "Put into the public page without changes." } } },
    "said",
  ],
  ["POST /reviews", { body: { comment: { ...TEXT, description: "Put into the public page, escaped." } } }, ""],
];

const AMOUNTS: readonly [string, Input, string][] = [
  ["POST /basket/lines", { body: { count: INTEGER } }, "request count"],
  ["POST /payouts", { body: { payoutCents: INTEGER } }, "request payoutCents"],
  ["POST /returns", { body: { refundMinor: INTEGER } }, "request refundMinor"],
  ["POST /spenden", { body: { betrag: NUMBER } }, "request betrag"],
  ["POST /swaps", { body: { sellAmount: { type: "string", pattern: "^-?[0-9]+$" } } }, "request sellAmount"],
  ["POST /swaps", { body: { sellAmount: { type: "string", pattern: "^[0-9]+$" } } }, ""],
  ["POST /orders", { body: { pagination: { properties: { itemCount: INTEGER } } } }, ""],
  ["POST /orders", { body: { quantity: INTEGER } }, "request quantity"],
  ["POST /orders", { body: { quantity: { ...INTEGER, minimum: 1 } } }, ""],
  ["POST /orders", { body: { quantity: { ...INTEGER, exclusiveMinimum: 0 } } }, ""],
  ["POST /orders", { body: { quantity: { ...INTEGER, description: "A positive number." } } }, ""],
  ["POST /orders", { body: { quantity: TEXT } }, ""],
  ["POST /orders", { body: { quantity: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] } } }, ""],
  [
    "POST /orders",
    { body: { lines: { type: "array", items: { properties: { qty: INTEGER } } } } },
    "request lines[].qty",
  ],
  ["POST /orders", { body: { unit_price: NUMBER } }, "request unit_price"],
  ["POST /transfers", { body: { amount: NUMBER, price: NUMBER } }, "request amount"],
  ["POST /request_loan", { body: { amount: NUMBER } }, "request amount"],
  ["POST /bulkTransfers", { body: { amount: NUMBER } }, "request amount"],
  ["POST /payRuns", { body: { amount: NUMBER } }, ""],
  ["GET /transfers", { query: { amount: NUMBER, amount_min: NUMBER } }, ""],
  ["POST /products", { body: { price: NUMBER, quantity: INTEGER } }, ""],
  ["POST /admin/refunds", { body: { amount: NUMBER } }, ""],
  ["POST /orders/search", { body: { amount: NUMBER } }, ""],
  ["POST /cards", { body: { card_limit: NUMBER } }, "request card_limit"],
  ["POST /notices/send", { body: { number_of_repeats: INTEGER } }, "request number_of_repeats"],
  ["POST /monitors", { body: { retries: INTEGER } }, ""],
  ...[
    "Specify a maximum amount of credits which should be used.",
    "Der Höchstbetrag, der ausgegeben wird.",
    "Le montant maximal à dépenser.",
    "El importe máximo que se gasta.",
    "O valor máximo que se gasta.",
    "A negative amount is a debit.",
    "Negative Beträge sind Abbuchungen.",
    "Un montant négatif est un débit.",
  ].map((description): [string, Input, string] => [
    "POST /transactions",
    { body: { amount: { ...NUMBER, description } } },
    "",
  ]),
  ["POST /transactions", { body: { amount: { ...NUMBER, description: "The amount to pay." } } }, "request amount"],
];

const PAGES: readonly [string, Input, string][] = [
  ["GET /users", { query: { limit: INTEGER } }, "query limit"],
  ["GET /users", { query: { limit: { ...INTEGER, maximum: 100 } } }, ""],
  ["GET /users", { query: { limit: { ...INTEGER, description: "Between 1 and 100." } } }, ""],
  ["GET /users", { query: { limit: { ...INTEGER, description: "At most 50 are returned." } } }, ""],
  ["GET /users", { query: { limit: { ...INTEGER, description: "The maximum is 1,000." } } }, ""],
  ["GET /users", { query: { limit: { ...INTEGER, description: "The maximum number to return." } } }, "query limit"],
  [
    "GET /users",
    { query: { limit: { ...INTEGER, description: "Maximum number of users (default 20)." } } },
    "query limit",
  ],
  ["GET /users", { query: { limit: TEXT } }, ""],
  ["GET /users", { query: { pageSize: INTEGER } }, "query pageSize"],
  ["GET /users", { query: { per_page: { enum: [10, 20] } } }, ""],
  ["GET /users", { query: { "page[size]": INTEGER } }, "query page[size]"],
  ["GET /users", { query: { $top: INTEGER, $skip: INTEGER } }, "query $top"],
  ["GET /shoes", { query: { size: INTEGER } }, ""],
  ["GET /shoes", { query: { size: INTEGER, page: INTEGER } }, "query size"],
  ["GET /tree", { query: { depth: INTEGER } }, "query depth"],
  ["GET /admin-events", { query: { first: INTEGER, max: INTEGER, page: INTEGER } }, "query max"],
  ["GET /orders/export", { query: { take: INTEGER } }, "query take"],
  ["GET /orders/{id}", { query: { take: INTEGER } }, ""],
  ["POST /users/search", { body: { limit: INTEGER } }, "request limit"],
  ["POST /cards", { body: { limit: INTEGER } }, ""],
];

const SWITCHES: readonly [string, Input, string][] = [
  ["PUT /products/{id}", { query: { internal_status: TEXT } }, "query internal_status"],
  ["GET /products", { query: { internal_status: TEXT } }, ""],
  ["PUT /products/{id}", { body: { internal_id: TEXT, internalNotes: TEXT } }, ""],
  ["POST /orders", { body: { skipValidation: { type: "boolean" } } }, "request skipValidation"],
  ["GET /orders", { query: { debug: { type: "boolean" } } }, "query debug"],
  ["GET /debug/profile", { query: { debug: INTEGER } }, ""],
  ["PUT /admin/products/{id}", { body: { internal_status: TEXT } }, ""],
];

test.each(SWITCHES)("internal-parameter: %s %j gives %j", async (operation, input, places) => {
  expect(await placesOf(internalParameter, operation, input)).toBe(places);
});

test("that JSON can be sent as well keeps nobody from sending XML of which nothing is described", async () => {
  const content = {
    "application/json": { schema: { properties: { fileUrl: TEXT } } },
    "application/xml": { schema: TEXT },
  };
  const post = { requestBody: { content } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/orders": { post } } }));
  expect([...injectionInterpretedInput.check(api)].map(({ cause }) => cause)).toContain("xml");
});

test.each([
  ["application/xml", TEXT, "xml"],
  ["application/vnd.acme-order.v1+xml", TEXT, "xml"],
  ["application/xml", { properties: { name: TEXT } }, ""],
  ["application/json", TEXT, ""],
])("a body of %s that is %j gives %j", async (type, schema, causes) => {
  const post = { requestBody: { content: { [type]: { schema } } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/orders": { post } } }));
  expect([...injectionInterpretedInput.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each([
  [{ columns: {}, rows: {} }, { query: "statement" }, "sql"],
  [{ rows: { items: { properties: { id: TEXT } } } }, { query: "statement" }, ""],
  ["file", { query: "storagePath" }, "path"],
  [{ storagePath: TEXT }, { query: "storagePath" }, ""],
])("what is answered, %j, tells of %j that it gives %j", async (answer, { query }, causes) => {
  const content =
    answer === "file"
      ? { "application/pdf": { schema: { ...TEXT, format: "binary" } } }
      : { "application/json": { schema: { properties: answer } } };
  const get = { parameters: [{ name: query, in: "query", schema: TEXT }], responses: { 200: { content } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/months": { get } } }));
  expect([...injectionInterpretedInput.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each([
  [{ 302: { description: "On." } }, "redirectAfter", "redirect redirectAfter"],
  [{ 302: { description: "On." } }, "next", "redirect next"],
  [{ 200: { description: "A page.", content: { "application/json": {} } } }, "next", ""],
])("what is answered, %j, tells of %j that it gives %j", async (responses, name, causes) => {
  const get = { parameters: [{ name, in: "query", schema: TEXT }], responses };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/kiosk": { get } } }));
  expect([...ssrfClientSuppliedUrl.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each([
  ["/proxy", "X-Downstream-Url", "relayed X-Downstream-Url"],
  ["/orders", "X-Downstream-Url", ""],
  ["/proxy", "X-Request-Id", ""],
])("ssrf-client-supplied-url: %s with the header %s gives %j", async (path, name, causes) => {
  const get = { parameters: [{ name, in: "header", required: true, schema: TEXT }] };
  const api = await apiOfPart(JSON.stringify({ ...SECURED, paths: { [path]: { get } } }));
  expect([...ssrfClientSuppliedUrl.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each(["/sysinfo/{command}", "/commands/{command}", "/devices/{command}"])("a command in %s", async (path) => {
  const parameters = [{ name: "command", in: "path", required: true, schema: TEXT }];
  const paths = { [path]: { get: { parameters } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths }));
  expect([...injectionInterpretedInput.check(api)]).toHaveLength(path === "/sysinfo/{command}" ? 1 : 0);
});

test.each([
  ["Der Server ruft die Adresse ab.", "fetched quelle"],
  ["Der Server ruft die Adresse nicht ab.", ""],
  ["Die Adresse steht auf der Karte.", ""],
])("ssrf-client-supplied-url: an address of an operation that says %j gives %j", async (description, causes) => {
  const schema = { properties: { titel: TEXT, quelle: { ...TEXT, format: "uri" } } };
  const post = { description, requestBody: { content: { "application/json": { schema } } } };
  const api = await apiOfPart(JSON.stringify({ ...SECURED, paths: { "/karten": { post } } }));
  expect([...ssrfClientSuppliedUrl.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each(URLS)("ssrf-client-supplied-url: %s %j gives %j", async (operation, input, causes) => {
  expect((await faultsOf(ssrfClientSuppliedUrl, operation, input)).map(({ cause }) => cause).join()).toBe(causes);
});

test.each(INTERPRETED)("injection-interpreted-input: %s %j gives %j", async (operation, input, causes) => {
  expect((await faultsOf(injectionInterpretedInput, operation, input)).map(({ cause }) => cause).join()).toBe(causes);
});

test.each(AMOUNTS)("negative-amount: %s %j gives %j", async (operation, input, places) => {
  expect(await placesOf(negativeAmount, operation, input)).toBe(places);
});

test("negative-amount: what a minus stands for is said once for the records of an API", async () => {
  const amount = (description: string): object => ({
    requestBody: {
      content: { "application/json": { schema: { properties: { amount: { ...NUMBER, description } } } } },
    },
  });
  const changed = amount("A new amount.");
  const added = amount("A positive amount is a credit, a negative amount is a debit.");
  expect(await faultsIn(negativeAmount, { "PUT /transactions/{id}": changed })).toHaveLength(1);
  expect(await faultsIn(negativeAmount, { "PUT /transactions/{id}": changed, "POST /transactions": added })).toEqual(
    [],
  );
});

test.each([
  ["a store of files", ["POST /files/upload", "GET /files/download", "POST /files/copy", "POST /files/move"], 2],
  ["files that are sent and fetched", ["POST /files/upload", "GET /files/download"], 0],
])("injection-interpreted-input: a path in %s", async (_name, ids, milder) => {
  const path = { parameters: [{ name: "path", in: "query", schema: TEXT }] };
  const [fault] = await faultsIn(injectionInterpretedInput, Object.fromEntries(ids.map((id) => [id, path])));
  expect(fault?.mitigations?.length).toBe(milder);
});

test.each(PAGES)("unbounded-page-size: %s %j gives %j", async (operation, input, places) => {
  expect(await placesOf(unboundedPageSize, operation, input)).toBe(places);
});

test("a form of 2.0 is read as a body, and a schema that holds itself once", async () => {
  const api = await apiOfPart(
    JSON.stringify({
      swagger: "2.0",
      info: INFO,
      paths: {
        "/orders": { post: { parameters: [{ name: "quantity", in: "formData", type: "integer" }] } },
        "/carts": { post: { parameters: [{ name: "cart", in: "body", schema: { $ref: "#/definitions/Cart" } }] } },
      },
      definitions: { Cart: { properties: { qty: { type: "integer" }, inner: { $ref: "#/definitions/Cart" } } } },
    }),
  );
  const places = [...negativeAmount.check(api)].flatMap((fault) => fault.places ?? []);
  expect(places.map(({ witness }) => witness)).toEqual(["request quantity", "request qty"]);
});

async function placesOf(rule: Rule, operation: string, input: Input): Promise<string> {
  return (await faultsOf(rule, operation, input)).flatMap(({ places = [] }) => places.map((p) => p.witness)).join();
}

async function faultsOf(rule: Rule, operation: string, { query = {}, body }: Input) {
  const [method = "", path = ""] = operation.split(" ");
  const parameters = Object.entries(query).map(([name, schema]) => ({ name, in: "query", schema }));
  const requestBody = body && { content: { "application/json": { schema: { type: "object", properties: body } } } };
  const described = { parameters, ...(requestBody && { requestBody }) };
  const api = await apiOfPart(JSON.stringify({ ...SECURED, paths: { [path]: { [method.toLowerCase()]: described } } }));
  return [...rule.check(api)];
}

test.each<[string, object, number | undefined]>([
  ["force_status", { security: [] }, 1],
  ["force_status", {}, 0],
  ["debug", { security: [] }, 0],
  ["forced_at", { security: [] }, undefined],
])("internal-parameter: %s with %j raises the severity by %j", async (name, more, raised) => {
  const operation = { ...more, parameters: [{ name, in: "query", schema: { type: "string" } }] };
  const [fault] = await faultsIn(internalParameter, { "GET /a": {}, "POST /answers": operation });
  expect(fault === undefined ? undefined : (fault.aggravations ?? []).length).toBe(raised);
});

test.each([
  ["AccURL", { AccUser: { type: "string" }, AccPass: { type: "string" } }, 1],
  ["url", { username: { type: "string" }, password: { type: "string" } }, 1],
  ["serverUri", { serverBenutzername: { type: "string" }, serverPasswort: { type: "string" } }, 1],
  ["websiteUrl", { username: { type: "string" }, password: { type: "string" } }, 0],
  ["url", { username: { type: "string" }, password: { type: "string" }, email: { type: "string" } }, 0],
  ["AccURL", { AccUser: { type: "string" } }, 0],
])("ssrf: %s beside %j is where the service logs in", async (name, beside, count) => {
  const requestBody = takes({ name: { type: "string" }, [name]: { type: "string" }, ...beside });
  expect(await faultsIn(ssrfClientSuppliedUrl, { "POST /accounts": { requestBody } })).toHaveLength(count);
});

test.each([
  ["/messages/{id}/files/{name}", "File name on disk", "path"],
  ["/messages/{id}/files/{name}", "Name der Datei im Ablageordner", "path"],
  ["/messages/{id}/files/{name}", "Nom du fichier dans le dossier de stockage", "path"],
  ["/messages/{id}/files/{name}", "Nombre del archivo en el servidor", "path"],
  ["/reports/{name}", "Arquivo do modelo no servidor, com caminho relativo à pasta", "path"],
  ["/messages/{id}/files/{name}", "Name of the attachment", ""],
  ["/messages/{id}/files/{name}", "ID of the file on the server", ""],
  ["/messages/{id}/files/{name}", "File name on disk, only letters and digits", ""],
])("a file that %s gives, of which %j is said, gives %j", async (path, description, causes) => {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: TEXT,
    ...(name === "name" ? { description } : {}),
  }));
  const content = { "application/pdf": { schema: { type: "string", format: "binary" } } };
  const get = { parameters, responses: { "200": { description: "So.", content } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { [path]: { get } } }));
  expect([...injectionInterpretedInput.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});

test.each([
  ["`f` takes comparisons over the columns, with AND and OR.", "condition"],
  ["`f` aceita comparações sobre as colunas da tabela.", "condition"],
  ["`g` takes comparisons over the columns, with AND and OR.", ""],
  ["Takes nothing.", ""],
])("a parameter `f` without a text, of whose operation %j is said, gives %j", async (description, causes) => {
  const get = { description, parameters: [{ name: "f", in: "query", schema: TEXT }] };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/orders": { get } } }));
  expect([...injectionInterpretedInput.check(api)].map(({ cause }) => cause).join()).toBe(causes);
});
