import { describe, expect, test } from "vitest";
import { annotationsOf } from "../../src/agents/annotations.ts";
import { agentsApi, agentsDescription, operationYaml } from "./decided.ts";

/** What an operation is as a tool: `r` reads, `d` destroys or replaces, `i` can be repeated, `o` reaches outside; else `-`. */
type Row = readonly [id: string, summary: string, hints: string, sent?: string, returned?: string];

const IDS = "{ type: object, properties: { ids: { type: array, items: { type: string } } } }";
const TEXT = "{ type: object, properties: { text: { type: string } } }";
const KEYED = "{ type: object, properties: { text: { type: string }, idempotencyKey: { type: string } } }";
const SUM = "{ type: object, properties: { amount: { type: integer } } }";

const ROWS: readonly Row[] = [
  // POST that only reads
  ["POST /orders/search", "Search orders", "r-i-", TEXT, "[Order]"],
  ["POST /products/query", "Find products by a query", "r-i-", TEXT, "[Product]"],
  ["POST /prices/calculate", "Calculate a price", "r-i-", "Product", "Product"],
  ["POST /addresses/validate", "Validate an address", "r-i-", TEXT, "Product"],
  ["POST /products/batch-get", "Get several products", "r-i-", IDS, "[Product]"],
  ["POST /products/bulk-list", "List products", "r-i-", IDS, "[Product]"],
  ["POST /orders/count", "Count orders", "r-i-", TEXT, "Product"],
  ["POST /documents/preview", "Preview a document", "r-i-", TEXT, "Product"],
  ["POST /reports/lookup", "Look up reports", "r-i-", TEXT, "[Product]"],
  ["POST /quotes/estimate", "Estimate a quote", "r-i-", TEXT, "Product"],
  // GET that changes something
  ["GET /users/{userId}/delete", "Delete a user", "-di-"],
  ["GET /orders/{orderId}/cancel", "Cancel an order", "-di-"],
  ["GET /newsletter/unsubscribe", "Unsubscribe", "-di-"],
  ["GET /devices/{deviceId}/restart", "Restart a device", "-d--"],
  ["GET /chat.postMessage", "Posts a message", "---o"],
  ["GET /doors/{doorId}/open", "Open a door", "-d--"],
  // PUT that is not idempotent
  ["PUT /counters/{counterId}/increment", "Increment a counter", "-d--"],
  ["PUT /accounts/{accountId}/rotate-key", "Rotate a key", "-d--"],
  ["PUT /messages/send", "Send a message", "---o", TEXT],
  ["PUT /jobs/{jobId}/run", "Run a job", "----"],
  ["PUT /orders/{orderId}/retry", "Retry an order", "-d--"],
  ["PUT /logs/{logId}/append", "Append to a log", "----", TEXT],
  ["PUT /switches/{switchId}/toggle", "Toggle a switch", "-d--"],
  ["PUT /payments/{paymentId}/refund", "Refund a payment", "-d-o", SUM],
  // PUT, PATCH and DELETE as they are meant
  ["PUT /products/{productId}", "Replace a product", "-di-", "Product"],
  ["PATCH /products/{productId}", "Change a product", "-di-", "Product"],
  ["DELETE /products/{productId}", "Delete a product", "-di-"],
  ["DELETE /users/{userId}/sessions", "Delete all sessions", "-di-"],
  ["PUT /products/{productId}/star", "Star a product", "--i-"],
  // POST that sets a state, and can be repeated
  ["POST /posts/{postId}/archive", "Archive a post", "-di-"],
  ["POST /accounts/{accountId}/disable", "Disable an account", "-di-"],
  ["POST /tickets/{ticketId}/close", "Close a ticket", "-di-"],
  ["POST /products/{productId}/delete", "Delete a product", "-di-"],
  // POST that adds, sends or pays
  ["POST /products", "Create a product", "----", "Product", "Product"],
  ["POST /comments", "Create a comment", "---o", TEXT],
  ["POST /messages", "Send a message", "---o", TEXT],
  ["POST /messages/keyed", "Send a message", "--io", KEYED],
  [
    "POST /password-resets",
    "Send a password reset mail",
    "---o",
    "{ type: object, properties: { email: { type: string, format: email } } }",
  ],
  [
    "POST /password-resets/completion",
    "Set the new password",
    "-di-",
    "{ type: object, properties: { resetToken: { type: string }, newPassword: { type: string } } }",
  ],
  ["POST /invitations", "Invite somebody", "---o", TEXT],
  ["POST /payouts", "Create a payout", "-d-o", SUM],
  ["POST /imports", "Import products", "----", IDS],
  [
    "POST /webhooks",
    "Register a webhook",
    "---o",
    "{ type: object, properties: { callbackUrl: { type: string, format: uri } } }",
  ],
];

describe("a tool is annotated by what its operation does, not by the method", () => {
  test.each(ROWS.map(([id, ...row]) => [id, row] as const))("%s", async (id, [summary, hints, sent, returned]) => {
    const api = await agentsApi(agentsDescription(operationYaml(id, summary, sent, returned)));
    const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotationsOf(api, api.operations[0]!);
    const letters = [
      [readOnlyHint, "r"],
      [destructiveHint, "d"],
      [idempotentHint, "i"],
      [openWorldHint, "o"],
    ] as const;
    expect(letters.map(([is, letter]) => (is ? letter : "-")).join("")).toBe(hints);
  });

  test("there are forty and more", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(40);
  });
});
