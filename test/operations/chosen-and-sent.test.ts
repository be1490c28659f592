import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { processorTime } from "../processor-time.ts";
import { apiOf, returns, type Operations } from "../rules/faults-in.ts";
import { takes, testsOf } from "./tests-of.ts";

/* What is done where the path says which act, and what is sent to a thing, which stays as it is. */

const listed = (name: string): object => ({
  parameters: [{ name, in: "path", required: true, schema: { type: "string", enum: ["start", "stop", "reset"] } }],
});

test.each<[string, object, string]>([
  ["POST /pods/{podId}/{action}", listed("action"), "run an action on B's pod"],
  ["GET /pods/{podId}/{action}", listed("action"), "run an action on B's pod"],
  ["POST /pods/{podId}/actions/{action}", listed("action"), "run an action on B's pod"],
  ["POST /machines/{id}/{command}", {}, "run a command on B's machine"],
  ["POST /servers/{id}/{befehl}", {}, "run an action on B's server"],
  ["POST /pods/{podId}/operations/{operation}", {}, "change B's operation"],
  ["GET /pods/{podId}/actions/{action}", {}, "read B's action"],
])("%s is asked as it should be", async (id, operation, ask) => {
  const tests = rankedTests(await apiOf({ [id]: operation }));
  expect(tests.map(({ test: one }) => one.ask?.replace(/,.*$/, ""))).toContain(ask);
});

const MESSAGE = takes("{ message: { type: string } }");
const BUILT = { "DELETE /topics/{topic}": "", "DELETE /channels/{id}": "" };

test.each<[string, string, string]>([
  ["POST /topics/{topic}", `summary: Publish a message to a topic\n${MESSAGE}`, "publish to B's topic"],
  ["POST /topics/{topic}/messages", `summary: Send a message\n${MESSAGE}`, "send a message to B's topic"],
  ["POST /channels/{id}/send", MESSAGE, "send to B's channel"],
  ["POST /channels/{id}/publish", "summary: Publish a channel", "publish B's channel"],
])("%s, which says “%s”, is asked as: %s", async (id, operation, ask) => {
  const step = (await testsOf({ ...BUILT, [id]: operation })).get(id);
  expect(step?.ask).toBe(ask);
  expect(step?.expect).toBe(
    ask.includes(" to ") ? "403 or 404, and nothing is sent" : "403 or 404, and B's channel is unchanged",
  );
});

test.each<[string, string, boolean]>([
  ["GET /topics/{topic}", "", true],
  ["GET /topics/{topicId}", "", true],
  ["GET /topics/{topic}", "DELETE /topics/{topic}", true],
  ["GET /templates/{name}", "", false],
  ["GET /templates/{template_id}", "", true],
  ["GET /templates/{name}", "PUT /templates/{name}", true],
  ["GET /templates/{name}", "POST /templates", true],
  ["GET /vorlagen/{name}", "", false],
  ["GET /invoices/{name}", "", true],
])("%s beside “%s” is asked of B: %s", async (id, other, expected) => {
  const messages = id.includes("topic") ? { [`${id}/messages`]: "" } : {};
  const tests = await testsOf({ [id]: "", ...messages, ...(other === "" ? {} : { [other]: "" }) });
  expect(tests.has(id)).toBe(expected);
});

test.each([
  ["A template.", false],
  ["A template of your team.", true],
  ["Eine Vorlage Ihres Teams.", true],
  ["Un modèle de votre équipe.", true],
  ["Una plantilla de tu equipo.", true],
  ["Um modelo da sua equipa.", true],
])("what a group has set up is asked of B: %s", async (text, expected) => {
  const tests = await testsOf({ "GET /templates/{name}": `description: ${text}` });
  expect(tests.has("GET /templates/{name}")).toBe(expected);
});

const NAMES = ["message"] as const;
const get = (names: readonly string[], more: object = {}): object => ({
  parameters: names.map((name) => ({ name, in: "query", schema: { type: "string" } })),
  responses: { "200": { description: "OK", content: { "application/json": { schema: {} } } } },
  ...more,
});

test.each<[string, object, boolean]>([
  ["GET /topic/{topic}", get(NAMES), true],
  ["GET /thema/{thema}", get(["nachricht"]), true],
  ["GET /chat", get(["message", "channel"]), true],
  ["GET /chat", get(["message"]), true],
  ["GET /topic/{topic}", get(["limit"]), false],
  ["GET /messages", get(["message", "channel"]), false],
  ["GET /chat", get(["message", "channel"], { operationId: "searchChat" }), false],
  ["GET /chat", get(["message", "channel"], { responses: returns({ properties: { hits: {} } }) }), false],
])("%s sends: %j", async (id, operation, expected) => {
  const api = await apiOf({ [id]: operation } satisfies Operations);
  expect(isChangingGet(api.operations[0]!)).toBe(expected);
});

test("a GET that sends to a topic is not asked as a read of it", async () => {
  const asked = rankedTests(await apiOf({ "GET /topic/{topic}": get(NAMES), "DELETE /topic/{topic}": {} })).flatMap(
    ({ test: one }) => (one.operation.startsWith("GET") ? [one.ask] : []),
  );
  expect(asked).toEqual(["send to B's topic"]);
  expect(rankedTests(await apiOf({ "GET /topic/{topic}": get(NAMES) })).map(({ test: one }) => one.kind)).not.toContain(
    "object",
  );
});

test("what an operator has set up is found in no time among very many kinds of things", async () => {
  const kinds = Array.from({ length: 1000 }, (_, at) => [`GET /a${at}-topics/{name}`, { responses: returns({}) }]);
  const api = await apiOf(Object.fromEntries(kinds) as Operations);
  const start = processorTime();
  rankedTests(api);
  expect(processorTime() - start).toBeLessThan(5_000);
});
