import { describe, expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { placeholderServer } from "../../src/rules/inventory/placeholder-server.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import type { Rule } from "../../src/rules/rule.ts";
import type { Fault } from "../../src/operations/fault.ts";
import { apiOfPart } from "./description-of.ts";

const OPEN = { "/sign-up": { post: { security: [], requestBody: bodyOf({ email: TEXT(), password: TEXT() }) } } };
const PERSON = { type: "object", properties: { id: TEXT(), email: TEXT(), birthDate: TEXT() } };

function TEXT(): object {
  return { type: "string" };
}

function bodyOf(properties: Record<string, object>): object {
  return { content: { "application/json": { schema: { type: "object", properties } } } };
}

function listOf(schema: object): object {
  return {
    responses: {
      "200": { description: "ok", content: { "application/json": { schema: { type: "array", items: schema } } } },
    },
  };
}

async function faultOf(rule: Rule, paths: Record<string, object>, servers = ["https://api.acme.io"]): Promise<Fault> {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Example", version: "1" },
      servers: servers.map((url) => ({ url })),
      security: [{ token: [] }],
      paths: { ...OPEN, ...paths },
      components: {
        schemas: { User: PERSON },
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
      },
    }),
  );
  return [...rule.check(api)][0]!;
}

const USER = { $ref: "#/components/schemas/User" };
const BATCH = bodyOf({ orders: { type: "array", items: { type: "object" } } });

/** Words that the reasons of one kind have, and those of the other kinds that must not stand beside them. */
const REASONS: readonly (readonly [string, Rule, Record<string, object>, RegExp, RegExp])[] = [
  [
    "a batch",
    unboundedInput,
    { "/orders/batch": { post: { requestBody: BATCH } } },
    /entry of a list/,
    /picture|stack/,
  ],
  [
    "a webhook",
    ssrfClientSuppliedUrl,
    { "/webhooks": { post: { requestBody: bodyOf({ url: TEXT() }) } } },
    /registered/,
    /phish|redirect/,
  ],
  [
    "a redirect",
    ssrfClientSuppliedUrl,
    { "/goto": { get: { parameters: [{ name: "redirect_url", in: "query", schema: TEXT() }] } } },
    /phish/,
    /metadata/,
  ],
  [
    "a page",
    unboundedPageSize,
    { "/orders": { get: { parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }] } } },
    /page of a billion/,
    /tree/,
  ],
  [
    "a tree",
    unboundedPageSize,
    { "/tree": { get: { parameters: [{ name: "depth", in: "query", schema: { type: "integer" } }] } } },
    /tree a thousand/,
    /page/,
  ],
  [
    "a right",
    massAssignment,
    { "/me": { patch: { requestBody: bodyOf({ isAdmin: { type: "boolean" } }) } } },
    /rights/,
    /amount|rich/,
  ],
  [
    "money",
    massAssignment,
    { "/me": { patch: { requestBody: bodyOf({ balance: { type: "number" } }) } } },
    /amount/,
    /administrator/,
  ],
  [
    "bookkeeping",
    massAssignmentServerField,
    { "/orders": { post: { requestBody: bodyOf({ created_at: TEXT() }) } } },
    /falsify history/,
    /paid/,
  ],
  [
    "what the business decides",
    massAssignmentServerField,
    { "/orders": { post: { requestBody: bodyOf({ payment_status: TEXT() }) } } },
    /order is paid/,
    /history/,
  ],
  ["everybody", excessiveDataExposure, { "/users": { get: listOf(USER) } }, /everyone's data/, /for many/],
  [
    "those of one list",
    excessiveDataExposure,
    { "/classes/{id}/users": { get: listOf(USER) } },
    /about many/,
    /everyone's data/,
  ],
];

describe("why it matters, of what there is", () => {
  test.each(REASONS)("%s", async (_what, rule, paths, said, unsaid) => {
    const { rationale } = await faultOf(rule, paths);
    expect(rationale).toMatch(said);
    expect(rationale).not.toMatch(unsaid);
  });

  test("a test server of the API's own beside the real one is nobody else's", async () => {
    const some = await faultOf(placeholderServer, {}, ["https://api.acme.io", "https://staging.acme.io"]);
    expect(some.rationale).not.toMatch(/someone else/);
    expect((await faultOf(placeholderServer, {}, ["http://localhost"])).rationale).toMatch(/someone else/);
  });

  test("a list of one thing's is not called everybody's", async () => {
    const all = await faultOf(excessiveDataExposure, { "/users": { get: listOf(USER) } });
    expect([all.title, all.message]).toEqual([
      "All users' data can be read in bulk",
      expect.stringContaining("everyone's"),
    ]);
    const some = await faultOf(excessiveDataExposure, { "/classes/{id}/users": { get: listOf(USER) } });
    expect([some.title, some.message]).toEqual([
      "A list returns other people's data",
      expect.stringContaining("other people's"),
    ]);
  });

  test("what is there for those who administer is to be tested, also for oneself", async () => {
    const role = bodyOf({ role: TEXT() });
    const others = await faultOf(massAssignment, { "/users/{id}": { patch: { requestBody: role } } });
    expect(others.remediation).toMatch(/even if the caller changes only their own account/);
    expect((await faultOf(massAssignment, { "/me": { patch: { requestBody: role } } })).remediation).toBeUndefined();
  });
});
