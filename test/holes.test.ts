import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Review } from "../src/core/review.ts";
import { filesBelow, type Files } from "../src/load/files.ts";
import { reviewDescription } from "../src/review.ts";
import { folderWith, run } from "./cli/run.ts";
import { CORPUS, hasCorpus } from "./corpus.ts";

/*
 * What the tools of the field are silent about, or do that they must not (shared/reference/field.md, section 0.2), over
 * the whole review.
 */

async function reviewOf(text: string, others: Readonly<Record<string, string>> = {}): Promise<Review> {
  const folder = folderWith({ ...others, "api/openapi.yaml": text });
  return reviewDescription("api/openapi.yaml", filesBelow(folder));
}

/** The operations that the findings of a rule are about. */
function reported(review: Review, rule: string): readonly string[] {
  return review.findings.filter((finding) => finding.rule === rule).flatMap(({ operations }) => operations);
}

const INFO = "info: { title: Orders, version: '1' }";
const OK =
  "responses: { 200: { description: OK, content: { application/json: { schema: { type: object, properties: { total: { type: integer } } } } } } }";

describe("Anonymous access is seen however it is written", () => {
  const schemes = "components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }";

  test.each([
    ["PUT", "[{}]", [[]], []],
    ["PUT", "[]", [[]], []],
    ["DELETE", "[{}, { bearer: [] }]", [[], [{ scheme: "bearer", scopes: [] }]], ["DELETE /orders/{id}"]],
    ["DELETE", "[{ bearer: [] }, {}]", [[{ scheme: "bearer", scopes: [] }], []], ["DELETE /orders/{id}"]],
    ["DELETE", "[{ bearer: [] }]", [[{ scheme: "bearer", scopes: [] }]], []],
  ] as const)("%s with security: %s", async (method, security, expected, optional) => {
    const review = await reviewOf(`
openapi: 3.0.3
${INFO}
security: [{ bearer: [] }]
paths:
  /orders/{id}: { ${method.toLowerCase()}: { security: ${security}, ${OK} }, get: { ${OK} } }
${schemes}
`);
    expect(review.operations.find((operation) => operation.method === method)?.security).toEqual(expected);
    expect(reported(review, "optional-authentication")).toEqual(optional);
  });

  test("crAPI's return_qr_code (skipped without ../shared/corpus)", { skip: !hasCorpus }, async () => {
    const review = await reviewDescription("vulnerable/crapi/crapi-openapi-spec.json", filesBelow(CORPUS));
    const id = "GET /workshop/api/shop/return_qr_code";
    expect(review.operations.find((operation) => operation.id === id)?.security).toEqual([[]]);
  });
});

describe("A scheme is known by its standard, not by its spelling", () => {
  test.each([
    ["basic", ["GET /a"]],
    ["Basic", ["GET /a"]],
    ["BASIC", ["GET /a"]],
    ["Bearer", []],
  ])("scheme: %s", async (scheme, expected) => {
    const review = await reviewOf(`
openapi: 3.0.3
${INFO}
security: [{ login: [] }]
paths: { /a: { get: { ${OK} } } }
components: { securitySchemes: { login: { type: http, scheme: ${scheme} } } }
`);
    expect(reported(review, "basic-auth")).toEqual(expected);
  });

  test.each([
    ["login", []],
    ["x-login", []],
    ["Login", ["GET /a"]],
    ["none", ["GET /a"]],
  ])("a requirement of %s", async (name, expected) => {
    const review = await reviewOf(`
openapi: 3.0.3
${INFO}
security: [{ ${name}: [] }]
paths: { /a: { get: { ${OK} } } }
components: { securitySchemes: { login: { type: http, scheme: bearer }, x-login: { type: http, scheme: bearer } } }
`);
    expect(reported(review, "undefined-security-scheme")).toEqual(expected);
    expect(review.operations[0]?.security).toEqual([[{ scheme: name, scopes: [] }]]);
  });
});

describe("OpenAPI 3.2 gets the findings of its 3.1 twin", () => {
  const twins = [
    ["examples/fitness", path.join(import.meta.dirname, "../examples/fitness/openapi.yaml")],
    ...(hasCorpus ? [["VAmPI", path.join(CORPUS, "vulnerable/vampi/openapi3.yml")] as const] : []),
  ] as const;

  test.each(twins)("%s", async (_, file) => {
    const text = readFileSync(file, "utf8");
    const found = async (version: string) => {
      const twin = text.replace(/^openapi: .*$/m, `openapi: ${version}`);
      expect(twin).toContain(`openapi: ${version}\n`);
      const { findings } = await reviewOf(twin);
      return findings.map(({ rule, message, line, operations }) => ({ rule, message, line, operations }));
    };
    const [older, newer] = [await found("3.1.0"), await found("3.2.0")];
    expect(older).not.toEqual([]);
    expect(newer).toEqual(older);
  });
});

test("Swagger 2.0 is reviewed like the others", async () => {
  const review = await reviewOf(`
swagger: "2.0"
${INFO}
host: api.acme.com
schemes: [https]
security: [{ password: [] }, { key: [] }, { login: [] }]
securityDefinitions:
  password: { type: basic }
  key: { type: apiKey, in: query, name: api_key }
  login: { type: oauth2, flow: implicit, authorizationUrl: "http://id.acme.com/authorize", scopes: {} }
paths:
  /users/{user_id}:
    get:
      parameters:
        - { name: user_id, in: path, required: true, type: integer }
        - { name: password, in: query, type: string }
      responses: { 200: { description: OK, schema: { type: object, properties: { total: { type: integer } } } } }
`);
  const id = "GET /users/{user_id}";
  for (const rule of ["basic-auth", "api-key-in-url", "implicit-flow", "credential-in-url"])
    expect([rule, reported(review, rule)]).toEqual([rule, [id]]);
  expect(reported(review, "cleartext-token-endpoint")).toEqual([id]);
  const aboutId = review.findings.filter(({ pointer }) => pointer.includes("/parameters/0"));
  expect(aboutId).toEqual([]);
});

test("every call surface is an operation, with its findings", async () => {
  const review = await reviewOf(`
openapi: 3.2.0
${INFO}
security: [{ none: [] }]
webhooks: { created: { post: { ${OK} } } }
paths:
  /orders:
    parameters: [{ name: password, in: query, schema: { type: string } }]
    query: { ${OK} }
    additionalOperations: { COPY: { ${OK} } }
    post: { callbacks: { done: { "{$request.body#/url}": { put: { ${OK} } } } }, ${OK} }
`);
  expect(review.operations.map(({ id, kind }) => [kind, id])).toEqual([
    ["path", "QUERY /orders"],
    ["path", "POST /orders"],
    ["callback", "CALLBACK POST /orders {$request.body#/url} PUT"],
    ["path", "COPY /orders"],
    ["webhook", "WEBHOOK created POST"],
  ]);
  const all = review.operations.map(({ id }) => id);
  expect(reported(review, "undefined-security-scheme").toSorted()).toEqual(all.toSorted());
  expect(reported(review, "credential-in-url").toSorted()).toEqual(["COPY /orders", "POST /orders", "QUERY /orders"]);
});

describe("An example is data", () => {
  const example = (value: string) => `
openapi: 3.1.0
${INFO}
security: [{ bearer: [] }]
paths:
  /orders:
    get:
      responses:
        200:
          description: OK
          content:
            application/json:
              schema: { type: object, properties: { total: { type: integer, examples: [${value}] } }, example: ${value}, default: ${value} }
              examples: { one: { value: ${value} } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;

  test.each([
    ["a schema", "{ type: string }"],
    ["a reference to nothing", '{ $ref: "#/components/schemas/None" }'],
    ["a reference to a file", "{ $ref: other.yaml }"],
    ["a reference to the network", '{ $ref: "http://127.0.0.1:9/" }'],
    ["a requirement", "{ security: [{ none: [] }] }"],
    ["a path item", "{ paths: { /admin: { get: { security: [] } } } }"],
  ])("that looks like %s", async (_, value) => {
    const folder = folderWith({ "openapi.yaml": example(value), "other.yaml": "a: 1" });
    const read: string[] = [];
    const files: Files = {
      read(file) {
        read.push(file);
        return filesBelow(folder).read(file);
      },
    };
    const review = await reviewDescription("openapi.yaml", files);
    const harmless = await reviewOf(example("{ total: 1 }"));
    expect(review.findings.map(({ rule, message }) => [rule, message])).toEqual(
      harmless.findings.map(({ rule, message }) => [rule, message]),
    );
    expect(review.skipped).toEqual([]);
    expect(read).toEqual(["openapi.yaml"]);
  });
});

describe("Nothing runs, and nothing is read that is not the review's", () => {
  const referring = (reference: string) => `
openapi: 3.1.0
${INFO}
paths: { /orders: { get: { responses: { 200: { description: OK, content: { application/json: { schema: { $ref: "${reference}" } } } } } } } }
`;
  const holder = "#/paths/~1orders/get/responses/200/content/application~1json/schema";

  test("a .spectral.js beside the description does not run", async () => {
    const marker = path.join(folderWith({}), "ran");
    const code = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, ""); module.exports = { rules: {} };`;
    const folder = folderWith({
      "openapi.yaml": referring("#/components/schemas/None"),
      ".spectral.js": code,
      ".spectral.cjs": code,
      "sallyport.js": code,
    });
    const { code: exit, stdout } = await run(["review", "openapi.yaml"], { cwd: folder });
    expect([0, 1]).toContain(exit);
    expect(stdout).toContain("Orders");
    expect(existsSync(marker)).toBe(false);
  });

  test.each(["http://127.0.0.1:PORT/a.yaml", "http://localhost:PORT/a.yaml#/A", "//127.0.0.1:PORT/a.yaml"])(
    "%s is not fetched, and said to be skipped",
    async (address) => {
      let connections = 0;
      const server = createServer((_, response) => response.end("type: string"));
      server.on("connection", () => (connections += 1));
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo; // a server that listens on a port
      const review = await reviewOf(referring(address.replace("PORT", String(port))));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise((resolve) => server.close(resolve));
      expect(connections).toBe(0);
      expect(reported(review, "remote-reference")).toEqual(["GET /orders"]);
      expect(review.skipped.map(({ pointer }) => pointer)).toEqual([holder]);
      expect(review.skipped[0]?.why).toContain("does not follow remote references");
    },
  );

  test.each(["/etc/passwd", "file:///etc/passwd", "../../../etc/passwd", "..%2f..%2f..%2f..%2fetc/passwd"])(
    "%s is not read, and said to be skipped",
    async (reference) => {
      const review = await reviewOf(referring(reference));
      expect(review.skipped.map(({ pointer }) => pointer)).toEqual([holder]);
      expect(review.skipped[0]?.why).toContain("outside the root");
      expect(review.document.files).toEqual(["api/openapi.yaml"]);
      expect(JSON.stringify(review)).not.toContain("root:");
    },
  );

  test.each([
    ["a file", "secret.yaml", "link.yaml"],
    ["a folder", "", "link.yaml/secret.yaml"],
  ])("a symbolic link to %s out of the root is not followed", async (_, target, reference) => {
    const outside = folderWith({ "secret.yaml": "type: object\ndescription: SECRET" });
    const folder = folderWith({ "openapi.yaml": referring(reference) });
    symlinkSync(path.join(outside, target), path.join(folder, "link.yaml"));
    const review = await reviewDescription("openapi.yaml", filesBelow(folder));
    expect(review.skipped.map(({ pointer }) => pointer)).toEqual([holder]);
    expect(review.skipped[0]?.why).toContain("outside the root");
    expect(review.document.files).toEqual(["openapi.yaml"]);
    expect(JSON.stringify(review)).not.toContain("SECRET");
  });

  test("a symbolic link within the root is followed", async () => {
    const folder = folderWith({ "openapi.yaml": referring("link.yaml"), "parts/a.yaml": "type: string" });
    symlinkSync(path.join(folder, "parts/a.yaml"), path.join(folder, "link.yaml"));
    const review = await reviewDescription("openapi.yaml", filesBelow(folder));
    expect(review.skipped).toEqual([]);
    expect(review.document.files).toEqual(["openapi.yaml", "link.yaml"]);
  });
});
