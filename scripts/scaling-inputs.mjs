/*
 * Shapes of what stands beside a description, for `scaling.mjs`: configuration, rulesets, the register, reviews for the
 * portfolio, and what the gate compares. `args` is the call where it is no review of the first file.
 */

const times = (n, make) => Array.from({ length: n }, (_, index) => make(index));
const keyed = (n, entry) => Object.fromEntries(times(n, entry));

const API = {
  openapi: "3.1.0",
  info: { title: "Fleet", version: "1", contact: { name: "Fleet" } },
  servers: [{ url: "http://api.acme.io" }],
  security: [{ basic: [] }],
  paths: { "/things/{id}": { get: { tags: ["t1"], responses: { 200: { description: "ok" } } } } },
  components: { securitySchemes: { basic: { type: "http", scheme: "basic" } } },
};
const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };
const listed = {
  200: {
    description: "ok",
    content: { "application/json": { schema: { type: "array", items: { type: "object", properties: { id: {} } } } } },
  },
};
/** Many tags, and many responses of one operation, with a text. */
const described = (text) => (n) => ({
  ...API,
  tags: times(n, (i) => ({ name: `t${i}`, description: text })),
  paths: {
    "/things/{id}": { get: { parameters: [ID], responses: keyed(n, (i) => [`x-${i}`, { description: text }]) } },
  },
});
const withOperations = (n, more = {}) => ({
  ...API,
  paths: keyed(n, (i) => [`/things${i}`, { get: { responses: { 200: { description: "ok" } }, ...more } }]),
});
const configured = (configuration, api = API) => ({
  "api.json": JSON.stringify(api),
  "sallyport.yaml": JSON.stringify(configuration),
});
const ruled = (ruleset, api = API) => ({
  ...configured({ rulesets: "./rules.yaml" }, api),
  "rules.yaml": JSON.stringify(ruleset),
});
const waiver = (i) => ({
  rule: "basic-auth",
  operation: `GET /things${i}/*`,
  reason: "It is meant so.",
  owner: "Fleet",
  approver: "Security",
  until: "2030-01-31",
});
const gated = (n, base, head) => ({
  "base.json": JSON.stringify(base(n)),
  "api.json": JSON.stringify(head(n)),
  args: ["gate", "api.json", "--base-file", "base.json", "--format", "text", "--format", "json=out/json"],
});
const returning = (n, schema) => ({
  ...API,
  paths: {
    "/things": {
      get: { responses: { 200: { description: "ok", content: { "application/json": { schema: schema(n) } } } } },
    },
  },
});
const properties = (name) => (n) => ({
  type: "object",
  properties: keyed(n, (i) => [`${name}${i}`, { type: "string" }]),
});

/** Each takes up to a tenth of the elements: a configuration is written by people, and refused beyond its own limits. */
export const INPUTS = {
  "waivers in sallyport.yaml": (n) => configured({ waivers: times(n, waiver) }),
  "patterns of audiences": (n) =>
    configured({
      audience: { default: "private", operations: keyed(n, (i) => [`GET /things${i}/*`, "public"]) },
    }),
  "patterns of audiences and operations": (n) =>
    configured(
      {
        audience: { default: "private", paths: keyed(n, (i) => [`/things${i}/**`, "public"]) },
      },
      withOperations(n),
    ),
  "patterns of segments and operations": (n) =>
    configured(
      { audience: { default: "private", paths: keyed(n, (i) => [`/*/things${i}/*`, "public"]) } },
      withOperations(n),
    ),
  "severities by path and operations": (n) =>
    configured(
      {
        rules: {
          "response-without-schema": { public: "high", paths: keyed(n, (i) => [`/*/things${i}`, "low"]) },
        },
      },
      withOperations(n, { security: [] }),
    ),
  "hosts of sallyport.yaml and servers": (n) =>
    configured(
      { network: { internal: times(n, (i) => `*.h${i}.acme.io`) } },
      { ...API, servers: times(n, (i) => ({ url: `https://a.h${i}.acme.io` })) },
    ),
  "waivers of many operations": (n) =>
    configured(
      { waivers: times(n, (i) => ({ ...waiver(i), rule: "response-without-schema", operation: `GET /things${i}` })) },
      withOperations(n, { security: [] }),
    ),
  "waivers that fit many operations": (n) =>
    configured(
      { waivers: times(n, () => ({ ...waiver(0), rule: "response-without-schema", operation: "GET /thing*" })) },
      withOperations(n, { security: [] }),
    ),
  "answers of admission": (n) => configured({ admission: keyed(n, (i) => [`scheme${i}`, "own"]) }),
  "fields of sallyport.yaml": (n) =>
    configured({
      data: {
        fields: keyed(n, (i) => [`Owner.field${i}`, { sensitivity: "internal", reason: "It was looked up." }]),
      },
    }),
  "hosts of sallyport.yaml": (n) => configured({ network: { internal: times(n, (i) => `*.h${i}.acme.io`) } }),
  "apis of sallyport.yaml": (n) =>
    configured({ apis: times(n, (i) => ({ files: `apis${i}/*.yaml`, owner: "Fleet" })) }),
  "severities of a ruleset": (n) =>
    ruled({ extends: "sallyport:recommended", rules: { "basic-auth": "warn" }, "x-note": times(n, (i) => i) }),
  "overrides of a ruleset": (n) =>
    ruled({
      extends: "sallyport:recommended",
      overrides: times(n, (i) => ({ files: [`**#/paths/~1things${i}`], rules: { "basic-auth": "warn" } })),
    }),
  "an override of many operations": (n) =>
    ruled(
      {
        extends: "sallyport:recommended",
        overrides: times(n, (i) => ({
          files: [`**#/paths/~1things${i}`],
          rules: { "response-without-schema": "info" },
        })),
      },
      withOperations(n, { security: [] }),
    ),
  "issues of the register": (n) => ({
    "api.json": JSON.stringify(API),
    ".sallyport/register.yaml": JSON.stringify({
      version: 1,
      issues: keyed(n, (i) => [
        `I${i}`,
        {
          rule: "basic-auth",
          description: "api.json",
          title: "HTTP Basic",
          severity: "high",
          status: "open",
          firstSeen: "2026-01-31",
          places: { [i.toString(16).padStart(16, "0")]: "GET /things" },
        },
      ]),
    }),
  }),
  "reviews of a portfolio": (n) => {
    const review = portfolioReview();
    return {
      "reviews.json": JSON.stringify({
        version: 1,
        tool: { name: "sallyport", version: "0.1.0" },
        asOf: "2026-01-31",
        commit: null,
        refused: [],
        reviews: times(n, (i) => ({ ...review, document: { ...review.document, file: `apis/a${i}.json` } })),
      }),
      args: [
        "portfolio",
        "reviews.json",
        "--format",
        "markdown",
        "--format",
        "html=out/html",
        "--format",
        "json=out/json",
      ],
    };
  },
  "operations that are new to the gate": (n) =>
    gated(
      n,
      () => API,
      (m) => withOperations(m),
    ),
  "operations that the gate compares": (n) =>
    gated(
      n,
      (m) => withOperations(m),
      (m) => withOperations(m),
    ),
  "operations that are gone": (n) =>
    gated(
      n,
      (m) => withOperations(m),
      () => API,
    ),
  "operations that the gate waives": (n) => ({
    ...gated(
      n,
      () => API,
      (m) => withOperations(m, { security: [] }),
    ),
    "sallyport.yaml": JSON.stringify({
      waivers: times(n, (i) => ({ ...waiver(i), rule: "response-without-schema", operation: `GET /things${i}` })),
    }),
  }),
  "properties that the gate compares": (n) =>
    gated(
      n,
      (m) => returning(m, properties("p")),
      (m) => returning(m, properties("email")),
    ),
  "operations that are opened": (n) =>
    gated(
      n,
      (m) => withAnswers(m, ["email"]),
      (m) => withAnswers(m, ["email"], { security: [] }),
    ),
  "open operations that are new to the gate": (n) =>
    gated(
      n,
      () => API,
      (m) => withAnswers(m, ["email"], { security: [] }),
    ),
  "fields that are new to the gate": (n) =>
    gated(
      n,
      (m) => withAnswers(m, ["name"], { security: [] }),
      (m) => withAnswers(m, ["name", "ssn"], { security: [] }),
    ),
  "scopes that the gate compares": (n) =>
    gated(
      n,
      (m) => withScopes(m, (i) => `things${i}`),
      (m) => withScopes(m, (i) => `things${(i + 1) % m}`),
    ),
  "tags and responses that the gate compares": (n) => gated(n, described("before"), described("after")),
  "operations that tests are written of": (n) => ({
    "api.json": JSON.stringify({
      ...API,
      paths: Object.assign(
        {},
        ...times(n, (i) => ({
          [`/things${i}`]: { get: { operationId: "list", responses: listed } },
          [`/things${i}/{id}`]: {
            get: { operationId: "read", parameters: [ID], responses: { 200: { description: "ok" } } },
          },
        })),
      ),
    }),
    args: ["tests", "api.json", "--format", "arazzo=out/arazzo", "--format", "markdown"],
  }),
  "schemes that the gate compares": (n) =>
    gated(
      n,
      (m) => withSchemes(m, "bearer"),
      (m) => withSchemes(m, "basic"),
    ),
};

/** Reads that each return an address, and more of them where there are more names. */
function withAnswers(n, names, more = {}) {
  const schema = { type: "object", properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])) };
  return {
    ...withOperations(n, { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } }),
    ...more,
  };
}

/** Reads that each ask for a scope of their own. */
function withScopes(n, scope) {
  return {
    ...API,
    security: undefined,
    paths: keyed(n, (i) => [
      `/things${i}`,
      { get: { security: [{ oauth: [scope(i)] }], responses: { 200: { description: "ok" } } } },
    ]),
    components: { securitySchemes: { oauth: { type: "oauth2", flows: {} } } },
  };
}

function withSchemes(n, scheme) {
  return {
    ...API,
    security: times(n, (i) => ({ [`s${i}`]: [] })),
    components: { securitySchemes: keyed(n, (i) => [`s${i}`, { type: "http", scheme }]) },
  };
}

/** The least that a portfolio reads. */
function portfolioReview() {
  return {
    document: {
      file: "api.json",
      format: "json",
      specVersion: "3.1.0",
      title: "Fleet",
      apiVersion: "1",
      sha256: "0".repeat(64),
      files: ["api.json"],
      owner: null,
    },
    policy: { file: null, sha256: null },
    verdict: { decision: "approve", reasons: [] },
    assumptions: [],
    servers: [],
    schemes: [],
    operations: [],
    fields: [],
    findings: [],
    waivers: [],
    tests: [],
    signOff: null,
    gate: null,
    questions: [],
    skipped: [],
    coverage: { operations: 0, responses: 0, typedResponses: 0, fields: 0, classifiedDeclared: 0, unresolved: 0 },
    summary: { bySeverity: {}, byExposure: {}, mentions: 0 },
  };
}
