import path from "node:path";
import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";
import { operationsIn, type Json, type Texts } from "./harmless.ts";
import { descriptionIn, gated } from "./judged.ts";

const ENTRY = "openapi.json";
const REAL = shareOf(
  [
    "real/traccar/openapi.yaml",
    "real/pinterest/v5_openapi.yaml",
    "real/bamboohr/public.yaml",
    "real/discourse/openapi.yml",
    "real/firefly-iii/firefly-iii-v6.6.2-v1.yaml",
  ],
  3,
);

/** A change to any description that has what it needs; `undefined` where it has not. What it gives must stand in the text of the change. */
type Change = (root: Json) => string | undefined;

const ROWS: Readonly<Record<string, readonly [kind: string, decision: "fail" | "pass" | undefined, change: Change]>> = {
  "an anonymous operation is added that lists persons": [
    "operation-added",
    "fail",
    (root) => {
      (root["paths"] as Json)["/zz/members"] = {
        get: {
          security: [],
          responses: {
            200: {
              description: "All.",
              content: {
                "application/json": {
                  schema: {
                    type: "array",
                    items: {
                      type: "object",
                      properties: {
                        id: { type: "string" },
                        email: { type: "string", format: "email" },
                        birthDate: { type: "string", format: "date" },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      };
      return "/zz/members";
    },
  ],
  "an operation's requirement is emptied": [
    "authentication-removed",
    "fail",
    (root) => withRequirement(root, (operation) => (operation["security"] = [])),
  ],
  "an alternative asks for nothing": [
    "authentication-optional",
    "fail",
    (root) => withRequirement(root, (operation, security) => (operation["security"] = [...security, {}])),
  ],
  "the root's requirement is gone": [
    "root-authentication-removed",
    "fail",
    (root) => {
      if (!Array.isArray(root["security"]) || root["security"].length === 0) return undefined;
      delete root["security"];
      return "root";
    },
  ],
  "an API key in the URL is enough": [
    "alternative-added",
    "fail",
    (root) => {
      const components = (root["components"] ??= {}) as Json;
      ((components["securitySchemes"] ??= {}) as Json)["zzKey"] = { type: "apiKey", in: "query", name: "zz" };
      return (
        withRequirement(root, (operation, security) => (operation["security"] = [...security, { zzKey: [] }])) &&
        "zzKey"
      );
    },
  ],
  "a sensitive field is returned": [
    "field-readable",
    undefined,
    (root) =>
      withResponse(
        root,
        (schema) =>
          ((schema["properties"] as Json)["zzPassportNumber"] = {
            type: "string",
            description: "The passport number of the user.",
          }),
      ) && "zzPassportNumber",
  ],
  "the schema of a response is removed": [
    "response-schema-removed",
    undefined,
    (root) => withResponse(root, (_schema, media) => delete media["schema"]),
  ],
  "a response is opened": [
    "response-opened",
    undefined,
    (root) => withResponse(root, (_schema, media) => (media["schema"] = { type: "object" })),
  ],
  "a server is added": [
    "server-added",
    undefined,
    (root) => {
      root["servers"] = [...(Array.isArray(root["servers"]) ? root["servers"] : []), { url: "https://zz.acme.io" }];
      return "https://zz.acme.io";
    },
  ],
  "a parameter takes more values": [
    "limit-loosened",
    "pass",
    (root) => {
      for (const [, operation] of operationsIn(root))
        for (const parameter of Array.isArray(operation["parameters"]) ? operation["parameters"] : []) {
          const schema: unknown = isObject(parameter) ? parameter["schema"] : undefined;
          if (!isObject(schema) || !Array.isArray(schema["enum"])) continue;
          (schema["enum"] as unknown[]).push("zz-more");
          return "zz-more";
        }
      return undefined;
    },
  ],
  "the API is said to be public": [
    "audience-widened",
    undefined,
    (root) => {
      (root["info"] as Json)["x-audience"] = "external-public";
      return "public";
    },
  ],
};

describe.skipIf(!hasCorpus)("in real descriptions a change is told and decided when", () => {
  test.each(Object.entries(ROWS))("%s", async (_name, [kind, decision, change]) => {
    let made = 0;
    for (const file of REAL) {
      const head = descriptionIn(path.join(CORPUS, file));
      const text = change(head);
      if (text === undefined) continue;
      made += 1;
      const { gate } = await gated(baseOf(file), new Map([[ENTRY, JSON.stringify(head, undefined, 1)]]), ENTRY);
      const told = gate.changes.filter((one) => one.direction === "worse").map((one) => `${one.kind}: ${one.text}`);
      expect(told, file).toContainEqual(
        expect.stringMatching(new RegExp(`^${kind}: .*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`)),
      );
      if (decision !== undefined)
        expect([file, gate.decision, ...(decision === "pass" ? gate.because : [])]).toEqual([file, decision]);
      // One cause is told in a few lines, however large the description.
      expect(told.length, told.join("\n")).toBeLessThan(12);
    }
    expect(made).toBeGreaterThan(0);
  });

  test("a response with classified fields loses its schema, or is opened, and never passes", async () => {
    for (const file of shareOf(REAL.slice(0, 3), 2)) {
      const before = baseOf(file);
      const { fields, operations } = await gated(before, before, ENTRY);
      const carrying = new Set(
        fields
          .filter(({ confidence, sensitivity }) => confidence !== "possible" && sensitivity !== "public")
          .flatMap(({ flows }) =>
            flows
              .filter(({ direction, via }) => direction === "read" && (via === "body" || via === "embedded"))
              .map(({ operation }) => operation),
          ),
      );
      const chosen = operations
        .filter(({ id, kind }) => kind === "path" && carrying.has(id))
        .filter((_, index, all) => index === Math.floor(all.length / 2));
      for (const { path: name, method } of chosen) {
        for (const opened of [
          undefined,
          {},
          { type: "object" },
          { type: "object", additionalProperties: true },
          { $ref: "missing.yaml" },
          { type: "string" },
          true,
        ]) {
          const head = descriptionIn(path.join(CORPUS, file));
          const operation = ((head["paths"] as Json)[name] as Json)[method.toLowerCase()] as Json;
          for (const media of mediaIn(head, operation)) {
            if (opened === undefined) delete media["schema"];
            else media["schema"] = opened;
          }
          const { gate } = await gated(before, new Map([[ENTRY, JSON.stringify(head)]]), ENTRY);
          expect([file, method, name, JSON.stringify(opened), gate.decision]).toEqual([
            file,
            method,
            name,
            JSON.stringify(opened),
            "fail",
          ]);
        }
      }
    }
  });
});

const bases = new Map<string, Texts>();

/** What changes of a description are held against, the same for each. */
function baseOf(file: string): Texts {
  const known =
    bases.get(file) ?? new Map([[ENTRY, JSON.stringify(descriptionIn(path.join(CORPUS, file)), undefined, 1)]]);
  bases.set(file, known);
  return known;
}

function withRequirement(
  root: Json,
  change: (operation: Json, security: readonly unknown[]) => void,
): string | undefined {
  for (const [, operation, name] of operationsIn(root)) {
    const security = operation["security"] ?? root["security"];
    if (
      !Array.isArray(security) ||
      security.length === 0 ||
      security.some((one) => isObject(one) && Object.keys(one).length === 0)
    )
      continue;
    change(operation, security);
    return name;
  }
  return undefined;
}

/** Changes the first response whose schema, references followed, is an object that is written with properties. */
function withResponse(root: Json, change: (schema: Json, media: Json) => void): string | undefined {
  for (const [, operation, name] of operationsIn(root)) {
    for (const media of mediaIn(root, operation)) {
      const schema = resolved(root, media["schema"]);
      if (schema === undefined || !isObject(schema["properties"])) continue;
      change(schema, media);
      return name;
    }
  }
  return undefined;
}

function* mediaIn(root: Json, operation: Json): Generator<Json> {
  for (const [status, written] of Object.entries((operation["responses"] ?? {}) as Json)) {
    const response = resolved(root, written);
    if (!status.startsWith("2") || response === undefined) continue;
    for (const media of Object.values((response["content"] ?? {}) as Json)) if (isObject(media)) yield media;
  }
}

function resolved(root: Json, value: unknown): Json | undefined {
  let at: unknown = value;
  for (let hops = 0; isObject(at) && typeof at["$ref"] === "string" && hops < 5; hops += 1)
    at = at["$ref"]
      .slice(2)
      .split("/")
      .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key.replaceAll("~1", "/")] : undefined), root);
  return isObject(at) ? at : undefined;
}
