import { expect, test } from "vitest";
import { rankedTestsOf, type Operations } from "./tests-of.ts";

/* What callers upload, and what a list calls the user's own, is theirs: to read it by its identifier is a boundary. */

const UPLOAD = `
  requestBody: { content: { multipart/form-data: { schema: { properties: { file: { type: string, format: binary } } } } } }
`;
const returning = (properties: string): string =>
  `responses: { "200": { description: OK, content: { application/json: { schema: { properties: ${properties} } } } } }`;
const said = (text: string): string => `summary: "${text}"\n${returning("{ title: { type: string } }")}`;
const TITLE = returning("{ title: { type: string } }");
const URL = returning("{ preview_url: { type: string } }");

async function sensitivities(operations: Operations): Promise<Readonly<Record<string, string>>> {
  const tests = await rankedTestsOf(operations, "accounts");
  return Object.fromEntries(tests.map(({ test: one }) => [one.operation, one.sensitivity]));
}

test.each<[string, string, string, string]>([
  ["lists the user's projects", "projects", "This method lists the user's projects.", "confidential"],
  ["lists your projects", "projects", "Returns all your projects", "confidential"],
  ["lists what you uploaded", "scans", "All scans you uploaded", "confidential"],
  ["in German", "projekte", "Listet Ihre Projekte", "confidential"],
  ["in French", "projets", "Liste les projets de l'utilisateur", "confidential"],
  ["in Spanish", "proyectos", "Lista los proyectos del usuario", "confidential"],
  ["in Portuguese", "projetos", "Lista os projetos do utilizador", "confidential"],
  ["says nothing of whose they are", "projects", "Lists all projects", "public"],
  ["says of something else that it is yours", "projects", "Lists projects that match your search", "public"],
  ["says what of them your server gives", "projects", "Projects, as your plan allows", "public"],
])("what a list gives that %s", async (_name, path, text, expected) => {
  const found = await sensitivities({ [`GET /${path}`]: said(text), [`GET /${path}/{number}`]: TITLE });
  expect(found[`GET /${path}/{number}`]).toBe(expected);
});

test.each<[string, Operations, string, string]>([
  [
    "by the identifier that the upload gives",
    { "POST /uploads": `${UPLOAD}\n  ${returning("{ file_id: { type: string } }")}`, "GET /previews/{file_id}": URL },
    "GET /previews/{file_id}",
    "confidential",
  ],
  [
    "by that of what is made of it",
    {
      "POST /uploads": `${UPLOAD}\n  ${returning("{ file_id: { type: string } }")}`,
      "GET /results/{result_file_id}": URL,
    },
    "GET /results/{result_file_id}",
    "confidential",
  ],
  ["where it is uploaded to", { "POST /scans": UPLOAD, "GET /scans/{id}": TITLE }, "GET /scans/{id}", "confidential"],
  [
    "by the identifier of something else",
    { "POST /uploads": `${UPLOAD}\n  ${returning("{ file_id: { type: string } }")}`, "GET /previews/{theme_id}": URL },
    "GET /previews/{theme_id}",
    "public",
  ],
  [
    "that nobody uploads",
    { "POST /uploads": returning("{ file_id: { type: string } }"), "GET /previews/{file_id}": URL },
    "GET /previews/{file_id}",
    "public",
  ],
  [
    "that shows a product",
    { "POST /products/images": UPLOAD, "GET /products/images/{id}": TITLE },
    "GET /products/images/{id}",
    "public",
  ],
  [
    "that is said to be public",
    { "POST /logos": UPLOAD, "GET /logos/{id}": `summary: Get a public logo\n${TITLE}` },
    "GET /logos/{id}",
    "public",
  ],
])("a file %s", async (_name, operations, operation, expected) => {
  expect((await sensitivities(operations))[operation]).toBe(expected);
});

test.each<[string, string, string]>([
  ["that is uploaded", "file_id", "confidential"],
  ["that is not", "theme_id", "public"],
])("a project that is made of a file %s", async (_name, name, expected) => {
  const found = await sensitivities({
    "POST /uploads": `${UPLOAD}\n  ${returning("{ file_id: { type: string } }")}`,
    "POST /projects": `requestBody: { content: { application/json: { schema: { required: [${name}], properties: { ${name}: { type: string } } } } } }`,
    "GET /files/{file_id}": URL,
    "GET /themes/{theme_id}": TITLE,
  });
  expect(found["POST /projects"]).toBe(expected);
});
