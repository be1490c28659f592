import type { RECORDED_FIX_KINDS } from "../../core/fix-kinds.ts";
import { dayAfter } from "../../core/day.ts";
import { isChangeKind } from "../change.ts";
import { issueCauses } from "./issue-causes.ts";
import type { Severity } from "../../core/severity.ts";
import type { TestOutcome } from "../../review/register-record.ts";
import type { Waiver } from "../../policy/waivers.ts";
import { fingerprintOf } from "../../review/fingerprint.ts";
import { REPORTED_EXPOSURE } from "../../review/reported-exposure.ts";

/** The issues that an organization knows of, what was accepted, tested and signed. Kept in git beside the descriptions. */
export interface Register {
  /** Relative to the root. */
  readonly file: string;
  /** Of the file as it was read; `undefined` where there is none. */
  readonly sha256?: string | undefined;
  readonly issues: readonly Issue[];
  readonly tests: readonly TestRecord[];
  readonly suites: readonly SuiteRecord[];
  readonly signOffs: readonly SignOff[];
  readonly attestations: readonly Attestation[];
}

export const STATUSES = ["open", "accepted", "dismissed", "fixed", "regressed"] as const;
export type Status = (typeof STATUSES)[number];

/** What is wrong at some places of one description, by one rule, since it was seen first. */
export interface Issue {
  readonly id: string;
  readonly rule: string;
  /** The description, relative to the root. */
  readonly description: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly owner?: string | undefined;
  /** YYYY-MM-DD, as all days here. */
  readonly firstSeen: string;
  /** In which it was found, first or when it came back. */
  readonly commit?: string | undefined;
  readonly due?: string | undefined;
  readonly ticket?: string | undefined;
  /** By fingerprint, each with what a reader knows it by. */
  readonly places: Readonly<Record<string, string>>;
  /** What was decided together, where that is of several rules; `rule`, `title` and `severity` are those of the worst. */
  readonly causes?: readonly IssueCause[] | undefined;
  /** Of places that were renamed or moved: by the fingerprint that they have now, what they had before. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
  readonly acceptance?: Acceptance | undefined;
  /** Since when it is dismissed as a false positive. */
  readonly dismissed?: string | undefined;
  /** Since when it is fixed. */
  readonly fixed?: string | undefined;
  /** Of an issue that is still there: how many of its places are fixed, and since when so many are. */
  readonly partlyFixed?: { readonly on: string; readonly places: number } | undefined;
  /** Of an issue of which a report has places in its scope: which report, and how many of those that are found. */
  readonly coveredBy?: { readonly issue: string; readonly places: number; readonly of: number } | undefined;
  /** What was done about it so far, where that was looked at. */
  readonly fix?: IssueFixRecord | undefined;
  /** Since when it is there again. */
  readonly regressed?: string | undefined;
  readonly note?: string | undefined;
  /** The line of its id. */
  readonly line: number;
}

/** What an issue is of, beside others: findings of one rule and severity, or changes of one kind. */
export interface IssueCause {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Fingerprints; by what a reader knows them, the places of the issue say. */
  readonly places: readonly string[];
  /** Fields that are accepted with it, beside those at its places. */
  readonly fields?: readonly string[] | undefined;
}

/** What was done about an issue, since when, and why that is a fix or none. */
export interface IssueFixRecord {
  readonly kind: (typeof RECORDED_FIX_KINDS)[number];
  readonly on: string;
  /** A sentence without its end. */
  readonly why?: string | undefined;
}

/** Who took the risk, why, and until when. */
export interface Acceptance {
  readonly reason: string;
  readonly approver: string;
  /** What is done about it in place of a mend. */
  readonly control?: string | undefined;
  /** The last day on which it holds. */
  readonly until: string;
  readonly on: string;
  /** Fields that the finding is about beside those at its places. */
  readonly fields?: readonly string[] | undefined;
}

/** The outcome of an entry of the authorization test list. */
export interface TestRecord extends TestOutcome {
  readonly id: string;
  readonly description: string;
  /** Method and path. */
  readonly operation: string;
  /** Of what the operation was: another one voids the outcome. */
  readonly digest: string;
}

/** The outcome of a suite of tests: of one boundary, or of all that there are. */
export interface SuiteRecord extends TestOutcome {
  readonly id: string;
  readonly description: string;
  /** The id of the boundary as the review has it, or `*` for the whole test list. */
  readonly boundary: string;
  /** What each operation was that the suite called, by method and path: a new or another one is not covered. */
  readonly operations: Readonly<Record<string, string>>;
}

/** That somebody has signed a review. */
export interface SignOff {
  readonly id: string;
  readonly description: string;
  readonly by: string;
  readonly on: string;
  readonly verdict: string;
  /** Of the description's files, and of its policy: another one voids it. */
  readonly sha256: string;
  readonly policy: string;
}

/** What a fix of a description claims about the service, until somebody attests it, and who did. */
export interface Attestation {
  readonly id: string;
  readonly description: string;
  readonly rule: string;
  /** The name of the fix. */
  readonly fix: string;
  /** What must be true of the service for the description to be. */
  readonly claim: string;
  readonly status: "open" | "attested";
  /** When the fix was made. */
  readonly on: string;
  /** What it closed: by fingerprint, each with what a reader knows it by. */
  readonly places: Readonly<Record<string, string>>;
  /** Who attests it, since when, and how they know it. */
  readonly by?: string | undefined;
  readonly attested?: string | undefined;
  readonly because?: string | undefined;
}

/** A register without anything. */
export function emptyRegister(file: string): Register {
  return { file, issues: [], tests: [], suites: [], signOffs: [], attestations: [] };
}

/** The descriptions that a register has anything of. */
export function namesOnRecord({ issues, tests, suites, signOffs, attestations }: Register): readonly string[] {
  return [
    ...new Set([...issues, ...tests, ...suites, ...signOffs, ...attestations].map(({ description }) => description)),
  ];
}

/** Whether an issue must still be dealt with on a day: an acceptance that ran out counts for nothing. */
export function isOpenIssue({ status, acceptance }: Issue, asOf: string): boolean {
  if (status === "accepted") return acceptance === undefined || acceptance.until < asOf;
  return status === "open" || status === "regressed";
}

/** The day on which an issue must be dealt with: its own, or the last of its acceptance. */
export function dueOf({ status, due, acceptance }: Issue): string | undefined {
  return status === "accepted" && acceptance !== undefined ? acceptance.until : due;
}

export function isOverdueIssue(issue: Issue, asOf: string): boolean {
  const due = dueOf(issue);
  return isOpenIssue(issue, asOf) && due !== undefined && due < asOf;
}

/** By what the register accepts that a description is gone. */
export function removalFingerprint(description: string): string {
  return fingerprintOf("description-removed", description);
}

/** Who confirmed that a description is gone, where that holds on a day. */
export function acceptedRemoval({ issues }: Register, description: string, asOf: string): Acceptance | undefined {
  const fingerprint = removalFingerprint(description);
  return issues.find(
    ({ status, places, acceptance }) =>
      status === "accepted" &&
      Object.hasOwn(places, fingerprint) &&
      acceptance !== undefined &&
      acceptance.until >= asOf,
  )?.acceptance;
}

/** The register with acceptances that hold no longer than a policy lets them, whoever wrote them into it. */
export function withinPolicy(register: Register, days: number): Register {
  const held = (issue: Issue): Issue => {
    const { acceptance } = issue;
    const last = acceptance === undefined ? undefined : dayAfter(acceptance.on, days);
    return acceptance === undefined || last === undefined || acceptance.until <= last
      ? issue
      : { ...issue, acceptance: { ...acceptance, until: last } };
  };
  return { ...register, issues: register.issues.map(held) };
}

/** The register in which what was accepted and is over is open: a review has it one step more severe otherwise. */
export function withoutExpired(register: Register, asOf: string): Register {
  const held = (issue: Issue): Issue => {
    const { acceptance, ...rest } = issue;
    return issue.status === "accepted" && (acceptance?.until ?? "") < asOf ? { ...rest, status: "open" } : issue;
  };
  return { ...register, issues: register.issues.map(held) };
}

/** The fingerprints of places and changes of a description that are accepted on a day. */
export function acceptedFingerprints(register: Register, names: readonly string[], asOf: string): ReadonlySet<string> {
  return new Set(
    register.issues
      .filter(
        ({ status, acceptance, description }) =>
          status === "accepted" && acceptance !== undefined && acceptance.until >= asOf && names.includes(description),
      )
      .flatMap(({ places }) => Object.keys(places)),
  );
}

/** The acceptances of a register for a description, as waivers. `names`: what it is called, and was before it moved. */
export function acceptedIn(register: Register, names: readonly string[]): readonly Waiver[] {
  return register.issues.flatMap((issue): Waiver[] => {
    const { acceptance } = issue;
    if (issue.status !== "accepted" || acceptance === undefined || !names.includes(issue.description)) return [];
    return issueCauses(issue).flatMap(({ rule, severity, places, fields = [] }): Waiver[] => {
      // What somebody reported is no finding that could be waived.
      if (isChangeKind(rule) || rule === REPORTED_EXPOSURE) return [];
      return [
        {
          kind: "waiver",
          rule,
          operations: [],
          fields,
          places: new Set(places),
          severity,
          reason: acceptance.reason,
          owner: issue.owner,
          approver: acceptance.approver,
          ...(acceptance.control === undefined ? {} : { control: acceptance.control }),
          until: acceptance.until,
          source: { file: register.file, line: issue.line },
        },
      ];
    });
  });
}
