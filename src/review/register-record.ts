import type { Finding, Review } from "../core/review.ts";
import type { TEST_OUTCOMES } from "../core/test-outcomes.ts";
import type { Operation } from "../model/api.ts";

/** What is on record of an issue that a place belongs to. */
export interface IssueRecord {
  readonly status: "open" | "accepted" | "dismissed" | "fixed" | "regressed";
  readonly owner: string | undefined;
  readonly firstSeen: string;
  readonly due: string | undefined;
  readonly ticket: string | undefined;
}

/** How a test came out: who made it, when, what proves it, and until when it counts. */
export interface TestOutcome {
  readonly outcome: (typeof TEST_OUTCOMES)[number];
  readonly by: string;
  readonly on: string;
  /** Where the protocol or the run of the suite is to be found; of what does not apply, why. */
  readonly evidence?: string | undefined;
  /** The last day on which it counts; without, until the operation changes. */
  readonly until?: string | undefined;
}

/** What a fix of the description claims about the service, until somebody attests it. */
export interface OpenAttestation {
  readonly id: string;
  readonly rule: string;
  readonly fix: string;
  readonly claim: string;
  readonly on: string;
  /** What it closed: by fingerprint, each with what a reader knows it by. */
  readonly places: Readonly<Record<string, string>>;
}

/** What somebody answers for: a claim of a fix about the service. */
export interface AttestedClaim extends OpenAttestation {
  readonly by: string;
  /** Since when it is attested. */
  readonly on: string;
  /** How they know it. */
  readonly because: string | null;
}

/** What a register says of one description. */
export interface RegisterRecord {
  /** Of the issue to which a place belongs, by the place's fingerprint. */
  readonly issueOf: (place: string) => IssueRecord | undefined;
  /** How the authorization test of an operation came out; `undefined` where nobody made it, it changed since, or time is up. */
  readonly testOf: (operation: Operation) => TestOutcome | undefined;
  readonly signOff: Review["signOff"];
  /** What fixes of the description claim about the service, and nobody has attested yet. */
  readonly attestations: readonly OpenAttestation[];
  /** What fixes of the description claim about the service, and somebody has attested. */
  readonly attested: readonly AttestedClaim[];
  /** The file that the register is in; `undefined` where there is none. */
  readonly source: { readonly file: string; readonly sha256: string } | undefined;
  /** Who owns the file of the description in the repository. */
  readonly codeOwner: string | undefined;
}

/** Findings with what is on record of them: since when, whose, due, and whether they were fixed before. */
export function withRecord(findings: readonly Finding[], { issueOf }: RegisterRecord): Finding[] {
  return findings.map((finding) => {
    const issues = finding.places.flatMap(({ fingerprint }) => issueOf(fingerprint) ?? []);
    const [first] = issues;
    if (first === undefined) return finding;
    const isBack = issues.some(({ status }) => status === "regressed" || status === "fixed");
    return {
      ...finding,
      status: finding.status === "open" && isBack ? "regressed" : finding.status,
      owner: issues.find(({ owner }) => owner !== undefined)?.owner ?? finding.owner,
      firstSeen: earliest(issues.map(({ firstSeen }) => firstSeen)) ?? finding.firstSeen,
      due:
        finding.status === "accepted" || finding.status === "dismissed"
          ? finding.due
          : (earliest(issues.map(({ due }) => due)) ?? finding.due),
      ticket: issues.find(({ ticket }) => ticket !== undefined)?.ticket ?? finding.ticket,
    };
  });
}

function earliest(days: readonly (string | undefined)[]): string | undefined {
  return days.filter((day) => day !== undefined).toSorted()[0];
}
