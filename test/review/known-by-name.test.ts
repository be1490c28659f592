import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { leadingSentence } from "../../src/report/words/decision-screen.ts";
import { reviewAlone } from "../review-alone.ts";
import type { Review } from "../../src/core/review.ts";

async function reviewOf(text: string): Promise<Review> {
  return reviewAlone(
    "api.yaml",
    withBuffers(filesBelow(import.meta.dirname), new Map([["api.yaml", Buffer.from(text)]])),
  );
}

/** Two open operations: one returns a figure that its name alone shows, one takes payments. */
const MEMBERS = `
openapi: 3.0.3
info: { title: Harbour Mutual, version: "1" }
servers: [{ url: https://api.harbour-mutual.com }]
security: [{ token: [] }]
paths:
  /claims/{claimId}:
    get:
      security: []
      responses:
        "200":
          description: A claim.
          content: { application/json: { schema: { $ref: "#/components/schemas/Claim" } } }
  /branches:
    post:
      security: []
      summary: Adds a branch
      requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }
      responses: { "201": { description: Done. } }
  /members:
    get: { responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Claim" } } } } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Claim: { type: object, properties: { id: { type: string }, diagnosisNote: { type: string }, reimbursement: { type: number } } }
`;

test("what is known by its name alone is no first reason beside what is known for sure, and the reason names the field", async () => {
  const review = await reviewOf(MEMBERS);
  const grave = review.findings.filter(({ severity }) => severity === "high");
  const guessed = grave.map(({ premises }) => premises !== undefined && premises.data !== "stated");
  expect(guessed).toContain(true);
  expect(guessed).toContain(false);
  expect(guessed.lastIndexOf(false)).toBeLessThan(guessed.indexOf(true));
  const told = grave.find(({ premises }) => premises !== undefined);
  expect(told?.message).toMatch(/ can read [a-z ]+ \("\w+"\)/);
});

test("a list of what is paid for is nobody's money", async () => {
  const listed = (schema: string): string =>
    MEMBERS.replaceAll("Claim", schema)
      .replaceAll("reimbursement", "baseRemboursement")
      .replaceAll("diagnosisNote", "libelle");
  const named = (review: Review): readonly string[] => review.fields.map(({ name }) => name);
  expect(named(await reviewOf(listed("Acte")))).toContain("baseRemboursement");
  expect(named(await reviewOf(listed("ActeNomenclature")))).not.toContain("baseRemboursement");
});

test("no English plural is made of a word of another language, and the reason can be said", async () => {
  const review = await reviewOf(`
openapi: 3.0.3
info: { title: Verein, version: "1", description: Die Daten der Mitglieder und ihre Buchungen der Plätze. }
servers: [{ url: https://api.verein-am-see.de }]
security: [{ sitzung: [] }]
paths:
  /zeitbuchungen/{zeitbuchungId}:
    parameters: [{ name: zeitbuchungId, in: path, required: true, schema: { type: string } }]
    get:
      summary: Die Zeitbuchung einer Person mit der Diagnose
      responses: { "200": { description: Die Zeitbuchung, content: { application/json: { schema: { type: object, properties: { vorname: { type: string }, nachname: { type: string }, diagnose: { type: string } } } } } } }
components:
  securitySchemes: { sitzung: { type: oauth2, flows: { authorizationCode: { authorizationUrl: "https://sso.verein-am-see.de/a", tokenUrl: "https://sso.verein-am-see.de/t", scopes: {} } } } }
`);
  const texts = (review.boundaries ?? []).map(({ text }) => text).join("\n");
  expect(texts).toContain('"zeitbuchungen"');
  expect(texts).not.toContain("zeitbuchungs");
  const sentence = leadingSentence({
    ...review,
    verdict: {
      decision: "approve-with-conditions",
      reasons: review.verdict.reasons.filter(({ text }) => text.startsWith("Test that")),
    },
  });
  expect(sentence?.text).toMatch(/^It is not yet tested whether \w+ A can read \w+ B's "zeitbuchungen" by ID \(GET /);
});
