import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Review } from "../src/core/review.ts";
import { isAtLeast } from "../src/core/severity.ts";
import { filesBelow, withBuffers } from "../src/load/files.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import type { Policy } from "../src/policy/policy.ts";
import { loadPolicy } from "../src/policy/load-policy.ts";
import { CORPUS, hasCorpus } from "./corpus.ts";
import { reviewAlone } from "./review-alone.ts";
import { longTest } from "./in-share.ts";
import { isThorough, shareOf } from "./thorough.ts";

/* The worst mistakes that Sallyport could make, each with what holds it off. */

const EXAMPLES = path.resolve(import.meta.dirname, "../examples");

async function reviewOf(
  file: string,
  root: string,
  policy: Partial<Policy> = {},
  change: (text: string) => string = (text) => text,
): Promise<Review> {
  const files = filesBelow(root);
  const content = files.read(file);
  const text = change(Buffer.from(content.bytes!).toString());
  return reviewAlone(file, withBuffers(files, new Map([[file, Buffer.from(text)]])), {
    ...defaultPolicy(),
    ...policy,
  });
}

const grave = (review: Review) => review.findings.filter(({ severity }) => isAtLeast(severity, "high"));
const exposures = (review: Review) => review.operations.map(({ id, exposure }) => `${id} ${exposure}`);

describe("the incident", () => {
  test("a private API is one open sign-up away, and hands out other people's data", async () => {
    const review = await reviewOf("fitness/openapi.yaml", EXAMPLES);
    expect(review.verdict.decision).toBe("reject");
    expect(review.findings.slice(0, 3).map(({ rule }) => rule)).toEqual([
      "private-but-self-registered",
      "bola-other-users-data",
      "client-side-privacy",
    ]);
    const [door, others, privacy] = review.findings;
    expect(door!.message).toContain("POST /v1/accounts");
    expect(others!.message).toMatch(/other people's .*name.*gender.*location/);
    expect(others!.operations).toEqual(["GET /v1/users/{userId}"]);
    expect(privacy!.operations).toContain("GET /v1/users/{userId}");
  });

  test("a credential is not granted because the sign-up is elsewhere", async () => {
    const file = "fitness-without-sign-up/openapi.yaml";
    const open = await reviewOf(file, EXAMPLES);
    expect(open.verdict.decision).toBe("insufficient-evidence");
    expect(open.assumptions).toHaveLength(1);
    expect(open.assumptions[0]!.question).toMatch(
      /^Who can get an OAuth 2.0 token \("spinhollowId"\)\? If anyone can do so, 5 operations show other people's .*gender.*location/,
    );
    expect(open.assumptions[0]!.settle).toEqual(["admission.spinhollowId"]);

    const policy = await loadPolicy(file, filesBelow(EXAMPLES), { configFile: "fitness-without-sign-up/settled.yaml" });
    const settled = await reviewOf(file, EXAMPLES, policy);
    expect(settled.verdict.decision).toBe("reject");
    const graveThen = open.assumptions[0]!.ifTrue.filter(({ severity }) => isAtLeast(severity, "high"));
    expect(grave(settled).map(({ fingerprint }) => fingerprint)).toEqual(
      graveThen.map(({ fingerprint }) => fingerprint),
    );
  });

  test.each([
    ["telematics", "approve-with-conditions"],
    ["patient-monitoring", "approve"],
  ])("%s, done well: %s", async (name, decision) => {
    const review = await reviewOf(`${name}/openapi.yaml`, EXAMPLES);
    expect(review.verdict.decision).toBe(decision);
    expect(grave(review)).toEqual([]);
    expect(review.tests.length).toBeGreaterThan(0);
  });
});

describe("a name that proves nothing protects nothing", () => {
  test.each([
    ["every server is loopback", (text: string) => text.replaceAll(/https:\/\/api\.[\w.]+/g, "http://localhost:8080")],
    [
      "x-internal stands everywhere",
      (text: string) => text.replaceAll(/^( +)(operationId:.*)$/gm, "$1$2\n$1x-internal: true"),
    ],
  ])("%s", async (_name, change) => {
    const before = await reviewOf("fitness/openapi.yaml", EXAMPLES);
    const after = await reviewOf("fitness/openapi.yaml", EXAMPLES, {}, change);
    expect(exposures(after)).toEqual(exposures(before));
    expect(after.verdict.decision).toBe("reject");
  });
});

describe("what is not there is not fine", () => {
  test("a description without response schemas is never approved", async () => {
    const text = `openapi: 3.1.0
info: { title: T, version: "1", x-audience: external-partner }
servers: [{ url: https://api.acme.io }]
security: [{ cert: [] }]
paths:
  /a: { get: { responses: { "200": { description: ok } } } }
  /b: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } } } }
components: { securitySchemes: { cert: { type: mutualTLS } } }
`;
    const review = await reviewAlone(
      "t.yaml",
      withBuffers(filesBelow(import.meta.dirname), new Map([["t.yaml", Buffer.from(text)]])),
    );
    expect(review.verdict.decision).toBe("insufficient-evidence");
  });
});

describe("public reference data", () => {
  test("is told by its paths alone where no response is described: a condition, and no false green", async () => {
    const read = '{ get: { responses: { "200": { description: ok } } } }';
    const text = `openapi: 3.1.0
info: { title: Countries, version: "1" }
servers: [{ url: https://api.acme.io }]
security: []
paths:
  /countries: ${read}
  /countries/currency/{currency}: ${read}
`;
    const files = withBuffers(filesBelow(import.meta.dirname), new Map([["t.yaml", Buffer.from(text)]]));
    const { verdict } = await reviewAlone("t.yaml", files);
    expect(verdict.decision).toBe("approve-with-conditions");
    expect(verdict.reasons.map((reason) => reason.text)).toContain(
      "Describe what is returned: none of the 2 success responses has a schema that names its fields, and only the paths suggest what they are",
    );
  });
});

describe("a part that is not read", () => {
  const described = (service: string, item: string): string => `openapi: 3.1.0
info: { title: T, version: "1", x-audience: external-partner }
servers: [{ url: https://api.acme.io }]
security: [{ cert: [] }]
paths:
  /service-info: { get: { responses: { "200": { description: ok, content: { application/json: { schema: ${service} } } } } } }
  /items/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { "200": { description: ok, content: { application/json: { schema: ${item} } } } } } }
  /items: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { properties: { n: { type: integer } } } } } } } } } }
components: { securitySchemes: { cert: { type: mutualTLS } } }
`;
  const TYPED = "{ properties: { n: { type: integer } } }";
  const REMOTE = "{ allOf: [{ $ref: 'https://schemas.acme.io/a.yaml' }, { properties: { n: { type: integer } } }] }";

  test.each([
    ["of one plain read is a condition", described(REMOTE, TYPED), "approve-with-conditions"],
    ["of one thing by its identifier decides", described(TYPED, REMOTE), "insufficient-evidence"],
    ["twice decides", described(REMOTE, REMOTE), "insufficient-evidence"],
  ])("%s", async (_what, text, decision) => {
    const files = withBuffers(filesBelow(import.meta.dirname), new Map([["t.yaml", Buffer.from(text)]]));
    expect((await reviewAlone("t.yaml", files)).verdict.decision).toBe(decision);
  });
});

describe.skipIf(!hasCorpus)("real descriptions (with the corpus)", () => {
  test("VAmPI: first the password, whatever the path is called", async () => {
    const file = "vulnerable/vampi/openapi3.yml";
    for (const change of [
      (text: string) => text,
      (text: string) => text.replaceAll("/users/v1/_debug", "/users/v1/all"),
    ]) {
      const [first] = (await reviewOf(file, CORPUS, {}, change)).findings;
      expect(first!.severity).toBe("critical");
      expect(first!.message).toMatch(
        /^Unauthenticated callers can read other people's passwords \("password"\) with GET \/users\/v1\/(?:_debug|all)$/,
      );
    }
  });

  test("crAPI: the list of all users is public, self-registered and bulk exposure of contact data", async () => {
    const review = await reviewOf("vulnerable/crapi/crapi-openapi-spec.json", CORPUS);
    const id = "GET /workshop/api/management/users/all";
    const operation = review.operations.find((one) => one.id === id)!;
    expect([operation.exposure, operation.admission]).toEqual(["public", "self-registered"]);
    expect(operation.because.join()).toContain("POST /identity/api/auth/signup");
    const bulk = review.findings.find(
      (finding) => finding.rule === "excessive-data-exposure" && finding.operations.includes(id),
    )!;
    expect([bulk.severity, bulk.title]).toEqual(["high", "All users' data can be read in bulk"]);
    expect(bulk.message).toContain("e-mail address");
  });

  // GitHub takes ten seconds.
  test.skipIf(!isThorough)(
    "silence is not anonymity: 1,200 operations without any security are one finding and one question",
    async () => {
      const review = await reviewOf("real/github/octokit_openapi_23.0.2__api.github.com.json", CORPUS);
      const paths = review.operations.filter(({ kind }) => kind === "path");
      expect(paths.length).toBeGreaterThan(1200);
      expect(paths.filter(({ admission }) => admission !== "unknown")).toEqual([]);
      expect(review.findings.filter(({ rule }) => rule === "authentication-unstated")).toHaveLength(1);
      expect(review.assumptions.map(({ id }) => id)).toContain("authentication-unstated");
      expect(grave(review).filter(({ assumes }) => assumes.length === 0)).toEqual([]);
      expect(review.verdict.decision).toBe("insufficient-evidence");
      // Each finding has a name of its own, and is in one group of reasons.
      expect(new Set(review.findings.map(({ fingerprint }) => fingerprint)).size).toBe(review.findings.length);
      const groupsOf = (fingerprint: string): number =>
        new Set(review.verdict.reasons.flatMap(({ kind, findings }) => (findings.includes(fingerprint) ? [kind] : [])))
          .size;
      expect(review.findings.filter(({ fingerprint }) => groupsOf(fingerprint) > 1)).toEqual([]);
    },
  );

  const OF_TENANTS = [
    ["square", "real/square/api.json"],
    ["stripe", "real/stripe/stripe.yaml"],
  ] as const;
  longTest.each(shareOf(OF_TENANTS, 2))("the tenant's own data is not other people's: %s", async (_name, file) => {
    const answered = await reviewOf(file, CORPUS, { admission: new Map([["*", "self-registered"]]) });
    const overOf = (review: Review, sensitivity: string) =>
      review.findings
        .filter(({ rule }) => ["excessive-data-exposure", "bola-other-users-data"].includes(rule))
        .flatMap(({ places }) => places.map(({ operation, witness }) => `${operation} ${witness}`))
        .filter((place) =>
          review.fields.some(
            (field) =>
              field.sensitivity === sensitivity &&
              field.flows.some(
                (flow) =>
                  flow.subject === "addressed" && !flow.principal && `${flow.operation} ${flow.witness}` === place,
              ),
          ),
        );
    expect(overOf(answered, "confidential")).toEqual([]);
    const schemes = answered.schemes.map(({ name }) => [name, "account"] as const);
    const bound = await reviewOf(file, CORPUS, {
      admission: new Map([["*", "self-registered"]]),
      tenancy: new Map(schemes),
    });
    expect(overOf(bound, "restricted")).toEqual([]);
  });

  test("flows are not transitive: on Stripe at most 45 % read contact data, 20 % a credential", async () => {
    const review = await reviewOf("real/stripe/stripe.yaml", CORPUS);
    const share = (pattern: RegExp): number => {
      const read = review.fields
        .filter(({ category }) => pattern.test(category))
        .flatMap(({ flows }) =>
          flows.filter(({ direction, via }) => direction === "read" && (via === "body" || via === "embedded")),
        );
      return new Set(read.map(({ operation }) => operation)).size / review.operations.length;
    };
    expect(share(/^user\.contact/)).toBeLessThan(0.45);
    expect(share(/^user\.contact/)).toBeGreaterThan(0.2);
    expect(share(/^(?:user\.authorization|system\.authentication)/)).toBeLessThan(0.2);
    const issuing = new Set(review.operations.filter(({ method }) => method === "POST").map(({ id }) => id));
    const reported = review.findings
      .filter(({ rule }) => rule === "credential-in-response")
      .flatMap(({ places }) => places.filter(({ witness }) => /^2xx \w+$/.test(witness ?? "")));
    expect(reported.filter(({ operation }) => issuing.has(operation ?? ""))).toEqual([]);
  });
});
