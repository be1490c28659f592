import { expect, test } from "vitest";
import { isOpenOnPurpose, saysDataIsOpen } from "../../src/exposure/open-purpose.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* What an API is there for: by its words, and by whose server it is on where it asks for nothing. */

const READ = { get: { responses: { "200": { description: "OK" } } } };

const apiOf = (info: object, url: string, read: object = READ): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1", ...info },
      servers: [{ url }],
      paths: { "/rivers": read },
    }),
  );

test.each<[string, object, string, boolean, boolean]>([
  ["open data", { title: "Open data of a city" }, "https://api.acme.io", true, true],
  ["a public API", { title: "Public API" }, "https://api.acme.io", false, true],
  ["no word of it", {}, "https://api.acme.io", false, false],
  ["a public body", {}, "https://api.water.gov", false, true],
  ["a public body of a country", {}, "https://api.water.gov.uk/v1", false, true],
  ["the European Union", {}, "https://data.europa.eu/api", false, true],
  ["a host that only begins like one", {}, "https://gov.uk.acme.io", false, false],
  ["a path like one", {}, "https://acme.io/api.water.gov", false, false],
  ["open data elsewhere", { description: "Our open data portal is another API." }, "https://acme.io", false, false],
  ["open data in a sandbox", { description: "Open data in the sandbox." }, "https://acme.io", false, false],
])("%s", async (_, info, url, isSaid, isOpen) => {
  const api = await apiOf(info, url);
  expect([saysDataIsOpen(api), isOpenOnPurpose(api)]).toEqual([isSaid, isOpen]);
});

test("a public body that refuses who shows nothing publishes nothing", async () => {
  const refusing = { get: { responses: { "200": { description: "OK" }, "401": { description: "No key" } } } };
  expect(isOpenOnPurpose(await apiOf({}, "https://api.water.gov", refusing))).toBe(false);
});
