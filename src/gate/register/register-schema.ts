import * as z from "zod";
import { RECORDED_FIX_KINDS } from "../../core/fix-kinds.ts";
import { currentRuleId } from "../../core/rule-ids.ts";
import { SEVERITIES } from "../../core/severity.ts";
import { TEST_OUTCOMES } from "../../core/test-outcomes.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import { expected, filled, listOf, mapOf, mapping, matching, oneOf } from "../../policy/configuration-parts.ts";
import { STATUSES } from "./register.ts";

/*
 * The form of `.sallyport/register.yaml`.
 */

const day = z.iso.date({ error: "a day such as 2026-01-31 is expected" });
const hash = matching(/^[0-9a-f]{16,64}$/, "a hash is expected");
const text = z.string({ error: "a text is expected" });

const acceptance = mapping({
  reason: filled("a sentence that says why"),
  approver: filled("a name"),
  control: text.exactOptional(),
  until: day,
  on: day,
  fields: listOf(text).exactOptional(),
});

const cause = mapping({
  rule: filled("the name of a rule").transform((rule) => currentRuleId(rule)),
  title: text,
  severity: oneOf(SEVERITIES),
  places: listOf(hash),
  fields: listOf(text).exactOptional(),
});

const issue = mapping({
  rule: filled("the name of a rule").transform((rule) => currentRuleId(rule)),
  description: filled("the name of a file"),
  title: text,
  severity: oneOf(SEVERITIES),
  status: oneOf(STATUSES),
  owner: text.exactOptional(),
  firstSeen: day,
  commit: text.exactOptional(),
  due: day.exactOptional(),
  ticket: z
    .union([z.string(), z.number()], expected("a text"))
    .transform((ticket) => textOfValue(ticket))
    .exactOptional(),
  places: mapOf(text, hash),
  causes: listOf(cause).exactOptional(),
  aliases: mapOf(hash, hash).exactOptional(),
  acceptance: acceptance.exactOptional(),
  dismissed: day.exactOptional(),
  fixed: day.exactOptional(),
  partlyFixed: mapping({ on: day, places: z.int(expected("a number of places")).min(1) }).exactOptional(),
  coveredBy: mapping({
    issue: filled("the id of an issue"),
    places: z.int(expected("a number of places")).min(1),
    of: z.int(expected("a number of places")).min(1),
  }).exactOptional(),
  fix: mapping({ kind: oneOf(RECORDED_FIX_KINDS), on: day, why: text.exactOptional() }).exactOptional(),
  regressed: day.exactOptional(),
  note: text.exactOptional(),
});

const outcome = {
  outcome: oneOf(TEST_OUTCOMES),
  by: filled("a name"),
  on: day,
  evidence: text.exactOptional(),
  until: day.exactOptional(),
};

const test = mapping({
  description: filled("the name of a file"),
  operation: filled("a method and a path"),
  ...outcome,
  digest: hash,
});

const suite = mapping({
  description: filled("the name of a file"),
  boundary: filled("the id of a boundary, or *"),
  ...outcome,
  operations: mapOf(hash),
});

const signOff = mapping({
  description: filled("the name of a file"),
  by: filled("a name"),
  on: day,
  verdict: text,
  sha256: text,
  policy: text,
});

const attestation = mapping({
  description: filled("the name of a file"),
  rule: filled("the name of a rule").transform((rule) => currentRuleId(rule)),
  fix: text,
  claim: filled("what must be true of the service"),
  status: oneOf(["open", "attested"]),
  on: day,
  // Without a place it would be asked of nothing.
  places: mapOf(text, hash).refine(
    (places) => Object.keys(places).length > 0,
    "the place that the fix closed is expected",
  ),
  by: filled("a name").exactOptional(),
  attested: day.exactOptional(),
  because: filled("a sentence that says why").exactOptional(),
}).check(({ value, issues }) => {
  if (value.status === "attested" && (value.by === undefined || value.because === undefined))
    issues.push({
      code: "custom",
      input: value,
      path: ["status"],
      message: "who attests it (by), and how they know it (because), is expected beside it",
    });
});

/** The schema of the register. */
export const registerSchema = mapping({
  version: z.literal(1, { error: "1 is expected" }),
  issues: mapOf(issue).nullish(),
  tests: mapOf(test).nullish(),
  suites: mapOf(suite).nullish(),
  signOffs: mapOf(signOff).nullish(),
  attestations: mapOf(attestation).nullish(),
});
