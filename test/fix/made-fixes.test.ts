import { expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import type { FixUnit } from "../../src/fix/fix-units.ts";
import { madeFixes } from "../../src/fix/make-fixes.ts";
import { loadDocument } from "../../src/load/document.ts";
import { areMeeting } from "../../src/review/finding-fixes.ts";
import { fixedDescription, filesOf } from "./fixed.ts";

/* What is made, and what is left, of the fixes of a description. */

const FILE = "api.yaml";

async function fixed(text: string, isWanted?: (unit: FixUnit) => boolean) {
  const { result } = await fixedDescription(FILE, filesOf({ [FILE]: text }), isWanted);
  return { ...result, text: result.texts.get(FILE) ?? text };
}

const TEXTS = (text: string): string => `openapi: 3.1.0
info:
  title: Keys
  version: "1"
  description: ${text}
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths: {}
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;
const [FIRST, SECOND] = ["AKIAQ3ZKR7T2M5XWV6UB", "AKIAZ6YLP4N7Q2RTD3VC"];
const PEM = `-----BEGIN RSA PRIVATE KEY-----
    MIIEpAIBAAKCAQEA7bq8p3xW1r9kzDqzT2mLr0vQyBqfV5hYJw3c9nE6tXo1uPzK
    s8dGf4LhJb2aR6mQyVtX0cNwEiKoU5lZpTgHjYx3qRvB7nWmCkDs9FaLeOiP1uGt
    -----END RSA PRIVATE KEY-----`;

test.each([
  ["on two lines of a block", `|\n    Try ${FIRST}.\n\n    Or  ${SECOND}, # so\n    as you like.`],
  ["in a folded block", `>-\n    Try ${FIRST}\n    or ${SECOND},\n    as you like.`],
  ["in quotes over lines", `"Try ${FIRST}\n    or ${SECOND}"`],
  ["of several lines", `|-\n    Ours:\n\n    ${PEM}\n\n    Keep it.`],
])("secrets %s make way for placeholders, and all else stays", async (_what, description) => {
  const before = TEXTS(description);
  const { refused, undone, text } = await fixed(before);
  expect([refused, undone]).toEqual([[], []]);
  expect(text).not.toMatch(/AKIA|MIIE/);
  const kept = (one: string): readonly string[] =>
    one.split("\n").filter((line) => !/AKIA|YOUR|KEY|MII|s8d/.test(line));
  expect(kept(text)).toEqual(kept(before));
});

test("what is said right above an operation goes with it", async () => {
  const text = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  # Of all shops.

  # Only for developers:
  # remove before launch.
  /debug/heap-dump:
    get: { summary: Heap dump of the process, responses: { "200": { description: ok } } }
  # Those who shop.
  /users:
    get: { responses: { "204": { description: none } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;
  const { text: after } = await fixed(text, ({ name }) => name === "Remove the operation");
  expect(after).toBe(text.replace(/  # Only[^]*(?=  # Those)/, ""));
});

test("of two keywords for one reference the second waits for the first", async () => {
  const at = { file: FILE, pointer: "#/components/schemas/A/properties/b" };
  const change = (keyword: string) =>
    ({ op: "replace", at, value: { allOf: [{ $ref: "#/components/schemas/B" }], [keyword]: true } }) as const;
  expect(areMeeting([change("readOnly"), change("writeOnly")])).toBe(true);
  expect(areMeeting([change("readOnly"), change("readOnly")])).toBe(false);
  const document = await loadDocument(FILE, filesOf({ [FILE]: SECRETS }));
  const finding = { rule: "x", fingerprint: "y" } as Finding;
  const url = (value: string): FixUnit => ({
    name: value,
    certainty: "safe",
    requires: null,
    finding,
    closes: [],
    changes: [{ op: "replace", at: { file: FILE, pointer: "#/servers/0/url" }, value }],
  });
  const review = { findings: [], assumptions: [], verdict: { decision: null, reasons: [] } } as unknown as Review;
  const { made, undone } = await madeFixes({ document, before: review, reviewAgain: async () => review }, [
    url("https://a.acme.io"),
    url("https://b.acme.io"),
  ]);
  expect(made.map(({ name }) => name)).toEqual(["https://a.acme.io"]);
  expect(undone.map(({ why }) => why)).toEqual(["Two changes meet at one place."]);
});

const SECRETS = `openapi: 3.0.3
info: { title: Accounts, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /accounts/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Account" } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Account:
      type: object
      required: [passwordHash]
      properties:
        name: { type: string }
        passwordHash: { type: string }
`;

test.each([
  ["one", SECRETS],
  [
    "two",
    SECRETS.replace("[passwordHash]", "[passwordHash, mfaSecret]").concat("        mfaSecret: { type: string }\n"),
  ],
])("what an object requires goes with the last of it: %s", async (_what, text) => {
  const { made, undone, text: after } = await fixed(text, ({ certainty }) => certainty === "asked");
  expect(undone).toEqual([]);
  expect(made.length).toBeGreaterThan(0);
  expect(after).not.toMatch(/required: \[[^{]*\]|passwordHash|mfaSecret/);
});
