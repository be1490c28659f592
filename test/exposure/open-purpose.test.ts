import { expect, test } from "vitest";
import { isOpenOnPurpose, saysDataIsOpen } from "../../src/exposure/open-purpose.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* What an API is there for, by what it says of its data. */

const READ = { get: { responses: { "200": { description: "OK" } } } };

const apiOf = (info: object, url: string): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1", ...info },
      servers: [{ url }],
      paths: { "/rivers": READ },
    }),
  );

test.each<[string, object, string, boolean, boolean]>([
  ["open data", { title: "Open data of a city" }, "https://api.acme.io", true, true],
  ["a public API", { title: "Public API" }, "https://api.acme.io", false, true],
  ["no word of it", {}, "https://api.acme.io", false, false],
  [
    "what something is looked up in",
    { description: "Uses the map of an open database for places." },
    "https://acme.io",
    false,
    false,
  ],
  [
    "an open licence alone",
    { license: { name: "Open Data Commons Open Database License" } },
    "https://acme.io",
    false,
    true,
  ],
  ["where names come from", { description: "Street names come from open data." }, "https://acme.io", false, false],
  [
    "what a register leaves out",
    { description: "Gives what the public register leaves out." },
    "https://acme.io",
    false,
    false,
  ],
  [
    "what is not in a register yet",
    { description: "Records before they are cleared for the public register." },
    "https://acme.io",
    false,
    false,
  ],
  [
    "what is taken out of open data",
    { description: "Names are removed before it is published as open data." },
    "https://acme.io",
    false,
    false,
  ],
  [
    "what is given with an API",
    { description: "With this API you get open data of the city." },
    "https://acme.io",
    true,
    true,
  ],
  [
    "the same in German",
    { description: "Mit dieser API erhalten Sie offene Daten der Stadt." },
    "https://acme.io",
    true,
    true,
  ],
  ["since when it is", { description: "From 2021 on all timetables are open data." }, "https://acme.io", true, true],
  ["an open licence that is denied", { license: { name: "This is no open data" } }, "https://acme.io", false, false],
  ["open data from somebody", { description: "Open data from the city." }, "https://acme.io", true, true],
  ["open data elsewhere", { description: "Our open data portal is another API." }, "https://acme.io", false, false],
  ["open data in a sandbox", { description: "Open data in the sandbox." }, "https://acme.io", false, false],
])("%s", async (_, info, url, isSaid, isOpen) => {
  const api = await apiOf(info, url);
  expect([saysDataIsOpen(api), isOpenOnPurpose(api)]).toEqual([isSaid, isOpen]);
});
