import { expect, test } from "vitest";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { implicitFlow } from "../../src/rules/authentication/implicit-flow.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { bolaTargetNamedTwice } from "../../src/rules/authorization/bola-target-named-twice.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { redosPattern } from "../../src/rules/inputs/redos-pattern.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { reviewOf } from "../gate/judged.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* What makes a finding a condition of a release, and what leaves it a test or a matter of tidiness: pairs that differ in one fact. */

const TEXT = { type: "string" };
const said = (description: string, more: object = {}): object => ({ ...TEXT, description, ...more });
const query = (name: string, more: object = {}): object => ({
  name,
  in: "query",
  required: true,
  schema: TEXT,
  ...more,
});
const stepsOf = ({ mitigations = [] }: { readonly mitigations?: readonly string[] }): number => mitigations.length;

/** The severities of a rule's findings, with those that depend on an answer. */
async function severitiesOf(rule: string, paths: object, more: object = {}): Promise<string> {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths,
    ...more,
  });
  const { findings, assumptions } = await reviewOf(new Map([["api.json", text]]), "api.json");
  const all = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)];
  return [...new Set(all.filter((one) => one.rule === rule).map(({ severity }) => severity))].join();
}

test.each<[string, string, object, string]>([
  [
    "the page to check",
    "GET /detect",
    { parameters: [query("url", { description: "The url of the page to check" })] },
    "url",
  ],
  [
    "a site to find something out about",
    "GET /detect",
    { summary: "Discover the hosting provider for a web site", parameters: [query("url")] },
    "url",
  ],
  [
    "… in German",
    "GET /hoster",
    { summary: "Ermittelt den Anbieter einer Webseite", parameters: [query("url")] },
    "url",
  ],
  ["… in French", "GET /pages", { summary: "Analyse la page web donnée", parameters: [query("url")] }, "url"],
  ["… in Spanish", "GET /paginas", { summary: "Analiza la página indicada", parameters: [query("url")] }, "url"],
  ["… in Portuguese", "GET /paginas", { summary: "Verifica o site indicado", parameters: [query("url")] }, "url"],
  ["a site, by the path", "GET /scrape_emails", { parameters: [query("website")] }, "website"],
  ["a site, by the tag", "GET /emails", { tags: ["crawler"], parameters: [query("website")] }, "website"],
  [
    "a host of anybody's",
    "GET /scrape_emails",
    { parameters: [query("domain", { description: "A host, as www.soundflair.com" })] },
    "domain",
  ],
  // Nobody goes there, or it is none of the caller's.
  [
    "a host of the service",
    "GET /scrape_emails",
    { parameters: [query("domain", { description: "Your domain ID" })] },
    "",
  ],
  ["a page of which nothing is said", "GET /bookmarks", { parameters: [query("url")] }, ""],
  ["a site of a customer", "GET /customers", { parameters: [query("website")] }, ""],
  [
    "a page that was checked before",
    "GET /reports",
    { summary: "Reports of checked pages", parameters: [query("url")] },
    "",
  ],
  ["what is not checked", "GET /pages", { summary: "Does not check the page", parameters: [query("url")] }, ""],
  ["a filter", "GET /jobs/scrape", { parameters: [query("website", { required: false }), query("state")] }, ""],
  ["one of some sites", "GET /scrape", { parameters: [query("website", { schema: { enum: ["a", "b"] } })] }, ""],
])("a URL or site that the server goes to: %s", async (_what, id, operation, field) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { [id]: operation });
  expect(faults.map(({ cause }) => cause).join()).toBe(field === "" ? "" : `fetched ${field}`);
});

const WORDS = (summary: string): Operations => ({
  "POST /words": {
    summary,
    requestBody: takes({ data: TEXT, links: { type: "array", items: TEXT } }),
    responses: returns({ type: "object", properties: { data: TEXT } }),
  },
});

test.each([
  ["Filter the words from the provided input data or links", "its response is returned to callers"],
  ["Filtert Wörter aus den angegebenen Daten oder Links", "its response is returned to callers"],
  ["Filtre les mots des données ou liens", "its response is returned to callers"],
  ["Filtra palabras de los datos o enlaces", "its response is returned to callers"],
  ["Filtra palavras dos dados ou links", "its response is returned to callers"],
  ["Keeps a text and its links", undefined],
])("links beside a text: %s", async (summary, aggravation) => {
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, WORDS(summary));
  expect(fault?.aggravations?.[0]).toBe(aggravation);
});

test.each([
  ["The URL to retrieve the OpenAPI 3.0.x definition from", "fetched"],
  ["The URL to return to", "redirect"],
])("a URL of a call that redirects: %s", async (description, kind) => {
  const operation = { parameters: [query("url", { description })], responses: { 302: { description: "On." } } };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "GET /badge": operation });
  expect(fault?.cause.startsWith(kind)).toBe(true);
});

test.each([
  ["The text of a definition", 0],
  ["Der Inhalt der Definition", 0],
  ["Where the definition is", 1],
])("a source to validate: %s", async (description, count) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /validate": { requestBody: takes({ source: said(description) }) },
  });
  expect(faults).toHaveLength(count);
});

test("patterns of one operation are one fault with a place each", async () => {
  const slow = (pattern: string): object => ({ ...TEXT, pattern });
  const body = takes({ a: slow("^(a+)+$"), b: slow("^(b+)+$") });
  const faults = await faultsIn(redosPattern, {
    "POST /one": { security: [], requestBody: body },
    "POST /other": { security: [], requestBody: takes({ c: slow("^(c+)+$") }) },
  });
  expect(faults.map(({ places = [] }) => places.length)).toEqual([2, 1]);
  expect(faults[0]!.message).toBe(
    '2 patterns, such as "^(a+)+$", of "a" and "b" in 1 operation have nested repetition',
  );
});

test.each<[string, object, object, number]>([
  ["a remark on an article", {}, { parameters: [query("note")] }, 1],
  ["a message to somebody", {}, { parameters: [query("note"), query("recipient")] }, 0],
])("a text in a URL: %s", async (_what, _more, operation, steps) => {
  const faults = await faultsIn(sensitiveDataInUrl, { "POST /articles/{id}/unpublish": operation });
  const [fault] = faults.filter(({ cause }) => cause === "written texts");
  expect(stepsOf(fault!)).toBe(steps);
});

test.each([
  ["filter[patient]", "Patient identifier", 0],
  ["filter[patient]", "Medical record number of the patient", 1],
])("a person in a URL: %s, %s", async (name, description, count) => {
  const faults = await faultsIn(sensitiveDataInUrl, { "GET /rewards": { parameters: [query(name, { description })] } });
  expect(faults.length).toBeLessThanOrEqual(count);
});

test.each([
  ["There is a rate limit on all calls.", 1],
  ["Calls are made over HTTPS.", 0],
])("a code to be guessed, where the API says: %s", async (description, more) => {
  const operations = {
    "POST /otp/verify": { security: [], requestBody: takes({ otp: TEXT }) },
    "GET /orders": {},
  };
  const info = { title: "T", version: "1", description };
  const [bare] = await faultsIn(bruteForceShortCode, operations);
  const [fault] = await faultsIn(bruteForceShortCode, operations, { info });
  expect(stepsOf(fault!) - stepsOf(bare!)).toBe(more);
});

const PUBLISH = { requestBody: takes({ autoApprove: { type: "boolean" } }) };
test.each<[string, Operations, number]>([
  ["programs call", {}, 0],
  ["users who sign up call", SIGN_UP, 1],
])("a switch that skips an approval, where %s", async (_who, more, steps) => {
  const faults = await faultsIn(internalParameter, { "POST /reviews": PUBLISH, ...more });
  const [fault] = faults.filter(({ cause }) => cause.startsWith("approval"));
  expect(fault?.aggravations ?? []).toHaveLength(steps);
});

test.each<[string, string, object, number | undefined]>([
  ["a SAML response", "POST /log-in/saml", { samlResponse: said("XML of the response") }, 2],
  [
    "a command of which the text defines the values",
    "POST /request/{id}",
    { cmd: said("- `add`: Adds.\n- `drop`: Drops.") },
    undefined,
  ],
  ["a command", "POST /machines/{id}/run", { cmd: said("The command to run.") }, 0],
])("what is interpreted: %s", async (_what, id, properties, steps) => {
  const [fault] = await faultsIn(injectionInterpretedInput, { [id]: { requestBody: takes(properties) } });
  expect(fault === undefined ? undefined : stepsOf(fault)).toBe(steps);
});

test.each<[string, string, object]>([
  ["a copy of the spot", "The account to fork into.", { count: 0 }],
  ["the same", "The owner of the definition.", { count: 1 }],
])("an owner in the path and in the body: %s", async (_what, description, expected) => {
  const requestBody = takes({ owner: said(description) }, { required: ["owner"] });
  const faults = await faultsIn(bolaTargetNamedTwice, { "POST /apis/{owner}/{api}/fork": { requestBody } });
  expect(faults.length).toBeLessThanOrEqual((expected as { count: number }).count);
});

test.each<[string, Operations, number]>([
  ["what whoever calls has there", { "GET /admin/user/self": {}, "GET /orders": {}, "GET /shops": {} }, 0],
  ["other users", { "GET /admin/users/{id}": {}, "GET /orders": {}, "GET /shops": {} }, 1],
])("below /admin: %s", async (_what, operations, count) => {
  expect(await faultsIn(bflaAdminOperation, operations)).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["a tag alone", { summary: "Read usage." }, 2],
  ["a tag and its text", { summary: "Read usage, for administrators." }, 0],
])("administration by %s", async (_what, more, steps) => {
  const key = { security: [{ key: [] }] };
  const faults = await faultsIn(
    bflaAdminOperation,
    { "GET /usage": { tags: ["admin"], ...more }, "GET /orders": {}, "GET /shops": {} },
    key,
  );
  expect(faults.some((fault) => stepsOf(fault) === 2)).toBe(steps === 2);
});

test.each<[string, object | undefined, number]>([
  ["an operation requires", [{ implicit: ["write"] }], 0],
  ["no operation requires", undefined, 1],
])("an implicit flow that %s", async (_what, security, steps) => {
  const implicit = {
    type: "oauth2",
    flows: { implicit: { authorizationUrl: "https://login.acme.io", scopes: { write: "Write" } } },
  };
  const faults = await faultsIn(
    implicitFlow,
    { "POST /orders": {} },
    { security, components: { securitySchemes: { implicit } } },
  );
  expect(faults.map(stepsOf)).toEqual([steps]);
});

test("deletions by scopes for reading, of things that others need a scope for writing to make, are one fault", async () => {
  const scopes = Object.fromEntries(
    ["a", "b"].flatMap((one) => [`${one}s:read`, `${one}s:write`]).map((one) => [one, ""]),
  );
  const oauth = { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://login.acme.io", scopes } } };
  const of = (thing: string): Operations => ({
    [`DELETE /${thing}s/{id}`]: { security: [{ oauth: [`${thing}s:read`] }] },
    [`PATCH /${thing}s/{id}`]: { security: [{ oauth: [`${thing}s:write`] }] },
  });
  const faults = await faultsIn(
    bflaWriteWeakerThanRead,
    { ...of("a"), ...of("b") },
    { components: { securitySchemes: { oauth } } },
  );
  expect(faults.map(({ places = [], mitigations }) => [places.length, mitigations])).toEqual([[2, []]]);
  expect(faults[0]!.message).toContain('"as:read" and "bs:read", which are for reading');
});

const UPLOAD = {
  post: {
    requestBody: {
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties: { file: { type: "string", format: "binary" } } },
        },
      },
    },
  },
};
const BATCH = (name: string): object => ({
  post: { requestBody: takes({ [name]: { type: "array", items: { type: "object" } } }, { required: [name] }) },
});
const HEADER = { parameters: [{ name: "X-Api-Key", in: "header", required: true, schema: TEXT }] };

test.each<[string, string, object, string]>([
  [
    "an upload of anybody's",
    "unrestricted-upload",
    { "/scans": UPLOAD, "/a": { get: {} }, "/b": { get: {} } },
    "medium",
  ],
  [
    "an upload with a key",
    "unrestricted-upload",
    { "/scans": { ...HEADER, ...UPLOAD }, "/a": { ...HEADER, get: {} }, "/b": { ...HEADER, get: {} } },
    "low",
  ],
  ["a batch of calls", "unbounded-input", { "/batch": BATCH("requests") }, "medium"],
  ["a batch of records", "unbounded-input", { "/users/bulk": BATCH("users") }, "low"],
  [
    "pictures of any size",
    "unbounded-input",
    { "/images/{id}": { get: { parameters: [query("width", { schema: { type: "integer" } })] } } },
    "medium",
  ],
  [
    "a text of any length",
    "unbounded-input",
    { "/passwords/random": { get: { parameters: [query("length", { schema: { type: "integer" } })] } } },
    "low",
  ],
])("how grave is, if anybody can call it: %s", async (_what, rule, paths, severity) => {
  expect(await severitiesOf(rule, paths)).toBe(severity);
});
