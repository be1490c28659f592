import { expect, test } from "vitest";
import { apiOf } from "./api-of.ts";

/* Requirements of which a generator dropped the names, or that somebody began to write: what is silent says nothing then. */

const REFUSED = { "200": { description: "d" }, "401": { description: "Not known" } };
const OPEN = { "200": { description: "d" } };
const LOGIN = { login: [] };

interface Part {
  /** What each of ten changes and ten reads requires; `undefined` is silence. */
  readonly others: readonly object[] | undefined;
  readonly responses?: object;
  /** How many operations ask for a log-in. */
  readonly asking?: number;
  readonly changes?: number;
}

async function access({ others, responses = REFUSED, asking = 0, changes = 10 }: Part): Promise<readonly string[]> {
  const one = { ...(others === undefined ? {} : { security: others }), responses };
  const reads = Array.from({ length: 20 - changes }, (_, at) => [`/reads${at}`, { get: one }]);
  const writes = Array.from({ length: changes }, (_, at) => [`/changes${at}`, { post: one }]);
  const asked = Array.from({ length: asking }, (_, at) => [`/asked${at}`, { get: { security: [LOGIN], responses } }]);
  const { operations } = await apiOf(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Plans", version: "1" },
      paths: Object.fromEntries([...reads, ...writes, ...asked]),
      components: { securitySchemes: { login: { type: "http", scheme: "bearer" } } },
    }),
  );
  return [...new Set(operations.filter(({ path }) => !path.startsWith("/asked")).map((operation) => operation.access))];
}

test.each<[string, Part, string]>([
  ["empty objects, beside declared refusals", { others: [{}] }, "unstated"],
  ["empty objects, where nothing refuses", { others: [{}], responses: OPEN }, "anonymous"],
  ["empty objects on reads alone", { others: [{}], changes: 0 }, "anonymous"],
  ["empty lists, which are a statement", { others: [] }, "anonymous"],
  ["silence, beside a few that ask", { others: undefined, asking: 3, responses: OPEN }, "unstated"],
  ["silence, beside one that asks", { others: undefined, asking: 1, responses: OPEN }, "anonymous"],
  ["silence, beside many that ask", { others: undefined, asking: 6, responses: OPEN }, "anonymous"],
  [
    "silence of reads, beside one that asks",
    { others: undefined, asking: 1, changes: 2, responses: OPEN },
    "anonymous",
  ],
  ["an empty object beside a scheme, and refusals, everywhere", { others: [LOGIN, {}] }, "unstated"],
  ["an empty object beside a scheme, where nothing refuses", { others: [LOGIN, {}], responses: OPEN }, "optional"],
])("%s", async (_name, part, expected) => {
  expect(await access(part)).toEqual([expected]);
});
