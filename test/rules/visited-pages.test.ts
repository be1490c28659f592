import { expect, test } from "vitest";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* URLs that an operation is said to visit or to load, and what it comes to where that is the product. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });

const causesOf = async (operations: Operations): Promise<string> =>
  (await faultsIn(ssrfClientSuppliedUrl, operations)).map(({ cause }) => cause).join(", ");

const url = (more: object = {}): object => ({
  parameters: [{ name: "url", in: "query", required: true, schema: TEXT, ...more }],
});
const page = { responses: { "200": { description: "OK", content: { "text/html": { schema: TEXT } } } } };

test.each<[string, string, object, string]>([
  ["that the operation visits", "Visits the URL and extracts the data.", {}, "fetched url"],
  ["… in German", "Besucht die angegebene URL und liest die Daten aus.", {}, "fetched url"],
  ["… in French", "Visite la page et en extrait les données.", {}, "fetched url"],
  ["… in Spanish", "Visita la URL y extrae los datos.", {}, "fetched url"],
  ["… in Portuguese", "Visita a URL e extrai os dados.", {}, "fetched url"],
  ["of which visits are counted", "Visits by URL, per day.", {}, ""],
  ["that is not visited", "We do not visit the URL.", {}, ""],
  ["of a picture from afar", "Use this endpoint to fetch a remote image URL and crop it.", {}, "fetched url"],
  ["of which a listing is told", "Retrieves the external URL of a listing.", {}, ""],
  [
    "of a site that is read at once",
    "If it is not known yet, it is extracted from the site on the fly.",
    {},
    "fetched url",
  ],
  ["of a site that was read before", "Data is extracted from the site every night.", {}, ""],
  ["whose markup comes back", "Page HTML by URL", { example: "https://example.com" }, "fetched url"],
  ["of a page of its own", "Page HTML by URL", { example: "/about" }, ""],
])("a read by a URL %s", async (_name, summary, more, causes) => {
  expect(await causesOf({ "GET /things": { summary, ...url(more) } })).toBe(causes);
});

test.each<[string, string, string]>([
  ["a picture", "image/gif", "fetched url"],
  ["data", "application/json", ""],
])("the URL of a picture, where %s comes back", async (_name, type, causes) => {
  const responses = { "200": { description: "OK", content: { [type]: {} } } };
  const operation = { ...url({ example: "https://a.example/b.jpg" }), responses };
  expect(await causesOf({ "GET /animate": operation })).toBe(causes);
});

test.each<[string, object, string]>([
  ["is the product", {}, "0"],
  ["gives the page back to who has a key", page, "0"],
  ["needs no credential", { security: [] }, "2"],
])("a visit to a page that %s", async (_name, more, steps) => {
  const operations = { "GET /data": { summary: "Visits the URL.", ...url(), ...more }, "GET /other": {} };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, operations);
  expect(`${fault?.aggravations?.length}`).toBe(steps);
});

test("a page that is given back to anybody who signs up is no lesser harm", async () => {
  const description = "Anyone can sign up and gets the token at once.";
  const more = { components: { securitySchemes: { token: { type: "http", scheme: "bearer", description } } } };
  const steps = async (answer: object): Promise<number | undefined> => {
    const operations = { "GET /data": { summary: "Visits the URL.", ...url(), ...answer } };
    return (await faultsIn(ssrfClientSuppliedUrl, operations, more))[0]?.aggravations?.length;
  };
  expect([await steps(page), await steps({})]).toEqual([1, 0]);
});

test.each<[string, object, string]>([
  ["in a mail, for people to follow", { url: said("URL to redirect the user back to your app from the mail.") }, ""],
  ["… in German", { url: said("Der Nutzer wird zu dieser URL weitergeleitet.") }, ""],
  ["loaded first", { url: said("Is fetched by the server, then the user is redirected.") }, "fetched url"],
  [
    "of a source on the web",
    {
      source: { ...said("Enter the url for the video, if it is already on the web."), example: "https://a.example/v" },
    },
    "fetched source",
  ],
  [
    "of a source that is only told",
    { source: { ...said("The url of the article."), example: "https://a.example/v" } },
    "",
  ],
])("a URL %s", async (_name, properties, causes) => {
  expect(await causesOf({ "POST /items": { requestBody: takes(properties) } })).toBe(causes);
});

test.each<[string, string, object, string]>([
  [
    "two pictures",
    "Given an image and a style create a new stylized image.",
    { image_url: TEXT, style_url: TEXT },
    "fetched image_url, fetched style_url",
  ],
  ["a picture and a link that is kept", "Create an image entry.", { image_url: TEXT, homepage_url: TEXT }, "shown"],
  ["a picture and a name", "Create an image entry.", { image_url: TEXT, name: TEXT }, "shown"],
  ["a spec or a URL", "This endpoint will take a JSON spec or a URL to a spec.", { url: TEXT }, "fetched url"],
  ["a URL that it returns", "Returns the spec or a URL to the spec.", { url: TEXT }, ""],
])("a call that takes %s", async (_name, summary, properties, causes) => {
  const responses = returns({ type: "object", properties: { image_url: TEXT } });
  expect(await causesOf({ "POST /artistic": { summary, requestBody: takes(properties), responses } })).toBe(causes);
});

test.each<[string, string, number]>([
  ["its project's hosts", "Where to go next. Only URLs from hostnames in your project's list are allowed.", 1],
  ["HTTPS", "Where to go next. Only HTTPS URLs are allowed.", 0],
])("a redirect that is limited to %s", async (_name, description, steps) => {
  const operation = { parameters: [{ name: "redirect_url", in: "query", description, schema: TEXT }] };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "GET /start": operation });
  expect(fault?.mitigations).toHaveLength(steps);
});

const within = (steps: readonly string[], inner: object): object =>
  steps.reduceRight<object>((held, step) => ({ [step]: { type: "array", items: { properties: held } } }), inner);
const asset = (description: string): object => ({ src: { ...said(description), example: "https://a.example/b.mp4" } });
const PUBLIC = "The video source URL. It must be publicly accessible.";

test.each<[string, string, object, string]>([
  ["that is made into something", "Render a timeline as a video.", asset(PUBLIC), "fetched src"],
  ["of which nothing is made", "Keep a timeline.", asset(PUBLIC), ""],
  ["that is only told", "Render a timeline as a video.", asset("The source, for the credits."), ""],
])("a URL deep in a body %s", async (_name, summary, inner, causes) => {
  const requestBody = takes(within(["timeline", "tracks", "clips", "assets"], inner));
  expect(await causesOf({ "POST /render": { summary, requestBody } })).toBe(causes);
});
