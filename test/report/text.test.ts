import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { textReport, type Detail, type TextOptions } from "../../src/report/formats/text.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope } from "./hostile.ts";

const PLAIN = {
  width: 80,
  color: false,
  quiet: false,
  next: { explains: () => true, options: [], program: "sallyport" },
};

test("the review on a screen or two", async () => {
  const text = textReport(riderEnvelope(), PLAIN);
  await expect(text).toMatchFileSnapshot("review.txt");
  // A call stands in one line, to be copied.
  expect(text.split("\n").filter((line) => line.length > 80 && !line.includes("sallyport review "))).toEqual([]);
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
      Responses   5 of 6 success responses describe what is returned
      Files       2

    No findings.

    Verdict: none, exposure was not judged (no open findings; 1 dismissed)

    Next:
      the whole review as one page  sallyport review apis/rider/openapi.yaml --format html=review.html
    "
  `);
});

test.each([
  ["approve", [], "approve (no open findings)"],
  ["approve", ["low"], "approve (1 low)"],
  ["approve-with-conditions", ["medium", "low"], "approve with conditions (1 medium, 1 low)"],
  ["reject", ["critical", "high"], "reject (1 critical, 1 high)"],
  ["insufficient-evidence", ["high"], "insufficient evidence (1 high)"],
  [null, ["high"], "none, exposure was not judged (1 high)"],
  [null, ["low"], "none, exposure was not judged (1 low)"],
  [null, [], "none, exposure was not judged (no open findings)"],
] as const)("the outcome of %s with %j", (decision, severities, outcome) => {
  const findings = severities.map((severity, index) => findingOf(`f${index}`, "rule", severity, "Title", 1));
  const envelope = withReview({ verdict: { decision, reasons: [] }, findings, dismissed: [] });
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
  const text = textReport(withReview({ findings, waivers: [], dismissed: [], dismissals: [] }), PLAIN);

  test("are shown in full only as far as they are grave and few", () => {
    expect(text.slice(text.indexOf("Findings:"), text.indexOf("Assumed"))).toMatchInlineSnapshot(`
      "Findings: 7 high, 9 medium, 12 low
        None of these findings affects the verdict.

        high     A door is open (7)                                         rule-of-it
                 apis/rider/openapi.yaml:1:5 (id A door i)
                 A door is open
                 Fix: Check on the server, for each object, that the caller may have
                 it.
                 apis/rider/openapi.yaml:2:5 (id A door i)
                 A door is open
                 apis/rider/openapi.yaml:3:5 (id A door i)
                 A door is open
                 apis/rider/openapi.yaml:4:5 (id A door i)
                 A door is open
                 and at apis/rider/openapi.yaml:5:5, apis/rider/openapi.yaml:6:5 and
                 apis/rider/openapi.yaml:7:5

        medium   A window is open (9)                                       rule-of-it
                 apis/rider/openapi.yaml:1:5 (id A window)
                 A window is open
                 Fix: the same as for id A door i
                 apis/rider/openapi.yaml:2:5 (id A window)
                 A window is open
                 apis/rider/openapi.yaml:3:5 (id A window)
                 A window is open
                 apis/rider/openapi.yaml:4:5 (id A window)
                 A window is open
                 and at apis/rider/openapi.yaml:5:5, apis/rider/openapi.yaml:6:5,
                 apis/rider/openapi.yaml:7:5, apis/rider/openapi.yaml:8:5 and
                 apis/rider/openapi.yaml:9:5

        low      A light is on (12)                                         rule-of-it
                 apis/rider/openapi.yaml:1:5 (id A light )
                 A light is on
                 Fix: the same as for id A door i
                 apis/rider/openapi.yaml:2:5 (id A light )
                 A light is on
                 apis/rider/openapi.yaml:3:5 (id A light )
                 A light is on
                 apis/rider/openapi.yaml:4:5 (id A light )
                 A light is on
                 and at apis/rider/openapi.yaml:5:5, apis/rider/openapi.yaml:6:5,
                 apis/rider/openapi.yaml:7:5, apis/rider/openapi.yaml:8:5,
                 apis/rider/openapi.yaml:9:5, apis/rider/openapi.yaml:10:5,
                 apis/rider/openapi.yaml:11:5 and apis/rider/openapi.yaml:12:5

      Questions that the description leaves open
        Who can get the credential of "coach.key"? If anyone can do so, 1 operation
        hands other people's name, gender and location to strangers.
          With the answer "Anyone who signs up" (self-registered): reject. Open
            findings then: 3 high, 1 medium, 1 low (compared with now: high −4, medium
            −8, low −11).
          With the answer "Only partners or people approved by the organization"
            (partner): reject. Open findings then: 2 high, 1 medium, 1 low (compared
            with now: high −5, medium −8, low −11).
          With the answer "Only the organization's own callers" (own): reject. Open
            findings then: 2 high, 1 low (compared with now: high −5, medium −9, low
            −11).
        Answer in sallyport.yaml:
          admission:
            "coach.key": # self-registered | partner | own
            "*": # self-registered | partner | own

      Questions for the team
        Is this personal or secret: Workout.note? The description does not tell.
          Answer it in sallyport.yaml, under "data.fields".

      Authorization tests (2 tests: 1 passed, 1 not run)
        This test is not a condition: the path names only the caller's own data.
        A and B are two users with separate log-ins and no rights to each other's
        objects. First find objects of both, and note the IDs of B's objects. If A is
        refused, repeat the call as B. If B is refused too, the test shows nothing.
         1  GET /v1/users/{userId}
            As user A, read the profile of B, whose profile is private. Pass: 403 or
            404; or 200 without B's name.

      Not read: 1 part
        apis/rider/openapi.yaml:212 classes.yaml lies outside the root

      Signed off by Security on 2025-12-01 (verdict: approve with conditions); void:
      the description changed since.
      Verdict: reject (blocking findings: 2, questions to answer: 0, conditions: 0;
      open findings: 7 high, 9 medium, 12 low)

      Next:
        what a finding means          sallyport explain rule-of-it
        a false positive              sallyport dismiss --help
        all evidence and fixes        sallyport review apis/rider/openapi.yaml --verbose
        the whole review as one page  sallyport review apis/rider/openapi.yaml --format html=review.html"
    `);
  });

  test("take two screens", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(140);
  });
});

test("failed tests come first, and those that passed are left out", () => {
  const [one] = riderReview().tests;
  const tests = Array.from({ length: 8 }, (_, index) => ({
    ...one!,
    rank: index + 1,
    operation: `GET /things${index + 1}/{id}`,
    resource: `thing ${index + 1}`,
    status: index === 6 ? ("failed" as const) : index < 2 ? ("passed" as const) : ("untested" as const),
  }));
  const lines = textReport(withReview({ tests }), PLAIN).split("\n");
  expect(lines).toContain("Authorization tests, the most urgent (8 tests: 2 passed, 1 failed, 5 not run)");
  expect(lines.filter((line) => line.includes("GET /things")).map((line) => line.trim())).toEqual([
    "7  GET /things7/{id} (failed)",
    "3  GET /things3/{id}",
    "4  GET /things4/{id}",
    "5  GET /things5/{id}",
    "6  GET /things6/{id}",
  ]);
});

describe("what to run next", () => {
  const low = findingOf("low", "basic-auth", "low", "A light is on", 1);
  const high = findingOf("high", "own-rule", "high", "A door is open", 2);
  const medium = findingOf("medium", "state-changing-get", "medium", "A window is open", 3);
  const isOurs = (rule: string): boolean => rule !== "own-rule";
  const NEXT = { explains: isOurs, program: "sallyport" };
  const commandsIn = (envelope: ReviewEnvelope, next: TextOptions["next"], detail: Detail = "usual") =>
    [
      ...textReport(envelope, { width: 80, color: false, quiet: false, detail, ...(next && { next }) }).matchAll(
        /sallyport (?:explain|review) .*/g,
      ),
    ].map(([command]) => command);
  const REVIEW = "sallyport review apis/rider/openapi.yaml";

  test("is made with the options of the call", () => {
    const options = ["--config", "own.yaml", "--skip", "bola,ssrf"];
    expect(commandsIn(withReview({ findings: [low] }), { ...NEXT, options })).toEqual([
      "sallyport explain basic-auth",
      `${REVIEW} --config own.yaml --skip bola,ssrf --verbose`,
      `${REVIEW} --config own.yaml --skip bola,ssrf --format html=review.html`,
    ]);
  });

  test("is called as the program was", () => {
    const next = { explains: isOurs, options: [], program: "node dist/cli.js" };
    const text = textReport(withReview({ findings: [low] }), { width: 80, color: false, quiet: false, next });
    expect(text).toMatch(/ {2}node dist\/cli\.js explain basic-auth\n/);
    expect(text).toMatch(/ {2}node dist\/cli\.js dismiss --help\n/);
    expect(text).toMatch(/ {2}node dist\/cli\.js review apis\/rider\/openapi\.yaml --verbose\n/);
  });

  test("records the first test that is a condition of an approval, and of no other verdict", () => {
    const boundaryOf = (id: string, status: "untested" | "passed") => ({
      id,
      text: "Test it",
      operations: [],
      stakes: [],
      status,
    });
    const boundaries = [boundaryOf("user-id-read", "passed"), boundaryOf("user-id-change", "untested")];
    const textOf = (decision: "approve-with-conditions" | "reject"): string => {
      const envelope = withReview({ boundaries, verdict: { ...riderEnvelope().reviews[0]!.verdict, decision } });
      return textReport(envelope, { width: 80, color: false, quiet: false, next: { ...NEXT, options: [] } });
    };
    const command =
      "sallyport register test apis/rider/openapi.yaml --boundary user-id-change --outcome passed --by NAME";
    expect(textOf("approve-with-conditions")).toContain(`  a test that has passed        ${command}\n`);
    expect(textOf("reject")).not.toContain("register test");
  });

  test("is left out where the call cannot be written, and all of it where nothing is known of one", () => {
    const envelope = withReview({ findings: [low] });
    expect(commandsIn(envelope, { ...NEXT, options: undefined })).toEqual(["sallyport explain basic-auth"]);
    expect(commandsIn(envelope, undefined)).toEqual([]);
  });

  test("explains the worst of the rules that can be explained", () => {
    const next = { ...NEXT, options: [] };
    expect(commandsIn(withReview({ findings: [high, medium, low] }), next)[0]).toBe(
      "sallyport explain state-changing-get",
    );
    expect(commandsIn(withReview({ findings: [high] }), next, "verbose")).toEqual([
      `${REVIEW} --format html=review.html`,
    ]);
  });

  test("is about the worst open finding of several reviews", () => {
    const [mild] = withReview({ findings: [low] }).reviews;
    const [grave] = withReview({ findings: [{ ...high, status: "accepted" }, medium] }).reviews;
    const envelope = { ...riderEnvelope(), reviews: [mild!, grave!] };
    expect(commandsIn(envelope, { explains: () => true, options: [], program: "sallyport" })).toEqual([
      "sallyport explain state-changing-get",
    ]);
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
