import { expect, test } from "vitest";
import { closedByText } from "../../src/exposure/closed-by-text.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { candidatesOf } from "../../src/operations/candidates/candidates.ts";
import { apiOf, faultsIn, returns, type Operations } from "../rules/faults-in.ts";

/* Operations without a requirement, in an API that requires one elsewhere, whose texts say that callers are known. */

const ELSEWHERE = { security: undefined };
const SECURED: Operations = { "POST /stories": { security: [{ token: [] }] } };
const refusing = (description: string): object => ({ responses: { 403: { description } } });

test.each<[string, object, string | undefined]>([
  ["a read for the authorised user", { summary: "List subscriptions for the authorised user." }, "text"],
  ["what is associated with the user", { summary: "List the keys associated with the authenticated user." }, "text"],
  ["in German", { summary: "Liefert die Abos des angemeldeten Benutzers." }, "text"],
  ["in French", { summary: "Les abonnements de l'utilisateur connecté." }, "text"],
  ["in Spanish", { summary: "Las suscripciones del usuario autenticado." }, "text"],
  ["in Portuguese", { summary: "As assinaturas do utilizador autenticado." }, "text"],
  ["a refusal by hand", refusing("Not permitted to delete this."), "refusal"],
  ["a refusal in German", refusing("Nicht berechtigt, dies zu löschen."), "refusal"],
  ["a refusal about the caller's account", refusing("Your account is waitlisted."), "refusal"],
  ["a template", refusing("Forbidden"), undefined],
  ["a refusal for another reason", refusing("Too many tags."), undefined],
  ["what an authorised dealer sells", { summary: "List cars for the authorised dealer." }, undefined],
  ["what strangers have made", { summary: "Lists all the subscriptions you have made." }, undefined],
  ["nothing", { summary: "List subscriptions." }, undefined],
  ["what is open on purpose", { security: [], summary: "List subscriptions for the authorised user." }, undefined],
])("closed by text: %s", async (_what, operation, by) => {
  const api = await apiOf({ ...SECURED, "GET /subscriptions": operation }, ELSEWHERE);
  expect(closedByText(api.operations.at(-1)!)?.by).toBe(by);
});

const KEYS = { responses: returns({ type: "array", items: { properties: { id: {}, apiKey: { type: "string" } } } }) };

test.each([
  ["for the authorised user", "List keys for the authorised user.", "1 possible"],
  ["for nobody that is told", "List keys.", "0 inferred"],
])("credentials that are read without a requirement, %s", async (_what, summary, expected) => {
  const [fault] = await faultsIn(credentialInResponse, { ...SECURED, "GET /keys": { ...KEYS, summary } }, ELSEWHERE);
  expect(`${fault?.mitigations?.length} ${fault?.premises?.caller}`).toBe(expected);
});

test.each([
  ["Not permitted to delete this story.", 1, 1],
  ["Forbidden", 0, 0],
])("a deletion that refuses: %s", async (description, told, tested) => {
  const operations = { ...SECURED, "DELETE /stories/{id}": refusing(description) };
  const [fault] = await faultsIn(unauthenticatedWrite, operations, ELSEWHERE);
  expect((fault?.evidence ?? []).filter((text) => text.includes("perhaps only the requirement"))).toHaveLength(told);
  // An omission of the description is a step milder.
  expect(fault?.mitigations).toHaveLength(told);
  const api = await apiOf(operations, ELSEWHERE);
  expect(candidatesOf(api).filter(({ operation }) => operation.method === "DELETE")).toHaveLength(tested);
});

const KEYED_READ: Operations = { "GET /stories/{id}": { security: [{ token: [] }] } };

test.each<[string, Operations, object, number]>([
  ["a refusal, beside a read that requires a credential", KEYED_READ, refusing("Forbidden"), 1],
  ["a refusal, beside a read that requires none", { "GET /stories/{id}": {} }, refusing("Forbidden"), 0],
  ["no refusal, beside a read that requires a credential", KEYED_READ, {}, 0],
  ["an empty requirement, beside such a read", KEYED_READ, { ...refusing("Forbidden"), security: [] }, 0],
  [
    "a refusal by hand, and a text that it is open",
    {},
    { ...refusing("Not permitted."), description: "No authentication is required." },
    0,
  ],
])("a change without a requirement has %s", async (_what, read, operation, milder) => {
  const operations = { ...SECURED, ...read, "PUT /stories/{id}": operation };
  const [fault] = await faultsIn(unauthenticatedWrite, operations, ELSEWHERE);
  expect(fault?.mitigations).toHaveLength(milder);
});

const TAGGED = { tags: [{ name: "jokes", description: "You need an API key to access this service." }] };
const REFUSES = { responses: { 401: { description: "Unauthorized" } }, tags: ["jokes"] };

test.each<[string, object, object, number]>([
  ["a tag demands a key, and it refuses", REFUSES, TAGGED, 1],
  ["a tag demands a key, and nothing refuses", { tags: ["jokes"] }, TAGGED, 0],
  ["it refuses, and no text demands anything", REFUSES, {}, 0],
  ["an empty requirement beside the tag", { ...REFUSES, security: [] }, TAGGED, 0],
  [
    "the text of the API demands it of all",
    REFUSES,
    { info: { title: "T", version: "1", description: "All requests must be authenticated." } },
    1,
  ],
])("a change without a requirement beside others that have one: %s", async (_what, operation, more, milder) => {
  const operations = { ...SECURED, "PUT /jokes/{id}": operation };
  const [fault] = await faultsIn(unauthenticatedWrite, operations, { ...ELSEWHERE, ...more });
  expect(fault?.mitigations).toHaveLength(milder);
});
