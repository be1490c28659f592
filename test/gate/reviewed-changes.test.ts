import path from "node:path";
import { describe, expect, test } from "vitest";
import { blockingLines, isNothingNew } from "../../src/report/words/blocking-lines.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import type { Json, Texts } from "./harmless.ts";
import { descriptionIn, gated } from "./judged.ts";
import { checkReviewed, type Expected } from "./reviewer.ts";

/*
 * Changes to real descriptions. A reviewer read both sides and wrote down what a comment has to say, before the gate was
 * asked: what is expected here are those notes. With the pairs of versions of the corpus (version-pairs.test.ts) they are
 * twenty.
 */

const ENTRY = "openapi.json";
const GOTIFY = "real/gotify/spec.json";
const PROJECTS = "real/xero/xero-projects.yaml";
const WALLET = "real/paystack/wallet.yaml";
const TRACCAR = "real/traccar/openapi.yaml";

interface Row extends Expected {
  readonly file: string;
  readonly change: (root: Json) => void;
  /** So many lines say why it fails, at most. */
  readonly reasons?: number;
  /** Whether the comment says that nothing new is exposed. */
  readonly isSilent?: boolean;
}

const at = (root: Json, ...keys: readonly string[]): Json => keys.reduce((inner, key) => inner[key] as Json, root);
const operation = (root: Json, method: string, name: string): Json => at(root, "paths", name, method);

const ROWS: Readonly<Record<string, Row>> = {
  "a user is changed without a credential": {
    file: GOTIFY,
    change: (root) => (operation(root, "post", "/user/{id}")["security"] = []),
    reviewer: "must not",
    worse: [/^authentication-removed: POST \/user\/\{id\}/],
    also: /^(?:exposure-widened|newly-reachable): POST \/user\/\{id\}/,
    findings: [/POST \/user\/\{id\}/],
    reasons: 2,
  },
  "users have an e-mail address": {
    file: GOTIFY,
    change: (root) => (at(root, "definitions", "User", "properties")["email"] = { type: "string", format: "email" }),
    reviewer: "attention",
    worse: [/^field-readable: .*email .*GET \/user/],
  },
  "a definition has another name, and paths another order": {
    file: GOTIFY,
    change(root) {
      const text = JSON.stringify(root).replaceAll('#/definitions/User"', '#/definitions/Account"');
      const { paths, definitions } = JSON.parse(text) as { paths: Json; definitions: Json };
      const { User, ...others } = definitions;
      root["definitions"] = { ...others, Account: User };
      root["paths"] = Object.fromEntries(Object.entries(paths).toReversed());
    },
    reviewer: "may",
    isSilent: true,
  },
  "tokens are no longer taken in the query": {
    file: GOTIFY,
    change(root) {
      for (const item of Object.values(root["paths"] as Json))
        for (const one of Object.values(item as Json)) {
          const { security } = one as { security?: readonly object[] };
          if (Array.isArray(security) && security.length > 1)
            (one as Json)["security"] = security.filter((scheme) => !("clientTokenQuery" in scheme));
        }
    },
    reviewer: "may",
    better: [/clientTokenQuery/],
    also: /^finding-fixed: /,
  },
  "the password of a user is set by a new operation": {
    file: GOTIFY,
    change(root) {
      const { security } = operation(root, "post", "/user/{id}");
      at(root, "paths")["/user/{id}/password"] = {
        put: {
          operationId: "setPassword",
          security,
          parameters: [
            { name: "id", in: "path", required: true, type: "integer" },
            { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/UserPass" } },
          ],
          responses: { 200: { description: "Ok" } },
        },
      };
    },
    reviewer: "attention",
    decision: "either",
    worse: [/^operation-added: PUT \/user\/\{id\}\/password is new: /],
  },
  "clients are listed without their tokens": {
    file: GOTIFY,
    change: (root) => delete at(root, "definitions", "Client", "properties")["token"],
    reviewer: "may",
    better: [/^field-no-longer-readable: .*token .*GET \/client/],
    also: /^finding-fixed: /,
  },
  "one of two scopes is no longer demanded": {
    file: PROJECTS,
    change: (root) => (operation(root, "get", "/ProjectsUsers")["security"] = [{ OAuth2: ["projects.read"] }]),
    reviewer: "attention",
    decision: "either",
    worse: [/^scope-(?:dropped|weakened): .*GET \/ProjectsUsers.*projects/],
    also: /^(?:exposure-widened|newly-reachable): GET \/ProjectsUsers/,
  },
  "a write asks for the scope of something else": {
    file: PROJECTS,
    change: (root) => (operation(root, "patch", "/Projects/{projectId}")["security"] = [{ OAuth2: ["email"] }]),
    reviewer: "attention",
    decision: "either",
    told: [/^scope-(?:replaced|weakened|dropped): (?=.*projects)(?=.*email)/],
  },
  "an operation is removed": {
    file: PROJECTS,
    change: (root) => delete at(root, "paths", "/Projects/{projectId}/Time/{timeEntryId}")["delete"],
    reviewer: "may",
    neutral: [/^operation-removed: DELETE \/Projects\/\{projectId\}\/Time\/\{timeEntryId\}/],
  },
  "operations have another path": {
    file: PROJECTS,
    change(root) {
      root["paths"] = Object.fromEntries(
        Object.entries(root["paths"] as Json).map(([name, item]) => [name.replace("/Time", "/TimeEntries"), item]),
      );
    },
    reviewer: "may",
    neutral: [/^operation-moved: (?=.*\/TimeEntries).* was .*\/Time/],
    isSilent: true,
  },
  "clients send their secrets to another host": {
    file: PROJECTS,
    change(root) {
      const flows = at(root, "components", "securitySchemes", "OAuth2", "flows", "authorizationCode");
      flows["tokenUrl"] = "https://login.xero-auth.example/connect/token";
    },
    reviewer: "must not",
    worse: [/^token-endpoint-moved: .*login\.xero-auth\.example/],
  },
  "nothing is asked for any more": {
    file: WALLET,
    change: (root) => delete root["security"],
    reviewer: "must not",
    // Seven by their names, and four more.
    worse: [
      /^root-authentication-removed: .*POST \/transaction\/charge_authorization.* and 4 more: nothing is required any more/,
    ],
    also: /^(?:exposure-widened|newly-reachable|authentication-removed|evidence-lost): /,
    reasons: 2,
  },
  "what customers are is hidden": {
    file: WALLET,
    change(root) {
      at(root, "components", "schemas")["CustomerListResponse"] = { type: "object" };
    },
    reviewer: "must not",
    worse: [/^response-opened: GET \/customer .*(?:e-mail|email)/],
  },
  "an identity number can be read": {
    file: WALLET,
    change(root) {
      const string = { type: "string" };
      at(root, "paths", "/customer/{code}/identification")["get"] = {
        operationId: "customer_identification",
        parameters: [{ name: "code", in: "path", required: true, schema: string }],
        responses: {
          200: {
            description: "The identification.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { bvn: string, account_number: string, first_name: string, last_name: string },
                },
              },
            },
          },
        },
      };
    },
    reviewer: "attention",
    decision: "either",
    worse: [
      /^operation-added: GET \/customer\/\{code\}\/identification is new: .* can call it; it returns .*national identification number/,
    ],
  },
  "passwords are no longer returned": {
    file: TRACCAR,
    change: (root) => (at(root, "components", "schemas", "User", "properties", "password")["writeOnly"] = true),
    reviewer: "may",
    better: [/^(?:field-no-longer-readable|write-only-added): .*password .*GET \/users/],
    // The same once more, by what is written.
    also: /^finding-fixed: |^write-only-added: .*2xx password/,
  },
};

const bases = new Map<string, Texts>();

/** What changes of a description are held against, the same for each. */
function baseOf(file: string): Texts {
  const known =
    bases.get(file) ?? new Map([[ENTRY, JSON.stringify(descriptionIn(path.join(CORPUS, file)), undefined, 1)]]);
  bases.set(file, known);
  return known;
}

describe("of a change to a real description the gate says what a reviewer said first", () => {
  test.runIf(hasCorpus).each(Object.entries(ROWS))(
    "%s",
    async (_name, { file, change, reasons, isSilent, ...expected }) => {
      const root = JSON.parse(baseOf(file).get(ENTRY)!) as Json;
      change(root);
      const review = await gated(baseOf(file), new Map([[ENTRY, JSON.stringify(root, undefined, 1)]]), ENTRY);
      checkReviewed(review, expected);
      if (reasons !== undefined) expect(blockingLines(review.gate).length).toBeLessThanOrEqual(reasons);
      if (isSilent === true) expect(isNothingNew(review)).toBe(true);
    },
  );
});
