import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { overriddenSeverity, pointerOverrides } from "../../src/policy/rulesets/overrides.ts";
import { readRuleset } from "../../src/policy/rulesets/read-ruleset.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf, refusalOf } from "./policies.ts";

/** An API that returns a passport number by a thing's identifier; who has the token is the question. */
const PASSPORT = `openapi: 3.1.0
info: { title: Bookings, version: "1" }
servers: [{ url: https://api.hotel.example.org }]
security: [{ token: [] }]
paths:
  /bookings/{bookingId}:
    get:
      parameters: [{ name: bookingId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: d
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Booking" }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Booking:
      type: object
      properties:
        id: { type: string }
        passportNumber: { type: string }
`;

async function reviewWith(texts: Readonly<Record<string, string>>, api = PASSPORT) {
  const files = filesOf({ "api.yaml": api, ...texts });
  return reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
}

test.each([
  ["own", "private", "approve"],
  ["partner", "partner", "approve-with-conditions"],
  ["self-registered", "public", "reject"],
])("a scheme that is granted to %s makes the API %s: %s", async (admission, exposure, decision) => {
  const review = await reviewWith({ "sallyport.yaml": `admission: { token: ${admission} }\n` });
  expect(review.operations[0]!.exposure).toBe(exposure);
  expect(review.operations[0]!.because.length).toBeGreaterThan(0);
  expect(review.verdict.decision).toBe(decision);
  expect(review.verdict.reasons[0]!.text).not.toBe("");
});

describe("rulesets of sallyport.yaml", () => {
  const severity = async (rulesets: string, texts: Readonly<Record<string, string>> = {}) => {
    const files = filesOf({ "sallyport.yaml": `rulesets: ${rulesets}\n`, ...texts });
    const { severities } = await loadPolicy("api.yaml", files);
    return ["private", "partner", "public"].map((audience) =>
      severities[audience as keyof typeof severities].get("basic-auth"),
    );
  };
  const strict = "extends: sallyport:recommended\nrules: { basic-auth: error }\n";

  test.each([
    ["of all classifications", "./strict.yaml", ["high", "high", "high"]],
    ["of one", "{ partner: ./strict.yaml }", ["low", "high", "medium"]],
    ["the later over the earlier", "[./strict.yaml, sallyport:recommended]", ["medium", "medium", "medium"]],
    ["that adds nothing turns nothing off", "./empty.yaml", ["low", "medium", "medium"]],
    ["that switches Sallyport's own off", "{ public: ./off.yaml }", ["low", "medium", "off"]],
    ["that differs for this file", "./files.yaml", ["info", "info", "info"]],
  ])("%s", async (_, rulesets, expected) => {
    const texts = {
      "strict.yaml": strict,
      "empty.yaml": "rules: {}",
      "off.yaml": "extends: [[sallyport:recommended, off]]",
      "files.yaml": `${strict}overrides: [{ files: [api.yaml], rules: { basic-auth: hint } }, { files: [x.yaml], rules: { basic-auth: off } }]`,
    };
    expect(await severity(rulesets, texts)).toEqual(expected);
  });

  test("a misspelt name is told", async () => {
    expect(await refusalOf(severity("sallyport:hygeine"))).toBe(
      'sallyport.yaml:1 there is no ruleset "sallyport:hygeine"',
    );
  });
});

describe("an override below a pointer", () => {
  test("holds for Sallyport's rules, and through references", async () => {
    const over = (pointer: string) => ({
      "sallyport.yaml": "admission: { token: self-registered }\nrulesets: ./r.yaml\n",
      "r.yaml": `extends: sallyport:recommended\noverrides: [{ files: ['api.yaml#${pointer}'], rules: { sensitive-data-over-ceiling: off, others-data-by-id: off } }]`,
    });
    const grave = async (pointer: string) =>
      (await reviewWith(over(pointer))).findings.filter(({ rule }) => rule === "sensitive-data-over-ceiling").length;
    expect(await grave("/paths/~1other")).toBe(1);
    expect(await grave("/paths/~1bookings~1{bookingId}")).toBe(0);
    expect(await grave("/components/schemas/Booking")).toBe(0);
  });

  test("holds for rules of Spectral's format, also where a reference leads to the place", async () => {
    const rules = `rules:
  described:
    severity: warn
    given: $.paths[*][*].responses[*].content[*].schema.properties[*]
    then: { field: description, function: truthy }
`;
    const places = async (overrides: string) => {
      const review = await reviewWith({ "sallyport.yaml": "rulesets: ./r.yaml\n", "r.yaml": rules + overrides });
      const finding = review.findings.find(({ rule }) => rule === "described");
      return finding === undefined
        ? "nothing"
        : `${finding.severity} ${finding.operations.join(", ")} ${finding.places.map(({ line }) => line).join(", ")}`;
    };
    expect(await places("")).toBe("medium GET /bookings/{bookingId} 22, 23");
    expect(
      await places("overrides: [{ files: ['*.yaml#/paths/~1bookings~1{bookingId}'], rules: { described: off } }]"),
    ).toBe("nothing");
    expect(
      await places(
        "overrides: [{ files: ['*.yaml#/components/schemas/Booking/properties/id'], rules: { described: off } }]",
      ),
    ).toBe("medium GET /bookings/{bookingId} 23");
  });

  test("of several the longest pointer decides", async () => {
    const files = filesOf({
      "rules/r.yaml":
        "overrides: [{ files: ['../*.yaml#/paths', '../api.yaml#/paths/~1a'], rules: { x: hint } }, { files: ['../api.yaml#/paths'], rules: { x: error } }]",
    });
    const read = await readRuleset(
      "./rules/r.yaml",
      { file: "sallyport.yaml", line: 1 },
      { files, trusted: undefined },
    );
    const at = (file: string, pointer: string) => overriddenSeverity(pointerOverrides(read), "x", [{ file, pointer }]);
    expect([
      at("api.yaml", "#/paths/~1a/get"),
      at("api.yaml", "#/paths/~1b"),
      at("b.yaml", "#/paths/~1a"),
      at("api.yaml", "#/info"),
    ]).toEqual(["info", "high", "info", undefined]);
  });
});
