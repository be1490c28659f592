import { expect, test } from "vitest";
import { testsOf } from "./tests-of.ts";

/* What is changed or deleted in a collection may be named by its name in the query, and not by an ID. */

const QUERY = (name: string, required = true): string =>
  `parameters: [{ name: ${name}, in: query, required: ${required}, schema: { type: string } }]`;

test.each<[string, string, string, boolean]>([
  ["DELETE", "/aliases", QUERY("aliasName"), true],
  ["PUT", "/aliases", QUERY("alias_name"), true],
  ["DELETE", "/statuses", QUERY("statusName"), true],
  ["PATCH", "/mailboxes", QUERY("mailboxName"), true],
  ["DELETE", "/contratos", QUERY("nombreContrato"), true],
  ["DELETE", "/aliases", QUERY("aliasName", false), false],
  ["DELETE", "/aliases", QUERY("domainName"), false],
  ["POST", "/aliases", QUERY("aliasName"), false],
])("%s %s by %s: %s", async (method, path, parameters, isTested) => {
  const id = `${method} ${path}`;
  const made = `POST ${path}`;
  const tests = await testsOf(
    { ...(id === made ? {} : { [made]: "" }), [`GET ${path}`]: "", [id]: parameters },
    "accounts",
  );
  expect(tests.get(id)?.ask.includes("B's") ?? false).toBe(isTested);
});
