import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { judgeDescription, reviewDescription } from "../../src/review.ts";
import { faultFinder } from "../../src/review/findings.ts";
import { RULES } from "../../src/rules/index.ts";
import { folderWith, run } from "../cli/run.ts";
import { filesOf, refusalOf } from "./policies.ts";

/** Two operations behind a password, one of them by anyone who signs up. */
const API = `openapi: 3.1.0
info: { title: Orders, version: "1", contact: { name: Orders, email: orders@shop.example.org } }
servers: [{ url: http://api.shop.com }]
paths:
  /reports/daily: { get: { security: [{ staff: [] }], responses: { "204": { description: None. } } } }
  /orders: { get: { security: [{ password: [] }], responses: { "204": { description: None. } } } }
components:
  securitySchemes:
    staff: { type: http, scheme: basic }
    password: { type: http, scheme: basic }
`;
const ADMISSION = "admission: { password: partner, staff: own }\n";

async function found(configuration: string, rulesets: Readonly<Record<string, string>> = {}) {
  const files = filesOf({ "api.yaml": API, "sallyport.yaml": ADMISSION + configuration, ...rulesets });
  const policy = await loadPolicy("api.yaml", files);
  const { findings } = await reviewDescription("api.yaml", files, { ...policy, only: ["basic-auth"] }, "2026-01-31");
  return findings.map(({ severity, operations }) => `${severity} ${operations.join(", ")}`).toSorted();
}

test.each([
  ["nothing", "", ["medium GET /orders", "low GET /reports/daily"]],
  ["off", "rules: { basic-auth: off }\n", []],
  [
    "a severity that rulesets cannot give",
    "rules: { basic-auth: critical }\n",
    ["critical GET /orders", "critical GET /reports/daily"],
  ],
  ["one of an exposure", "rules: { basic-auth: { private: off } }\n", ["medium GET /orders"]],
  ["one of a path", "rules: { basic-auth: { paths: { /reports/**: off } } }\n", ["medium GET /orders"]],
  ["the most particular path", "rules: { basic-auth: { paths: { /**: off, /orders: high } } }\n", ["high GET /orders"]],
  [
    "a path before an exposure",
    "rules: { basic-auth: { partner: off, paths: { /orders: info } } }\n",
    ["low GET /reports/daily", "info GET /orders"],
  ],
  [
    "that of the api",
    "rules: { basic-auth: off }\napis: [{ files: api.yaml, rules: { basic-auth: high } }]\n",
    ["high GET /orders", "high GET /reports/daily"],
  ],
])("rules says %s", async (_name, configuration, expected) => {
  expect(await found(configuration)).toEqual([...expected].toSorted());
});

test("holds before a ruleset", async () => {
  const ruleset = { "rules.yaml": "extends: sallyport:recommended\nrules: { basic-auth: error }\n" };
  expect(await found("rulesets: ./rules.yaml\n", ruleset)).toEqual(["high GET /orders", "high GET /reports/daily"]);
  expect(await found("rulesets: ./rules.yaml\nrules: { basic-auth: low }\n", ruleset)).toEqual([
    "low GET /orders",
    "low GET /reports/daily",
  ]);
});

test("a finding says where its severity is set", async () => {
  const files = filesOf({ "api.yaml": API, "sallyport.yaml": `${ADMISSION}rules:\n  basic-auth: high\n` });
  const { findings } = await reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
  const [finding] = findings.filter(({ rule }) => rule === "basic-auth");
  expect(finding?.evidence).toContain("Severity set in sallyport.yaml, line 3.");
});

test.each([
  ["of a path that it has", "{ paths: { /orders: high } }", true],
  ["that is milder everywhere", "low", true],
  ["of a path that it has not", "{ paths: { /none: high } }", false],
  ["of a milder place", "{ paths: { /reports/**: info } }", false],
  ["of another exposure", "{ public: high }", false],
  ["as bad as another place is without it", "{ paths: { /reports/**: medium } }", false],
  ["worse than another place", "{ paths: { /reports/**: high } }", true],
])("a finding says where its severity is set only where that decided: one %s", async (_name, setting, isSaid) => {
  const oneScheme = API.replace("staff: []", "password: []");
  const files = filesOf({ "api.yaml": oneScheme, "sallyport.yaml": `${ADMISSION}rules: { basic-auth: ${setting} }\n` });
  const { findings } = await reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
  const evidence = findings.filter(({ rule }) => rule === "basic-auth").flatMap((finding) => finding.evidence);
  expect(evidence.some((one) => one.startsWith("Severity set in"))).toBe(isSaid);
});

test.each([
  ["off", 1],
  ["{ private: off, partner: off, public: off }", 1],
  ["{ private: low, partner: off, public: off }", 1],
  // What would be high is told as dismissed.
])("a rule that is %s is run %d times", async (setting, expected) => {
  const files = filesOf({ "api.yaml": API, "sallyport.yaml": `${ADMISSION}rules: { basic-auth: ${setting} }\n` });
  const { stated } = await judgeDescription("api.yaml", files, await loadPolicy("api.yaml", files));
  let runs = 0;
  const counted = {
    ...RULES.find(({ id }) => id === "basic-auth")!,
    check: () => {
      runs += 1;
      return [];
    },
  };
  faultFinder([counted])(stated.api);
  expect(runs).toBe(expected);
});

test("an unknown rule is refused, with the one that is meant", async () => {
  const files = filesOf({ "api.yaml": API, "sallyport.yaml": "rules:\n  basic-aut: off\n" });
  const refusal = await refusalOf(loadPolicy("api.yaml", files));
  expect(refusal).toContain('sallyport.yaml:2 there is no rule "basic-aut"; did you mean "basic-auth"?');
});

test("sallyport rules shows what is set, and where", async () => {
  const cwd = folderWith({
    "sallyport.yaml": "rules: { basic-auth: { private: off, paths: { /reports/**: high } } }\n",
  });
  const { stdout } = await run(["rules"], { cwd });
  expect(stdout).toMatch(/^basic-auth +off +medium +medium +sallyport\.yaml, sallyport:recommended/m);
  expect(stdout).toContain("basic-auth is high for /reports/**");
});

/** Anyone may delete; the rule finds it high. */
const OPEN = `openapi: 3.1.0
info: { title: Orders, version: "1", contact: { name: Orders, email: orders@shop.example.org } }
servers: [{ url: http://api.shop.com }]
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    delete: { security: [], responses: { "204": { description: None. } } }
  /reports: { get: { security: [{ password: [] }], responses: { "204": { description: None. } } } }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
`;

async function lowered(configuration: string) {
  const files = filesOf({ "api.yaml": OPEN, "sallyport.yaml": `admission: { password: partner }\n${configuration}` });
  const policy = await loadPolicy("api.yaml", files);
  const review = await reviewDescription(
    "api.yaml",
    files,
    { ...policy, only: ["unauthenticated-write", "basic-auth"] },
    "2026-01-31",
  );
  const written = ({ rule, severity }: { rule: string; severity: string }): string => `${severity} ${rule}`;
  return {
    found: review.findings.map(written),
    dismissed: (review.dismissed ?? []).map(written),
    told: (review.dismissals ?? []).map(({ state, rule, severity, loweredTo }) => [state, rule, severity, loweredTo]),
    decision: review.verdict.decision,
  };
}

const WORST = (await lowered("")).found[0]!.split(" ")[0]!;

test.each([
  ["off, of what is high", "rules: { unauthenticated-write: off }\n", ["medium basic-auth"], true, "in-force", "off"],
  [
    "low, of what is high",
    "rules: { unauthenticated-write: low }\n",
    ["medium basic-auth", "low unauthenticated-write"],
    false,
    "in-force",
    "low",
  ],
  [
    "off, of more than the policy allows",
    "rules: { unauthenticated-write: off }\ndismiss: { upTo: medium }\n",
    [`${WORST} unauthenticated-write`, "medium basic-auth"],
    false,
    "not-allowed",
    "off",
  ],
  [
    "off by a path, of more than the policy allows",
    "rules: { unauthenticated-write: { paths: { /**: off } } }\ndismiss: { upTo: medium }\n",
    [`${WORST} unauthenticated-write`, "medium basic-auth"],
    false,
    "not-allowed",
    "off",
  ],
])("a setting of %s: a dismissal", async (_name, configuration, expected, isDismissed, state, to) => {
  const { found: some, dismissed, told, decision } = await lowered(configuration);
  expect(some).toEqual(expected);
  expect(dismissed).toEqual(isDismissed ? [`${WORST} unauthenticated-write`] : []);
  expect(told).toEqual([[state, "unauthenticated-write", WORST, to]]);
  expect(decision === "reject").toBe(state === "not-allowed");
});

test.each([
  ["of what is medium", "rules: { basic-auth: off }\n"],
  ["that raises", "rules: { unauthenticated-write: critical }\n"],
  ["of a rule that finds nothing", "rules: { trace-operation: off }\n"],
])("a setting %s is no dismissal", async (_name, configuration) => {
  expect((await lowered(configuration)).told).toEqual([]);
});

const TWO = OPEN.replace(
  "  /reports:",
  `  /drafts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    delete: { security: [], responses: { "204": { description: None. } } }
  /reports:`,
);

test.each([
  ["off at one of two places", "{ paths: { /drafts/**: off } }", ["DELETE /orders/{id}"], "off", 1],
  [
    "low at one of two places",
    "{ paths: { /drafts/**: low } }",
    ["DELETE /drafts/{id}", "DELETE /orders/{id}"],
    "low",
    1,
  ],
  [
    "high at one place",
    "{ paths: { /drafts/**: critical } }",
    ["DELETE /drafts/{id}", "DELETE /orders/{id}"],
    undefined,
    0,
  ],
])("a setting of %s is a dismissal of what it lowers", async (_name, setting, operations, to, places) => {
  const configuration = `admission: { password: partner }\nrules: { unauthenticated-write: ${setting} }\n`;
  const reviewed = async (more = "") => {
    const files = filesOf({ "api.yaml": TWO, "sallyport.yaml": configuration + more });
    const policy = await loadPolicy("api.yaml", files);
    return reviewDescription("api.yaml", files, { ...policy, only: ["unauthenticated-write"] }, "2026-01-31");
  };
  const { findings, dismissals = [] } = await reviewed();
  expect(findings.flatMap((finding) => finding.operations).toSorted()).toEqual(operations);
  expect(dismissals.map((entry) => [entry.loweredTo, entry.places.length])).toEqual(places === 0 ? [] : [[to, places]]);
  // What may not be dismissed stays at every place.
  const forbidden = await reviewed("dismiss: { upTo: medium }\n");
  expect(forbidden.findings.flatMap((finding) => finding.operations)).toHaveLength(2);
  expect((forbidden.dismissals ?? []).map(({ state }) => state)).toEqual(places === 0 ? [] : ["not-allowed"]);
});
