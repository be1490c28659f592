import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Finding, Review } from "../../src/core/review.ts";
import { isAtLeast } from "../../src/core/severity.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { filesOf } from "../policy/policies.ts";
import { reviewAlone } from "../review-alone.ts";
import { shareOf } from "../thorough.ts";

/* Who can call more is never a reason to judge less: not where anyone can sign up, and not where anyone on a network can call. */

type Described = Readonly<Record<string, unknown>>;

async function reviewWith(description: Described, configuration: object): Promise<Review> {
  const files = filesOf({ "api.json": JSON.stringify(description), "sallyport.yaml": JSON.stringify(configuration) });
  return reviewAlone("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
}

const DECISIONS: readonly Review["verdict"]["decision"][] = [
  "approve",
  "approve-with-conditions",
  "insufficient-evidence",
  "reject",
];

/**
 * What is judged less where callers are more: the verdict, and each finding that has none beside it, at some operation of
 * its own, that is as bad; of the whole, as unowned APIs are, the finding itself.
 */
function judgedLess(few: Review, many: Review): readonly string[] {
  const verdicts = [few, many].map(({ verdict }) => DECISIONS.indexOf(verdict.decision)) as [number, number];
  const isAsBad = (finding: Finding): boolean =>
    many.findings.some(
      (one) =>
        isAtLeast(one.severity, finding.severity) &&
        (finding.operations.length === 0
          ? one.rule === finding.rule
          : one.operations.some((id) => finding.operations.includes(id))),
    );
  const lesser = few.findings.filter(
    (finding) => many.findings.some(({ rule }) => rule === finding.rule) && !isAsBad(finding),
  );
  return [
    ...(verdicts[1] < verdicts[0] ? [`${few.verdict.decision}, then ${many.verdict.decision}`] : []),
    ...lesser.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`),
  ];
}

/** The same API at a host that can be reached from inside only. */
function inside(description: Described): Described {
  return { ...description, host: "api.stock.internal", servers: [{ url: "https://api.stock.internal" }] };
}

const ADMISSIONS = ["own", "partner", "self-registered", "anonymous"] as const;

/** The reviews of a description by who gets in: of every credential, and of operations that name none. */
async function byAdmission(description: Described): Promise<readonly (readonly [name: string, review: Review])[]> {
  const components = (description["components"] ?? {}) as Described;
  const schemes = Object.keys(components["securitySchemes"] ?? description["securityDefinitions"] ?? {});
  return Promise.all(
    ADMISSIONS.map(async (admission) => {
      const answers = Object.fromEntries([...schemes, "*", "webhooks"].map((key) => [key, admission]));
      return [admission, await reviewWith(description, { admission: answers })] as const;
    }),
  );
}

function stepsOf(reviews: readonly (readonly [name: string, review: Review])[]): readonly string[] {
  return reviews.slice(1).flatMap(([name, review], at) => {
    const [before, few] = reviews[at]!;
    return judgedLess(few, review).map((one) => `${before} → ${name}: ${one}`);
  });
}

const EXAMPLES = path.join(import.meta.dirname, "../../examples");
const CASES = path.join(CORPUS, "cases");

const described: readonly (readonly [name: string, description: Described])[] = [
  ...shareOf(["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"], 2).map((name) =>
    path.join(EXAMPLES, name, "openapi.yaml"),
  ),
  ...(hasCorpus
    ? shareOf(
        readdirSync(CASES).filter((name) => name.endsWith(".yaml")),
        36,
      ).map((name) => path.join(CASES, name))
    : []),
].map((file) => [path.relative(path.join(EXAMPLES, ".."), file), parse(readFileSync(file, "utf8")) as Described]);

/** An internal service that lets callers write a query: nothing of that needs anyone from outside. */
const SEARCH: Described = {
  openapi: "3.1.0",
  info: { title: "Delivery notes", version: "1" },
  servers: [{ url: "http://notes.internal" }],
  paths: {
    "/notes/search": {
      post: {
        requestBody: {
          content: {
            "application/json": {
              schema: { properties: { where: { type: "string", description: "SQL condition, put behind WHERE" } } },
            },
          },
        },
        responses: { 204: { description: "ok" } },
      },
    },
  },
};

describe("an answer that lets more callers in makes no finding and no verdict less severe", () => {
  test.each([["a service that takes a query", SEARCH] as const, ...described])("%s", async (_name, description) => {
    expect(stepsOf(await byAdmission(description))).toEqual([]);
  });
});

describe("so it is where only a network is between callers and the API", () => {
  test.each(described)("%s", async (_name, description) => {
    expect(stepsOf(await byAdmission(inside(description)))).toEqual([]);
  });
});

test("an API on a network of which nobody says who is let in is judged as hard as one for staff alone", async () => {
  const [unsaid, own] = await Promise.all([reviewWith(SEARCH, {}), reviewWith(SEARCH, { admission: { "*": "own" } })]);
  expect(judgedLess(own, unsaid)).toEqual([]);
  expect(unsaid.findings.find(({ rule }) => rule === "injection-interpreted-input")).toMatchObject({
    severity: "high",
    evidence: expect.not.arrayContaining([expect.stringContaining("Severity reduced")]) as unknown,
  });
});

test.each([
  ["staff_accounts", "reject"],
  // What members are called when they log in is shown by many services.
  ["members", "approve"],
])("names of /%s that are open to everyone: %s", async (things, decision) => {
  const schema = { type: "array", items: { properties: { id: { type: "string" }, login_name: { type: "string" } } } };
  const responses = { 200: { description: "ok", content: { "application/json": { schema } } } };
  const api = {
    ...SEARCH,
    servers: [{ url: "https://api.acme.io" }],
    security: [{ login: [] }],
    paths: { [`/${things}`]: { get: { responses } } },
    components: { securitySchemes: { login: { type: "http", scheme: "bearer" } } },
  };
  expect((await reviewWith(api, { admission: { login: "anonymous" } })).verdict.decision).toBe(decision);
});

test("what only strangers make bad is one step less severe where they are on the network alone", async () => {
  const purge = { post: { responses: { 204: { description: "purged" } } } };
  const api = { ...SEARCH, security: [], paths: { "/admin/purge": purge } };
  const severityAt = async (url: string): Promise<unknown> => {
    const { findings } = await reviewWith({ ...api, servers: [{ url }] }, {});
    return findings.find(({ rule }) => rule === "unauthenticated-write")?.severity;
  };
  expect([await severityAt("https://notes.acme.io"), await severityAt("http://notes.internal")]).toEqual([
    "critical",
    "high",
  ]);
});
