import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { confirmingLines } from "../../src/report/words/confirming-lines.ts";
import { policyFrom } from "../policy/policies.ts";
import { reviewAlone } from "../review-alone.ts";
import { riderEnvelope } from "./fixture.ts";

/** Who calls is inferred, since a requirement is left out, and what comes back is read from a name. */
const CLUB = `
openapi: 3.0.3
info: { title: Club, version: "1" }
servers: [{ url: https://api.lindenhof-club.org }]
paths:
  /statements/{number}:
    get:
      parameters: [{ name: number, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/Statement" } } } } }
  /bookings:
    get:
      security: [{ clubKey: [] }]
      responses: { "200": { description: All, content: { application/json: { schema: { type: object, properties: { count: { type: integer } } } } } } }
components:
  securitySchemes: { clubKey: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Statement: { type: object, properties: { contraparte_nome: { type: string }, saldo_apos: { type: number } } }
`;

async function reviewOf(text: string, policy = ""): Promise<Review> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["api.yaml", Buffer.from(text)]]));
  return reviewAlone("api.yaml", files, policy === "" ? undefined : await policyFrom(policy));
}

const review = await reviewOf(CLUB);
const toConfirm = review.findings.find((finding) => confirmingLines(review, finding).length > 0)!; // the first test shows it

test("a finding to be confirmed prints what states its facts, for either answer", () => {
  expect(review.verdict.reasons.find(({ kind }) => kind === "depends")?.text).toMatch(/^To be confirmed: /);
  expect(confirmingLines(review, toConfirm)).toMatchInlineSnapshot(`
    [
      {
        "lines": [
          "security: []",
        ],
        "text": "Who can call, in the description. If GET /statements/{number} needs no credential, state it there, and the finding applies:",
      },
      {
        "lines": [
          "security:",
          "  - clubKey: []",
        ],
        "text": "If a credential is needed, state which, and this finding is judged for those who can get it:",
      },
      {
        "lines": [
          "data:",
          "  fields:",
          "    "Statement.contraparte_nome": { category: user.name, sensitivity: confidential, reason: "WHY" }",
          "    # "Statement.contraparte_nome": { sensitivity: public, reason: "WHY" }",
          "    "Statement.saldo_apos": { category: user.financial, sensitivity: confidential, reason: "WHY" }",
          "    # "Statement.saldo_apos": { sensitivity: public, reason: "WHY" }",
        ],
        "text": "What the fields hold, in sallyport.yaml. Keep one line of each, with your reason: the first if it holds that, and the finding applies; the second if it does not, and the field is part of no finding.",
      },
    ]
  `);
});

test("every edition has the lines", () => {
  const envelope = { ...riderEnvelope(), reviews: [review] };
  for (const page of [
    textReport(envelope, { width: 80, color: false, quiet: false }),
    markdownReport(envelope),
    htmlReport(envelope).replaceAll("&quot;", '"'),
  ])
    for (const line of confirmingLines(review, toConfirm).flatMap(({ lines }) => lines)) expect(page).toContain(line);
});

test("the lines do what is said of them", async () => {
  const lines = confirmingLines(review, toConfirm).find(({ text }) => text.startsWith("What the field"))!.lines;
  const written = lines.filter((line) => !line.includes("# ")).map((line) => line.replace('"WHY"', '"It does."'));
  const confirmed = await reviewOf(CLUB, written.join("\n"));
  expect(confirmed.verdict.reasons.find(({ findings }) => findings.includes(toConfirm.fingerprint))?.kind).toBe(
    "blocks",
  );
  const denied = lines
    .filter((line) => !/^ +\S.*category/.test(line))
    .map((line) => line.replace("# ", "").replace('"WHY"', '"It does not."'));
  const ruledOut = await reviewOf(CLUB, denied.join("\n"));
  expect(ruledOut.findings.map(({ fingerprint }) => fingerprint)).not.toContain(toConfirm.fingerprint);
  const stated = CLUB.replace("    get:\n      parameters", "    get:\n      security: []\n      parameters");
  const open = await reviewOf(stated);
  expect(open.verdict.reasons.find(({ findings }) => findings.includes(toConfirm.fingerprint))?.kind).toBe("blocks");
});

test("a finding that is not to be confirmed prints none", () => {
  for (const finding of review.findings)
    if (finding !== toConfirm) expect(confirmingLines(review, finding)).toEqual([]);
  const settled = { ...review, verdict: { ...review.verdict, reasons: [] } };
  expect(confirmingLines(settled, toConfirm)).toEqual([]);
});
