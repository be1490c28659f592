import * as z from "zod";
import { AGENT_DECISIONS, AGENT_REASON_NAMES } from "./agent-reasons.ts";
import { PRINCIPALS } from "./exposure-words.ts";
import { SEVERITIES } from "./severity.ts";

/*
 * What agents may call, as JSON, version 1. This is the one source of its types (`agents.ts` infers them, without loading this
 * file) and of the published `schemas/agents.schema.json` (a test writes and holds it).
 */

const file = z.string().describe("Relative to the root, with /; - is standard input");

const reason = z
  .strictObject({
    reason: z.enum(AGENT_REASON_NAMES),
    decision: z.enum(AGENT_DECISIONS).describe("What the policy makes of it"),
    text: z.string().describe("The reason in a few words, with what shows it"),
  })
  .meta({ id: "AgentReason" });

const operation = z
  .strictObject({
    id: z.string().describe("GET /users/{id}"),
    operationId: z.string().nullable(),
    summary: z.string().nullable(),
    file,
    line: z.int().min(1).describe("Counts from 1"),
    decision: z.enum(AGENT_DECISIONS),
    reasons: z.array(reason).describe("The strictest first"),
    setBy: z
      .strictObject({ pattern: z.string(), reason: z.string(), computed: z.enum(AGENT_DECISIONS) })
      .nullable()
      .describe("The entry of sallyport.yaml that decides instead; computed is what it replaces"),
    principal: z.enum(PRINCIPALS).describe("Who stands behind the credential that the agent would use"),
  })
  .meta({ id: "AgentOperation" });

const finding = z
  .strictObject({
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    message: z.string(),
    remediation: z.string(),
    evidence: z.array(z.string()),
    file,
    line: z.int().min(1),
  })
  .meta({ id: "AgentFinding" });

export const agentsDocument = z.strictObject({
  version: z.literal(1),
  kind: z.literal("agents"),
  tool: z.strictObject({ name: z.literal("sallyport"), version: z.string() }),
  asOf: z.string().describe("YYYY-MM-DD"),
  apis: z.array(
    z.strictObject({
      title: z.string(),
      file,
      sha256: z.string().describe("Of the entry file's bytes, in hexadecimal"),
      declared: z.string().nullable().describe("What says that the API is meant for agents; null where nothing does"),
      counts: z.strictObject({ allow: z.int(), confirm: z.int(), deny: z.int() }),
      operations: z.array(operation),
      findings: z
        .array(finding)
        .describe("What a review finds of an API that is meant for agents, the most severe first"),
    }),
  ),
  refused: z.array(
    z.strictObject({ file, line: z.int().min(1).nullable(), message: z.string(), hint: z.string().nullable() }),
  ),
});
