import { expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

/** What is sent or comes back: texts by their names. */
const texts = (...names: readonly string[]): string =>
  `{ type: object, properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } }`;

/** `[credential, operation, summary, sent, returned, decision and first reason]`; what security engineers said of their like. */
type Row = readonly [keyof typeof SCHEMES, string, string, string, string, string];

/** To have a code sent shows no secret; to check one, or to get back in, is a person's. */
const CODES: readonly Row[] = [
  ["user", "POST /registration/mobile/generateOtp", "Generate an OTP", texts("mobile"), "", "confirm send"],
  ["user", "POST /registration/resend-otp", "Resend the OTP", texts("transactionId"), "", "confirm send"],
  ["user", "POST /verification/send-code", "Send a code", texts("phone"), "", "confirm send"],
  ["user", "POST /registrierung/einmalcode-anfordern", "Einmalcode anfordern", texts("telefon"), "", "confirm send"],
  ["user", "POST /inscricao/enviar-codigo-de-uso-unico", "Enviar", texts("telefone"), "", "confirm send"],
  ["user", "POST /registration/verifyOtp", "Verify the OTP", texts("otp"), "", "deny credentials"],
  ["user", "POST /forgot-password/generateOtp", "Generate an OTP", texts("mobile"), "", "deny credentials"],
  ["user", "POST /registration/generateOtp", "Generate", texts("mobile"), texts("otp"), "deny credentials"],
];

/** A key that comes back, by a text or by what it is for. */
const KEYS: readonly Row[] = [
  ["user", "GET /license-key", "Get platform license key.", "", "", "deny credentials"],
  ["user", "GET /users/{userId}/key", "Gets the API key of a user", "", "{ type: string }", "deny credentials"],
  [
    "user",
    "POST /ca/{name}/sign",
    "Gets a signed certificate",
    texts("csr", "ttl"),
    texts("certificate"),
    "deny credentials",
  ],
  ["user", "POST /envelopes/{id}/views", "Returns a URL to the recipient view", "", texts("url"), "deny credentials"],
  ["user", "POST /documents/{id}/session", "Create a signing session", "", texts("id"), "deny credentials"],
  ["user", "POST /devices/{deviceId}/reset-factors", "Reset factors", "", "", "deny credentials"],
  ["user", "GET /file-links/{id}", "A link", "", texts("id", "url"), "confirm credential-within"],
  [
    "user",
    "GET /build-hooks",
    "Hooks",
    "",
    `{ type: array, items: ${texts("id", "url")} }`,
    "confirm credential-within",
  ],
  ["user", "GET /tickets/{id}/links", "Links", "", `{ type: array, items: ${texts("id", "url")} }`, "allow plain-data"],
];

/** What a schema has of whoever changed a thing, or of a part of it, is not what is read. */
const BESIDE: readonly Row[] = [
  [
    "user",
    "GET /templates",
    "Templates",
    "",
    `{ type: object, properties: { count: { type: integer }, items: { type: array, maxItems: 9, items: { type: object, properties: { title: { type: string }, changed_by: ${texts("id", "password")} } } } } }`,
    "allow credential-beside",
  ],
  [
    "user",
    "GET /films/{id}",
    "A film",
    "",
    `{ type: object, properties: { title: { type: string }, size: { type: integer }, sources: { type: array, items: ${texts("openToken")} } } }`,
    "allow credential-beside",
  ],
  [
    "user",
    "GET /containers/{id}",
    "A container",
    "",
    "{ type: object, properties: { id: { type: string }, config: { type: object, properties: { image: { type: string }, env: { type: array, description: 'A list of environment variables in the form VAR=value, such as DB_PASSWORD=secret', items: { type: string } } } } } }",
    "confirm credential-within",
  ],
];

/** A cart is its holder's until it is placed; who pays, how much and where to is another matter. */
const CARTS: readonly Row[] = [
  ["shared", "POST /carts/{cartId}/items", "Add an item", texts("sku"), "", "allow own-change"],
  ["shared", "PUT /order-forms/{formId}/custom-data/{field}", "Set", texts("value"), "", "allow own-change"],
  ["shared", "POST /warenkorb/{warenkorbId}/gutscheine", "Gutschein anwenden", texts("code"), "", "allow own-change"],
  ["shared", "PUT /carts/{cartId}/shipping-address", "Set the address", texts("street"), "", "confirm shared-change"],
  ["shared", "PUT /carts/{cartId}/items/{item}/price", "Set a price", texts("price"), "", "confirm shared-change"],
  ["shared", "GET /carts/{cartId}", "A cart", "", texts("id", "email", "street"), "allow own-data"],
  ["user", "POST /configuration/cart", "Set how carts work", texts("value"), "", "confirm money-in"],
  ["shared", "GET /postal-codes/{code}", "A place", "", texts("city", "street"), "allow plain-data"],
];

/** What somebody marks, follows or has read, and its undoing. */
const MARKS: readonly Row[] = [
  ["user", "DELETE /users/{id}/pinned_lists/{list}", "Unpin a list", "", "", "allow own-change"],
  ["user", "DELETE /users/{id}/followed_lists/{list}", "Unfollow a list", "", "", "allow own-change"],
  ["user", "DELETE /comments/{id}/reactions/{reaction}", "Delete a reaction", "", "", "allow own-change"],
  [
    "user",
    "PUT /notifications/{id}",
    "Update",
    "{ type: object, properties: { unread: { type: boolean } } }",
    "",
    "allow own-change",
  ],
  ["user", "POST /channels/{id}/mark", "Sets the read cursor", texts("ts"), "", "allow own-change"],
  ["user", "DELETE /channels/{id}/pinned_messages/{message}", "Unpin", "", "", "confirm deletion"],
];

/** A definition is kept to be run later, and can be read before; a connection that stays open cannot. */
const DEFINED: readonly Row[] = [
  ["user", "PUT /datasets/{id}", "Change a dataset", texts("sql"), "", "confirm shared-change"],
  ["user", "POST /reports", "Create a report", texts("name", "sql"), "", "confirm shared-change"],
  ["user", "POST /sql/execute", "Execute", texts("name", "sql"), "", "deny code"],
  ["user", "POST /reports/run", "Run", texts("sql"), "", "deny code"],
  ["user", "GET /containers/{id}/attach/ws", "Attach", "", "", "deny code"],
  ["user", "GET /sessions/socket", "A socket", "", "", "deny code"],
  ["user", "POST /session", "Initialize an interactive session", "", "", "deny code"],
  ["user", "PATCH /phones/{id}", "Change", texts("fallbackUrl", "statusCallbackUrl"), "", "confirm shared-change"],
  ["user", "PATCH /webhooks/{id}", "Change", texts("callbackUrl"), "", "deny route-out"],
];

/** Whom administrators let in, and what protects; not the policies of ordinary work, and not one plugin that is taken out. */
const POWERS: readonly Row[] = [
  ["user", "POST /admin.teams.settings.setName", "", texts("name"), "", "deny service-settings"],
  ["user", "POST /admin.inviteRequests.approve", "", texts("id"), "", "deny administration"],
  ["user", "POST /admin.teams.create", "", texts("name"), "", "deny administration"],
  ["user", "DELETE /admin/teams/{id}", "Delete a team", "", "", "deny administration"],
  ["user", "POST /admin/partial-import", "Import", texts("file"), "", "deny administration"],
  ["user", "POST /admin.emoji.rename", "", texts("name"), "", "confirm administrative-change"],
  ["user", "DELETE /repos/{id}/vulnerability-alerts", "Disable", "", "", "deny safeguards"],
  ["user", "DELETE /webhook/policies/{id}", "Delete", "", "", "confirm deletion"],
  ["user", "POST /break-policies/{id}/assign", "Assign", texts("employee"), "", "confirm shared-change"],
  ["user", "DELETE /retention-policies/{id}", "Delete", "", "", "deny safeguards"],
  ["user", "DELETE /plugins/{id}", "Uninstall a plugin", "", "", "confirm deletion"],
  ["user", "POST /plugins", "Install a plugin", texts("name"), "", "deny service-settings"],
];

/** One thing is deleted before the eyes of a person; a project, or what a query finds, is not. */
const GONE: readonly Row[] = [
  ["user", "DELETE /accounts/{id}", "Deletes an account of the chart of accounts", "", "", "confirm deletion"],
  ["user", "DELETE /accounts/{id}", "Deletes an account", "", "", "deny irreversible"],
];

/** What a read says of somebody. */
const READS: readonly Row[] = [
  [
    "user",
    "POST /web-backend/regions/list",
    "Returns regions that can be selected to run a sync",
    "",
    "{ type: object, properties: { regions: { type: array, items: { type: string, enum: [auto, us] } } } }",
    "allow plain-data",
  ],
  [
    "key",
    "GET /gift-cards",
    "Gift cards",
    "",
    `{ type: array, items: ${texts("id", "gan")} }`,
    "confirm restricted-data",
  ],
  ["user", "POST /search/ssn", "Search people", texts("socialSecurityNumber"), texts("id"), "confirm restricted-data"],
  ["key", "GET /asset-reports/{id}", "A report", "", texts("id"), "confirm restricted-data"],
  [
    "key",
    "GET /customers/{id}/bank-accounts/{account}",
    "An account",
    "",
    texts("id", "last4", "routing_number"),
    "allow personal-data",
  ],
];

/** One secret of a repository's builds, or where a key is accepted; what is sent with a deletion, and a password that is only checked. */
const REMOVED: readonly Row[] = [
  ["user", "DELETE /repos/{repoId}/actions/secrets/{name}", "Delete a secret", "", "", "confirm deletion"],
  ["user", "DELETE /orgs/{orgId}/actions/secrets/{name}", "Delete a secret", "", "", "deny credentials"],
  ["user", "DELETE /api-keys/{id}/allowed-origins/{originId}", "Remove", "", "", "confirm deletion"],
  ["user", "DELETE /tokens/{id}", "Delete a token", "", "", "deny credentials"],
  ["user", "POST /password/validate", "Validate the password", texts("password"), texts("score"), "deny credentials"],
  ["user", "DELETE /data/destroy", "Destroy data", "", "", "deny irreversible"],
  ["user", "POST /employees/{id}/goals/{goalId}/close", "Close a goal", "", "", "confirm shared-change"],
];

/** What somebody makes for themselves, and can take back. */
const MADE: readonly Row[] = [
  ["user", "POST /saved-queries", "Save a query", texts("label", "sql"), "", "allow own-change"],
  ["user", "POST /playlists/{id}/tracks", "Add tracks", texts("uri"), "", "allow own-change"],
  ["user", "PUT /playlists/{id}/tracks", "Replace the tracks", texts("uri"), "", "confirm shared-change"],
  ["user", "POST /invoices", "Creates a draft invoice", texts("total"), "", "allow own-change"],
  ["user", "POST /rechnungen", "Legt eine Rechnung als Entwurf an", texts("summe"), "", "allow own-change"],
  ["user", "POST /invoices", "Creates an invoice and sends the draft", texts("total"), "", "confirm shared-change"],
  ["user", "GET /auth.test", "", "", texts("team"), "allow plain-data"],
];

/** Whatever a plugin is set up with may be a password; a list whose secrets are signs has none. */
const SET_UP: readonly Row[] = [
  [
    "user",
    "GET /plugins/{id}",
    "A plugin",
    "",
    "{ type: object, properties: { id: { type: string }, config: { type: object, additionalProperties: true } } }",
    "confirm credential-within",
  ],
  [
    "user",
    "GET /hooks",
    "Hooks",
    "",
    `{ type: array, maxItems: 9, items: { type: object, properties: { id: { type: string }, config: { type: object, properties: { secret: { type: string, example: "********" } } } } } }`,
    "allow protections",
  ],
  [
    "user",
    "GET /tokens",
    "Tokens",
    "",
    `{ type: object, properties: { tokens: { type: array, items: ${texts("name", "expires")} } } }`,
    "allow plain-data",
  ],
  [
    "key",
    "GET /accounts/{id}/persons",
    "People",
    "",
    `{ type: array, items: ${texts("name", "dob", "verification")} }`,
    "confirm restricted-data",
  ],
];

test.each([
  ...CODES,
  ...REMOVED,
  ...MADE,
  ...SET_UP,
  ...KEYS,
  ...BESIDE,
  ...CARTS,
  ...MARKS,
  ...DEFINED,
  ...POWERS,
  ...GONE,
  ...READS,
])("%s: %s, %s", async (scheme, id, summary, sent, returned, expected) => {
  const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
  expect(decisionOf(decided.get(id)!)).toBe(expected);
});

test("what a query finds is deleted unseen, and a project goes with its work by POST as well", async () => {
  const text = agentsDescription(`${operationYaml("POST /projects/{id}/delete", "Delete a project")}
${operationYaml("POST /projects/{id}/issues", "Add", "Product")}
${operationYaml("DELETE /projects/{id}/issues/{issueId}", "Delete")}
${operationYaml("PUT /projects/{id}/boards/{boardId}", "Change", "Product")}
  /devices:
    delete:
      summary: Deletes all devices that match a query
      parameters: [{ name: query, in: query, schema: { type: string } }]
      responses: { "200": { description: Done. } }`);
  const decided = await decidedIn(text);
  expect(decisionOf(decided.get("POST /projects/{id}/delete")!)).toBe("deny irreversible");
  expect(decisionOf(decided.get("DELETE /devices")!)).toBe("deny irreversible");
});

test("a tag says of a few operations that they are internal", async () => {
  const tagged = (id: string, tags: string): string =>
    operationYaml(id, id.includes("stats") ? "For the worker to save statistics" : "Save").replace(
      "      parameters:",
      `      tags: [${tags}]\n      parameters:`,
    );
  const text = agentsDescription(
    [tagged("POST /stats", "jobs, internal"), tagged("POST /jobs", "jobs"), tagged("POST /runs", "jobs")].join("\n"),
  );
  const decided = await decidedIn(text);
  expect(decisionOf(decided.get("POST /stats")!)).toBe("deny administration");
  expect(decisionOf(decided.get("POST /jobs")!)).toBe("confirm shared-change");
});
