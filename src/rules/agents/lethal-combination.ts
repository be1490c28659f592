import { listed, prose, yaml } from "../../core/prose.ts";
import type { AgentReason } from "../../core/agent-reasons.ts";
import { decidedOperations, type DecidedOperation } from "../../agents/decided.ts";
import { returnsTextsOfOthers } from "../../agents/untrusted-content.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** One agent may read private data and texts of strangers, and has a way to send data out. */
export const lethalCombination: Rule = {
  id: "lethal-combination",
  title: "Agent can read private data and strangers' texts, and send data",
  alsoKnownAs: ["lethal trifecta"],
  owasp: ["API10:2023"],
  cwe: [1427, 200],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    A model cannot distinguish its user's instructions from other text that it reads. Anyone who writes text that the
    agent reads can give it instructions. If the agent can also read private data and send data out, the text decides
    what is sent to whom.
  `,
  exploit: prose`
    An attacker writes a comment or message that asks the agent to look up data and post it. The agent reads this
    text while it works for the user, and obeys. It posts the user's private data where the attacker can read it.
  `,
  remediation: prose`
    Take one of the three abilities away from this agent: deny the calls that send data out, or let one agent read
    private data and another read texts by others. Until then, let a person see and confirm each call that sends data
    out.
  `,

  examples: {
    bad: [
      yaml`
        x-agents: true
        security: [{ token: [] }]
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content: { application/json: { schema: { type: object, properties: { email: { type: string, format: email } } } } }
          /comments:
            get:
              summary: List comments
              responses:
                "200":
                  description: What people wrote.
                  content: { application/json: { schema: { type: array, items: { type: object, properties: { text: { type: string } } } } } }
            post: # ✗
              summary: Write a comment
              requestBody: { content: { application/json: { schema: { type: object, properties: { text: { type: string } } } } } }
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
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content: { application/json: { schema: { type: object, properties: { email: { type: string, format: email } } } } }
          /comments:
            get:
              summary: List comments
              responses:
                "200":
                  description: What people wrote.
                  content: { application/json: { schema: { type: array, items: { type: object, properties: { text: { type: string } } } } } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }
      `,
    ],
  },

  *check(api) {
    const callable = decidedOperations(api).filter(({ decision }) => decision !== "deny");
    const reads = callable.filter((one) => hasAny(one, PRIVATE));
    const untrusted = callable.filter(({ operation }) => returnsTextsOfOthers(api, operation));
    const out = callable.filter((one) => hasAny(one, OUT));
    const [first] = out;
    if (reads.length === 0 || untrusted.length === 0 || first === undefined) return;
    yield {
      at: placeOf(first.operation),
      cause: "",
      places: out.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `An agent may read private data (${named(reads)}) and texts that others write (${named(untrusted)}), and can send data out: ${named(out)}`,
      mitigations: out.every(({ decision }) => decision === "confirm")
        ? ["a person confirms each call that sends data out"]
        : [],
    };
  },
};

function named(some: readonly DecidedOperation[]): string {
  return listed(
    some.map(({ operation }) => operation.id),
    2,
  );
}

function hasAny({ grounds }: DecidedOperation, reasons: ReadonlySet<AgentReason>): boolean {
  return grounds.some(({ reason }) => reasons.has(reason));
}

const PRIVATE: ReadonlySet<AgentReason> = new Set(["own-data", "personal-data", "messages", "logs", "export"]);
const OUT: ReadonlySet<AgentReason> = new Set(["send", "publish", "share", "invite", "fetched-address"]);
