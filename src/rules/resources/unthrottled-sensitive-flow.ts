import { count, prose, yaml } from "../../core/prose.ts";
import type { Intent } from "../../exposure/intent.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** Guessing is not limited. */
export const unthrottledSensitiveFlow: Rule = {
  id: "unthrottled-sensitive-flow",
  title: "Guessing is not limited",
  owasp: ["API2:2023", "API4:2023", "API6:2023"],
  cwe: [307, 799],
  confidence: "possible",

  rationale: prose`
    Logging in, signing up, resetting a password and checking a code are what scripts attack first: they try passwords
    and codes by the thousand. The description mentions no limit, so that nobody can tell whether there is one.
  `,
  remediation: prose`
    Limit these operations by account and by caller, and say so: a 429 response with Retry-After. A code of a few
    digits needs a limit of a few tries.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post: # ✗
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /login:
            post: # ✗
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
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
        paths:
          /login:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
              responses:
                "429":
                  description: Too many tries.
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => {
      const { intent, exposure, admission } = api.assessed(operation);
      return (
        exposure !== "private" &&
        (admission === "anonymous" || admission === "self-registered") &&
        intent !== undefined &&
        GUESSED.has(intent) &&
        !isLimited(operation)
      );
    });
    if (operations.length === 0) return;
    const kinds = [...new Set(operations.map((operation) => api.assessed(operation).intent))];
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      confidence: "likely",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        operations.length === 1
          ? `${operations[0]!.id} (${kinds[0]}) mentions no limit`
          : `${count(operations.length, "operation")} (${kinds.join(", ")}) mention no limit`,
    };
  },
};

const GUESSED: ReadonlySet<Intent> = new Set<Intent>(["log-in", "sign-up", "password-reset", "verification", "token"]);

/** Whether a description says that an operation is limited: a 429, a header or an extension of rate limits, or a captcha. */
function isLimited(operation: Operation): boolean {
  const headers = operation.responses.flatMap((response) => response.headers.map(({ name }) => name));
  return (
    operation.responses.some(({ status }) => status === "429") ||
    headers.some((name) => /rate-?limit|retry-after/i.test(name)) ||
    [...operation.extensions.keys(), ...operation.pathItem.extensions.keys()].some((name) =>
      /rate|throttl|limit/i.test(name),
    ) ||
    operation.parameters.some(({ name }) => /captcha|turnstile/i.test(name))
  );
}
