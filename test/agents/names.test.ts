import { describe, expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml, type SCHEMES } from "./decided.ts";

const text = (...names: readonly string[]): string =>
  `{ type: object, properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } }`;

/** `[operation, summary, what is sent, what comes back, decision and first reason]` */
type Row = readonly [string, string, string, string, string];

/** A path is judged alike however its words are joined. */
const SPELLED: readonly Row[] = [
  ["GET /auditLogs", "", "", "[Product]", "allow protections"],
  ["GET /projects/{projectId}/audit-events", "", "", "[Product]", "allow protections"],
  ["GET /projects/{projectId}/logs", "", "", "[Product]", "allow logs"],
  ["GET /apiKeys", "", "", "[Product]", "allow credentials-listed"],
  ["PUT /redirectUris/{uriId}", "Set", text("uri"), "", "deny safeguards"],
  ["POST /api_keys.json", "Create", text("name"), "", "deny credentials"],
  ["POST /dataExports", "Start", text("name"), "", "confirm export"],
  ["GET /oauth.v2.access", "", "", "Product", "deny credentials"],
  ["POST /containers", "Create", text("containerSpec"), "", "confirm workload"],
  ["POST /messages/multicast", "Send to several users", text("text"), "", "confirm bulk"],
  ["POST /chat/completions", "Creates a completion", text("prompt"), text("text"), "allow computation"],
  ["POST /embeddings", "Create", text("model", "input"), text("vector"), "allow computation"],
  [
    "POST /posts/moderation",
    "Moderate",
    text("postId", "model", "input"),
    text("text"),
    "confirm administrative-change",
  ],
  ["POST /device-generation", "Create a device", text("model"), text("text"), "confirm shared-change"],
  ["POST /orders/completions", "Complete an order", text("order"), text("text"), "confirm money-in"],
];

/** What people write to each other is that wherever it is kept. */
const WRITTEN: readonly Row[] = [
  ["GET /rooms/{roomId}/messages", "", "", text("text"), "allow messages"],
  ["GET /Accounts/{sid}/Messages.json", "", "", text("text"), "allow messages"],
  ["GET /conversations.history", "", "", text("text"), "allow messages"],
  ["GET /meetings/{meetingId}/transcript", "", "", text("text"), "allow messages"],
  ["GET /messages/statistics", "", "", text("sent"), "allow plain-data"],
  ["GET /notifications", "", "", "[Product]", "allow plain-data"],
];

/** A GET does what its text or its name says. */
const CALLED: readonly Row[] = [
  ["GET /cache/flush", "Flush the cache", "", text("status"), "confirm bulk"],
  ["GET /jobs/run", "Run a job", "", text("status"), "confirm shared-change"],
  ["GET /invite", "Invite somebody", "", text("status"), "confirm invite"],
  ["GET /rotate", "Rotate the key", "", text("status"), "deny credentials"],
  ["GET /products/{productId}", "Return a product", "", "Product", "allow plain-data"],
  ["GET /payments/schedule", "", "", "Product", "allow plain-data"],
];

/** Keys, certificates and what programs run with, by other names. */
const KEPT: readonly Row[] = [
  ["GET /vault/{name}", "", "", text("data"), "allow credentials-listed"],
  ["GET /configmaps/{name}", "", "", text("data"), "allow credentials-listed"],
  ["GET /orgs/{orgId}/actions/variables", "", "", text("name", "value"), "allow credentials-listed"],
  ["GET /files/{fileId}/variables", "", "", text("name", "color"), "allow plain-data"],
  ["POST /certificates/sign", "Sign a request", text("csr"), text("pem"), "deny credentials"],
  ["POST /registries/ping", "Check the status", text("url"), text("status"), "confirm fetched-address"],
  ["POST /smtp/check", "Check the settings", text("host"), text("status"), "confirm fetched-address"],
];

/** Of a row of which a part may be anything nobody knows what it says. */
const OPEN: readonly Row[] = [
  [
    "POST /datasets/search",
    "Search",
    text("query"),
    "{ type: array, items: { type: object, properties: { id: { type: string }, data: { type: object } } } }",
    "allow unknown-data",
  ],
  [
    "GET /products/{productId}/parts",
    "List parts",
    "",
    "{ type: array, items: { type: object, properties: { id: { type: string }, metadata: { type: object } } } }",
    "allow plain-data",
  ],
];

/** People who are the things of an account are not who calls. */
const OF_ACCOUNT: readonly (readonly [keyof typeof SCHEMES, ...Row])[] = [
  ["key", "GET /prospects/{prospectId}", "", "", "Person", "allow personal-data"],
  ["key", "GET /orders/{orderId}/address", "", "", text("name", "street", "phone"), "allow personal-data"],
  ["user", "GET /forms/{formId}/submissions", "", "", text("name", "email"), "allow personal-data"],
];

describe.each([
  ["spelling", SPELLED],
  ["correspondence", WRITTEN],
  ["a GET that acts", CALLED],
  ["what is kept secret", KEPT],
  ["open rows", OPEN],
])("%s", (_, rows) => {
  test.each(rows)("%s, %s", async (id, summary, sent, returned, expected) => {
    const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned)));
    expect(decisionOf(decided.get(id)!)).toBe(expected);
  });
});

test.each(OF_ACCOUNT)("%s: %s", async (scheme, id, summary, sent, returned, expected) => {
  const decided = await decidedIn(agentsDescription(operationYaml(id, summary, sent, returned), scheme));
  expect(decisionOf(decided.get(id)!)).toBe(expected);
});
