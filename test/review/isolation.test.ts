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
])("what renders HTML is shown to be isolated: POST %s, %s", async (path, summary, name, type) => {
  expect(await conditionsOf(path, summary, name, type)).toContain(
    `run or rendered by POST ${path} ("${name}") cannot reach the service's files, its internal network or other callers' data`,
  );
});

test.each([
  ["/messages", "Send a message", "html", "application/json"],
  ["/render", "Make a picture", "title", "image/png"],
  ["/avatars", "Make a picture", "htmlTitle", "image/png"],
  ["/messages", "Print labels, and send them", "html", "application/json"],
  ["/print/jobs", "Keep a page", "html", "application/json"],
])("what only keeps HTML, or renders something else, is not: POST %s, %s", async (path, summary, name, type) => {
  expect(await conditionsOf(path, summary, name, type)).not.toContain("rendered");
});
