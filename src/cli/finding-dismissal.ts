import path from "node:path";
import { FAILED_TEST } from "../core/failed-test.ts";
import { count } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import type { WrittenDismissal } from "../policy/dismissals.ts";
import type { Policy } from "../policy/policy.ts";
import { plain } from "./opened-register.ts";
import type { Entry } from "./root.ts";

/** A finding of a description, with the places of it that are meant. */
export interface ToDismiss {
  readonly entry: Entry;
  readonly policy: Policy;
  readonly review: Review;
  readonly finding: Finding;
  readonly places: readonly string[];
}

/** The file that says that a finding is a false positive, and its text. */
export interface SettingsWithDismissal {
  /** Relative to the root. */
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The `sallyport.yaml` of a description with a dismissal in it. */
export async function settingsWithDismissal(
  { entry, policy, review, finding, places }: ToDismiss,
  { because, by, on }: Pick<WrittenDismissal, "because" | "by" | "on">,
): Promise<SettingsWithDismissal> {
  const known = (review.dismissals ?? []).find(
    ({ fingerprint, loweredTo }) => fingerprint === finding.fingerprint && loweredTo === undefined,
  );
  // An entry of the finding that covers fewer places is made complete in the file that has it.
  const name = known?.file ?? settingsFileOf(policy, entry.file);
  const dismissal: WrittenDismissal = {
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    file: path.posix.relative(path.posix.dirname(name), entry.file),
    where: whereOf(finding),
    severity: finding.severity,
    because,
    ...(by === undefined ? {} : { by }),
    on,
    places: [...new Set([...(known?.places ?? []), ...places])].toSorted(),
  };
  const { bytes } = entry.files.read(name);
  const { withDismissal } = await import("../policy/write-dismissal.ts");
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  return { name, before, after: withDismissal(before, dismissal) };
}

/** The `sallyport.yaml` in which something is written about a description: the nearest, or a new one beside it. */
export function settingsFileOf(policy: Policy, file: string): string {
  return policy.file ?? path.posix.join(path.posix.dirname(file), "sallyport.yaml");
}

/** Throws a `UserError` for a finding that is more severe than the policy lets anybody dismiss. */
export function checkDismissible({ finding: { rule, severity, status }, policy }: ToDismiss): void {
  if (rule === FAILED_TEST)
    throw new UserError("A test that failed is no false positive", {
      hint: "Where the test was wrong, or the flaw is fixed, test again and record it: sallyport register test.",
    });
  const { dismissUpTo, file } = policy;
  if (status === "dismissed" || dismissUpTo === undefined || isAtLeast(dismissUpTo, severity)) return;
  throw new UserError(
    `${file ?? "sallyport.yaml"} allows dismissing findings up to ${dismissUpTo}, and this one is ${severity}`,
    { hint: "Correct what Sallyport reads wrongly in the description or sallyport.yaml, or accept it with a waiver." },
  );
}

/** What a finding is about, in a few words: its first place, and how many more. */
function whereOf({ places, file }: Finding): string {
  const [first] = places;
  const words = [first?.operation, first?.witness].filter((part) => typeof part === "string").join(", ");
  const more = places.length > 1 ? `, and ${count(places.length - 1, "more place")}` : "";
  return `${plain(words === "" ? file : words)}${more}`;
}
