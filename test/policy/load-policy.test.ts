import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { filesBelow } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf, policyFrom, refusalOf } from "./policies.ts";

describe("sallyport.yaml is found", () => {
  test.each([
    ["beside the description", "api/v1/openapi.yaml", ["api/v1/sallyport.yaml"], "api/v1/sallyport.yaml"],
    ["above it", "api/v1/openapi.yaml", ["api/sallyport.yaml"], "api/sallyport.yaml"],
    ["at the root", "api/v1/openapi.yaml", ["sallyport.yaml"], "sallyport.yaml"],
    ["with the other ending", "api/openapi.yaml", ["sallyport.yml"], "sallyport.yml"],
    ["nearest first", "api/v1/openapi.yaml", ["sallyport.yaml", "api/sallyport.yml"], "api/sallyport.yml"],
    ["at the root for standard input", "-", ["sallyport.yaml"], "sallyport.yaml"],
    ["not below the description", "openapi.yaml", ["api/sallyport.yaml"], undefined],
    ["not beside its folder", "api/v1/openapi.yaml", ["api/v2/sallyport.yaml"], undefined],
    ["not above the root", "openapi.yaml", ["../sallyport.yaml"], undefined],
    ["not under the name of another program", "openapi.yaml", ["spectral.yaml", ".redocly.yaml"], undefined],
  ])("%s", async (_, description, configurations, found) => {
    const files = filesOf(Object.fromEntries(configurations.map((name) => [name, `owner: ${name}`])));
    const policy = await loadPolicy(description, files);
    expect(policy.file).toBe(found);
    expect(policy.owner).toBe(found);
  });

  test.each([".sallyport.yaml", ".sallyport.yml", "sallyport.json", ".sallyport.json", "api/sallyport.config.yaml"])(
    "and refused under a name that would be passed over: %s",
    async (name) => {
      const refusal = await refusalOf(loadPolicy("api/v1/openapi.yaml", filesOf({ [name]: "owner: Jo" })));
      expect(refusal).toBe(`${name} is not read: a configuration is called sallyport.yaml`);
    },
  );

  test("and one under a wrong name beside the right one is left over", async () => {
    const files = filesOf({ "api/sallyport.yaml": "owner: Jo", "api/.sallyport.yaml": "owner: Li" });
    await expect(loadPolicy("api/a.yaml", files)).rejects.toMatchObject({
      message: "api/.sallyport.yaml is not read: a configuration is called sallyport.yaml",
      hint: "Remove it: api/sallyport.yaml is in the same folder and applies.",
    });
  });

  test.each([
    "sallyport.config.json",
    ".sallyportrc",
    ".sallyportrc.yaml",
    "Sallyport.yaml",
    ".sallyport/config.yaml",
    ".sallyport/sallyport.yaml",
  ])("and refused as %s, which other tools have", async (name) => {
    expect(await refusalOf(loadPolicy("api/openapi.yaml", filesOf({ [name]: "" })))).toContain("is not read");
    expect(await refusalOf(loadPolicy("api/openapi.yaml", filesOf({ [`api/${name}`]: "" })))).toContain("is not read");
    expect(await refusalOf(loadPolicy("openapi.yaml", filesOf({ [`api/${name}`]: "" })))).toBe("nothing");
  });

  test("and a wrong name is passed over in a base, and above one that is the root", async () => {
    const base = filesOf({ ".sallyport.yaml": "owner: Jo" });
    expect(await loadPolicy("a.yaml", base, { misnamed: "passed-over" })).toEqual(defaultPolicy());
    const above = filesOf({ "api/sallyport.yaml": "root: true\nowner: Jo", ".sallyport.yaml": "owner: Li" });
    expect((await loadPolicy("api/a.yaml", above)).owner).toBe("Jo");
  });

  test("or named", async () => {
    const files = filesOf({ "sallyport.yaml": "owner: found", "policies/strict.yaml": "owner: named" });
    const policy = await loadPolicy("openapi.yaml", files, { configFile: "./policies/strict.yaml" });
    expect([policy.file, policy.owner]).toEqual(["policies/strict.yaml", "named"]);
  });

  test("and one that cannot be read is refused", async () => {
    const below = filesBelow(import.meta.dirname);
    const folder = {
      read: () => ({ bytes: undefined, reason: "not-a-file", why: "it is not a file", hint: "" }) as const,
    };
    const refusals = [
      await refusalOf(loadPolicy("a.yaml", filesOf({}), { configFile: "b.yaml" })),
      await refusalOf(loadPolicy("a.yaml", below, { configFile: "../../package.json" })),
      await refusalOf(loadPolicy("a.yaml", folder)),
      await refusalOf(loadPolicy("api/a.yaml", filesOf({ "api/sallyport.yaml": "", "api/sallyport.yml": "" }))),
    ];
    expect(refusals.join("\n")).toMatchInlineSnapshot(`
      "b.yaml cannot be read: there is no such file
      ../../package.json cannot be read: it is outside the root
      sallyport.yaml cannot be read: it is not a file
      api/sallyport.yml is next to api/sallyport.yaml, and only one of them can apply"
    `);
  });
});

describe("the policy", () => {
  test("is the default one where there is no file", async () => {
    expect(await loadPolicy("openapi.yaml", filesOf({}))).toEqual(defaultPolicy());
  });

  test.each([
    ["an empty file", ""],
    ["blank lines", "\n \n"],
    ["comments", "# nothing yet\n"],
    ["an empty document", "---\n"],
    ["an empty mapping", "{}\n"],
  ])("is the default one for %s, with its file", async (_, text) => {
    const sha256 = createHash("sha256").update(text).digest("hex");
    const file = "sallyport.yaml";
    expect(await policyFrom(text)).toEqual({ ...defaultPolicy(), file, sha256, files: [{ file, sha256, keys: [] }] });
  });

  test("has what the file says over the defaults", async () => {
    const policy = await policyFrom(`
audience:
  default: partner
  operations: { "GET /users/*": private, "GET /users/me": public }
  paths: { /**: partner, /admin/**: private }
  tags: { catalogue: public }
owner: team-rides
network: { internal: ["*.acme.example"], external: [api.acme.example] }
admission: { token: self-registered, "*": own, webhooks: partner }
principal: { token: user, "X key": shared }
tenancy: { token: account }
data:
  categories:
    - { key: user.space.suit, sensitivity: internal, anywhere: ["suit number", 7], certain: true }
  fields:
    Owner.name: { category: user.name, sensitivity: public, reason: "it is a shop's" }
    colour: { sensitivity: restricted, reason: "it is a uniform's" }
ceilings: { partner: { population: restricted }, anonymous: { tenant: internal } }
`);
    const {
      file: _file,
      sha256: _sha256,
      files: _files,
      severities: _severities,
      rulesets: _rulesets,
      partsNamed: _partsNamed,
      ...said
    } = policy;
    expect(said).toMatchInlineSnapshot(`
      {
        "acceptanceDays": 365,
        "acceptsRequests": false,
        "admission": Map {
          "token" => "self-registered",
          "*" => "own",
          "webhooks" => "partner",
        },
        "agents": {
          "isDeclared": undefined,
          "operations": [],
          "reasons": Map {},
        },
        "audience": {
          "api": "partner",
          "operations": [
            [
              "GET /users/me",
              "public",
            ],
            [
              "GET /users/*",
              "private",
            ],
          ],
          "paths": [
            [
              "/admin/**",
              "private",
            ],
            [
              "/**",
              "partner",
            ],
          ],
          "tags": Map {
            "catalogue" => "public",
          },
        },
        "ceilings": {
          "anonymous": {
            "caller": "restricted",
            "counterparty": "public",
            "population": "public",
            "tenant": "internal",
          },
          "partner": {
            "caller": "restricted",
            "counterparty": "confidential",
            "population": "restricted",
            "tenant": "restricted",
          },
          "private": {
            "caller": "restricted",
            "counterparty": "restricted",
            "population": "restricted",
            "tenant": "restricted",
          },
          "self-registered": {
            "caller": "restricted",
            "counterparty": "confidential",
            "population": "internal",
            "tenant": "restricted",
          },
        },
        "data": {
          "categories": {
            "categories": [
              {
                "anywhere": [
                  "suit number",
                  7,
                ],
                "certain": true,
                "key": "user.space.suit",
                "sensitivity": "internal",
              },
            ],
          },
          "confirmations": Map {
            "Owner.name" => {
              "category": "user.name",
              "reason": "it is a shop's",
              "sensitivity": "public",
            },
            "colour" => {
              "category": undefined,
              "reason": "it is a uniform's",
              "sensitivity": "restricted",
            },
          },
        },
        "deadlines": {
          "critical": 7,
          "high": 30,
          "low": 180,
          "medium": 90,
        },
        "dismissUpTo": undefined,
        "docsUrl": undefined,
        "gate": {
          "allowedToAgents": "fail",
          "decisiveAssumptions": "fail",
          "expiredWaivers": "fail",
          "failOn": "high",
          "lostEvidence": "fail",
          "overdue": "touched",
          "policyAge": 14,
          "policyChange": "report",
          "removed": "fail",
          "weakenedAuthentication": "fail",
          "widenedExposure": "confidential",
        },
        "lexicon": undefined,
        "network": {
          "external": [
            "api.acme.example",
          ],
          "internal": [
            "*.acme.example",
          ],
        },
        "only": [],
        "owner": "team-rides",
        "principal": Map {
          "token" => "user",
          "X key" => "shared",
        },
        "register": ".sallyport/register.yaml",
        "repository": undefined,
        "rules": Map {},
        "skip": [],
        "tenancy": Map {
          "token" => "account",
        },
        "unreasoned": [],
        "waivers": [],
      }
    `);
  });

  test("is in JSON too", async () => {
    expect((await policyFrom('{"admission":{"token":"own"}}')).admission).toEqual(new Map([["token", "own"]]));
  });

  test("takes names of schemes for data, whatever they are", async () => {
    const { admission } = await policyFrom("admission: { constructor: own, toString: partner, 1: own }");
    expect([...admission.keys()].toSorted()).toEqual(["1", "constructor", "toString"]);
  });
});

describe("of the entries of apis the first that names the description is laid over", () => {
  const text = `
audience: { default: private, tags: { shop: partner }, operations: { "GET /a": private } }
owner: everyone
network: { internal: [a.example], external: [b.example] }
admission: { token: own, key: partner }
data: { fields: { colour: { category: user.name, sensitivity: internal, reason: one } } }
ceilings: { partner: { tenant: internal, population: internal } }
apis:
  - files: public/*.yaml
    audience: public
    admission: { token: self-registered }
    network: { internal: [c.example] }
    ceilings: { partner: { population: public } }
    data: { fields: { colour: { sensitivity: public, reason: two } } }
  - files: [./partner/**, "**/shop.yaml"]
    owner: shop
    audience: { default: partner, operations: { "GET /a": public } }
`;
  const of = (description: string) => policyFrom(text, description);

  test.each([
    ["public/openapi.yaml", "public", "everyone"],
    ["partner/v1/openapi.yaml", "partner", "shop"],
    ["shop.yaml", "partner", "shop"],
    ["public/shop.yaml", "public", "everyone"],
    ["public/v1/openapi.yaml", "private", "everyone"],
    ["openapi.yaml", "private", "everyone"],
    ["-", "private", "everyone"],
  ])("%s", async (description, audience, owner) => {
    const policy = await of(description);
    expect([policy.audience.api, policy.owner]).toEqual([audience, owner]);
  });

  test("key by key, maps in maps too, lists and confirmations as a whole", async () => {
    const { audience, network, admission, data, ceilings } = await of("public/openapi.yaml");
    expect(audience.tags).toEqual(new Map([["shop", "partner"]]));
    expect(network).toEqual({ internal: ["c.example"], external: ["b.example"] });
    expect(admission).toEqual(
      new Map([
        ["token", "self-registered"],
        ["key", "partner"],
      ]),
    );
    expect(data.confirmations.get("colour")).toEqual({ category: undefined, sensitivity: "public", reason: "two" });
    expect(ceilings.partner).toEqual({
      caller: "restricted",
      counterparty: "confidential",
      tenant: "internal",
      population: "public",
    });
    expect((await of("shop.yaml")).audience.operations).toEqual([["GET /a", "public"]]);
  });

  test("by names relative to the file's folder", async () => {
    const files = filesOf({ "config/policy.yaml": "apis: [{ files: ../apis/*.yaml, owner: found }]" });
    expect((await loadPolicy("apis/a.yaml", files, { configFile: "config/policy.yaml" })).owner).toBe("found");
    expect((await loadPolicy("config/a.yaml", files, { configFile: "config/policy.yaml" })).owner).toBeUndefined();
  });
});

test("an error tells the file and the first line beside its message", async () => {
  const error: unknown = await policyFrom("owner: team\n\naudience: publik\n").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ file: "sallyport.yaml", line: 3, hint: expect.stringContaining("schema") as unknown });
});

test("the built-in categories are of the form that a user's own have", async () => {
  const file = path.resolve(import.meta.dirname, "../../rulesets/data-categories.yaml");
  const text = readFileSync(file, "utf8");
  const categories = text.slice(text.indexOf("\ncategories:")).replaceAll("\n", "\n  ");
  expect((await policyFrom(`data:${categories}`)).data.categories).toMatchObject({
    categories: expect.any(Array) as unknown,
  });
});
