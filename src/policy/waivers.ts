import { oneOrMore } from "../core/one-or-more.ts";
import type { Site } from "../core/place.ts";
import type { Severity } from "../core/severity.ts";
import { operationPattern } from "./operation-pattern.ts";

/**
 * What was found and is intended: of one rule, at some places, for a reason, until a day. It covers the places that
 * `places` names; without them, those whose operation and field it names in full. A pattern alone covers nothing,
 * since it would fit operations and fields that nobody has looked at yet.
 */
export interface Waiver {
  /**
   * Granted, by whoever keeps the policy or the register; only asked for, in the description itself; or the finding is
   * no fault at all.
   */
  readonly kind: "waiver" | "request" | "dismissal";
  readonly rule: string;
  /** Ids of operations, or globs of them; empty for a fault of no operation, and with `places` for any. */
  readonly operations: readonly string[];
  /** `Owner.name`, witnesses such as `2xx data[].email`, or globs of them; empty for a fault of no field, and with `places` for any. */
  readonly fields: readonly string[];
  /** Fingerprints of places: these and no others. */
  readonly places: ReadonlySet<string> | undefined;
  /** The worst severity that is accepted; `undefined` for any. */
  readonly severity: Severity | undefined;
  readonly reason: string;
  readonly owner: string | undefined;
  readonly approver: string | undefined;
  /** What is done instead of a fix; only the register says it. */
  readonly control?: string | undefined;
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly until: string;
  /** Where it is written. */
  readonly source: Site;
  /** What only a dismissal says. */
  readonly dismissal?: DismissalDetails;
}

/** What a dismissal says beside what every waiver does. */
export interface DismissalDetails {
  /** Of the finding that was dismissed. */
  readonly fingerprint: string;
  readonly where: string | undefined;
  readonly by: string | undefined;
  /** YYYY-MM-DD. */
  readonly on: string | undefined;
  /** The worst severity that the policy lets anybody dismiss; `undefined` for any. */
  readonly upTo: Severity | undefined;
}

/** A waiver as `sallyport.yaml` has it, checked. */
export interface WrittenWaiver {
  readonly rule: string;
  readonly operation?: string | readonly string[] | undefined;
  readonly field?: string | readonly string[] | undefined;
  readonly places?: readonly string[] | undefined;
  readonly severity?: Severity | undefined;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly until: string;
}

/** A waiver that `sallyport.yaml` has at `source`; `idOf` gives the id that a rule has now. */
export function waiverOf(written: WrittenWaiver, source: Site, idOf: (rule: string) => string): Waiver {
  const { rule, operation, field, places, severity, reason, owner, approver, until } = written;
  return {
    kind: "waiver",
    rule: idOf(rule.trim()),
    operations: oneOrMore(operation ?? []).map(operationPattern),
    fields: oneOrMore(field ?? []),
    places: places === undefined ? undefined : new Set(places),
    severity,
    reason: reason.trim(),
    owner: owner.trim(),
    approver: approver.trim(),
    until,
    source,
  };
}
