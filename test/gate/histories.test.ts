import path from "node:path";
import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import type { Review } from "../../src/core/review.ts";
import { run } from "../cli/run.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";
import { operationsIn, type Json } from "./harmless.ts";
import { descriptionIn, gated } from "./judged.ts";

/*
 * What changed between two real descriptions of one API, and what a developer would change in one. What is expected was
 * written from reading both sides, before the gate was asked.
 */

interface Expected {
  readonly decision: "pass" | "fail";
  /** Every change for the worse is one of these, and each of these is there, as `kind: text`. */
  readonly worse?: readonly RegExp[];
  readonly better?: readonly RegExp[];
  readonly neutral?: readonly RegExp[];
  /** Of two large versions: what else may be told for the worse or the better. */
  readonly also?: RegExp;
}

const PAIRS: readonly (readonly [before: string, after: string, expected: Expected])[] = [
  ["adyen/BinLookupService-v50.yaml", "adyen/BinLookupService-v52.json", { decision: "pass" }],
  ["adyen/BinLookupService-v50.yaml", "adyen/BinLookupService-v52.yaml", { decision: "pass" }],
  ["adyen/BinLookupService-v52.json", "adyen/BinLookupService-v52.yaml", { decision: "pass" }],
  ["adyen/PayoutService-v40.yaml", "adyen/PayoutService-v51.yaml", { decision: "pass" }],
  ["twilio/twilio_lookups_v1.yaml", "twilio/twilio_lookups_v1.json", { decision: "pass" }],
  [
    "openapi-initiative/petstore.json",
    "openapi-initiative/examples_v3.0_petstore.json",
    { decision: "pass", better: [/^limit-tightened: GET \/pets, query limit: maximum is 100, there was none$/] },
  ],
  [
    "openapi-initiative/petstore-expanded.json",
    "openapi-initiative/examples_v3.0_petstore-expanded.json",
    // TLS in place of none.
    { decision: "pass", better: [/^server-removed: http:\/\/petstore\.swagger\.io/], also: /^finding-fixed: .*TLS/ },
  ],
  [
    "openapi-initiative/api-with-examples.json",
    "openapi-initiative/examples_v3.0_api-with-examples.json",
    { decision: "pass" },
  ],
  [
    "openapi-initiative/petstore-minimal.json",
    "openapi-initiative/petstore-simple.json",
    // Pets can be made and deleted, and nothing says by whom.
    { decision: "fail", worse: [/^operation-added: .*DELETE \/pets\/\{id\}/] },
  ],
  [
    "openapi-initiative/petstore-simple.json",
    "openapi-initiative/petstore-with-external-docs.json",
    { decision: "pass" },
  ],
  ["zalando/openapi3_petstore_expanded.json", "openapi-initiative/petstore-expanded.yaml", { decision: "pass" }],
  ["openapi-initiative/uspto.json", "openapi-initiative/uspto.yaml", { decision: "pass" }],
  [
    "openapi-initiative/tictactoe.json",
    "openapi-initiative/tictactoe.yaml",
    // The board is sent to an address that the caller names.
    { decision: "pass", worse: [/^operation-added: CALLBACK /] },
  ],
  [
    "openapi-initiative/uber.json",
    "openapi-initiative/uber.yaml",
    // One operation asks for a key, so that the others say that they ask for none.
    {
      decision: "fail",
      better: [/^authentication-strengthened: GET \/products: apikey is required now/],
      worse: [/^newly-reachable: /],
      also: /^(?:exposure-widened|callers-narrowed|exposure-narrowed|exposure-not-narrowed|finding-fixed): /,
    },
  ],
  ["cdr-australia/cds_banking.json", "cdr-australia/cds_banking.yaml", { decision: "pass" }],
  [
    "cdr-australia/cds_register.yaml",
    "cdr-australia/cds_register_banking_non_bank_lending.yaml",
    {
      decision: "pass",
      neutral: [/^operation-moved: .*\/all\/data-recipients/, /^operation-removed: .*\/jwks/],
    },
  ],
  [
    "emb-catwatch/catwatch.json",
    "emb-catwatch/catwatch_rest_api.yaml",
    // It was on the developer's machine.
    {
      decision: "pass",
      worse: [/^server-added: https:\/\/catwatch\.opensource\.zalan\.do/, /^reach-widened: /],
      better: [/^server-removed: .*localhost:8080/, /^limit-tightened: .*query organizations: it is required$/],
      neutral: [/^operation-removed: GET \/config/],
      also: /^(?:exposure-widened: |field-readable: Contributor\.gitHubUserName |finding-fixed: fixed \(low\))/,
    },
  ],
  [
    "keycloak/keycloak-18.0.0.yml",
    "keycloak/keycloak-22.0.1.json",
    {
      decision: "fail",
      worse: [/^response-schema-removed: .*partial-export/],
      neutral: [/^operation-removed: /],
      also: /^(?:field|limit|request|response|classification|finding)-/,
    },
  ],
  [
    "influxdata/swaggerV1Compat.yml",
    "influxdata/legacy.yml",
    // Nothing is asked for any more, and there are calls that make authorizations.
    {
      decision: "fail",
      worse: [/^(?:root-)?authentication-removed: .*POST \/write/, /^operation-added: .*\/legacy\/authorizations/],
      also: /^(?:newly-reachable|exposure-|field-|limit-)/,
    },
  ],
];

const paths = (root: Json): Json => root["paths"] as Json;
const operation = (root: Json, name: string, method: string): Json => (paths(root)[name] as Json)[method] as Json;
const renamed = (root: Json, from: RegExp, to: string): void => {
  root["paths"] = Object.fromEntries(Object.entries(paths(root)).map(([name, item]) => [name.replace(from, to), item]));
};
const schemaOf = (root: Json, name: string): Json => {
  const components = root["components"];
  const holder = (isObject(components) ? components["schemas"] : root["definitions"]) as Json;
  return holder[name] as Json;
};
const schemeOf = (root: Json, name: string): Json =>
  ((root["components"] as Json)["securitySchemes"] as Json)[name] as Json;

const CHANGES: Readonly<Record<string, readonly [file: string, change: (root: Json) => void, expected: Expected]>> = {
  "Gotify shortens a path": [
    "gotify/spec.json",
    (root) => renamed(root, /^\/application/, "/app"),
    { decision: "pass", neutral: [/^operation-moved: GET \/app was GET \/application/] },
  ],
  "Gotify makes a list optional to authenticate for": [
    "gotify/spec.json",
    (root) => (operation(root, "/application", "get")["security"] as unknown[]).push({}),
    {
      decision: "fail",
      worse: [/^authentication-optional: GET \/application/, /^newly-reachable: GET \/application/],
      also: /^exposure-widened: GET \/application/,
    },
  ],
  "Gotify no longer returns a flag": [
    "gotify/spec.json",
    (root) => delete (schemaOf(root, "Application")["properties"] as Json)["internal"],
    { decision: "pass" },
  ],
  "Spotify moves its version into the paths": [
    "spotify/official-spotify-open-api.yml",
    (root) => {
      root["servers"] = [{ url: "https://api.spotify.com" }];
      renamed(root, /^/, "/v1");
    },
    { decision: "pass", neutral: [/^operation-moved: GET \/v1\/albums\/\{id\} was GET \/albums\/\{id\}/] },
  ],
  "Spotify drops the only scope of an operation": [
    "spotify/official-spotify-open-api.yml",
    (root) => (operation(root, "/shows/{id}", "get")["security"] = [{ oauth_2_0: [] }]),
    { decision: "fail", worse: [/^scope-dropped: GET \/shows\/\{id\}: .*"user-read-playback-position"/] },
  ],
  "Spotify asks for another scope": [
    "spotify/official-spotify-open-api.yml",
    (root) => (operation(root, "/shows/{id}", "get")["security"] = [{ oauth_2_0: ["user-library-read"] }]),
    { decision: "pass", neutral: [/^scope-replaced: GET \/shows\/\{id\}/] },
  ],
  "the museum opens the codes of tickets": [
    "redocly/museum.yaml",
    (root) => (operation(root, "/tickets/{ticketId}/qr", "get")["security"] = []),
    {
      decision: "fail",
      worse: [/^authentication-removed: GET \/tickets/, /^newly-reachable: GET \/tickets/],
      also: /^exposure-widened: GET \/tickets/,
    },
  ],
  "the museum puts all paths below one": [
    "redocly/museum.yaml",
    (root) => renamed(root, /^/, "/museum"),
    { decision: "pass", neutral: [/^operation-moved: /] },
  ],
  "the museum takes tokens in place of passwords": [
    "redocly/museum.yaml",
    (root) => (schemeOf(root, "MuseumPlaceholderAuth")["scheme"] = "bearer"),
    {
      decision: "pass",
      better: [/^scheme-strengthened: MuseumPlaceholderAuth/, /^finding-fixed: .*password/],
    },
  ],
  "the pet store moves its version into the paths": [
    "swagger-petstore/src_main_resources_openapi.yaml",
    (root) => {
      root["servers"] = [{ url: "https://petstore3.swagger.io" }];
      renamed(root, /^/, "/api/v3");
    },
    { decision: "pass", neutral: [/^operation-moved: /] },
  ],
  "the pet store lets readers write": [
    "swagger-petstore/src_main_resources_openapi.yaml",
    (root) => (operation(root, "/pet", "put")["security"] = [{ petstore_auth: ["read:pets"] }]),
    { decision: "fail", worse: [/^scope-dropped: PUT \/pet: .*"write:pets"/], also: /^finding-fixed: .*"read:pets"/ },
  ],
  "the pet store no longer returns passwords": [
    "swagger-petstore/src_main_resources_openapi.yaml",
    (root) => (((schemaOf(root, "User")["properties"] as Json)["password"] as Json)["writeOnly"] = true),
    {
      decision: "pass",
      better: [
        /^write-only-added: /,
        /^field-no-longer-readable: User\.password/,
        /^finding-fixed: .*(?:password|credential)/i,
      ],
    },
  ],
  "the pet store renames a field": [
    "swagger-petstore/src_main_resources_openapi.yaml",
    (root) => {
      const properties = schemaOf(root, "User")["properties"] as Json;
      properties["emailAddress"] = properties["email"];
      delete properties["email"];
    },
    { decision: "pass", neutral: [/^field-moved: User\.emailAddress/] },
  ],
  "Traccar exports its users to anybody": [
    "traccar/openapi.yaml",
    (root) => {
      paths(root)["/users/export"] = {
        get: {
          security: [],
          responses: {
            200: {
              description: "All.",
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/User" } } },
              },
            },
          },
        },
      };
    },
    { decision: "fail", worse: [/^operation-added: GET \/users\/export is new: anyone without a credential/] },
  ],
  "Traccar is served without TLS too": [
    "traccar/openapi.yaml",
    (root) => (root["servers"] as unknown[]).push({ url: "http://demo.traccar.org/api" }),
    { decision: "fail", worse: [/^server-added: http:\/\/demo\.traccar\.org/] },
  ],
  "LINE no longer describes a deletion": [
    "line/liff.yml",
    (root) => delete (paths(root)["/liff/v1/apps/{liffId}"] as Json)["delete"],
    { decision: "pass", neutral: [/^operation-removed: DELETE \/liff/] },
  ],
  "LINE rewrites all texts": [
    "line/liff.yml",
    (root) => {
      for (const [, one] of operationsIn(root))
        Object.assign(one, { summary: "Does it", description: "Does what it does." });
    },
    { decision: "pass" },
  ],
  "Paystack takes its key in the URL": [
    "paystack/paystack.yaml",
    (root) => {
      const schemes = (root["components"] as Json)["securitySchemes"] as Json;
      schemes["bearerAuth"] = { type: "apiKey", in: "query", name: "key" };
    },
    { decision: "fail", worse: [/^scheme-weakened: bearerAuth/] },
  ],
  "Nakadi asks for a scope where nothing was asked for": [
    "zalando/nakadi-event-bus-api.yaml",
    (root) => (operation(root, "/event-types", "get")["security"] = [{ oauth2: ["nakadi.config.write"] }]),
    {
      decision: "pass",
      better: [/^authentication-strengthened: GET \/event-types/],
      neutral: [/^callers-narrowed: GET \/event-types/, /^exposure-not-narrowed: GET \/event-types/],
      also: /^(?:exposure-narrowed|finding-fixed): /,
    },
  ],
  "Discourse renames a path": [
    "discourse/openapi.yml",
    (root) => renamed(root, /^\/u\/\{username\}\.json$/, "/users/{username}.json"),
    {
      decision: "pass",
      neutral: [/^operation-moved: GET \/users\/\{username\}\.json was GET \/u\/\{username\}\.json/],
    },
  ],
  "Pinterest moves its version from the server into 169 paths": [
    "pinterest/v5_openapi.yaml",
    (root) => {
      root["servers"] = [{ url: "https://api.pinterest.com" }];
      renamed(root, /^\//, "/v5/");
    },
    { decision: "pass", neutral: [/^operation-moved: .* and 228 more; the full URL, with the server, is unchanged$/] },
  ],
  "Pinterest asks for the right to write in place of that to read": [
    "pinterest/v5_openapi.yaml",
    (root) => (operation(root, "/user_account", "get")["security"] = [{ pinterest_oauth2: ["user_accounts:write"] }]),
    { decision: "pass", neutral: [/^scope-replaced: GET \/user_account/], also: /^finding-fixed: / },
  ],
};

type Gate = NonNullable<Review["gate"]>;

function check(gate: Gate, { decision, worse = [], better = [], neutral = [], also }: Expected): void {
  const told = (direction: string): readonly string[] =>
    gate.changes.filter((change) => change.direction === direction).map(({ kind, text }) => `${kind}: ${text}`);
  const wrong: string[] = gate.decision === decision ? [] : [`it is ${gate.decision}`, ...gate.because];
  for (const [direction, expected] of [
    ["worse", worse],
    ["better", better],
    ["neutral", neutral],
  ] as const) {
    const found = told(direction);
    for (const pattern of expected)
      if (!found.some((text) => pattern.test(text))) wrong.push(`not ${direction}: ${String(pattern)}`);
    if (direction === "neutral") continue;
    for (const text of found)
      if (also?.test(text) !== true && !expected.some((pattern) => pattern.test(text)))
        wrong.push(`${direction} ${text}`);
  }
  expect(wrong).toEqual([]);
}

describe.skipIf(!hasCorpus)("between two real descriptions nothing is missing, and nothing is told wrongly", () => {
  test.each(shareOf(PAIRS, 3))("%s to %s", async (before, after, expected) => {
    const cwd = path.join(CORPUS, "real");
    const { stdout, stderr } = await run(["gate", after, "--base-file", before, "--root", ".", "--format", "json"], {
      cwd,
    });
    expect(stderr).toBe("");
    const { reviews } = JSON.parse(stdout) as { reviews: readonly Review[] }; // an envelope
    check(reviews[0]!.gate!, expected);
  });

  test.each(shareOf(Object.entries(CHANGES), 3))("%s", async (_name, [file, change, expected]) => {
    const name = path.join(CORPUS, "real", file);
    const head = descriptionIn(name);
    change(head);
    const texts = (root: Json) => new Map([["openapi.json", JSON.stringify(root, undefined, 1)]]);
    check((await gated(texts(descriptionIn(name)), texts(head), "openapi.json")).gate, expected);
  });
});
