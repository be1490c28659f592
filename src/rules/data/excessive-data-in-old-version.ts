import { prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import type { Rule } from "../rule.ts";
import { carriedBy, fieldsOfFlows, spotsOfFlows } from "../../operations/readers/readers.ts";
import { shapeOf, returnSameThings, returnedBy, returnedOnlyBy } from "../../operations/readers/returned-fields.ts";

/** An old version returns what the new one no longer does. */
export const excessiveDataInOldVersion: Rule = {
  id: "excessive-data-in-old-version",
  title: "Old version still returns data that the new one removed",
  owasp: ["API9:2023", "API3:2023"],
  cwe: [213, 1059],
  asvs: ["V15.3.1", "V8.2.3"],
  confidence: "likely",

  rationale: prose`
    The new version no longer returns fields that exposed too much. The old version still does, and callers get them by
    changing one digit in the URL.
  `,
  exploit: prose`
    An attacker changes the version in the URL from 2 to 1. The old operation still responds, with the fields that were
    removed from the new one because they exposed too much. The leak was fixed, yet it continues.
  `,
  remediation: prose`
    Remove the fields there too, or shut the version down. To callers, both are one service.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /v1/users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
                          dateOfBirth: # ✗
                            type: string
          /v2/users/{userId}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /v1/users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
          /v2/users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          firstName:
                            type: string
                          dateOfBirth:
                            type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    for (const [old, next] of succeeded(api)) {
      const more = returnedOnlyBy(returnedBy(api, old), returnedBy(api, next));
      if (more.length === 0 || !returnSameThings(old, next)) continue;
      yield {
        at: { file: more[0]!.field.node.source.file, pointer: more[0]!.field.node.pointer },
        cause: `${old.method} ${shapeOf(old.pathItem.path)}`,
        places: spotsOfFlows(more, false),
        fields: fieldsOfFlows(more),
        message: `${old.id} still returns the ${carriedBy(more)}, which ${next.id} no longer returns`,
      };
    }
  },
};

/** Operations and the newest version of the same one, where that says what it returns. */
function* succeeded(api: AssessedApi): Generator<readonly [Operation, Operation]> {
  const versions = new Map<string, { readonly version: number; readonly operation: Operation }[]>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    const { version, rest } = versionOf(operation.path);
    const key = `${operation.method} ${shapeOf(rest)}`;
    const list = versions.get(key);
    if (list === undefined) versions.set(key, [{ version, operation }]);
    else list.push({ version, operation });
  }
  const several = [...versions.values()].filter((list) => list.length > 1);
  if (several.length === 0) return;
  const typed = new Set(
    successResponses(api).flatMap(({ operation, typing }) => (typing === "typed" ? [operation] : [])),
  );
  for (const list of several) {
    const [newest, ...older] = list.toSorted((a, b) => b.version - a.version);
    if (newest === undefined || !typed.has(newest.operation)) continue;
    for (const { version, operation } of older) if (version < newest.version) yield [operation, newest.operation];
  }
}

/** The version that a path names, and the path without it; one without a version is what is meant today. */
function versionOf(path: string): { readonly version: number; readonly rest: string } {
  const match = /\/v(\d{1,4}(?:\.\d{1,4})?)(?=\/|$)/i.exec(path);
  if (match === null) return { version: Infinity, rest: path };
  return { version: Number(match[1]), rest: path.replace(match[0], "") };
}
