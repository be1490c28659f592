import type { Finding } from "./review.ts";
import { isAtLeast } from "./severity.ts";

/**
 * How a credential travels is fixed before a release, and stops none by itself, however much the credential opens: an
 * attacker comes by it where something else went wrong first, and a log is read. So are a link that a header may bend and
 * a URL that the server calls: the description says what is taken, and not how it is kept from what is inside. What is
 * critical stops one all the same.
 */
const FIXED_BEFORE_RELEASE: ReadonlySet<string> = new Set([
  "api-key-in-url",
  "ssrf-client-supplied-url",
  "credential-in-url",
  "password-reset-poisoning",
]);

/** Whether a finding is grave enough to stop a release, and of a kind that does. */
export function canStop({ severity, rule, confidence }: Pick<Finding, "severity" | "rule" | "confidence">): boolean {
  if (severity === "critical") return true;
  return isAtLeast(severity, "high") && (!FIXED_BEFORE_RELEASE.has(rule) || isByDesign(rule, confidence));
}

/**
 * Whether the description says so itself, so that nothing has to go wrong first: the only way in writes a password or secret into
 * every log, or what the server loaded from any address comes back to the caller.
 */
function isByDesign(rule: string, confidence: Finding["confidence"]): boolean {
  return (rule === "credential-in-url" || rule === "ssrf-client-supplied-url") && confidence === "certain";
}

/**
 * Whether a finding stops a release by itself. One about data has three premises (who calls, what comes back, whose it is),
 * and of those at most one may be inferred, and none only possible.
 */
export function isWellFounded({ premises }: Pick<Finding, "premises">): boolean {
  if (premises === undefined) return true;
  return inferredOf(premises).length <= 1 && PREMISE_WORDS.every(([key]) => premises[key] !== "possible");
}

/** The premises of a finding that are inferred, or only possible, in words. */
export function inferredOf(premises: NonNullable<Finding["premises"]>): readonly string[] {
  return PREMISE_WORDS.flatMap(([key, words]) =>
    premises[key] === "inferred" || premises[key] === "possible" ? [words] : [],
  );
}

const PREMISE_WORDS = [
  ["caller", "who can call"],
  ["data", "what comes back"],
  ["owner", "whose data it is"],
] as const;
