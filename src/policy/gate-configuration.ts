import * as z from "zod";
import { FAILING_FROM } from "../core/severity.ts";
import { expected, mapping, oneOf } from "./configuration-parts.ts";

/*
 * What `sallyport.yaml` says of the gate and of deadlines.
 */

const response = oneOf(["fail", "report"]).meta({
  id: "GateResponse",
  description: "Whether the gate fails for such a change, or only shows the change.",
});
const days = z.int(expected("a number of days")).min(0, expected("a number of days"));

/** `gate:`. What is left out keeps its default. */
export const gate = mapping({
  failOn: oneOf(FAILING_FROM)
    .exactOptional()
    .describe("The lowest severity of a new or worsened place for which the gate fails. Default: `high`"),
  weakenedAuthentication: response
    .exactOptional()
    .describe(
      "Whether the gate fails if an operation that is not private requires less authentication. Default: `fail`",
    ),
  widenedExposure: oneOf(["internal", "confidential", "restricted", "never"])
    .exactOptional()
    .describe("The lowest sensitivity of data whose exposure must not widen. Default: `confidential`"),
  lostEvidence: response
    .exactOptional()
    .describe(
      "Whether the gate fails if the description no longer shows the content of a response with sensitive fields. Default: `fail`",
    ),
  allowedToAgents: oneOf(["fail", "changed", "report"])
    .exactOptional()
    .describe(
      "Whether the gate fails if a change newly allows agents to call an operation without confirmation, in an API that is meant for agents. With `fail`, the gate fails for all such operations. With `changed`, it fails only for operations that existed before. With `report`, it never fails for this reason. Default: `fail`",
    ),
  removed: oneOf(["fail", "allow"])
    .exactOptional()
    .describe(
      "Whether the gate fails if a description was removed, until `sallyport register accept` confirms the removal. Default: `fail`",
    ),
  expiredWaivers: response
    .exactOptional()
    .describe(
      "Whether the gate fails if a waiver has expired and the accepted finding is still there. Default: `fail`",
    ),
  decisiveAssumptions: response
    .exactOptional()
    .describe("Whether the gate fails for a new finding that depends on an assumption. Default: `fail`"),
  policyChange: response
    .exactOptional()
    .describe(
      "Whether the gate fails if `sallyport.yaml`, a ruleset, a waiver, a dismissal or the register changes. The gate always shows such changes. Default: `report`",
    ),
  policyAge: days
    .exactOptional()
    .describe(
      "The number of days for which a setting counts as new. The gate reports each change that passes only because of a new setting of the base. Default: 14",
    ),
  overdue: oneOf(["touched", "all", "never"])
    .exactOptional()
    .describe(
      "The changes that an overdue issue blocks: `touched` (changes that touch one of its places), `all`, or `never` (none). Default: `touched`",
    ),
});

/** `sla:`. */
export const deadlines = mapping({
  critical: days.exactOptional().describe("Days for a finding of critical severity. Default: 7"),
  high: days.exactOptional().describe("Days for a finding of high severity. Default: 30"),
  medium: days.exactOptional().describe("Days for a finding of medium severity. Default: 90"),
  low: days.exactOptional().describe("Days for a finding of low severity. Default: 180"),
  info: days.exactOptional().describe("Days for a finding of info severity. By default it is never due."),
}).meta({ id: "Deadlines", description: "Days until a finding is due, by its severity." });
