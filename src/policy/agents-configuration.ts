import * as z from "zod";
import { METHOD_AND_PATH } from "./operation-pattern.ts";
import { AGENT_DECISIONS, AGENT_REASONS, AGENT_REASON_NAMES } from "../core/agent-reasons.ts";
import { answered, expected, globMatching, mapOf, mapping, oneOf } from "./configuration-parts.ts";

/*
 * What `sallyport.yaml` says of agents.
 */

const decision = oneOf(AGENT_DECISIONS).meta({
  id: "AgentDecision",
  description:
    "Whether an agent may call an operation: allow (yes), confirm (only after a person has confirmed this call) or deny (never).",
});

/** `agents:`. */
export const agents = z.union(
  [
    z.boolean(expected("true or false")),
    mapping({
      reasons: mapping(
        Object.fromEntries(
          AGENT_REASON_NAMES.map((name) => {
            const { says, decision: usual } = AGENT_REASONS[name];
            return [name, decision.exactOptional().describe(`An operation that ${says}. Default: \`${usual}\``)];
          }),
        ),
      )
        .optional()
        .describe("The decision for each reason, if it is not the default. The strictest reason decides."),
      operations: mapOf(
        mapping({
          decision,
          reason: answered("a sentence that says why").describe("Why this decision is right for the operation"),
        }),
        globMatching(METHOD_AND_PATH, 'a method and a path, such as "POST /orders/*", is expected as the key'),
      )
        .optional()
        .describe(
          "Decisions for operations, by method and path with `*` and `**`, each with a reason. The most specific pattern applies, and overrides the decision of the reasons.",
        ),
    }),
  ],
  { error: "true, false, or a mapping of reasons and operations is expected" },
);
