import { expect, test } from "vitest";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, type SCHEMES } from "./faults-in.ts";
import { testsOf } from "../operations/tests-of.ts";

/* A GET that shares or hosts what is the caller's changes something: by a verb in its name and a sentence that says of what. */

const said = (text: string): string =>
  `summary: "${text}"\nparameters: [{ name: id, in: query, required: true, schema: { type: integer } }]`;

test.each<[string, string, string]>([
  ["makes the caller's things public", "GET /screenshots/share", "Share your screenshots with friends and colleagues"],
  ["puts them on the caller's storage", "GET /screenshots/host", "Host screenshots on your own S3 account"],
  ["does so in German", "GET /bilder/teilen", "Teilen Sie Ihre Bilder mit anderen"],
  ["does so in French", "GET /photos/partager", "Partager vos photos avec vos amis"],
  ["does so in Spanish", "GET /fotos/compartir", "Compartir tus fotos"],
  ["does so in Portuguese", "GET /fotos/partilhar", "Partilhar as suas fotos"],
])("a GET that %s is a change", async (_name, operation, text) => {
  const found = (await testsOf({ [operation]: said(text) }, "accounts")).get(operation);
  expect(found?.why).toContain("shown or handed to others");
  expect(found?.sensitivity).toBe("confidential");
});

test.each<[string, string, string]>([
  ["has the name of a thing", "GET /screenshots/share", "Get the share of a screenshot"],
  ["has the name and says nothing of whose", "GET /screenshots/host", "The host of a screenshot"],
  ["says so of another operation", "GET /screenshots/size", "You can share your screenshots with friends"],
  ["says that it does not", "GET /screenshots/share", "Preview that does not share your screenshots"],
])("a GET that %s reads", async (_name, operation, text) => {
  const found = (await testsOf({ [operation]: said(text) }, "accounts")).get(operation);
  expect(found?.why ?? "").not.toContain("shown or handed to others");
});

test.each<[keyof typeof SCHEMES, string, boolean]>([
  ["session", "open a link", false],
  ["password", "open a link", false],
  ["certificate", "open a link", false],
  ["queryKey", "The URL contains the key", true],
  ["key", "made twice", true],
  ["token", "made twice", true],
])("what a GET that cancels risks with the credential %s: %s", async (scheme, words, isLess) => {
  const [fault] = await faultsIn(
    stateChangingGet,
    { "GET /orders/{id}/cancel": { responses: { 204: { description: "Done" } } } },
    { security: [{ [scheme]: [] }] },
  );
  expect((fault?.mitigations ?? []).length > 0).toBe(isLess);
  expect(fault?.rationale ?? stateChangingGet.rationale.replace("to open a link", "open a link")).toContain(words);
});

const queried = (required: readonly string[], ...others: readonly string[]): object => ({
  operationId: "reverseDictionary",
  parameters: [...required, ...others].map((name) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: { type: "string" },
  })),
  responses: { 200: { description: "Words" } },
});
const LIST = { 200: { description: "ok", content: { "application/json": { schema: { type: "array", items: {} } } } } };

test.each<[string, object, number]>([
  ["pages through what it finds", queried(["query"], "skip", "limit"), 0],
  ["pages through a list", { ...queried([], "skip", "limit"), responses: LIST }, 0],
  ["takes two words of paging, and gives no list", queried([], "since", "max"), 1],
  ["is called like a change, and says only how often", queried(["word"], "count"), 1],
])("a GET that %s: %s", async (_name, operation, faults) => {
  const found = await faultsIn(stateChangingGet, { "GET /words/reverseDictionary": operation }, {});
  expect(found).toHaveLength(faults);
});
