import type { Site } from "../core/place.ts";
import type { Severity } from "../core/severity.ts";
import type { Waiver } from "./waivers.ts";

/** A dismissal as `sallyport.yaml` has it, checked. */
export interface WrittenDismissal {
  readonly fingerprint: string;
  readonly rule: string;
  /** The description, relative to the configuration; of all of them where it is left out. */
  readonly file?: string | undefined;
  readonly where?: string | undefined;
  readonly places: readonly string[];
  readonly severity?: Severity | undefined;
  readonly because: string;
  readonly by?: string | undefined;
  readonly on?: string | undefined;
}

/** What is no fault does not become one with time. */
const ALWAYS = "9999-12-31";

/**
 * A dismissal that `sallyport.yaml` has at `source`: a waiver without an end, of the places that were looked at. `upTo` is
 * the worst severity that may be dismissed; `idOf` gives the id that a rule has now.
 */
export function dismissalOf(
  written: WrittenDismissal,
  source: Site,
  upTo: Severity | undefined,
  idOf: (rule: string) => string,
): Waiver {
  const { fingerprint, rule, where, places, severity, because, by, on } = written;
  return {
    kind: "dismissal",
    rule: idOf(rule.trim()),
    operations: [],
    fields: [],
    places: new Set(places),
    severity,
    reason: because.trim(),
    owner: undefined,
    approver: undefined,
    until: ALWAYS,
    source,
    dismissal: { fingerprint, where: where?.trim(), by: by?.trim(), on, upTo },
  };
}
