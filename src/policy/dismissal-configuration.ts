import * as z from "zod";
import { SEVERITIES } from "../core/severity.ts";
import { answered, expected, filled, mapping, matching, oneOf } from "./configuration-parts.ts";

/*
 * What `sallyport.yaml` says of false positives.
 */

const FINGERPRINT = /^[0-9a-f]{16}$/;
const fingerprint = "16 digits and letters as sallyport dismiss writes it, is expected";

/** An entry of `dismissed:`, as `sallyport dismiss` writes it. */
export const dismissed = mapping({
  fingerprint: matching(FINGERPRINT, `the fingerprint of a finding, ${fingerprint}`).describe(
    "The finding, by its fingerprint. The review shows its beginning as the ID",
  ),
  rule: filled("the name of a rule").describe("The rule that reports it"),
  file: filled("the name of a file")
    .exactOptional()
    .describe("The description, relative to this file. If missing, every description"),
  where: filled("a text").exactOptional().describe("What the finding is about, for readers"),
  places: z
    .array(matching(FINGERPRINT, `the fingerprint of a place, ${fingerprint}`), expected("a list"))
    .min(1, expected("a fingerprint"))
    .describe("The places that are dismissed, by their fingerprints. At any other place, the finding is open again."),
  severity: oneOf(SEVERITIES)
    .exactOptional()
    .describe(
      "The worst severity that is dismissed. If the finding becomes more severe, it is open again. If missing, any severity.",
    ),
  because: answered("a sentence that says why").describe("Why the finding is wrong here"),
  by: answered("a name")
    .exactOptional()
    .describe("Who says so. Without a name, a finding of high severity or above stays open."),
  on: z.iso
    .date({ error: "a day such as 2026-01-31 is expected" })
    .exactOptional()
    .describe("The day on which it was dismissed"),
}).meta({
  id: "Dismissal",
  description: "A finding that is a false positive, and why. A real risk that is accepted is a waiver.",
});

/** `dismiss:`. */
export const dismiss = mapping({
  upTo: oneOf(SEVERITIES)
    .exactOptional()
    .describe("The worst severity that may be dismissed. Findings above it stay open. If missing, any severity."),
}).meta({ id: "Dismiss", description: "What may be dismissed as a false positive." });
