import { describe, expect, test } from "vitest";
import { yaml } from "../../src/core/prose.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf, refusalOf } from "../policy/policies.ts";

const API = yaml`
  openapi: 3.1.0
  info: { title: T, version: "1" }
  servers: [{ url: https://api.shop.example.org }]
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

const SETTINGS = "admission: { password: partner }\naudience: partner\nrules: { basic-auth: high }\n";
const SIGNED = "reason: TLS ends at the device, owner: orders, approver: Jo";

async function reviewWith(configuration: string, api = API, asOf = "2026-06-30") {
  const files = filesOf({ "api.yaml": api, "sallyport.yaml": SETTINGS + configuration });
  const policy = await loadPolicy("api.yaml", files);
  return reviewDescription("api.yaml", files, { ...policy, only: ["basic-auth", "excessive-data-exposure"] }, asOf);
}

const standing = (review: Awaited<ReturnType<typeof reviewWith>>) =>
  `${review.findings.map(({ rule, severity, status }) => `${severity} ${rule} ${status}`).join(", ")}: ${review.verdict.decision}`;

describe("waivers of sallyport.yaml", () => {
  const both = `waivers: [{ rule: basic-auth, operation: [GET /orders, GET /carts], ${SIGNED}, until: 2026-12-31 }]`;

  test("decide the verdict", async () => {
    expect(standing(await reviewWith(""))).toBe("medium basic-auth open: approve-with-conditions");
    expect(standing(await reviewWith(both))).toBe("medium basic-auth accepted: approve");
    expect(standing(await reviewWith(both.replace("[GET /orders, GET /carts]", "GET /orders")))).toBe(
      "medium basic-auth open: approve-with-conditions",
    );
    expect(standing(await reviewWith(both, API, "2027-01-01"))).toBe("high basic-auth open: reject");
  });

  test("don't cover an operation that comes later", async () => {
    const review = await reviewWith(both, API.replace("/carts:", "/baskets:"));
    expect(standing(review)).toBe("medium basic-auth open: approve-with-conditions");
    expect(review.waivers[0]!.state).toBe("stale");
  });

  test("are shown in every review, with where they are written", async () => {
    const review = await reviewWith(
      `waivers:\n  - ${both.slice("waivers: [".length, -1)}\n  - { rule: shared-key, ${SIGNED}, until: 2026-01-01 }`,
    );
    expect(
      textReport(
        {
          version: 1,
          tool: { name: "sallyport", version: "0" },
          asOf: "2026-06-30",
          commit: null,
          refused: [],
          reviews: [review],
        },
        { width: 80, color: false, quiet: false },
      ),
    ).toContain(`Accepted as intended, or asked to be
  in force   basic-auth, until 2026-12-31 (sallyport.yaml:5)
             TLS ends at the device (owner orders, approved by Jo)
             It covers 1 place of 1 finding.
  stale      shared-key, until 2026-01-01 (sallyport.yaml:6)
             TLS ends at the device (owner orders, approved by Jo)
             It covers nothing: shared-key finds nothing here. Remove the
             waiver.
`);
  });

  test("of one description hold beside those of all", async () => {
    const review = await reviewWith(
      `waivers: [{ rule: basic-auth, operation: GET /orders, ${SIGNED}, until: 2026-12-31 }]
apis:
  - files: api.yaml
    waivers: [{ rule: basic-auth, operation: GET /carts, ${SIGNED}, until: 2026-11-30 }]
  - files: other.yaml
    waivers: [{ rule: basic-auth, operation: GET /x, ${SIGNED}, until: 2026-11-30 }]`,
    );
    expect(standing(review)).toBe("medium basic-auth accepted: approve");
    expect(review.waivers.map(({ line, state }) => [line, state])).toEqual([
      [4, "in-force"],
      [7, "in-force"],
    ]);
  });

  test("are refused where they say too little, or name nothing", async () => {
    const refused = async (waivers: string) => {
      const files = filesOf({ "sallyport.yaml": `waivers:\n  - ${waivers}\n` });
      return refusalOf(loadPolicy("api.yaml", files));
    };
    const refusals = [
      await refused(`{ rule: basic-auth, ${SIGNED} }`),
      await refused(`{ rule: basic-auth, until: 2026-12-31 }`),
      await refused(`{ rule: basic-auth, ${SIGNED}, until: 2026-02-30 }`),
      await refused(`{ rule: basic-auth, ${SIGNED}, until: next year }`),
      await refused(`{ rule: basic-auth, ${SIGNED}, until: 2026-12-31, operations: GET /x }`),
      await refused(`{ rule: basic-auth, ${SIGNED}, until: 2026-12-31, operation: listOrders }`),
      await refused(`{ rule: basic-auth, ${SIGNED}, until: 2026-12-31, places: [12] }`),
      await refused(`{ rule: basic-oauth, ${SIGNED}, until: 2026-12-31 }`),
    ];
    expect(refusals.join("\n")).toMatchInlineSnapshot(`
      "sallyport.yaml:2:5 waivers[0] has no until; a day such as 2026-01-31 is expected
      sallyport.yaml:2:5 waivers[0] has no reason; a sentence that says why is expected
      sallyport.yaml:2:5 waivers[0] has no owner; a name is expected
      sallyport.yaml:2:5 waivers[0] has no approver; a name is expected
      sallyport.yaml:2:93 waivers[0].until is "2026-02-30"; a day such as 2026-01-31 is expected
      sallyport.yaml:2:93 waivers[0].until is "next year"; a day such as 2026-01-31 is expected
      sallyport.yaml:2:105 waivers[0].operations is not a key of waivers[0]; did you mean "operation"?
      sallyport.yaml:2:116 waivers[0].operation is "listOrders"; a method and a path, such as "GET /users/{id}", is expected
      sallyport.yaml:2:114 waivers[0].places[0] is 12; the fingerprint of a place, 16 digits and letters as the review shows it, is expected
      sallyport.yaml:2 there is no rule "basic-oauth" to waive; did you mean "basic-auth"?"
    `);
  });
});

describe("x-sallyport-accept", () => {
  const asking = API.replace(
    "  /orders:\n    get:\n",
    "  /orders:\n    get:\n      x-sallyport-accept: [{ rule: basic-auth, reason: 'old client', until: 2026-12-31 }]\n",
  ).replace(
    "  /carts:\n    get:\n",
    "  /carts:\n    get:\n      x-sallyport-accept: { rule: basic-auth, reason: old, until: soon }\n",
  );

  test("is a request: shown, and no more", async () => {
    const review = await reviewWith("", asking);
    expect(standing(review)).toBe("medium basic-auth open: approve-with-conditions");
    expect(review.waivers).toMatchObject([
      { kind: "request", state: "requested", operations: ["GET /orders"], file: "api.yaml", line: 9, approver: null },
    ]);
    expect(review.skipped.map(({ line, why }) => `${line} ${why}`)).toEqual([
      "14 x-sallyport-accept needs a rule, a reason and until, a day such as 2026-01-31",
    ]);
  });

  test("is granted where sallyport.yaml says so", async () => {
    const granted = asking.replace("until: soon", "until: 2026-12-31");
    expect(standing(await reviewWith("acceptRequests: true", granted))).toBe("medium basic-auth accepted: approve");
    expect(standing(await reviewWith("acceptRequests: true", granted, "2027-01-01"))).toBe(
      "high basic-auth open: reject",
    );
  });

  test("beside a field asks for that field, in the operations that it names", async () => {
    const passports = API.replace(
      'responses: { "204": { description: none } }',
      `responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Guest" } } } } }`,
    ).replace("GET /orders", "").concat(`  schemas:
    Guest:
      type: object
      properties:
        id: { type: string }
        passportNumber:
          type: string
          x-sallyport-accept: [{ rule: excessive-data-exposure, operation: GET /orders, reason: needed at the border, until: 2026-12-31 }]
`);
    const open = await reviewWith("ceilings: { partner: { tenant: internal, population: internal } }\n", passports);
    const [finding] = open.findings.filter(({ rule }) => rule === "excessive-data-exposure");
    expect(finding?.status).toBe("open");
    expect(open.waivers).toMatchObject([
      { state: "requested", fields: ["Guest.passportNumber"], findings: [finding!.fingerprint] },
    ]);
  });
});
