import { expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { withBuffers, filesBelow } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";

/*
 * What a release waits for, and what it needs no more, in pairs that differ in one fact: a read without a schema among public
 * ones, the checks of services on which the security of others hangs, and an address that anybody makes the server load.
 */

const TEXT = { type: "string" };
const OK = (properties: object, description = "OK"): object => ({
  200: { description, content: { "application/json": { schema: { type: "object", properties } } } },
});
const body = (properties: object, type = "application/json"): object => ({
  requestBody: { required: true, content: { [type]: { schema: { type: "object", properties } } } },
});

async function verdictOf(description: string, paths: object, secured = false) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1", description, contact: { email: "api@acme.io" } },
    servers: [{ url: "https://api.acme.io" }],
    security: secured ? [{ token: [] }] : [],
    paths,
    ...(secured ? { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } } : {}),
  });
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["a.json", Buffer.from(text)]]));
  const { verdict } = await reviewDescription("a.json", files, defaultPolicy());
  return { decision: verdict.decision, reasons: verdict.reasons.map((one) => one.text).join(" | ") };
}

// ── A read without a schema ─────────────────────────────────────────────────────────────────────────────────────────────

const WORKS = { "/machines": { get: { summary: "Machines", responses: OK({ model: TEXT, floor: TEXT }) } } };
const COPIES = { "/parts": { get: { summary: "Parts of machines", responses: OK({ shelf: TEXT, isFree: TEXT }) } } };
const mute = (path: string, summary: string, said: string): object => ({
  [path]: { get: { summary, responses: { 200: { description: said } } } },
});

test.each<[string, string, object, boolean]>([
  ["English", "Public states of our machines.", mute("/branches", "Branches", "Branches and opening hours"), true],
  [
    "German",
    "Öffentlicher Stand der Maschinen.",
    mute("/zweigstellen", "Zweigstellen", "Orte und Öffnungszeiten der Zweigstellen"),
    true,
  ],
  [
    "French",
    "Accès ouvert à tous aux états des machines.",
    mute("/mediatheques", "Adresses et horaires", "Les médiathèques du réseau"),
    true,
  ],
  [
    "Spanish",
    "Datos abiertos de la red.",
    mute("/incidencias", "Desvíos y cortes", "Incidencias vigentes de la red"),
    true,
  ],
  [
    "Portuguese",
    "Consulta pública das máquinas.",
    mute("/bibliotecas", "Bibliotecas e horários", "Bibliotecas da rede"),
    true,
  ],
  [
    "nothing says that it is public",
    "Machines of the plants.",
    mute("/branches", "Branches", "Branches and opening hours"),
    false,
  ],
  [
    "it names customers",
    "Public states of our machines.",
    mute("/customers", "Customers", "Customers and what they own"),
    false,
  ],
  [
    "it is of one thing",
    "Public states of our machines.",
    mute("/files/{id}", "One file", "The file with this number"),
    false,
  ],
  ["nothing is told", "Public states of our machines.", mute("/x", "", "OK"), false],
])("a read without a schema among public ones: %s", async (_name, description, read, isTold) => {
  const { reasons } = await verdictOf(description, { ...WORKS, ...COPIES, ...read });
  expect(reasons.includes("Describe what")).toBe(!isTold);
});

test("where most reads have no schema, or something is changed, each missing one is a condition", async () => {
  const branches = mute("/branches", "Branches", "Branches and opening hours");
  const events = mute("/events", "Events", "Events of the coming week");
  const many = await verdictOf("Public states of our machines.", { ...WORKS, ...branches, ...events });
  expect(many.reasons).toContain("Describe what");
  const order = {
    "/orders": { post: { summary: "Order a copy", ...body({ title: TEXT }), responses: OK({ id: TEXT }) } },
  };
  const changing = await verdictOf("Public states of our machines.", { ...WORKS, ...COPIES, ...branches, ...order });
  expect(changing.reasons).toContain("Describe what");
});

// ── Services on which the security of others hangs ──────────────────────────────────────────────────────────────────────

const query = (names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: { type: "string", maxLength: 200 } })),
});
const AUTHORIZE = {
  "/authorize": {
    get: {
      summary: "Authorization endpoint",
      ...query(["response_type", "client_id", "redirect_uri", "state", "code_challenge"]),
      responses: { 302: { description: "To the log-in page" } },
    },
  },
};
const tokens = (fields: readonly string[]): object => ({
  "/token": {
    post: {
      summary: "Token endpoint",
      ...body(Object.fromEntries(fields.map((name) => [name, TEXT])), "application/x-www-form-urlencoded"),
      responses: { ...OK({ access_token: TEXT, expires_in: { type: "integer" } }), 429: { description: "Too many" } },
    },
  },
});

test.each<[string, object, boolean]>([
  [
    "an authorization server",
    { ...AUTHORIZE, ...tokens(["grant_type", "code", "code_verifier", "redirect_uri"]) },
    true,
  ],
  ["a token endpoint alone", tokens(["grant_type", "code", "code_verifier"]), false],
  ["a log-in with a password", { ...AUTHORIZE, ...tokens(["username", "password"]) }, false],
])("codes and redirects are to be tested: %s", async (_name, paths, isOwed) => {
  const { reasons } = await verdictOf("Log-in of our apps.", paths);
  expect(reasons.includes("a redirect URI that is not registered")).toBe(isOwed);
});

const keeping = (path: string, summary: string, writes = true): object => ({
  [path]: {
    parameters: [{ name: "path", in: "path", required: true, schema: { type: "string", maxLength: 200 } }],
    get: { summary, responses: OK({ value: TEXT, version: { type: "integer" } }) },
    ...(writes
      ? { put: { summary: "Write a version", ...body({ value: TEXT }), responses: OK({ version: TEXT }) } }
      : {}),
  },
});

test.each<[string, object, boolean]>([
  ["by the path", keeping("/secrets/{path}", "Read the current version"), true],
  ["by the summary", keeping("/kv/{path}", "Read a secret"), true],
  ["in German", keeping("/kv/{path}", "Liest ein Geheimnis"), true],
  ["in Spanish", keeping("/kv/{path}", "Leer un secreto"), true],
  ["a note", keeping("/notes/{path}", "Read a note"), false],
  ["a group of a game", keeping("/kv/{path}", "Read a secret santa group"), false],
  ["what nobody writes", keeping("/secrets/{path}", "Read the current version", false), false],
])("the right to a secret is to be tested: %s", async (_name, paths, isOwed) => {
  const { reasons } = await verdictOf("Each caller has a policy.", paths, true);
  expect(reasons.includes("no right to the secret")).toBe(isOwed);
});

// ── An address that anybody makes the server load ───────────────────────────────────────────────────────────────────────

const loading = (said: string, more: string): object => ({
  "/descriptions": {
    post: {
      summary: "Describe an image",
      description: `The server downloads the image and describes it in a sentence.${more}`,
      ...body({ image_url: { type: "string", format: "uri", maxLength: 500, description: said } }),
      responses: { ...OK({ text: TEXT }), 429: { description: "Too many" } },
    },
  },
});
const ANYBODY = "Anyone can sign up for a key.";
const IMAGE = "Address of the image";
const FURTHER = " Redirects are followed.";

test.each<[string, string, string, string, boolean]>([
  ["anybody, wherever it leads", ANYBODY, IMAGE, FURTHER, true],
  ["anybody, and nothing says that it leads further", ANYBODY, IMAGE, "", false],
  ["inner addresses are refused", ANYBODY, `${IMAGE}. Private addresses are refused.`, FURTHER, false],
  ["contracted callers", "Keys are issued to contracted partners.", IMAGE, FURTHER, false],
])("the server loads an address: %s", async (_name, description, said, more, isAwaited) => {
  const { decision, reasons } = await verdictOf(description, loading(said, more), true);
  expect(decision).toBe(isAwaited ? "insufficient-evidence" : "approve-with-conditions");
  expect(reasons.includes("It is not stated whether internal addresses")).toBe(isAwaited);
});
