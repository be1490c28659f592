import { expect, test } from "vitest";
import { textReport } from "../../src/report/formats/text.ts";
import { evidenceSentence } from "../../src/report/words/decision-screen.ts";
import { evidenceSentences } from "../../src/report/words/evidence-tally.ts";
import { reviewOf } from "../gate/judged.ts";
import { riderEnvelope } from "../report/fixture.ts";

const SCHEMA = "{ type: object, properties: { rate: { type: number } } }";
const MISSING = "2 are not described; 2 operations have no success response at all";
const TYPED = `'200': { description: ok, content: { application/json: { schema: ${SCHEMA} } } }`;

/** An API of which so many reads say what comes back, and so many describe no success response. */
async function reviewWith(typed: number, silent: number, { isOpen = false } = {}) {
  const pathOf = (_: unknown, index: number): string =>
    `  /rates${index}: { get: { responses: { ${index < typed ? TYPED : "'404': { description: None. }"} } } }\n`;
  const paths = Array.from({ length: typed + silent }, pathOf).join("");
  return reviewOf(new Map([["openapi.yaml", descriptionWith(paths, isOpen)]]), "openapi.yaml");
}

function descriptionWith(paths: string, isOpen = false): string {
  return `openapi: 3.1.0
info: { title: Rates, version: "1" }
servers: [{ url: https://api.rates.io }]
security: ${isOpen ? "[]" : "[{ key: [] }]"}
paths:
${paths}${isOpen ? "" : "components: { securitySchemes: { key: { type: http, scheme: bearer } } }\n"}`;
}

test("operations without a success response are counted, said and weighed as evidence that is missing", async () => {
  const review = await reviewWith(3, 2);
  expect(review.coverage).toMatchObject({ responses: 3, typedResponses: 3, unanswered: 2 });
  expect(evidenceSentence(review)).toContain("2 operations describe no success response");
  expect(evidenceSentences(review)).toContain(
    "2 operations describe no success response. What they return is not known.",
  );
  expect(review.verdict).toMatchObject({
    decision: "approve-with-conditions",
    reasons: [
      {
        kind: "condition",
        text: `Describe the responses of GET /rates3 and GET /rates4: of the 5 responses of operations that others can call, ${MISSING}`,
      },
    ],
  });
  const [open, few, none] = [await reviewWith(3, 2, { isOpen: true }), await reviewWith(1, 5), await reviewWith(0, 3)];
  expect(open.verdict).toMatchObject({
    decision: "insufficient-evidence",
    reasons: [
      {
        text: `Describe the responses of GET /rates3 and GET /rates4: of the 5 responses of operations that may be open to anyone, ${MISSING}`,
      },
    ],
  });
  expect(few.verdict.decision).toBe("insufficient-evidence");
  expect(none.verdict.reasons[0]?.text).toMatch(
    /^Describe the responses of GET \/rates0, .*: none of the 3 responses of operations that .* is described/,
  );
  const options = Array.from(
    { length: 5 },
    (_, at) => `  /rates${at}: { options: { responses: { '200': { description: ok } } } }\n`,
  );
  const asked = await reviewOf(new Map([["openapi.yaml", descriptionWith(options.join(""), true)]]), "openapi.yaml");
  expect(asked.verdict.reasons.map(({ text }) => text).join(" ")).not.toContain("that anyone may be able to call");
  const most = await reviewWith(9, 2);
  expect(most.verdict.reasons.map(({ text }) => text).join(" ")).not.toContain("no success response");
});

test("a path that holds only parameters is said once, and nothing is judged by it", async () => {
  const paths = `  /rates: { get: { responses: { ${TYPED} } } }\n  /rates/{id}: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }] }\n`;
  const review = await reviewOf(new Map([["openapi.yaml", descriptionWith(paths)]]), "openapi.yaml");
  const sentence = "1 path has no operation, so it was not reviewed: /rates/{id}.";
  expect(evidenceSentences(review)).toContain(sentence);
  const page = { width: 80, color: false, quiet: false };
  const envelope = { ...riderEnvelope(), reviews: [review] };
  expect(textReport(envelope, page).split(sentence)).toHaveLength(2);
  expect(textReport(envelope, { ...page, detail: "summary" })).not.toContain(sentence);
  expect(evidenceSentences(await reviewWith(1, 0)).join(" ")).not.toContain("no operation");
});

test.each([
  ["names what is read", "Lists the exchange rates that the central bank has published", "approve-with-conditions", 0],
  ["says nothing of it", "Gets what was asked for", "approve-with-conditions", 1],
  ["tells of people", "Lists the rates that customers have agreed", "insufficient-evidence", undefined],
])(
  "where everybody who signs up reads what has no schema, a text that %s",
  async (_what, text, decision, conditions) => {
    const paths = [1, 2, 3].map(
      (at) => `  /rates${at}/rates: { get: { summary: ${text}, responses: { '200': { description: ok } } } }\n`,
    );
    const files = new Map([
      ["openapi.yaml", descriptionWith(paths.join(""))],
      ["sallyport.yaml", "admission: { key: self-registered }\n"],
    ]);
    const { verdict } = await reviewOf(files, "openapi.yaml");
    expect(verdict.decision).toBe(decision);
    // What a sentence tells of nobody waits for no schema.
    if (conditions !== undefined)
      expect(verdict.reasons.filter((one) => one.text.startsWith("Describe what"))).toHaveLength(conditions);
  },
);
