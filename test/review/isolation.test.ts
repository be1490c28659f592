import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/** The conditions of an API of one operation, behind a key, that takes one text and returns something of a media type. */
async function conditionsOf(path: string, summary: string, name: string, type: string): Promise<string> {
  const description = `openapi: 3.1.0
info: { title: Documents, version: "1" }
servers: [{ url: https://api.documents.io }]
security: [{ key: [] }]
paths:
  ${path}:
    post:
      summary: ${summary}
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${name}: { type: string } } } } } }
      responses: { '200': { description: ok, content: { ${type}: { schema: { type: string } } } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;
  const { verdict } = await reviewOf(new Map([["openapi.yaml", description]]), "openapi.yaml");
  return verdict.reasons.map(({ text }) => text).join("\n");
}

test.each([
  ["/pictures", "Make a picture", "html", "image/png"],
  ["/documents", "Converts HTML to PDF", "bodyHtml", "application/json"],
  ["/templates/preview", "Preview a template", "template_html", "application/json"],
  ["/documents", "Print a page", "html", "application/pdf"],
  ["/documents", "Print a page", "htmlContent", "application/pdf"],
  ["/submissions", "Generates multiple PDFs", "html", "application/json"],
])("what renders HTML is a finding, and no condition besides: POST %s, %s", async (path, summary, name, type) => {
  const conditions = await conditionsOf(path, summary, name, type);
  expect(conditions).toContain(`"${name}" of POST ${path} is HTML that the server renders into a document or picture`);
  expect(conditions).not.toContain("run or rendered by");
});

test.each([
  ["/messages", "Send a message", "html", "application/json"],
  ["/render", "Make a picture", "title", "image/png"],
  ["/avatars", "Make a picture", "htmlTitle", "image/png"],
  ["/messages", "Print labels, and send them", "html", "application/json"],
  ["/print/jobs", "Keep a page", "html", "application/json"],
  ["/messages", "Create a message, with the PDF of an order", "html", "application/json"],
  ["/messages", "Send a PDF", "html", "application/json"],
  ["/submissions", "Generates a PDF", "title", "application/json"],
])("what only keeps HTML, or renders something else, is not: POST %s, %s", async (path, summary, name, type) => {
  expect(await conditionsOf(path, summary, name, type)).not.toContain("rendered");
});
