import { expect, test } from "vitest";
import { pathOfThings } from "../../src/model/path-parameters.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { subjectOf } from "../../src/exposure/subject.ts";
import { apiOf, faultsIn, returns, takes } from "./faults-in.ts";

/* The purpose of a product is no flaw, and what it differs in from what is one. */

const TEXT = { type: "string" };
const query = (name: string, description = ""): object => ({
  parameters: [{ name, in: "query", description, schema: TEXT }],
});
const LIST = returns({ type: "array", items: { properties: { id: TEXT } } });
const SAID = "The query is passed to the search engine as it is and is executed there.";

test.each<[string, string, object, number]>([
  ["a full-text or Lucene query", `A full-text or Lucene query. ${SAID}`, {}, 2],
  ["in German", `Eine Volltextsuche. ${SAID}`, {}, 2],
  ["in French", `Recherche plein texte. ${SAID}`, {}, 2],
  ["in Spanish", `Búsqueda de texto completo. ${SAID}`, {}, 2],
  ["in Portuguese", `Pesquisa de texto completo. ${SAID}`, {}, 2],
  ["a query of a database", `An SQL query, or a full text. ${SAID}`, {}, 0],
  ["without a credential", `A Lucene query. ${SAID}`, { security: [] }, 0],
])("a search language is what a search is for: %s", async (_what, description, more, reduced) => {
  const faults = await faultsIn(injectionInterpretedInput, {
    "GET /messages": { ...query("search", description), responses: LIST, ...more },
    "GET /me": {},
  });
  for (const { mitigations = [] } of faults) {
    expect(mitigations).toHaveLength(reduced);
    // What a tester is to do is no reason for a lower severity.
    expect(mitigations.filter((one) => one.startsWith("test "))).toEqual([]);
  }
});

test.each<[string, object, object, number]>([
  ["beside the image that it is run in", { image: TEXT, cmd: TEXT }, {}, 2],
  ["beside the image, in French", { imageDocker: TEXT, cmd: TEXT }, {}, 2],
  ["alone", { cmd: TEXT }, {}, 0],
  ["beside the image, by anybody", { image: TEXT, cmd: TEXT }, { security: [] }, 0],
])("a command %s", async (_what, properties, more, reduced) => {
  const [fault] = await faultsIn(injectionInterpretedInput, {
    "POST /containers": { requestBody: takes(properties), ...more },
    "GET /me": {},
  });
  expect(fault).toBeDefined();
  expect(fault?.mitigations).toHaveLength(reduced);
});

test.each<[string, object, number]>([
  ["the callers' own, which they send", { "POST /messages/{logId}": { requestBody: takes({ data: TEXT }) } }, 0],
  ["the service's", { "POST /messages/{logId}": { requestBody: takes({ title: TEXT }) } }, 1],
  ["the service's, though others are sent elsewhere", { "POST /uploads": { requestBody: takes({ data: TEXT }) } }, 1],
])("exceptions that a log shows are %s", async (_what, others, found) => {
  const data = {
    type: "string",
    description: "When an exception is thrown, its stack trace is copied to this property.",
  };
  const faults = await faultsIn(internalsInResponse, {
    "GET /messages/{logId}": { responses: returns({ properties: { data } }) },
    ...others,
  });
  expect(faults).toHaveLength(found);
});

const FOUND = { responses: { 302: { description: "Found", headers: { Location: { schema: TEXT } } } } };

test.each<[string, string, object, number]>([
  ["looked up behind a credential", "/resolve", {}, 0],
  ["looked up, in German", "/auflösen", {}, 0],
  ["looked up by anybody", "/resolve", { security: [] }, 1],
  ["where somebody is sent", "/go", {}, 1],
])("an address that is %s", async (_what, path, more, found) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    [`GET ${path}`]: { ...query("url"), ...FOUND, ...more },
    "GET /me": {},
  });
  expect(faults).toHaveLength(found);
});

test.each<[string, object, string, string]>([
  ["a format", { type: "string", enum: [".json"] }, "/user", "caller"],
  ["a thing", TEXT, "/user{x}", "addressed"],
])("what stands in a path names %s", async (_what, schema, path, subject) => {
  const parameters = [{ name: "x", in: "path", required: true, schema }];
  const { operations } = await apiOf({
    "GET /user{x}": { parameters, responses: returns({ properties: { name: TEXT } }) },
  });
  expect(pathOfThings(operations[0]!)).toBe(path);
  expect(subjectOf(operations[0]!)).toBe(subject);
});
