import { annotationsOf } from "../../agents/annotations.ts";
import { decidedOperations } from "../../agents/decided.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { isDoneTwice } from "../../operations/done-twice.ts";
import type { Rule } from "../rule.ts";

/** A change that an agent may call, and that takes effect again when the agent repeats the call. */
export const unsafeAgentRetry: Rule = {
  id: "unsafe-agent-retry",
  title: "Change that an agent repeats takes effect again (no idempotency key)",
  alsoKnownAs: ["idempotency", "agent retry"],
  owasp: ["API6:2023"],
  cwe: [837],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    An agent repeats a call that fails or takes too long, and a model sometimes calls a tool again to be sure. Without an
    idempotency key, the service cannot tell that a request is repeated, and makes a second order, task or comment.
  `,
  exploit: prose`
    An attacker plants a text, which the agent reads, and which claims that the last call failed and must be repeated. The agent repeats the call
    until it reaches a limit. Each call creates another order, task or comment.
  `,
  remediation: prose`
    Accept an idempotency key, in a header or field, and return the first result for the same key and caller. Or let the
    client choose the identifier, with PUT.
  `,

  examples: {
    bad: [
      yaml`
        x-agents: true
        security: [{ token: [] }]
        paths:
          /tasks:
            post: # ✗
              summary: Create a task
              requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }
              responses: { "201": { description: Done. } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
      `,
    ],
    good: [
      yaml`
        x-agents: true
        security: [{ token: [] }]
        paths:
          /tasks:
            post:
              summary: Create a task
              parameters: [{ name: Idempotency-Key, in: header, required: true, schema: { type: string } }]
              requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }
              responses: { "201": { description: Done. } }
          /tasks/{taskId}:
            put:
              summary: Change a task
              parameters: [{ name: taskId, in: path, required: true, schema: { type: string } }]
              requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }
              responses: { "204": { description: Done. } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
      `,
    ],
  },

  *check(api) {
    const found = decidedOperations(api).flatMap(({ operation, decision }) => {
      if (decision === "deny" || isDoneTwice(api, operation)) return [];
      const { readOnlyHint, idempotentHint } = annotationsOf(api, operation);
      return readOnlyHint || idempotentHint ? [] : operation;
    });
    const [first] = found;
    if (first === undefined) return;
    yield {
      at: placeOf(first),
      cause: "",
      places: found.map((operation) => ({ at: placeOf(operation), operation })),
      message: `Agents may call ${count(found.length, "change")} that ${found.length === 1 ? "takes" : "take"} effect again when repeated, and no idempotency key identifies a repeated request`,
    };
  },
};
