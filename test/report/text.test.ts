import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope } from "./hostile.ts";

const PLAIN = { width: 80, color: false, quiet: false };

test("the review on a screen or two", async () => {
  const text = textReport(riderEnvelope(), PLAIN);
  await expect(text).toMatchFileSnapshot("review.txt");
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("what was not judged is an overview, as long as nothing else is known", () => {
  const review: Review = {
    ...riderReview(),
    verdict: { decision: null, reasons: [] },
    findings: [],
    skipped: [],
    signOff: null,
    operations: riderReview().operations.map((operation) => ({ ...operation, exposure: null })),
  };
  expect(textReport({ ...riderEnvelope(), reviews: [review] }, PLAIN)).toMatchInlineSnapshot(`
    "Rider API 4.12.0
    apis/rider/openapi.yaml, OpenAPI 3.0.3

      Operations  7: 6 GET, 1 POST
      Access      5 secured, 2 anonymous
      Schemes     bearerAuth (HTTP bearer), required by 4; coach.key (API key in
                  header), required by 1
      Servers     https://api.rider.example
      Responses   5 of 6 success responses say what comes back
      Files       2

    No findings.

    Passes: nothing found.
    "
  `);
});

test.each([
  ["approve", [], "Passes: nothing found."],
  ["approve", ["low"], "Passes: no finding of high or above (1 low)."],
  ["approve-with-conditions", ["medium", "low"], "Passes with conditions (1 medium, 1 low)."],
  ["reject", ["critical", "high"], "Must not pass: 2 findings of high or above."],
  ["insufficient-evidence", ["high"], "Must not pass yet: the evidence is insufficient."],
  [null, ["high"], "Must not pass: 1 finding of high or above."],
  [null, ["low"], "Passes: no finding of high or above (1 low)."],
  [null, [], "Passes: nothing found."],
] as const)("the outcome of %s with %j", (decision, severities, outcome) => {
  const findings = severities.map((severity, index) => findingOf(`f${index}`, "rule", severity, "Title", 1));
  const envelope = withReview({ verdict: { decision, reasons: [] }, findings });
  expect(textReport(envelope, { ...PLAIN, quiet: true })).toBe(`apis/rider/openapi.yaml: ${outcome}\n`);
});

describe("many findings", () => {
  const some = (n: number, severity: "high" | "medium" | "low", title: string): Review["findings"] =>
    Array.from({ length: n }, (_, index) => findingOf(`${title}${index}`, "rule-of-it", severity, title, index + 1));
  const findings = [
    ...some(7, "high", "A door is open"),
    ...some(9, "medium", "A window is open"),
    ...some(12, "low", "A light is on"),
  ];
  const text = textReport(withReview({ findings, waivers: [] }), PLAIN);

  test("are shown in full only as far as they are grave and few", () => {
    expect(text.slice(text.indexOf("Findings:"), text.indexOf("Assumed"))).toMatchInlineSnapshot(`
      "Findings: 7 high, 9 medium, 12 low

        high     A door is open                                             rule-of-it
                 A door is open
                 Check on the server, for each object, that the caller may have it.

        high     A door is open                                             rule-of-it
                 A door is open

        high     A door is open                                             rule-of-it
                 A door is open

        high     A door is open                                             rule-of-it
                 A door is open

        high     A door is open                                             rule-of-it
                 A door is open

        high     A door is open                                             rule-of-it
                 A door is open (apis/rider/openapi.yaml:6)

        high     A door is open                                             rule-of-it
                 A door is open (apis/rider/openapi.yaml:7)

        medium   A window is open                                           rule-of-it
                 A window is open (apis/rider/openapi.yaml:1)

        medium   A window is open                                           rule-of-it
                 A window is open (apis/rider/openapi.yaml:2)

        medium   A window is open                                           rule-of-it
                 A window is open (apis/rider/openapi.yaml:3)

        medium   A window is open (6)                                       rule-of-it
        low      A light is on (12)                                         rule-of-it

      "
    `);
  });

  test("take two screens", () => {
    expect(text.split("\n").length).toBeLessThan(130);
  });
});

describe("nothing that a terminal would obey comes through", () => {
  test.each(ATTACKS.map((attack) => [JSON.stringify(attack), attack] as const))("%s", (_name, attack) => {
    for (const quiet of [false, true]) {
      const text = textReport(hostileEnvelope(attack), { ...PLAIN, quiet });
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }
  });
});

test("colour changes nothing but the colour", () => {
  const colored = textReport(riderEnvelope(), { ...PLAIN, color: true });
  // eslint-disable-next-line no-control-regex -- what colours are made of
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(textReport(riderEnvelope(), PLAIN));
  expect(colored).not.toBe(textReport(riderEnvelope(), PLAIN));
});

function withReview(part: Partial<Review>): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
}
