import { expect, test } from "vitest";
import { excessiveDataByParameter } from "../../src/rules/resources/excessive-data-by-parameter.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* Parameters by which ordinary callers get what is held back: embargoed, in draft, hidden. */

const query = (name: string, schema: object, description = ""): object => ({
  parameters: [{ name, in: "query", schema, ...(description !== "" && { description }) }],
});
const BOOLEAN = { type: "boolean" };
const choice = (...values: readonly string[]): object => ({ type: "string", enum: values });

const TEXT_STATES = { enum: ["published", "draft"] };

const liftedIn = async (operations: Operations): Promise<string[]> =>
  (await faultsIn(excessiveDataByParameter, operations))
    .filter(({ cause }) => cause.startsWith("lifts"))
    .map(({ cause, aggravations = [] }) => `${cause.slice(6)} +${aggravations.length}`);

test.each<[string, object, string[]]>([
  ["a switch", query("include_drafts", BOOLEAN), ["include draft +1"]],
  ["the state itself", query("embargoed", BOOLEAN), ["embargoed +1"]],
  ["a choice to include it", query("unreleased", choice("include", "exclude", "only")), ["unreleased +1"]],
  ["a state among others", query("state", choice("published", "draft")), ["state +1"]],
  [
    "a list of what to include",
    query("include", { type: "array", items: choice("unpublished", "tags") }),
    ["include +1"],
  ],
  ["in German", query("mitEntwürfen", BOOLEAN), ["mit entwuerfen +1"]],
  ["a state in German", query("zustand", choice("veröffentlicht", "entwurf")), ["zustand +1"]],
  ["in French", query("inclure_brouillons", BOOLEAN), ["inclure brouillon +1"]],
  ["in Spanish", query("incluir_borradores", BOOLEAN), ["incluir borradore +1"]],
  ["in Portuguese", query("incluir_rascunhos", BOOLEAN), ["incluir rascunho +1"]],
  // Nothing that is held back, or somebody who may.
  ["a text for whoever calls", query("embargoed", BOOLEAN, "Suitable for your application."), ["embargoed +1"]],
  ["a beer that is on tap", query("draft", BOOLEAN), []],
  ["a hotel's pool", query("with_private_pool", BOOLEAN), []],
  ["a switch for something else", query("include_tags", BOOLEAN), []],
  ["states of something else", query("state", choice("open", "closed")), []],
  ["a state without one that all see", query("state", choice("draft", "sent", "paid")), []],
  ["a role in the text", query("include_drafts", BOOLEAN, "Only for editors."), []],
  ["a right in the text", query("include_drafts", BOOLEAN, "Requires the permission `drafts`."), []],
  ["a credential in the text", query("include_drafts", BOOLEAN, "Needs a token."), []],
  ["the caller's own", query("include_drafts", BOOLEAN, "Also returns your own drafts."), []],
  ["deleted things, where nobody knows who calls", query("include_deleted", BOOLEAN), []],
  [
    "a parameter that must be sent",
    { parameters: [{ name: "embargoed", in: "query", required: true, schema: BOOLEAN }] },
    [],
  ],
])("what a parameter lifts: %s", async (_what, operation, lifted) => {
  expect(await liftedIn({ "GET /recipes": operation, "GET /cooks": {} })).toEqual(lifted);
});

test("what an open read gives with the state that it is in is told of as an open read", async () => {
  const states = { ...TEXT_STATES, type: "string" };
  const responses = returns({ type: "array", items: { type: "object", properties: { state: states } } });
  const operation = { ...query("state", choice("published", "draft")), security: [] };
  expect(await liftedIn({ "GET /recipes": operation, "GET /cooks": {} })).toEqual(["state +1"]);
  expect(await liftedIn({ "GET /recipes": { ...operation, responses }, "GET /cooks": {} })).toEqual([]);
});

const DRAFTS = query("include_drafts", BOOLEAN, "Return drafts, too.");
const HIDDEN = query("show_hidden", BOOLEAN);

test.each<[string, Operations, string[]]>([
  ["anyone who signs up", { ...SIGN_UP, "GET /recipes": DRAFTS }, ["include draft +2"]],
  ["anyone", { "GET /recipes": { ...DRAFTS, security: [] }, "GET /cooks": {} }, ["include draft +2"]],
  ["those who write them", { "GET /recipes": DRAFTS, "POST /recipes": { requestBody: takes({}) } }, []],
  [
    "anyone who signs up and writes them",
    { ...SIGN_UP, "GET /recipes": DRAFTS, "POST /recipes": { requestBody: takes({}) } },
    ["include draft +0"],
  ],
  ["anyone who signs up, of hidden things", { ...SIGN_UP, "GET /recipes": HIDDEN }, ["show hidden +1"]],
  ["who has a scope", { "GET /recipes": { ...DRAFTS, security: [{ login: ["read"] }] } }, []],
  ["administrators", { "GET /admin/recipes": DRAFTS, "GET /recipes": {} }, []],
  ["the caller", { "GET /me/recipes": DRAFTS }, []],
  ["a text keeps the call to some", { "GET /recipes": { ...DRAFTS, description: "Editors only." } }, []],
])("who can ask: %s", async (_who, operations, lifted) => {
  expect(await liftedIn(operations)).toEqual(lifted);
});
