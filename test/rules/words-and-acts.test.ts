import { expect, test } from "vitest";
import { readingOf } from "../../src/exposure/reading.ts";
import { actionOf } from "../../src/operations/candidates/action.ts";
import { movesMoney } from "../../src/operations/candidates/impact.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { apiOf, faultsIn, returns } from "./faults-in.ts";

/* Words that are acts in one place, and parts of names or of other things in another. */

const TEXT = { type: "string" };
const given = { responses: { "200": { description: "OK", content: { "text/html": { schema: TEXT } } } } };
const told = (summary: string, description = ""): object => ({ summary, description });

test.each<[string, string, object, number]>([
  ["is part of a library's name", "/stories/{id}/reveal", told("Story", "Returns a document made with reveal.js."), 0],
  ["is what the text says too", "/stories/{id}/reveal", told("Story", "Returns the story, once revealed to all."), 1],
  ["says how a list is sorted", "/users/{id}/timelines/reverse_chronological", told("Timeline"), 0],
  ["says what is done", "/payments/{id}/reverse", told("Reverse a payment"), 1],
  [
    "stands in path and summary",
    "/devices/{id}/resetUpdateToken",
    told("Reset a device's update token", "Gets it."),
    1,
  ],
  ["stands in the path alone", "/devices/{id}/resetUpdateToken", told("Show a device's update token"), 0],
  ["makes a key anew", "/key/generate", told("Generate API key", "The API key is regenerated if it exists."), 1],
  ["makes it, in German", "/key/generate", told("Generate API key", "Der API-Schlüssel wird neu erzeugt."), 1],
  ["tells of a key that others make anew", "/key", told("Get API key", "The API key is rotated every month."), 0],
])("a GET whose verb %s", async (_name, path, texts, faults) => {
  expect(await faultsIn(stateChangingGet, { [`GET ${path}`]: { ...given, ...texts } })).toHaveLength(faults);
});

test.each<[string, string]>([
  ["/search/reverseGeocode/{position}", "reads"],
  ["/payments/{id}/reverse", "acts"],
])("what a path does in its last words: %s", async (path, kind) => {
  const [operation] = (await apiOf({ [`POST ${path}`]: {} })).operations;
  expect(actionOf(operation!).verb.startsWith("reverse") ? "acts" : "reads").toBe(kind);
});

test.each<[string, string, boolean]>([
  ["/convert/screenshot", "Capture web page screenshots", false],
  ["/orders/{id}/capture", "Capture an order", true],
])("what is captured is money: %s", async (path, summary, isMoney) => {
  const [operation] = (await apiOf({ [`POST ${path}`]: { summary } })).operations;
  const resource = { bare: "order" } as Parameters<typeof movesMoney>[2];
  expect(movesMoney(operation!, actionOf(operation!), resource)).toBe(isMoney);
});

test.each<[string, string, object, string | undefined]>([
  [
    "search results of a file",
    "Batch upload",
    told("Batch upload", "Upload a CSV file. Return search results."),
    "stored",
  ],
  ["… in German", "Upload", told("Upload", "Gibt die Suchergebnisse zurück."), "stored"],
  [
    "a list of what is alike",
    "",
    told("", "Method accepts values and retrieves a JSON array of articles which have the same text."),
    "stored",
  ],
  ["what it deletes first", "", told("", "Deletes the duplicates and returns the search results."), undefined],
  ["a receipt", "", told("Batch upload", "Upload a CSV file."), undefined],
])("a POST that gives %s", async (_name, _what, texts, reading) => {
  const responses = returns({ type: "object", properties: { id: TEXT } });
  const [operation] = (await apiOf({ "POST /upload": { ...texts, responses } })).operations;
  expect(readingOf(operation!)).toBe(reading);
});

const query = (description: string): object => ({
  parameters: [{ name: "query", in: "query", required: true, description, schema: TEXT }],
});

test.each<[string, object, number]>([
  ["lists what may be looked for", query("Query (contact name, dns, domain etc)"), 0],
  ["asks for keywords", query("Keywords to look for"), 0],
  ["says nothing", query(""), 1],
  ["names a language", query("Query (SQL, one statement, no comments)"), 1],
  ["says that it is run", query("Search term (name, host, id), run as it is"), 1],
])("a query of a database whose text %s", async (_name, operation, faults) => {
  expect(await faultsIn(injectionInterpretedInput, { "GET /db": operation })).toHaveLength(faults);
});

const formula = (description: string): object => ({
  description,
  parameters: [{ name: "formula", in: "query", required: true, schema: TEXT }],
});

test.each<[string, object, number]>([
  ["with the operators of arithmetic", formula("Arithmetical operators:\n () + - * /\nExample: (a + b) * 2"), 0],
  ["with functions beside them", formula("Operators: () + - * /\nAll functions of the runtime may be used."), 1],
  ["of which nothing is said", formula(""), 1],
])("a formula %s", async (_name, operation, faults) => {
  expect(await faultsIn(injectionInterpretedInput, { "GET /meters/calculate": operation })).toHaveLength(faults);
});
