import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { withoutConsequences } from "../../src/review/consequences.ts";
import { reviewDescription } from "../../src/review.ts";
import { returns } from "../rules/faults-in.ts";

/* What stands under a question, and what is told of it by the cause, or by a test. */

const TEXT = { type: "string" };
const record = (properties: object): object => ({ type: "object", properties: { id: TEXT, ...properties } });
const ID = [{ name: "id", in: "path", required: true, schema: TEXT }];

const PATHS = {
  "/orders/{id}": {
    parameters: ID,
    get: { responses: returns({ title: "Order", ...record({ shipping_address: TEXT }) }) },
    delete: { responses: { 204: { description: "Deleted" } } },
  },
  "/users/{id}": {
    parameters: ID,
    get: { responses: returns({ title: "User", ...record({ email: TEXT, gender: TEXT, birth_date: TEXT }) }) },
  },
};

async function reviewOf(more: object): Promise<Review> {
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths: PATHS,
    ...more,
  };
  const files = new Map([["openapi.json", Buffer.from(JSON.stringify(description))]]);
  return reviewDescription("openapi.json", withBuffers(filesBelow(import.meta.dirname), files));
}

const EXAMPLES = path.join(import.meta.dirname, "../../examples");

const REQUIRED = {
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
};

const rulesUnder = ({ assumptions }: Review): readonly string[] =>
  assumptions.flatMap(({ id, ifTrue }) => ifTrue.map(({ rule }) => `${id}: ${rule}`));

/** The review with each finding under its questions changed. */
const changed = (review: Review, change: (finding: Finding) => Finding): Review => ({
  ...review,
  assumptions: review.assumptions.map((one) => ({ ...one, ifTrue: one.ifTrue.map(change) })),
});

describe("where nothing states whether a credential is required", () => {
  test("what strangers could read is told by the question, and what they could change is one line", async () => {
    const whole = await reviewOf({});
    const review = withoutConsequences(whole);
    expect(rulesUnder(whole)).toContain("authentication-unstated: excessive-data-exposure");
    expect(rulesUnder(review)).toEqual(["authentication-unstated: unauthenticated-write"]);
    expect(review.assumptions[0]!.question).toMatch(
      /^Who can call the API, and do they need a credential\? If anyone can do so, .*address/,
    );
  });

  test("the verdict is the same, and rests on what is told", async () => {
    const whole = await reviewOf({});
    const { verdict, findings, assumptions } = withoutConsequences(whole);
    expect(verdict.decision).toBe("insufficient-evidence");
    expect(verdict.reasons.map(({ text }) => text)).toEqual(whole.verdict.reasons.map(({ text }) => text));
    const known = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].map(({ fingerprint }) => fingerprint);
    expect(known).toEqual(expect.arrayContaining(verdict.reasons.flatMap((reason) => reason.findings)));
    const cause = findings.find(({ rule }) => rule === "authentication-unstated")!;
    expect(verdict.reasons[0]!.findings).toContain(cause.fingerprint);
  });

  test("a finding that is told without the question is not told again under it", async () => {
    const whole = await reviewOf({});
    const cause = whole.findings.find(({ rule }) => rule === "authentication-unstated")!;
    const again = changed(whole, (one) =>
      one.rule === "unauthenticated-write" ? { ...cause, severity: "high" } : one,
    );
    expect(rulesUnder(withoutConsequences(again))).toEqual([]);
  });

  test("nothing is left out where the cause is not told", async () => {
    const whole = await reviewOf({});
    const findings = whole.findings.filter(({ rule }) => rule !== "authentication-unstated");
    expect(rulesUnder(withoutConsequences({ ...whole, findings }))).toEqual(rulesUnder(whole));
  });

  test("what somebody has accepted stays on record", async () => {
    const whole = changed(await reviewOf({}), (one) => ({ ...one, status: "accepted" }));
    expect(withoutConsequences(whole)).toBe(whole);
  });

  test("a change is shown with all that it opens", async () => {
    const whole = await reviewOf({});
    const gate = { decision: "pass" } as unknown as Review["gate"]; // of which only its presence counts
    expect(rulesUnder(withoutConsequences({ ...whole, gate }))).toEqual(rulesUnder(whole));
  });
});

test("who gets the credential that is required decides on the data of others: that stays", async () => {
  const whole = await reviewDescription("fitness-without-sign-up/openapi.yaml", filesBelow(EXAMPLES));
  expect(rulesUnder(whole)).toContain("admission: bola-other-users-data");
  expect(withoutConsequences(whole)).toBe(whole);
});

test("whether an account's boundary holds is for a test", async () => {
  const { assumptions, ...rest } = await reviewOf(REQUIRED);
  const whole = { ...rest, assumptions: assumptions.map((one) => ({ ...one, id: "tenancy" })) };
  const review = withoutConsequences(whole);
  expect(rulesUnder(whole)).toContain("tenancy: bola-other-users-data");
  expect(rulesUnder(review)).not.toContain("tenancy: bola-other-users-data");
  expect(review.tests.map(({ operation }) => operation)).toContain("GET /users/{id}");
});
