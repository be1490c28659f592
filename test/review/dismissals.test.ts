import { describe, expect, test } from "vitest";
import { yaml } from "../../src/core/prose.ts";
import type { Review } from "../../src/core/review.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { accept } from "../../src/review/accept.ts";
import { dismissalRows } from "../../src/report/words/dismissal-words.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf, refusalOf } from "../policy/policies.ts";

const API = yaml`
  openapi: 3.1.0
  info: { title: T, version: "1" }
  servers: [{ url: http://api.shop.com }]
  paths:
    /health:
      get: { security: [], responses: { "204": { description: up } } }
    /orders:
      get:
        security: [{ password: [] }]
        responses: { "204": { description: none } }
    /carts:
      get:
        security: [{ password: [] }]
        responses: { "204": { description: none } }
  components:
    securitySchemes:
      password: { type: http, scheme: basic }
`;

const SETTINGS = "admission: { password: partner }\naudience: partner\n";

async function reviewWith(configuration: string, { api = API, file = "api.yaml", only = ["basic-auth"] } = {}) {
  const files = filesOf({ [file]: api, "sallyport.yaml": SETTINGS + configuration });
  const policy = await loadPolicy(file, files);
  return reviewDescription(file, files, { ...policy, only }, "2026-06-30");
}

const { fingerprint, places } = (await reviewWith("")).findings[0]!;

function entry(more = "", of = places): string {
  const list = of.map((place) => `"${place.fingerprint}"`).join(", ");
  return `dismissed: [{ fingerprint: "${fingerprint}", rule: basic-auth, because: no password, places: [${list}]${more} }]\n`;
}

function standing({ findings, dismissed = [], dismissals = [], verdict, summary }: Review): string {
  const open = findings.map(({ severity, status }) => `${severity} ${status}`);
  const off = dismissed.map(({ severity, status }) => `${severity} ${status}`);
  const states = dismissals.map(({ state }) => state);
  return `${[...open, ...off].join(", ")}; ${states.join(", ")}; ${verdict.decision}, ${summary.dismissed}`;
}

describe("a finding of high severity or above", () => {
  test.each([
    ["", "high open; not-allowed; ", /^The finding stays open, since the dismissal .* needs the name of the person/],
    [", by: Jo Marsh", "high dismissed; in-force; approve", /^$/],
  ])("is dismissed with the name of who says so: %j", async (by, expected, note) => {
    const review = await reviewWith(`rules: { basic-auth: high }\n${entry(by)}`);
    expect(standing(review)).toContain(expected);
    expect(dismissalRows(review).map((row) => row.note)).toEqual([expect.stringMatching(note)]);
  });
});

describe("a dismissed finding", () => {
  test.each([
    ["counts for nothing, and stands apart", entry(), "medium dismissed; in-force; approve, 1"],
    ["is as severe as the entry says", entry(", severity: medium"), "medium dismissed; in-force; approve, 1"],
    [
      "is open again where it is more severe",
      entry(", severity: low"),
      "medium open; stale; approve-with-conditions, 0",
    ],
    [
      "is one that the policy allows",
      `dismiss: { upTo: medium }\n${entry()}`,
      "medium dismissed; in-force; approve, 1",
    ],
    [
      "stays open where the policy does not allow it",
      `dismiss: { upTo: low }\n${entry()}`,
      "medium open; not-allowed; approve-with-conditions, 0",
    ],
    ["is of the description that is named", entry(", file: api.yaml"), "medium dismissed; in-force; approve, 1"],
    ["is of no other description", entry(", file: other.yaml"), "medium open; ; approve-with-conditions, 0"],
    [
      "is of its rule alone",
      entry().replace("basic-auth", "shared-key"),
      "medium open; stale; approve-with-conditions, 0",
    ],
  ])("%s", async (_, configuration, expected) => {
    expect(standing(await reviewWith(configuration))).toBe(expected);
  });

  test("is open again at a further place", async () => {
    const api = API.replace("scheme: basic }", "scheme: basic }\n    other: { type: http, scheme: basic }").replace(
      "/carts:\n    get:\n      security: [{ password: [] }]",
      "/carts:\n    get:\n      security: [{ other: [] }]",
    );
    const found = (await reviewWith("", { api })).findings;
    expect(found.flatMap((finding) => finding.places)).not.toEqual(places);
    const review = await reviewWith(entry(), { api });
    expect(review.findings.some(({ status }) => status === "open")).toBe(true);
  });

  test("stays what it is in words and places, with why it was dismissed", async () => {
    const [finding] = (await reviewWith(entry())).dismissed!;
    expect(finding).toMatchObject({ fingerprint, status: "dismissed", due: null });
    expect(finding!.places.map((place) => place.fingerprint)).toEqual(places.map((place) => place.fingerprint));
    expect(finding!.evidence.at(-1)).toBe("Dismissed as a false positive: no password.");
  });

  test("under an assumption is not what an answer would bring", async () => {
    const review = await reviewWith("");
    const policy = await loadPolicy("api.yaml", filesOf({ "sallyport.yaml": SETTINGS + entry() }));
    const assumption = { id: "a", question: "Can anyone?", operations: [], settle: [], ifTrue: review.findings };
    const { assumptions, dismissed } = accept(
      { findings: review.findings, assumptions: [assumption], fields: review.fields },
      policy.waivers,
    );
    expect(assumptions[0]!.ifTrue).toEqual([]);
    expect(dismissed.map((one) => one.fingerprint)).toEqual([fingerprint]);
  });
});

describe("an entry that matches nothing", () => {
  const gone = { api: API.replace("scheme: basic", "scheme: bearer"), only: [] };

  test("is asked about", async () => {
    const { questions } = await reviewWith(entry(), gone);
    const asked = questions.filter(({ id }) => id === "unused-dismissals");
    expect(asked.map(({ text }) => text)).toEqual([
      `These dismissed findings are no longer found: sallyport.yaml:3 (basic-auth, ${fingerprint}). Can the entries be removed?`,
    ]);
  });

  test("is not asked about where its rule was not asked", async () => {
    const { questions } = await reviewWith(entry(), { ...gone, only: ["shared-key"] });
    expect(questions.map(({ id }) => id)).not.toContain("unused-dismissals");
  });
});

test("hostile words of an entry are masked like those of a description", async () => {
  const key = ["AKIA", "Q3EGRZXT", "5MWK2DLN"].join("");
  const review = await reviewWith(entry().replace("no password", `"the key ${key} is no secret"`));
  expect(review.dismissals!.length).toBe(1);
  expect(JSON.stringify(review)).not.toContain(key);
});

test.each([
  [
    "a rule that there is not",
    entry().replace("basic-auth", "basic-aut"),
    'no rule "basic-aut" to dismiss; did you mean "basic-auth"?',
  ],
  ["no reason", entry().replace("because: no password, ", ""), "because"],
  ["no places", entry("", []), "places"],
  ["a severity that there is not", "dismiss: { upTo: hihg }\n", "one of critical, high, medium, low, info is expected"],
])("an entry with %s is refused", async (_, configuration, words) => {
  expect(await refusalOf(reviewWith(configuration))).toContain(words);
});
