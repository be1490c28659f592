import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/* Thousands of servers without TLS are one finding, and each is a place that the gate and the register know as before. */

async function serversWithoutTls(count: number): Promise<readonly (readonly string[])[]> {
  const servers = Array.from({ length: count }, (_, at) => ({ url: `http://api${at}.acme.io` }));
  const description = {
    openapi: "3.0.3",
    info: { title: "Orders", version: "1" },
    servers,
    paths: { "/orders": { get: { responses: { "200": { description: "ok" } } } } },
  };
  const { findings } = await reviewOf(new Map([["openapi.json", JSON.stringify(description)]]), "openapi.json");
  return findings
    .filter(({ rule }) => rule === "cleartext-server")
    .map(({ places }) => places.map(({ fingerprint }) => fingerprint));
}

test("the places of many servers are those of the findings that each would be", async () => {
  const each = await serversWithoutTls(20);
  const [together = [], ...more] = await serversWithoutTls(22);
  expect(each).toHaveLength(20);
  expect(more).toEqual([]);
  expect(new Set(together).size).toBe(22);
  expect(each.flat().filter((fingerprint) => !together.includes(fingerprint))).toEqual([]);
});
