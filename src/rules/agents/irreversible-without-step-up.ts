import { decidedOperations, type DecidedOperation } from "../../agents/decided.ts";
import type { AgentReason } from "../../core/agent-reasons.ts";
import { listed, prose, yaml } from "../../core/prose.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";

/** What cannot be undone, for which the credential of an agent that only reads is enough. */
export const irreversibleWithoutStepUp: Rule = {
  id: "irreversible-without-step-up",
  title: "Irreversible operation requires no stronger credential than a read (no step-up)",
  alsoKnownAs: ["step-up authentication", "excessive agency"],
  owasp: ["API5:2023"],
  cwe: [250, 306],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    An agent gets a credential for the operations that it may call. If the same credential also allows deletions,
    payments or any other change, only the list of tools keeps the agent from these calls. That list does not
    bind an attacker who gets the token, or another tool that makes requests with the token.
  `,
  exploit: prose`
    An attacker hides an instruction in a text that the agent reads: the agent then sends its token to the
    attacker, or calls the API directly with a general tool for HTTP requests. The token was issued for reading, but
    the API also accepts it for deletions. With it, the attacker deletes the account's data.
  `,
  remediation: prose`
    Require a separate scope for these operations, and do not give it to agents. Or ask for a second factor or a new
    log-in that is a few minutes old (step-up authentication, RFC 9470).
  `,

  examples: {
    bad: [
      yaml`
        x-agents: true
        security: [{ token: [] }]
        paths:
          /reports:
            get:
              summary: List reports
              responses: { "200": { description: Reports., content: { application/json: { schema: { type: array, items: { type: object, properties: { total: { type: number } } } } } } } }
          /reports/{reportId}:
            delete: # ✗
              summary: Delete a report. This cannot be undone.
              parameters: [{ name: reportId, in: path, required: true, schema: { type: string } }]
              responses: { "204": { description: Done. } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
      `,
    ],
    good: [
      yaml`
        x-agents: true
        paths:
          /reports:
            get:
              summary: List reports
              security: [{ login: ["reports:read"] }]
              responses: { "200": { description: Reports., content: { application/json: { schema: { type: array, items: { type: object, properties: { total: { type: number } } } } } } } }
          /reports/{reportId}:
            delete:
              summary: Delete a report. This cannot be undone.
              security: [{ login: ["reports:delete"] }]
              parameters: [{ name: reportId, in: path, required: true, schema: { type: string } }]
              responses: { "204": { description: Done. } }
        components:
          securitySchemes:
            login: { type: oauth2, flows: { authorizationCode: { authorizationUrl: https://id.acme.io/a, tokenUrl: https://id.acme.io/t, scopes: { "reports:read": Read reports, "reports:delete": Delete reports } } } }
      `,
    ],
  },

  *check(api) {
    const decided = decidedOperations(api);
    const reads = decided.filter(({ decision, grounds }) => decision === "allow" && grounds.some(isRead));
    const found = decided.flatMap(({ operation, grounds }) => {
      if (!grounds.some(({ reason }) => FINAL.has(reason)) || asksAgain(operation)) return [];
      const read = reads.find((one) => suffices(one.operation, operation));
      return read === undefined ? [] : [{ operation, read }];
    });
    const [first] = found;
    if (first === undefined) return;
    const named = listed(
      found.map(({ operation }) => operation.id),
      3,
    );
    yield {
      at: placeOf(first.operation),
      cause: "",
      places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${named} cannot be undone, and a credential for ${first.read.operation.id} is enough for ${found.length === 1 ? "it" : "them"}`,
    };
  },
};

/** What nothing brings back. */
const FINAL: ReadonlySet<AgentReason> = new Set(["irreversible", "money-out", "deletion", "bulk"]);

function isRead({ reason }: DecidedOperation["grounds"][number]): boolean {
  return READS.has(reason);
}

const READS: ReadonlySet<AgentReason> = new Set(["own-data", "plain-data", "unbounded-data", "unknown-data"]);

/** Whether a call asks for more than the credential: a password, a code that was sent, a second factor. */
function asksAgain(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) =>
    AGAIN.some((concept) => endsIn(words, operation.lexicon, concept)),
  );
}

const AGAIN = ["password", "sent-code", "second-factor"] as const;

/** Whether one of the credentials by which one operation lets in also lets in to another, with its scopes. */
function suffices(read: Operation, act: Operation): boolean {
  return (act.security?.alternatives ?? []).some(
    ({ schemes }) =>
      schemes.length > 0 &&
      (read.security?.alternatives ?? []).some(({ schemes: held }) =>
        schemes.every(({ name, scopes }) =>
          held.some((one) => one.name === name && scopes.every((scope) => one.scopes.includes(scope))),
        ),
      ),
  );
}
