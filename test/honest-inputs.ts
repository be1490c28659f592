/*
 * Inputs of which every part is right, for tests that put something else in its place.
 */

/** Every key of `sallyport.yaml`, as far as its published schema tells. */
export const CONFIGURATION = {
  audience: {
    default: "private",
    operations: { "GET /v1/*": "public" },
    paths: { "/v1/**": "partner" },
    tags: { x: "public" },
  },
  owner: "Depot",
  network: { internal: ["*.corp"], external: ["x.example"] },
  admission: { "*": "partner" },
  principal: { "*": "user" },
  tenancy: { "*": "account" },
  data: {
    categories: [{ key: "depot.note", says: "a note", sensitivity: "internal", anywhere: ["note"], parts: "x" }],
    fields: { "Trip.note": { category: "depot.note", sensitivity: "internal", reason: "It is." } },
  },
  rulesets: { public: ["sallyport:recommended"] },
  waivers: [
    {
      rule: "basic-auth",
      operation: ["GET /v1/*"],
      field: "x",
      places: ["aa6692b653defd3b"],
      severity: "high",
      reason: "It is old and goes away soon.",
      owner: "Depot",
      approver: "Mara",
      until: "2026-12-31",
    },
  ],
  acceptRequests: false,
  ceilings: { partner: { caller: "restricted", tenant: "internal" } },
  gate: { failOn: "high", overdue: "never" },
  sla: { critical: 7, info: 9 },
  register: ".sallyport/register.yaml",
  docsUrl: "https://docs.acme.example/sallyport",
  repository: { url: "https://git.acme.example/apis", ref: "main", kind: "gitlab" },
  apis: [{ files: "openapi.yaml", owner: "Depot", audience: "private" }],
};

/** A ruleset with every key that one may have. */
export const RULESET = {
  extends: [["spectral:oas", "off"], "sallyport:recommended"],
  documentationUrl: "https://rules.example",
  formats: ["oas3"],
  parserOptions: { duplicateKeys: "error" },
  aliases: { Operations: { description: "x", targets: [{ formats: ["oas3"], given: ["$.paths[*][*]"] }] } },
  rules: {
    "basic-auth": "off",
    "info-contact": "warn",
    own: {
      description: "It has a title",
      message: "{{error}}",
      severity: "warn",
      formats: ["oas3_1"],
      given: ["$.info", "#Operations"],
      then: [{ field: "title", function: "pattern", functionOptions: { match: "^x" } }],
      recommended: true,
      resolved: true,
      tags: ["x"],
    },
  },
  overrides: [
    { files: ["*.yaml#/info"], rules: { "basic-auth": "off" } },
    { files: ["*.yaml"], rules: { own: "off" } },
  ],
  except: { "openapi.yaml#/info": ["own"] },
};
