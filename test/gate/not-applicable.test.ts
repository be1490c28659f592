import { expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";
import { envelopeIn } from "../cli/run.ts";

const API = `openapi: 3.1.0
info: { title: Second Spine, version: "1" }
servers: [{ url: https://api.secondspine.example }]
security: [{ bearer: [] }]
paths:
  /orders:
    post:
      summary: Buy a listing
      requestBody: { content: { application/json: { schema: { type: object, properties: { listingId: { type: integer }, price: { type: number }, shippingAddress: { type: string } } } } } }
      responses: { "201": { description: The order., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: The order., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /listings/{listingId}:
    delete:
      parameters: [{ name: listingId, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: Gone. } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Order: { type: object, properties: { id: { type: integer }, buyerId: { type: integer }, listingId: { type: integer }, price: { type: number }, shippingAddress: { type: string }, status: { type: string } } }
`;
const SETTINGS = "audience: public\nadmission: { bearer: self-registered }\ntenancy: none\n";
const REASON = "Anyone may order what is on offer";

function team(): (...args: readonly string[]) => ReturnType<typeof run> {
  const folder = folderWith({ "openapi.yaml": API, "sallyport.yaml": SETTINGS });
  return (...args) => run([...args, "--as-of", "2026-12-01"], { cwd: folder });
}

const RECORD = ["register", "test", "openapi.yaml", "POST /orders", "--by", "Jo", "--outcome"] as const;

test("a test that is the purpose of an operation is recorded as not applicable: no condition, and a decision with a name", async () => {
  const sallyport = team();
  const before = await sallyport("review", "openapi.yaml", "--format", "json");
  expect(envelopeIn(before.stdout).reviews[0]!.boundaries?.flatMap(({ operations }) => operations)).toContain(
    "POST /orders",
  );
  expect(await sallyport(...RECORD, "not-applicable", "--because", REASON)).toMatchObject({ code: 0 });
  const { stdout } = await sallyport("review", "openapi.yaml", "--format", "json");
  const [review] = envelopeIn(stdout).reviews;
  expect(review!.boundaries?.flatMap(({ operations }) => operations)).not.toContain("POST /orders");
  expect(review!.tests.find(({ operation }) => operation === "POST /orders")).toMatchObject({
    status: "not-applicable",
    tested: { by: "Jo", on: "2026-12-01", evidence: REASON },
  });
  for (const format of [[], ["--format", "markdown"], ["--format", "html"]]) {
    const page = (await sallyport("review", "openapi.yaml", ...format)).stdout.replaceAll(/\s+/g, " ");
    for (const part of ["not applicable", `it does not apply: ${REASON}`, "Jo"]) expect(page).toContain(part);
  }
  const written = await sallyport("tests", "openapi.yaml", "--include-destructive", "--format", "markdown");
  expect(written.stdout).not.toContain("create an order with");
});

test("what failed although it does not apply shows nobody's data, and can be corrected", async () => {
  const sallyport = team();
  const failed = await sallyport(...RECORD, "failed");
  expect(failed.stdout).toContain("--outcome not-applicable");
  const page = (await sallyport("review", "openapi.yaml")).stdout.replaceAll(/\s+/g, " ");
  expect(page).toContain("An authorization test failed (POST /orders; openapi.yaml:");
  expect(page).not.toMatch(/Anyone who signs up: [^.]*addresses/);
  await sallyport(...RECORD, "not-applicable", "--because", REASON);
  expect((await sallyport("review", "openapi.yaml")).stdout).not.toContain("An authorization test failed");
});

test.each([
  ["without a reason", [...RECORD, "not-applicable"], "needs the reason why"],
  ["a reason of what passed", [...RECORD, "passed", "--because", REASON], "--because says why a test does not apply"],
  [
    "of a boundary",
    ["register", "test", "openapi.yaml", "--suite", "--by", "Jo", "--outcome", "not-applicable", "--because", REASON],
    "is decided of one operation",
  ],
])("%s is refused", async (_, args, words) => {
  const { code, stderr } = await team()(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
