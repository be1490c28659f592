import { expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";

const API = `openapi: 3.1.0
info: { title: Second Spine, version: "1" }
servers: [{ url: https://api.secondspine.example }]
paths:
  /users/{userId}:
    get:
      security: [{ bearer: [] }]
      parameters: [{ name: userId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: The user., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } }
  /listings/{listingId}:
    delete:
      parameters: [{ name: listingId, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: Gone. } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    User: { type: object, properties: { id: { type: integer }, password: { type: string } } }
`;
const OPEN = "audience: public\nadmission: { bearer: self-registered }\n";
const ACCEPTED = `${OPEN}waivers:
  - { rule: credential-in-response, operation: "GET /users/{userId}", field: User.password, reason: Known., until: 2027-01-01, owner: Shop, approver: Jo }
  - { rule: unauthenticated-write, operation: "DELETE /listings/{listingId}", reason: Known., until: 2027-01-01, owner: Shop, approver: Jo }
`;
const LOWERED = `${OPEN}rules: { credential-in-response: off, unauthenticated-write: { paths: { /listings/**: info } } }\n`;
const DISMISSED = `${OPEN}rules: { credential-in-response: low }\n`;

async function page(settings: string, ...more: readonly string[]): Promise<string> {
  const folder = folderWith({ "openapi.yaml": API, "sallyport.yaml": settings });
  const { stdout } = await run(["review", "openapi.yaml", "--as-of", "2026-12-01", ...more], { cwd: folder });
  return stdout.replaceAll(/\s+/g, " ");
}

const READ = "Anyone who signs up: passwords";
const CHANGED = "Anyone without a credential (DELETE /listings/{listingId}";

test.each([
  ["open", OPEN, "with GET /users/{userId}.", ""],
  ["accepted", ACCEPTED, "with GET /users/{userId} (accepted risk).", " (accepted risk)"],
  ["turned off, and lowered", LOWERED, "with GET /users/{userId} (lowered by a setting).", " (lowered by a setting)"],
])("what is %s stays a fact, and says what was decided", async (_, settings, read, change) => {
  const text = await page(settings);
  expect(text).toContain(READ);
  expect(text).toContain(read);
  expect(text).toContain(`${CHANGED}${change})`);
});

test("accepted risks are counted once, apart from what is to be fixed, and no control is told of that nobody named", async () => {
  const text = await page(ACCEPTED);
  expect(text).toMatch(/conditions are met: (?:fix \(or accept\) \d+ findings?, )?keep to 2 accepted risks/);
  expect(text).toContain("answer for 2 accepted risks");
  expect(text).not.toContain("control");
});

test.each([
  ["lowered and turned off", LOWERED, "2 findings"],
  ["lowered", DISMISSED, "1 finding"],
])(
  "a setting that lowers findings of high or above stands on the first screen and in the summary: %s",
  async (_, settings, n) => {
    const words = `Settings lower or turn off ${n} of high severity or above; nobody is named`;
    const text = await page(settings);
    expect(text.slice(0, text.indexOf("Who can call what"))).toContain(words);
    expect(text).toContain("a setting, which names nobody");
    expect(await page(settings, "--summary")).toContain(words);
    expect(await page(settings, "--quiet")).toContain(words.replace("Settings", "settings"));
    expect(await page(settings, "--summary")).not.toContain("dismissed");
  },
);
