import { expect, test } from "vitest";
import { mistypedHost } from "../../src/rules/transport/mistyped-host.ts";
import { apiOfPart } from "./description-of.ts";

/* Hosts that are one letter away from the organization's own, and names that are only alike. */

const flow = (tokenUrl: string): object => ({
  login: { type: "oauth2", flows: { password: { tokenUrl, scopes: {} } } },
});

const messagesOf = async (
  servers: readonly string[],
  tokenUrl?: string,
  contact?: object,
): Promise<readonly string[]> => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.2.0",
      info: { title: "T", version: "1", ...(contact === undefined ? {} : { contact }) },
      servers: servers.map((url) => ({ url })),
      paths: { "/orders": { get: { security: tokenUrl === undefined ? [] : [{ login: [] }], responses: {} } } },
      ...(tokenUrl === undefined ? {} : { components: { securitySchemes: flow(tokenUrl) } }),
    }),
  );
  return [...mistypedHost.check(api)].map(({ message, aggravations = [] }) => [message, ...aggravations].join("; "));
};

const OFF =
  '"login.nortwind.io" differs by one letter from "northwind.io"; passwords, client secrets or tokens are sent there';

test.each([
  ["a letter is missing in that of the log-in", ["https://api.northwind.io"], "https://login.nortwind.io/token", [OFF]],
  [
    "two letters changed places",
    ["https://api.northwind.io"],
    "https://login.nortwhind.io/token",
    [OFF.replace("nortwind", "nortwhind")],
  ],
  ["a sub-domain", ["https://api.northwind.io"], "https://login.northwind.io/token", []],
  ["another company", ["https://api.northwind.io"], "https://acme.auth0.com/token", []],
  ["a number", ["https://northwind1.io"], "https://northwind2.io/token", []],
  ["a plural", ["https://northwinds.io"], "https://northwind.io/token", []],
  ["another country", ["https://api.northwind.de"], "https://login.northwind.fr/token", []],
  ["short names", ["https://acme.io"], "https://acne.io/token", []],
  ["two hosts of a short brand", ["https://cluster-a.sap.com"], "https://cluster-b.sap.com/token", []],
  [
    "two of a country",
    ["https://northwind.co.uk"],
    "https://nortwind.co.uk/token",
    [
      '"nortwind.co.uk" differs by one letter from "northwind.co.uk"; passwords, client secrets or tokens are sent there',
    ],
  ],
  ["an address", ["https://10.0.0.11"], "https://10.0.0.12/token", []],
])("the hosts of server and log-in: %s", async (_what, servers, tokenUrl, expected) => {
  expect(await messagesOf(servers, tokenUrl)).toEqual(expected);
});

test("an ending with a letter typed twice is no top-level domain", async () => {
  expect(
    await messagesOf(["https://api.northwind.ioo"], undefined, {
      email: "api@northwind.io",
      url: "https://northwind.io",
    }),
  ).toEqual(['"api.northwind.ioo" differs by one letter from "northwind.io"']);
});

test("such an ending is misspelt wherever the other stands", async () => {
  expect(await messagesOf(["https://api.northwind.io", "https://api.northwind.ioo"])).toEqual([
    '"api.northwind.ioo" differs by one letter from "northwind.io"',
  ]);
});

test("the one that stands there more often is the right one", async () => {
  const servers = ["https://api.northwind.io", "https://eu.northwind.io", "https://us.nortwind.io"];
  expect(await messagesOf(servers)).toEqual(['"us.nortwind.io" differs by one letter from "northwind.io"']);
});
