import path from "node:path";
import { describe, expect, test } from "vitest";
import { figuresOf } from "../../benchmark/figures.mjs";
import { judged } from "../../benchmark/score.mjs";
import { readApi } from "../../benchmark/truth.mjs";

const APIS = path.join(import.meta.dirname, "apis");
const shed = readApi(path.join(APIS, "tool-shed"));
const kennel = readApi(path.join(APIS, "kennel"));

/** What a tool says: a finding of high that names nothing and is about nothing, but for what is given. */
function mention(given: object): object {
  const nothing = { operations: [], fields: [], objects: [], schemes: [], weaknesses: [], owasp: [] };
  return { kind: "finding", rule: "x", message: "", severity: "high", ...nothing, ...given };
}

function said(mentions: readonly object[], further: object = {}): object {
  return { refused: null, mentions, fields: null, exposure: null, verdict: null, ...further };
}

const HASH = "parts/member.yaml#/properties/passwordHash";
const BY_ID = "openapi.yaml#/paths/~1members~1{id}/parameters/0";
const LIST = "openapi.yaml#/paths/~1members/get/responses/200/content/application~1json/schema";
const secret = { weaknesses: ["secret-exposure"], owasp: ["API3:2023"] };

describe("a flaw of the tool shed is found by", () => {
  test.each([
    ["F1", "a finding at one of its operations, about its weakness", { ...secret, operations: ["GET /members"] }],
    ["F1", "one that names its field, and no operation", { ...secret, fields: [HASH] }],
    [
      "F1",
      "one at the object that holds its field",
      { ...secret, objects: ["parts/member.yaml#/additionalProperties"] },
    ],
    ["F1", "one at a scheme that its operations take", { ...secret, schemes: ["key"] }],
    ["F1", "one of low", { ...secret, operations: ["GET /members"], severity: "low" }],
    ["F1", "one under an assumption", { ...secret, operations: ["GET /members"], kind: "conditional" }],
    [
      "F1",
      "one at its operation that names a property which holds its field",
      { ...secret, operations: ["GET /members"], fields: [`${LIST}/properties/items`, HASH] },
    ],
    [
      "F3",
      "one at another parameter of the path, which says only which thing is meant",
      { weaknesses: ["object-authorization"], operations: ["GET /members/{id}"], fields: [BY_ID] },
    ],
    ["F4", "one that names nothing, since it is of the whole API", { weaknesses: ["cleartext"] }],
    ["F4", "one that names any operation", { weaknesses: ["cleartext"], operations: ["POST /import"] }],
  ])("%s: %s", (id, _what, given) => {
    expect(found([mention(given)])).toEqual([id]);
  });

  test.each([
    ["one at another operation", { ...secret, operations: ["PUT /members/{id}"] }],
    ["one at another operation that names its field", { ...secret, operations: ["PUT /members/{id}"], fields: [HASH] }],
    ["one at its operation about something else", { weaknesses: ["caching"], operations: ["GET /members"] }],
    [
      "one of its category about something else",
      { weaknesses: ["mass-assignment"], owasp: ["API3:2023"], operations: ["GET /members"] },
    ],
    ["one at another field of its object", { ...secret, fields: ["parts/member.yaml#/properties/email"] }],
    ["one at a scheme that its operations do not take", { ...secret, schemes: ["basic"] }],
    [
      "one at its operation that names other properties",
      { ...secret, operations: ["GET /members"], fields: ["parts/member.yaml#/properties/email"] },
    ],
    [
      "one about the values of another field",
      { weaknesses: ["object-authorization"], operations: ["GET /members/{id}"], fields: [HASH], ofValue: true },
    ],
    ["one that names nothing", secret],
    ["one of info", { ...secret, operations: ["GET /members"], severity: "info" }],
    ["a question", { ...secret, operations: ["GET /members"], kind: "question" }],
  ])("not by %s", (_what, given) => {
    expect(found([mention(given)])).toEqual([]);
  });

  function found(mentions: readonly object[]): string[] {
    return judged(shed, said(mentions)).flaws.flatMap((one: { found: boolean; flaw: { id: string } }) =>
      one.found ? [one.flaw.id] : [],
    );
  }
});

test("where a truth gives no weaknesses, an OWASP category in common will do", () => {
  const at = { operations: ["POST /pets/{id}"] };
  const isFound = (owasp: string) => judged(kennel, said([mention({ ...at, owasp: [owasp] })])).flaws[0].found;
  expect([isFound("API5:2023"), isFound("API1:2023")]).toEqual([true, false]);
});

test("by category counts what is at the place and of the category, whatever it is about", () => {
  const given = { operations: ["GET /members"], weaknesses: ["mass-assignment"], owasp: ["API3:2023"] };
  const [flaw] = judged(shed, said([mention(given)])).flaws;
  expect([flaw.found, flaw.byCategory]).toEqual([false, true]);
});

test("a question or a test makes a flaw asked, where no finding is about it", () => {
  const bola = { weaknesses: ["object-authorization"], operations: ["GET /members/{id}"] };
  const [, , asked] = judged(shed, said([mention({ ...bola, kind: "test" })])).flaws;
  expect([asked.found, asked.asked]).toEqual([false, true]);
  const [, , both] = judged(shed, said([mention({ ...bola, kind: "test" }), mention(bola)])).flaws;
  expect([both.found, both.asked]).toEqual([true, false]);
});

test("what is found only under an assumption is not found outright", () => {
  const conditional = mention({
    ...secret,
    operations: ["GET /members"],
    kind: "conditional",
    restsOnAssumption: true,
  });
  expect(judged(shed, said([conditional])).flaws[0]).toMatchObject({ found: true, outright: false });
});

test.each([
  ["critical", 0],
  ["high", 1],
  ["low", 3],
])("found at %s, a critical flaw is %i steps off", (severity, steps) => {
  const [flaw] = judged(shed, said([mention({ ...secret, operations: ["GET /members"], severity })])).flaws;
  expect(flaw.stepsOff).toBe(steps);
});

describe("a decoy is raised", () => {
  const limit = { weaknesses: ["resource-consumption"], operations: ["GET /members"] };
  test.each([
    ["by a finding of medium about it", { ...limit, severity: "medium" }, true, true],
    ["not by one of low", { ...limit, severity: "low" }, false, false],
    ["only conditionally by one under an assumption", { ...limit, kind: "conditional" }, false, true],
    ["not by one about something else", { ...limit, weaknesses: ["caching"] }, false, false],
    ["not by one at another operation", { ...limit, operations: ["POST /import"] }, false, false],
    [
      "not by one that is about a flaw at the same place",
      { ...limit, weaknesses: ["resource-consumption", "secret-exposure"] },
      false,
      false,
    ],
  ])("%s", (_what, given, raised, conditionally) => {
    expect(judged(shed, said([mention(given)])).decoys[0]).toMatchObject({ raised, conditionally });
  });
});

describe("at equal noise", () => {
  // The description has five operations, so five mentions are kept.
  const hit = { ...secret, operations: ["GET /members/{id}"] };
  const noise = (count: number, severity: string) => Array.from({ length: count }, () => mention({ severity }));
  test.each([
    ["everything is kept below the cut", [mention(hit), ...noise(4, "high")], 1],
    ["what is worse is kept first", [mention({ ...hit, severity: "critical" }), ...noise(50, "high")], 1],
    ["what is milder is cut", [mention({ ...hit, severity: "medium" }), ...noise(5, "high")], 0],
    ["of one severity each has the same chance", [mention(hit), ...noise(9, "high")], 0.5],
    ["what is left after worse ones is drawn for", [mention(hit), ...noise(3, "critical"), ...noise(3, "high")], 0.5],
    [
      "two mentions of four where one is kept",
      [...noise(4, "critical"), mention(hit), mention(hit), ...noise(2, "high")],
      0.5,
    ],
    [
      "a finding counts once for each operation that it names",
      [mention({ ...hit, operations: ["GET /members/{id}", ...Array(9).fill("POST /import")] })],
      0.5,
    ],
  ])("%s", (_what, mentions, chance) => {
    expect(judged(shed, said(mentions)).flaws[0].atEqualNoise).toBeCloseTo(chance);
  });
});

test("noise counts findings, mentions, those above low, and hints apart", () => {
  const { noise } = judged(
    shed,
    said([
      mention({ operations: ["GET /members", "POST /import"] }),
      mention({ severity: "low" }),
      mention({ severity: "info" }),
      mention({ kind: "test", severity: "info", operations: ["GET /members"] }),
    ]),
  );
  expect(noise).toEqual({
    operations: 5,
    findings: 2,
    mentions: 3,
    loud: 2,
    loudFindings: 1,
    loudHits: 0,
    hints: 1,
  });
});

test("fields are held against the labels by their places; ? counts neither way", () => {
  const MEMBER = "parts/member.yaml#/properties";
  const fields = [
    { place: `${MEMBER}/email`, category: "user.contact.email" },
    { place: `${MEMBER}/passwordHash`, category: "user.contact" },
    { place: `${MEMBER}/address/properties/city`, category: "user.contact.address" },
    { place: `${MEMBER}/role`, category: "user.job_title" },
    { place: "openapi.yaml#/paths/~1members/get/parameters/1/schema", category: "user.authorization" },
  ];
  expect(judged(shed, said([], { fields })).fields).toEqual({
    found: ["contact", "credential", "credential"],
    wrongAs: ["user.job_title"],
    right: 3,
    agreeing: 2,
    wrong: [`${MEMBER}/role`],
    missed: [
      { name: "Member.address", label: "contact" },
      { name: "Member.address.street", label: "contact" },
    ],
  });
});

test.each([
  ["reject", "public", { acceptable: true, asExpected: true }, true],
  ["approve", "private", { acceptable: false, asExpected: false }, false],
])("the verdict %s and the exposure %s", (verdict, exposure, judgement, isRight) => {
  const one = judged(shed, said([], { verdict, exposure }));
  expect(one.verdict).toMatchObject(judgement);
  expect(one.exposure).toBe(isRight);
});

test("figures are counts over all APIs, which can be added", () => {
  const figures = figuresOf([
    judged(
      shed,
      said([mention({ ...secret, operations: ["GET /members"] })], { verdict: "approve", exposure: "public" }),
    ),
    judged(kennel, { ...said([]), refused: "Swagger 2.0 is not read" }),
  ]);
  expect(figures).toMatchObject({
    apis: 2,
    refused: 1,
    operations: 7,
    flaws: {
      all: { all: 5, found: 1 },
      visible: { all: 4, found: 1 },
      partly: { all: 1, found: 0 },
      bySeverity: { critical: { all: 1, found: 1 }, high: { all: 3, found: 0 }, medium: { all: 1, found: 0 } },
      byLanguage: { de: { all: 1, found: 0 }, en: { all: 4, found: 1 } },
      byStyle: { swaggo: { all: 1 } },
    },
    decoys: { all: 1, raised: 0 },
    fields: null,
    exposure: { all: 1, right: 1 },
    verdicts: { all: 1, acceptable: 0, approvedWrongly: 1, rejectedWrongly: 0 },
    noise: { findings: 1 },
  });
});
