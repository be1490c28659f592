import { count, listed, prose, yaml } from "../../core/prose.ts";
import { isStepOfLogIn } from "../../exposure/callers-own.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** An operation that changes something, and that anybody can call. */
export const anonymousWrite: Rule = {
  id: "anonymous-write",
  title: "Anybody can change data without logging in",
  alsoKnownAs: ["missing authentication", "unauthenticated access"],
  owasp: ["API2:2023", "API5:2023"],
  cwe: [306],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Nobody knows who called, nothing can be undone for the right person, and a script can do it a million times.
    Signing up, logging in and resetting a password must be open; hardly anything else that writes.
  `,
  exploit: prose`
    An attacker sends the request in a loop, without any credential and from many addresses. Records are made, changed
    or deleted as fast as the server allows. Nobody can tell afterwards which of them were real or who made the others.
  `,
  remediation: prose`
    Require a credential. Where it must be open, as a contact form, limit it, and say in the description why.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders/{id}:
            delete: # ✗
              security: []
            get: {}
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
          /orders/{id}:
            delete: {}
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders/{id}:
            delete: {}
          /login:
            post:
              security: []
          /orders/search:
            post:
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => {
      const { admission, reach, intent } = api.assessed(operation);
      const isStated = operation.access !== "unstated";
      return (
        operation.operationKind === "path" &&
        isStated &&
        admission === "anonymous" &&
        reach !== "internal" &&
        intent === undefined &&
        !isStepOfLogIn(operation) &&
        !bringsToken(operation) &&
        readingOf(operation) === undefined
      );
    });
    if (operations.length === 0) return;
    const guarded = new Set(
      api.operations.filter(({ method, access }) => method === "GET" && access === "secured").map(({ path }) => path),
    );
    const odd = operations.filter(({ path }) => guarded.has(path));
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        operations.length === 1
          ? `${operations[0]!.id} can be called by anybody`
          : `${count(operations.length, "operation")} that change data can be called by anybody`,
      evidence:
        odd.length === 0
          ? []
          : [
              `Reading the same asks for a log-in: ${listed(
                odd.map(({ id }) => id),
                3,
              )}.`,
            ],
      mitigations: api.operations.every((operation) => api.assessed(operation).admission === "anonymous")
        ? ["nothing of this API asks for a credential, so it may be meant that way"]
        : [],
    };
  },
};

/** Whether the path itself holds what lets its caller in: a token that somebody was sent, and nobody guesses. */
function bringsToken({ path }: Operation): boolean {
  return /\{(?:[a-z_-]*[a-z_-])?(?:token|jwt)\}/i.test(path);
}
