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
  ["own", "private", "approve-with-conditions"],
  ["partner", "partner", "approve-with-conditions"],
  ["self-registered", "public", "approve-with-conditions"],
  ["anonymous", "public", "reject"],
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
      'sallyport.yaml:1:11 there is no ruleset "sallyport:hygeine"',
    );
  });
});

describe("an override below a pointer", () => {
  test("holds for Sallyport's rules, and through references", async () => {
    const over = (pointer: string) => ({
      "sallyport.yaml": "admission: { token: anonymous }\nrulesets: ./r.yaml\n",
      "r.yaml": `extends: sallyport:recommended\noverrides: [{ files: ['api.yaml#${pointer}'], rules: { excessive-data-exposure: off, bola-other-users-data: off } }]`,
    });
    const grave = async (pointer: string) =>
      (await reviewWith(over(pointer))).findings.filter(({ rule }) => rule === "excessive-data-exposure").length;
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
      { file: "sallyport.yaml", line: 1, column: 1 },
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

describe("a finding of a rule of Spectral's format", () => {
  const RULESET = `rules:
  described:
    description: Everything is described.
    documentationUrl: https://wiki.acme.example/described
    severity: warn
    given: $.paths[*][*].responses[*].content[*].schema.properties[*]
    then: { field: description, function: truthy }
`;

  test("stands where the fault is, through a reference into another file, with operations, severity and page", async () => {
    const review = await reviewWith(
      {
        "sallyport.yaml": "rulesets: ./r.yaml\n",
        "r.yaml": RULESET,
        "booking.yaml": "type: object\nproperties:\n  id:\n    type: string\n",
      },
      PASSPORT.replace("#/components/schemas/Booking", "./booking.yaml"),
    );
    const finding = review.findings.find(({ rule }) => rule === "described")!;
    expect(finding).toMatchObject({
      severity: "medium",
      title: "Everything is described",
      file: "booking.yaml",
      pointer: "#/properties/id",
      line: 3,
      operations: ["GET /bookings/{bookingId}"],
      rationale: "Everything is described.",
      remediation: "See https://wiki.acme.example/described",
      places: [{ file: "booking.yaml", line: 3, operation: "GET /bookings/{bookingId}" }],
    });
  });

  test("has the page of its ruleset where it has none of its own", async () => {
    const review = await reviewWith({
      "sallyport.yaml": "rulesets: ./r.yaml\n",
      "r.yaml": `documentationUrl: https://wiki.acme.example/rules\n${RULESET.replace(/ {4}documentationUrl.*\n/, "")}`,
    });
    expect(review.findings.find(({ rule }) => rule === "described")!.remediation).toBe(
      "See https://wiki.acme.example/rules#described",
    );
  });

  test("tells what a path has from what its operation has under the same keys", async () => {
    const review = await reviewWith(
      {
        "sallyport.yaml": "rulesets: ./r.yaml\n",
        "r.yaml":
          "rules: { named: { given: '$..parameters[*]', severity: warn, then: { field: description, function: truthy } } }",
      },
      PASSPORT.replace(
        "  /bookings/{bookingId}:\n",
        "  /bookings/{bookingId}:\n    parameters: [{ name: lang, in: query, schema: { type: string } }]\n",
      ),
    );
    const { places } = review.findings.find(({ rule }) => rule === "named")!;
    expect(places.map(({ line, witness }) => `${line} ${witness}`)).toEqual([
      "7 path.parameters.0.description",
      "9 parameters.0.description",
    ]);
  });
});

test("an operation is judged by the ruleset of the exposure that it has, a place that several share by the widest", async () => {
  const ruleset = (severity: string) =>
    `rules: { titled: { given: "$.paths[*][*].responses[*].content[*].schema", severity: ${severity}, then: { field: title, function: truthy } } }`;
  const operation = (scheme: string, schema: string) =>
    `{ security: [{ ${scheme}: [] }], responses: { "200": { description: d, content: { application/json: { schema: ${schema} } } } } }`;
  const api = `openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: https://api.hotel.example.org }]
paths:
  /own: { get: ${operation("staff", "{ type: string }")} }
  /chosen: { get: ${operation("partner", "{ type: string }")} }
  /open: { get: ${operation("anyone", "{ type: string }")} }
  /shared/own: { get: ${operation("staff", "{ $ref: '#/components/schemas/Shared' }")} }
  /shared/chosen: { get: ${operation("partner", "{ $ref: '#/components/schemas/Shared' }")} }
components:
  securitySchemes:
    staff: { type: http, scheme: bearer }
    partner: { type: http, scheme: bearer }
    anyone: { type: http, scheme: bearer }
  schemas:
    Shared: { type: string }
`;
  const severities = async (only: string) => {
    const paths = api.split("\n").filter((line) => !/^ {2}\//.test(line) || line.startsWith(`  ${only}`));
    const review = await reviewWith(
      {
        "sallyport.yaml":
          "audience: private\nadmission: { staff: own, partner: partner, anyone: self-registered }\nrulesets: { private: ./a.yaml, partner: ./b.yaml, public: ./c.yaml }\n",
        "a.yaml": ruleset("hint"),
        "b.yaml": ruleset("warn"),
        "c.yaml": ruleset("error"),
      },
      paths.join("\n"),
    );
    return review.findings.filter(({ rule }) => rule === "titled").map(({ severity }) => severity);
  };
  expect(await severities("/own")).toEqual(["info"]);
  expect(await severities("/chosen")).toEqual(["medium"]);
  expect(await severities("/open")).toEqual(["high"]);
  expect(await severities("/shared/own")).toEqual(["info"]);
  expect(await severities("/shared")).toEqual(["medium"]);
  expect(await severities("/")).toEqual(["high"]);
});

test("hygiene is forty checks and more, off by default, each with the reason, and each one line of a review", async () => {
  const { default: hygiene } = await import("../../rulesets/hygiene.yaml");
  const rules = Object.entries(hygiene["rules"] as Readonly<Record<string, { readonly description: string }>>);
  expect(rules.length).toBeGreaterThanOrEqual(40);
  expect(rules.filter(([, { description }]) => !/Off by default: \S+ \S+/.test(description))).toEqual([]);

  const names = new Set(rules.map(([name]) => name));
  const byDefault = await reviewWith({});
  expect(byDefault.findings.filter(({ rule }) => names.has(rule))).toEqual([]);
  const many = PASSPORT.replace(
    "components:\n",
    `${["a", "b", "c"].map((name) => `  /${name}:\n    get: { responses: { "200": { description: d } } }\n`).join("")}components:\n`,
  );
  const asked = await reviewWith({ "sallyport.yaml": "rulesets: sallyport:hygiene\n" }, many);
  const found = asked.findings.filter(({ rule }) => names.has(rule)).map(({ rule }) => rule);
  expect(found.length).toBeGreaterThan(10);
  expect(new Set(found).size).toBe(found.length);
  expect(asked.findings.find(({ rule }) => rule === "missing-operation-id")?.places).toHaveLength(4);
});

test("formats are OpenAPI 3.2's too, and a rule of another format is not asked", async () => {
  const ruleset = ["oas2", "oas3", "oas3.0", "oas3.1", "oas3.2"]
    .map(
      (format) =>
        `  for-${format.replace(".", "-")}: { formats: [${format}], severity: warn, given: $.info, then: { field: summary, function: truthy } }`,
    )
    .join("\n");
  const asked = async (version: string) => {
    const review = await reviewWith(
      { "sallyport.yaml": "rulesets: ./r.yaml\n", "r.yaml": `rules:\n${ruleset}\n` },
      PASSPORT.replace("openapi: 3.1.0", `openapi: ${version}`),
    );
    return review.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("for-"));
  };
  expect((await asked("3.2.0")).toSorted()).toEqual(["for-oas3", "for-oas3-2"]);
  expect((await asked("3.1.1")).toSorted()).toEqual(["for-oas3", "for-oas3-1"]);
  expect((await asked("3.0.4")).toSorted()).toEqual(["for-oas3", "for-oas3-0"]);
});
