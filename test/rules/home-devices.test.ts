import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

const TEXT = { type: "string" };
const body = (...names: readonly string[]): object => ({
  content: {
    "application/json": {
      schema: { type: "object", properties: Object.fromEntries(names.map((name) => [name, TEXT])) },
    },
  },
});
const DONE = { responses: { 202: { description: "ok" } } };

async function found(paths: object, server: object = { url: "https://api.acme.io" }) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Hub", version: "1" },
    servers: [server],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  });
  const files = filesOf(new Map([["openapi.json", text]]));
  return await reviewDescription("openapi.json", files, await loadPolicy("openapi.json", files), "2026-01-31");
}

const secured = { security: [{ token: [] }], ...DONE };

test.each(["/pair", "/devices/pairing", "/koppelung", "/appairage", "/emparejar", "/pareamento"])(
  "pairing at %s hands out the credential, and is asked for none",
  async (path) => {
    const { findings, operations } = await found({
      "/zones": { put: secured },
      [path]: {
        post: {
          requestBody: body("pin", "appName"),
          responses: { 200: { description: "ok", ...body("apiToken") } },
        },
      },
    });
    expect(operations.find(({ id }) => id === `POST ${path}`)?.intent).toBe("log-in");
    expect(findings.map(({ rule }) => rule)).not.toContain("unauthenticated-write");
    expect(findings.map(({ rule }) => rule)).toContain("brute-force-short-code");
  },
);

test("a change that takes a code and hands out nothing is no pairing", async () => {
  const { findings } = await found({
    "/zones": { put: secured },
    "/pair": { post: { requestBody: body("pin"), ...DONE } },
  });
  expect(findings.map(({ rule }) => rule)).toContain("unauthenticated-write");
});

test.each([
  ["POST /firmware", "url", true],
  ["POST /hub/ota", "url", true],
  ["PUT /hub", "firmwareUrl", true],
  ["PUT /hub", "micrologicielUrl", true],
  ["PUT /hub", "websiteUrl", false],
])("%s with %s: whether software is installed from what a caller names", async (id, name, isFound) => {
  const [method = "", path = ""] = id.split(" ");
  const { findings } = await found({ [path]: { [method.toLowerCase()]: { ...secured, requestBody: body(name) } } });
  expect(findings.some(({ rule }) => rule === "ssrf-client-supplied-url")).toBe(isFound);
});

test.each([
  ["hub.local", true],
  ["api.acme.io", true],
  ["localhost", false],
  ["api.example.com", false],
])("http://{host} is judged by its default %s at once", async (host, isFound) => {
  const { findings } = await found(
    { "/zones": { put: secured } },
    { url: "http://{host}/v1", variables: { host: { default: host } } },
  );
  expect(findings.some(({ rule }) => rule === "cleartext-server")).toBe(isFound);
});

test("a scheme of free choice beside TLS on the same host is judged by the default host, too", async () => {
  const { findings } = await found(
    { "/zones": { put: secured } },
    {
      url: "{scheme}://{host}/v1",
      variables: { scheme: { default: "https", enum: ["https", "http"] }, host: { default: "api.acme.io" } },
    },
  );
  expect(findings.find(({ rule }) => rule === "cleartext-server")).toBeDefined();
});
