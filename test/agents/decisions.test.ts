import { describe, expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

/** `[operation, summary, sent, returned, decision and first reason]`; the schemas are those of `agentsDescription`. */
type Row = readonly [string, string, string, string, string];

const USER: readonly Row[] = [
  // Where money is paid to from now on, who somebody is, and a whole card number are no single act that a person can judge.
  ["DELETE /account/bank-accounts/{id}", "Remove a bank account", "", "", "deny payout-account"],
  ["DELETE /customers/{id}/bank-accounts/{accountId}", "Remove a bank account", "", "", "confirm deletion"],
  [
    "POST /people",
    "Add an owner",
    "{ type: object, properties: { name: { type: string }, national_id_number: { type: string } } }",
    "",
    "deny identity-data",
  ],
  [
    "POST /payments",
    "Pay",
    "{ type: object, properties: { amount: { type: integer }, cardNumber: { type: string } } }",
    "",
    "deny card-data",
  ],
  [
    "PUT /merchants/{id}",
    "Change a merchant",
    "{ type: object, properties: { name: { type: string }, iban: { type: string } } }",
    "",
    "deny payout-account",
  ],
  [
    "PUT /customers/{id}",
    "Change a customer",
    "{ type: object, properties: { name: { type: string }, iban: { type: string } } }",
    "",
    "confirm shared-change",
  ],
  ["GET /websocket/attach", "", "", "", "deny code"],
  ["POST /employees/{id}/bank-accounts", "Set where wages go", "Product", "", "deny payout-account"],
  [
    "PUT /employees/{id}",
    "Change an employee",
    "{ type: object, properties: { name: { type: string }, nationalInsuranceNumber: { type: string } } }",
    "",
    "confirm restricted-change",
  ],
  ["POST /builds/{id}/log", "Write a line", "Product", "", "confirm shared-change"],
  ["PUT /projects/{id}/members/{memberId}", "Change a member", "Product", "", "deny rights"],
  ["DELETE /projects/{id}/logs", "Clear the log", "", "", "deny safeguards"],
  ["PATCH /documents/{id}/ownership", "Hand over a document", "Product", "", "confirm shared-change"],
  ["DELETE /documents", "Delete several documents", "", "", "deny irreversible"],
  [
    "GET /password-tokens",
    "Tokens",
    "",
    "{ type: array, items: { type: object, properties: { token: { type: string }, expires: { type: string } } } }",
    "deny credentials",
  ],
  ["GET /tokens", "Tokens", "", "[Product]", "allow plain-data"],
  [
    "POST /transfers/{id}/finalize",
    "Finish a transfer",
    "{ type: object, properties: { otp: { type: string } } }",
    "",
    "deny credentials",
  ],
  ["POST /subscriptions/{id}/void", "Void. This cannot be undone.", "", "", "confirm shared-change"],
  [
    "PATCH /versions/{id}",
    "Change a version",
    "Product",
    "{ type: object, properties: { title: { type: string }, user_created: { type: object, properties: { id: { type: string }, password: { type: string } } } } }",
    "confirm shared-change",
  ],
  // An administrator's change of who is let in is no agent's; of what others see too, a person decides; a read is a read.
  ["POST /admin.roles.set", "", "Product", "", "deny administration"],
  ["DELETE /admin/conversations/{id}", "Delete a channel", "", "", "confirm administrative-change"],
  ["POST /admin.emoji.rename", "", "Product", "", "confirm administrative-change"],
  ["POST /admin/abzeichen", "Abzeichen anlegen", "Product", "", "confirm administrative-change"],
  ["PUT /admin/zugriff/{id}", "Zugriff ändern", "Product", "", "deny administration"],
  ["PUT /admin/permisos/{id}", "Cambiar un permiso", "Product", "", "deny administration"],
  ["GET /admin/badges", "Badges", "", "[Product]", "allow plain-data"],
  // What has something run says what; a console takes whatever is typed.
  [
    "POST /builds",
    "Start a build",
    "{ type: object, properties: { image: { type: string } } }",
    "",
    "confirm workload",
  ],
  // Everybody who joins has the code of a meeting; that of a door is another matter.
  [
    "PATCH /webinars/{id}",
    "Change a webinar",
    "{ type: object, properties: { topic: { type: string }, password: { type: string } } }",
    "",
    "confirm shared-change",
  ],
  [
    "GET /rooms/{id}",
    "Get a room",
    "",
    "{ type: object, properties: { topic: { type: string }, passcode: { type: string } } }",
    "confirm credential-within",
  ],
  [
    "GET /salles/{id}",
    "Une salle",
    "",
    "{ type: object, properties: { nom: { type: string }, passcode: { type: string } } }",
    "confirm credential-within",
  ],
  [
    "GET /swarm/unlockkey",
    "The unlock key",
    "",
    "{ type: object, properties: { UnlockKey: { type: string } } }",
    "deny credentials",
  ],
  // Whose mail is let through is no protection of the service; from which addresses it is called, is.
  ["POST /allowlists/add", "Let mail through", "Product", "", "confirm shared-change"],
  ["POST /organization/ip-allowlist", "Let an address in", "Product", "", "deny safeguards"],
  [
    "GET /films",
    "List films",
    "",
    "{ type: object, properties: { items: { type: array, maxItems: 9, items: { type: object, properties: { title: { type: string }, sources: { type: array, items: { type: object, properties: { openToken: { type: string } } } } } } } } }",
    "allow credential-beside",
  ],
  [
    "PATCH /groups/{id}",
    "Change a group",
    "{ type: object, properties: { name: { type: string }, change_password: { type: boolean } } }",
    "",
    "confirm shared-change",
  ],
  // A token for somebody is new, whoever stands beside it.
  [
    "POST /members/{id}/access",
    "Let a member in",
    "Product",
    "{ type: object, properties: { user: { type: object, properties: { id: { type: string }, access_token: { type: string } } } } }",
    "deny credentials",
  ],
  [
    "PATCH /documents/{id}",
    "Change a document",
    "Product",
    "{ type: object, properties: { owner: { type: object, properties: { id: { type: string }, api_key: { type: string } } } } }",
    "deny credentials",
  ],
  ["PUT /domains/{id}/credential-list-mappings", "Map a list", "Product", "", "deny credentials"],
  [
    "GET /sites/{id}/env",
    "Environment variables",
    "",
    "{ type: array, items: { type: object, properties: { key: { type: string }, values: { type: array, items: { type: string } } } } }",
    "deny credentials",
  ],
  [
    "GET /sites/{id}/variables",
    "Variables",
    "",
    "{ type: array, items: { type: object, properties: { name: { type: string }, value: { type: string } } } }",
    "allow credentials-listed",
  ],
  ["POST /payment-methods/{id}/attach", "Attach to a customer", "Product", "", "confirm shared-change"],
  ["POST /containers/{id}/attach", "Attach to a container", "", "", "deny code"],
  [
    "GET /assignments/{id}",
    "An assignment",
    "",
    "{ type: object, properties: { title: { type: string }, inviteLink: { type: string, format: uri } } }",
    "allow plain-data",
  ],
  ["PATCH /documents/ownership", "Hand over documents", "Product", "", "deny rights"],
  ["PUT /dokumente/eigentümer", "Dokumente übergeben", "Product", "", "deny rights"],
  ["PATCH /documents/owner-name", "Rename", "Product", "", "confirm shared-change"],
  // A token that only shows that the caller may act on a thing is not set.
  [
    "POST /subscriptions/{id}/disable",
    "Stop a subscription",
    "{ type: object, properties: { token: { type: string } } }",
    "",
    "confirm money-in",
  ],
  // A label is harmless, and an account or a project goes with all that is in it.
  ["POST /issues/{id}/labels", "Label an issue", "Product", "", "allow label"],
  ["POST /vorgaenge/{id}/schlagworte", "Schlagwort vergeben", "Product", "", "allow label"],
  ["PUT /labels/{id}", "Change a label", "Product", "", "confirm shared-change"],
  // A carrier's label has its price.
  ["POST /shipments/{id}/labels", "Print a label", "Product", "", "confirm shared-change"],
  ["DELETE /tenants/{tenantId}", "Delete a tenant", "", "", "deny irreversible"],
  // The callback of one call is told of that call alone; a webhook is told of all that happens.
  [
    "POST /transcriptions",
    "Transcribe a recording",
    "{ type: object, properties: { callbackUrl: { type: string, format: uri } } }",
    "",
    "confirm shared-change",
  ],
  [
    "POST /webhooks",
    "Register a webhook",
    "{ type: object, properties: { url: { type: string, format: uri } } }",
    "",
    "deny route-out",
  ],
  // What proves events shows where a webhook is read; what programs run with may hold passwords.
  [
    "GET /webhooks/{id}",
    "A webhook",
    "",
    "{ type: object, properties: { url: { type: string }, passcode: { type: string } } }",
    "deny credentials",
  ],
  [
    "GET /webhooks",
    "Webhooks",
    "",
    "{ type: array, items: { type: object, properties: { url: { type: string }, signingSecret: { type: string } } } }",
    "deny credentials",
  ],
  [
    "GET /stacks/{id}",
    "A stack",
    "",
    "{ type: object, properties: { name: { type: string }, env: { type: array, items: { type: string } } } }",
    "confirm credential-within",
  ],
  [
    "GET /formulas/{id}",
    "A formula",
    "",
    "{ type: object, properties: { name: { type: string }, variable: { type: string } } }",
    "allow plain-data",
  ],
  ["GET /sources/oauth", "The kinds of OAuth sources", "", "[Product]", "allow plain-data"],
  ["GET /deploy_keys", "", "", "[Product]", "allow credentials-listed"],
  ["PUT /domains/{id}/auth/credential-lists/{listId}", "Change a list", "Product", "", "deny safeguards"],
  ["POST /domains/{id}/auth/ranges", "Add a range", "Product", "", "deny safeguards"],
  ["PUT /location-settings/{locationId}", "Change the settings of a location", "Product", "", "confirm shared-change"],
  ["POST /bookings/{bookingId}/arrival", "Check in a guest", "", "", "confirm shared-change"],
  ["DELETE /kunden/{kundenId}/bestellungen", "Bestellungen", "", "", "confirm deletion"],
  ["GET /securities", "List securities", "", "[Product]", "allow plain-data"],
  ["GET /admin/statistics", "Statistics", "", "Product", "allow plain-data"],
  ["PUT /roles/{roleId}", "Change a role", "Product", "Product", "deny rights"],
  [
    "POST /orgs/{orgId}/members",
    "Add a member",
    "{ type: object, properties: { name: { type: string } } }",
    "",
    "deny rights",
  ],
  ["DELETE /users/{userId}", "Delete a user", "", "", "deny accounts"],
  ["DELETE /{account_slug}/members/{memberId}", "Remove a member", "", "", "deny rights"],
  ["POST /database/snapshots/{snapshotId}/restore", "Restore a snapshot", "", "", "deny irreversible"],
  ["PUT /settings", "Update the settings", "Product", "Product", "deny service-settings"],
  ["POST /branches/{branchId}/protection", "Protect a branch", "", "", "deny safeguards"],
  [
    "POST /oauth/token",
    "Get a token",
    "{ type: object, properties: { grant_type: { type: string } } }",
    "Token",
    "deny credentials",
  ],
  ["DELETE /api-keys/{keyId}", "Revoke a key", "", "", "deny rights"],
  [
    "POST /payouts",
    "Create a payout",
    "{ type: object, properties: { amount: { type: integer } } }",
    "",
    "confirm money-out",
  ],
  ["POST /orders/{orderId}/refund", "Refund an order", "", "", "confirm money-out"],
  [
    "POST /products/bulk-delete",
    "Delete many products",
    "{ type: object, properties: { ids: { type: array, items: { type: string } } } }",
    "",
    "confirm deletion",
  ],
  ["DELETE /reports/{reportId}", "Delete a report. This cannot be undone.", "", "", "confirm deletion"],
  ["POST /query", "Run a query", "{ type: object, properties: { sql: { type: string } } }", "", "deny code"],
  ["POST /graphql", "Query", "{ type: object, properties: { query: { type: string } } }", "", "deny code"],
  ["GET /oauth.access", "Exchange a code", "", "Product", "deny credentials"],
  ["GET /views.open", "A view", "", "Product", "confirm shared-change"],
  [
    "POST /products/bulk-list",
    "List products",
    "{ type: object, properties: { ids: { type: array, items: { type: string } } } }",
    "[Product]",
    "allow plain-data",
  ],
  ["PUT /people/{username}/preferences", "Change preferences", "Product", "", "confirm shared-change"],
  [
    "POST /containers/create",
    "Create a container",
    "{ type: object, properties: { Image: { type: string }, Cmd: { type: array, items: { type: string } } } }",
    "",
    "deny code",
  ],
  [
    "POST /containers/{containerId}/exec",
    "Run a command",
    "{ type: object, properties: { Tty: { type: boolean } } }",
    "",
    "deny code",
  ],
  ["POST /containers/{containerId}/stop", "Stop a container", "", "", "confirm shared-change"],
  ["POST /containers/prune", "Delete stopped containers", "", "", "confirm bulk"],
  ["POST /swarm/init", "Initialize a swarm", "Product", "", "deny service-settings"],
  ["PUT /orgs/{orgId}/sso", "Change the log-in", "Product", "", "deny safeguards"],
  ["POST /cards/{cardId}/block", "Block a card", "", "", "confirm shared-change"],
  ["GET /auth.revoke", "Revoke a token", "", "Product", "deny credentials"],
  ["GET /debug/pprof", "Profile", "", "", "deny debug"],
  [
    "POST /webhooks",
    "Register a webhook",
    "{ type: object, properties: { callbackUrl: { type: string, format: uri } } }",
    "",
    "deny route-out",
  ],
  ["GET /patients/{patientId}", "A patient", "", "Patient", "confirm restricted-data"],
  ["PUT /patients/{patientId}", "Change a patient", "Patient", "", "confirm restricted-change"],
  ["POST /product", "Product status", "Product", "Product", "confirm shared-change"],
  ["POST /messages", "Send a message", "{ type: object, properties: { text: { type: string } } }", "", "confirm send"],
  ["POST /articles/{articleId}/publish", "Publish an article", "", "", "confirm publish"],
  [
    "POST /projects/{projectId}/invitations",
    "Invite somebody",
    "{ type: object, properties: { text: { type: string } } }",
    "",
    "confirm invite",
  ],
  ["POST /orders", "Place an order", "Order", "Order", "confirm money-in"],
  ["POST /me/bookings", "Book a class", "Product", "Order", "confirm money-in"],
  ["DELETE /notes/{noteId}", "Delete a note", "", "", "confirm deletion"],
  ["DELETE /me/notes/{noteId}", "Delete a note", "", "", "confirm own-deletion"],
  ["DELETE /drafts/{draftId}", "Delete a draft", "", "", "confirm own-deletion"],
  ["PUT /zones/{zoneId}/transfer", "Transfer a zone", "", "", "deny irreversible"],
  ["POST /photos/{photoId}/restore", "Restore a photo from the trash", "", "", "confirm shared-change"],
  ["POST /databases/{databaseId}/restore", "Restore a database", "", "", "deny irreversible"],
  ["GET /conversations.replies", "List replies", "", "[Product]", "allow messages"],
  ["GET /comments.replies", "List replies", "", "[Product]", "allow plain-data"],
  ["PUT /products/{productId}", "Change a product", "Product", "Product", "confirm shared-change"],
  ["GET /customers", "List customers", "", "[Person]", "allow people-listed"],
  ["GET /customers/{customerId}", "A customer", "", "Person", "allow personal-data"],
  [
    "GET /orders/{orderId}",
    "An order",
    "",
    "{ type: object, properties: { total: { type: number }, driver: { $ref: '#/components/schemas/Person' } } }",
    "allow own-data",
  ],
  ["GET /subscribers", "Subscribers", "", "", "allow people-listed"],
  ["GET /conversations/{conversationId}", "A conversation", "", "Product", "allow messages"],
  ["GET /secrets", "List the names of secrets", "", "[Product]", "allow credentials-listed"],
  ["GET /spaces/{spaceId}/collaborators", "List collaborators", "", "[Person]", "allow people-listed"],
  ["GET /accounts/{accountId}/env", "List environment variables", "", "[Product]", "allow credentials-listed"],
  ["GET /databases/{databaseId}/backups", "List backups", "", "[Product]", "allow plain-data"],
  ["GET /things/export", "Export things", "", "[Product]", "confirm export"],
  ["POST /exports", "Create an export", "", "", "confirm export"],
  ["DELETE /photos/{photoId}/labels/{labelId}", "Remove a label", "", "", "confirm shared-change"],
  ["DELETE /photos/{photoId}/like", "Take back a like", "", "", "allow own-change"],
  ["POST /payments/{paymentId}/tags", "Add a tag to a payment", "", "", "allow label"],
  [
    "PATCH /templates/{templateId}/settings",
    "Change the settings of a template",
    "Product",
    "",
    "confirm shared-change",
  ],
  ["GET /me", "The caller", "", "Person", "allow own-data"],
  ["PATCH /me/preferences", "Change own preferences", "Product", "Product", "allow own-change"],
  ["PUT /drafts/{draftId}", "Change a draft", "Product", "Product", "allow own-change"],
  ["POST /cart/items", "Add to the cart", "Product", "", "allow own-change"],
  ["GET /products", "List products", "", "[Product]", "allow plain-data"],
  ["POST /products/search", "Search products", "Product", "[Product]", "allow plain-data"],
  ["POST /prices/calculate", "Calculate a price", "Product", "Product", "allow computation"],
];

/** What differs where the agent comes with another credential than that of a person. */
const OTHERS: readonly (readonly [keyof typeof SCHEMES, ...Row])[] = [
  ["shared", "GET /me", "The caller", "", "Person", "confirm unseparated-data"],
  ["shared", "PATCH /me/preferences", "Change own preferences", "Product", "Product", "confirm shared-change"],
  ["key", "GET /account/balance", "The balance of the account", "", "Product", "allow plain-data"],
  ["service", "GET /customers/{customerId}", "A customer", "", "Person", "allow personal-data"],
  ["key", "POST /invoices/{invoiceId}/pay", "Collect an invoice", "", "Product", "confirm money-in"],
  ["user", "POST /invoices/{invoiceId}/pay", "Pay an invoice", "", "Product", "confirm money-out"],
  [
    "user",
    "PUT /employees/{employeeId}/salary",
    "Set the salary",
    "{ type: object, properties: { monthlySalary: { type: number } } }",
    "",
    "confirm restricted-change",
  ],
  [
    "user",
    "PUT /mitarbeiter/{nummer}/gehalt",
    "Gehalt setzen",
    "{ type: object, properties: { gehalt: { type: number } } }",
    "",
    "confirm restricted-change",
  ],
  [
    "user",
    "PUT /empleados/{id}/salario",
    "Cambia el salario",
    "{ type: object, properties: { salario: { type: number } } }",
    "",
    "confirm restricted-change",
  ],
  [
    "user",
    "PUT /products/{productId}/price",
    "Set the price",
    "{ type: object, properties: { price: { type: number } } }",
    "",
    "confirm shared-change",
  ],
];

describe("an operation is decided on by what it does and whose data it carries", () => {
  test.each(USER)("%s, %s", async (id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned)));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });

  test.each(OTHERS)("%s: %s", async (scheme, id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });
});

test.each([
  [
    "POST /sessions",
    "Log in",
    "{ type: object, properties: { email: { type: string }, password: { type: string } } }",
    "Token",
  ],
  [
    "POST /sessions/refresh",
    "Refresh the token",
    "{ type: object, properties: { refresh_token: { type: string } } }",
    "Token",
  ],
  [
    "POST /accounts",
    "Sign up",
    "{ type: object, properties: { email: { type: string }, password: { type: string }, weightKg: { type: number } } }",
    "{ type: object, properties: { id: { type: string }, email: { type: string }, weightKg: { type: number } } }",
  ],
])("%s has its credentials as the one reason: nobody else is concerned", async (id, summary, sent, returned) => {
  const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned)));
  expect(decided.get(id)!.grounds.map(({ reason }) => reason)).toEqual(["credentials"]);
});

describe("sallyport.yaml decides", () => {
  const text = agentsDescription(operationYaml("DELETE /notes/{noteId}", "Delete a note"));

  test("by reason", async () => {
    const decided = await decidedIn(text, "agents: { reasons: { deletion: deny } }");
    expect(decided.get("DELETE /notes/{noteId}")).toMatchObject({ decision: "deny", computed: "deny" });
  });

  test("by operation, with a reason of its own, before all others", async () => {
    const decided = await decidedIn(
      text,
      'agents: { operations: { "DELETE /notes/*": { decision: allow, reason: Notes are kept for a year. } } }',
    );
    expect(decided.get("DELETE /notes/{noteId}")).toMatchObject({
      decision: "allow",
      computed: "confirm",
      set: { pattern: "DELETE /notes/*", reason: "Notes are kept for a year." },
    });
  });
});
