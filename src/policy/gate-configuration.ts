import * as z from "zod";
import { FAILING_FROM } from "../core/severity.ts";
import { expected, mapping, oneOf } from "./configuration-parts.ts";

/*
 * What `sallyport.yaml` says of the gate and of deadlines.
 */

const response = oneOf(["fail", "report"]).meta({
  id: "GateResponse",
  description: "Whether the gate fails for it, or only shows it.",
});
const days = z.int(expected("a number of days")).min(0, expected("a number of days"));

/** `gate:`. What is left out keeps its default. */
export const gate = mapping({
  failOn: oneOf(FAILING_FROM)
    .exactOptional()
    .describe("The lowest severity of a new or worsened place for which the gate fails. Default: high"),
  weakenedAuthentication: response
    .exactOptional()
    .describe("Operations that are not private and require less authentication. Default: fail"),
  widenedExposure: oneOf(["internal", "confidential", "restricted", "never"])
    .exactOptional()
    .describe("The lowest sensitivity of data whose exposure must not widen. Default: confidential"),
  lostEvidence: response
    .exactOptional()
    .describe("Responses that no longer say what they return although it was sensitive. Default: fail"),
  allowedToAgents: oneOf(["fail", "changed", "report"])
    .exactOptional()
    .describe(
      "In an API that is meant for agents, operations that agents may now call without confirmation and could not before: fail for all of them, changed only for those that existed before, report for none. Default: fail",
    ),
  removed: oneOf(["fail", "allow"])
    .exactOptional()
    .describe("Descriptions that were removed, until sallyport register accept confirms the removal. Default: fail"),
  expiredWaivers: response
    .exactOptional()
    .describe("Waivers that have expired while what they accept is still there. Default: fail"),
  decisiveAssumptions: response
    .exactOptional()
    .describe("Findings under an assumption that the base did not have. Default: fail"),
  policyChange: response
    .exactOptional()
    .describe(
      "Changes to sallyport.yaml, rulesets, waivers, dismissals or the register; they are always shown. Default: report",
    ),
  policyAge: days
    .exactOptional()
    .describe("Days for which the gate announces that a change relies on a new setting of the base. Default: 14"),
  overdue: oneOf(["touched", "all", "never"])
    .exactOptional()
    .describe(
      "Which changes an overdue issue blocks: those that touch one of its places, all, or none. Default: touched",
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
