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
    "The fingerprint of the finding. The review shows the beginning of the fingerprint as the ID.",
  ),
  rule: filled("the name of a rule").describe("The rule that reports the finding"),
  file: filled("the name of a file")
    .exactOptional()
    .describe("The description, relative to this file. Without this key, the entry applies to every description."),
  where: filled("a string").exactOptional().describe("The places of the finding in words, for readers"),
  places: z
    .array(matching(FINGERPRINT, `the fingerprint of a place, ${fingerprint}`), expected("a list"))
    .min(1, expected("a fingerprint"))
    .describe("The fingerprints of the dismissed places. If the finding gets any other place, it is open again."),
  severity: oneOf(SEVERITIES)
    .exactOptional()
    .describe(
      "The highest severity that the entry dismisses. If the finding becomes more severe, it is open again. Without this key, the entry dismisses any severity.",
    ),
  because: answered("a sentence that says why").describe("Why the finding is wrong here"),
  by: answered("a name")
    .exactOptional()
    .describe("The person who decides. Without a name, a finding of high severity or above stays open."),
  on: z.iso
    .date({ error: "a day such as 2026-01-31 is expected" })
    .exactOptional()
    .describe("The day on which the finding was dismissed"),
}).meta({
  id: "Dismissal",
  description: "A finding that is a false positive, with the reason. A waiver, in contrast, accepts a real risk.",
});

/** `dismiss:`. */
export const dismiss = mapping({
  upTo: oneOf(SEVERITIES)
    .exactOptional()
    .describe(
      "The highest severity that may be dismissed. More severe findings stay open. Without this key, any severity may be dismissed.",
    ),
}).meta({ id: "Dismiss", description: "The findings that may be dismissed as false positives." });
