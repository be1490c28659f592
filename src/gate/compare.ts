import { allFindings } from "../core/all-findings.ts";
import { waivedPlaces } from "../review/accept.ts";
import type { FindingPlace, Review } from "../core/review.ts";
import { worse } from "../core/severity.ts";
import type { Policy } from "../policy/policy.ts";
import type { Waiver } from "../policy/waivers.ts";
import type { Judgements } from "../review/assumptions.ts";
import { maskFor } from "../review/mask.ts";
import { composeReview } from "../review/compose.ts";
import type { Change } from "./change.ts";
import { withFailedOfBoth } from "./failed-tests.ts";
import { fixEntry, fixedIssueEntry, fixGrounds, issueFix, type IssueFix } from "./fixes/issue-fix.ts";
import { gateOf } from "./gate.ts";
import { matchedOperations } from "./matched-operations.ts";
import { formerPlaces, judgedPlaces, type FormerPlaces } from "./places.ts";
import { renamesBetween } from "./renames.ts";
import { followedRegister } from "./register/follow.ts";
import {
  acceptedFingerprints,
  acceptedIn,
  acceptedRemoval,
  dueOf,
  removalFingerprint,
  type Issue,
  type Register,
} from "./register/register.ts";
import { issuesByThemselves } from "./register/coverage.ts";
import { isOfChanges } from "./register/issue-causes.ts";
import { blocksBy, blocksMerge, expiredWords, overdueIssues } from "./register/overdue.ts";
import { registerRecordOf, testedNow } from "./register/register-record-of.ts";
import { touchedOperations } from "./touched-operations.ts";

/** What one description is held against. */
export interface Comparison {
  /** `undefined` for a new description. */
  readonly base: Judgements | undefined;
  readonly head: Judgements;
  readonly policy: Policy;
  readonly register: Register;
  /** The register that the change has itself: that it says of a test that it failed counts, and nothing else of it. */
  readonly ownRegister?: Register | undefined;
  /** What the description is called, and was before it moved. */
  readonly files: readonly string[];
  readonly asOf: string;
  /** Who owns the file of the description in the repository. */
  readonly codeOwner: string | undefined;
  readonly names: { readonly base: string; readonly head: string };
}

/**
 * The policy with what the register accepts for a description. What a description asks for itself counts for nothing here,
 * and of the parts that it names some may be of the other side of the comparison.
 */
export function gatePolicyOf(policy: Policy, register: Register, files: readonly string[]): Policy {
  return {
    ...policy,
    waivers: [...policy.waivers, ...acceptedIn(register, files)],
    acceptsRequests: false,
    partsNamed: [],
  };
}

/** The review of the head with what the gate says of it. */
export function compared(unproven: Comparison): Review {
  const { base: before, head: after, failedOf } = withFailedOfBoth(unproven);
  const given: Comparison = { ...unproven, base: before, head: after };
  const { base, asOf, names, files } = given;
  const former = base === undefined ? NONE : formerOf(base, given);
  const comparison = followed(given, former);
  const { head, policy, register } = comparison;
  const record = registerRecordOf(register, head.stated.api, {
    names: files,
    codeOwner: comparison.codeOwner,
    asOf,
  });
  const review = composeReview(head, asOf, {
    standing: { ...record, testOf: (operation) => failedOf(operation) ?? record.testOf(operation) },
  });
  const accepted = acceptedFingerprints(register, files, asOf);
  const {
    gate,
    review: marked,
    changes,
  } = gateOf({
    base,
    head,
    review,
    policy: policy.gate,
    former,
    names,
    isAccepted: waivedPlaces(review, policy.waivers, { asOf, budget: head.stated.api.document.budget }),
    isAcceptedChange: (fingerprint) => accepted.has(fingerprint),
  });
  const known = { ...gate, back: [...comebacks(marked, register, files)] };
  const fixes = fixesOf(comparison, former);
  return masked(
    withOverdue({ ...marked, gate: { ...known, ...fixEntries(fixes) } }, changes, comparison, fixes),
    head,
    base,
  );
}

/** What a change does about the issues on record that are not closed. */
function fixesOf(comparison: Comparison, former: FormerPlaces): readonly IssueAndFix[] {
  const { base, head, register, files, asOf } = comparison;
  const issues = issuesByThemselves(register.issues, asOf).filter(
    (issue) =>
      files.includes(issue.description) &&
      !isOfChanges(issue) &&
      issue.status !== "dismissed" &&
      (issue.status !== "fixed" || issue.fix?.kind === "claimed"),
  );
  if (base === undefined || issues.length === 0) return [];
  const tested = testedNow(register, head.stated.api, { names: files, asOf });
  const grounds = fixGrounds(base, head, tested, former);
  return issues.flatMap((issue) => {
    const fix = issueFix(issue, grounds);
    return fix === undefined ? [] : [{ issue, fix }];
  });
}

interface IssueAndFix {
  readonly issue: Issue;
  readonly fix: IssueFix;
}

function fixEntries(fixes: readonly IssueAndFix[]): Pick<NonNullable<Review["gate"]>, "fixes"> {
  const shown = fixes.filter(({ fix }) => fix.places.some(({ kind }) => kind !== "unchanged"));
  if (shown.length === 0) return {};
  return {
    fixes: shown.map(({ issue, fix }) => ({
      issue: fixedIssueEntry(issue),
      fix: fixEntry(fix),
    })),
  };
}

const NONE: FormerPlaces = new Map();

function formerOf(base: Judgements, { head }: Comparison): FormerPlaces {
  const between = { base: base.stated.api, head: head.stated.api };
  return formerPlaces(judgedPlaces(base), judgedPlaces(head), renamesBetween(between));
}

/** The comparison with what is on record of the base for what the head calls otherwise. */
function followed(comparison: Comparison, former: FormerPlaces): Comparison {
  const { base, head, policy, register, files } = comparison;
  if (base === undefined) return comparison;
  const between = { base: base.stated.api, head: head.stated.api };
  const isNamedOtherwise =
    former.size > 0 ||
    matchedOperations(between.base, between.head).pairs.some((pair) => pair.base.id !== pair.head.id);
  if (!isNamedOtherwise && register.tests.length + register.suites.length === 0) return comparison;
  const follows = followedRegister(register, {
    compared: between,
    renames: renamesBetween(between),
    former,
    files,
  });
  const waivers = policy.waivers.map((waiver) => withFormer(waiver, former));
  const { api } = head.stated;
  return {
    ...comparison,
    register: follows,
    policy: { ...policy, waivers },
    head:
      former.size === 0
        ? head
        : { ...head, stated: { ...head.stated, api: { ...api, policy: { ...api.policy, waivers } } } },
  };
}

/** A waiver that also covers what the places that it names are called now. */
function withFormer(waiver: Waiver, former: FormerPlaces): Waiver {
  const { places } = waiver;
  if (places === undefined) return waiver;
  const now = [...former].flatMap(([is, was]) => (places.has(was) ? [is] : []));
  return now.length === 0 ? waiver : { ...waiver, places: new Set([...places, ...now]) };
}

/**
 * What the gate tells is made of the texts of both descriptions: a credential in them is no more shown than in a review,
 * and stands under the same mask.
 */
function masked(review: Review, head: Judgements, base: Judgements | undefined): Review {
  const gate = maskFor(head.stated.api).review(review.gate);
  return { ...review, gate: base === undefined ? gate : maskFor(base.stated.api).review(gate) };
}

/** Waivers of `sallyport.yaml` that ran out; those of the register are overdue issues. */
function expiredWaivers(
  { waivers, findings }: Review,
  { register }: Policy,
  asOf: string,
  isTouched: (place: FindingPlace) => boolean,
): readonly ExpiredWaiver[] {
  return waivers
    .filter(({ state, file }) => state === "expired" && file !== register)
    .map((waiver): ExpiredWaiver => {
      const { rule, until, reason, owner, approver, file, line } = waiver;
      const covered = new Set(waiver.places);
      const found = findings.filter(({ places }) => places.some(({ fingerprint }) => covered.has(fingerprint)));
      const who = [`approved by ${approver ?? "nobody"}`, ...(owner === null ? [] : [`owner: ${owner}`])];
      return {
        id: `${file}:${line}`,
        severity: found.map(({ severity }) => severity).reduce(worse, waiver.severity ?? "info"),
        owner,
        due: until,
        touched: found.some(({ places }) => places.some((place) => covered.has(place.fingerprint) && isTouched(place))),
        text: `${expiredWords(until, asOf)} (${who.join(", ")}), and still there: ${rule}, ${file}:${line} (“${reason}”). Fix it, or accept it again`,
      };
    });
}

/** Why a description that has lost all that it describes must not pass: it may as well be gone. */
function emptiedReason({ base, head, policy, register, files, asOf }: Comparison): string | undefined {
  const lost = base?.stated.api.operations.length ?? 0;
  if (lost === 0 || head.stated.api.operations.length > 0 || policy.gate.removed === "allow") return undefined;
  if (files.some((file) => acceptedRemoval(register, file, asOf) !== undefined)) return undefined;
  return `${lost === 1 ? "The only operation is" : `All ${lost} operations are`} gone, and nothing shows whether the API still runs. Restore what runs; if nothing does, accept ${removalFingerprint(files[0]!)} in the register`;
}

type ExpiredWaiver = NonNullable<Review["gate"]>["overdue"][number];

/** Findings with a new place that an issue of the register had, which was fixed. */
function comebacks(
  review: Review,
  { issues }: Register,
  files: readonly string[],
): NonNullable<NonNullable<Review["gate"]>["back"]> {
  const fixed = issues.filter(
    ({ status, description }) => (status === "fixed" || status === "regressed") && files.includes(description),
  );
  const issueOf = new Map(fixed.flatMap((issue) => Object.keys(issue.places).map((place) => [place, issue] as const)));
  return allFindings(review).flatMap(({ fingerprint, places }) => {
    const own = places
      .filter(({ state }) => state === "new" || state === "worsened")
      .flatMap((place) => issueOf.get(place.fingerprint) ?? []);
    return [...new Set(own)].map(({ id, ticket }) => ({
      issue: id,
      ...(ticket === undefined ? {} : { ticket }),
      finding: fingerprint,
    }));
  });
}

/** The gate with what is overdue: announced in every run, in the way only where the policy says so. */
function withOverdue(
  review: Review,
  changes: readonly Change[],
  comparison: Comparison,
  fixes: readonly IssueAndFix[],
): Review {
  const { base, head, register, files, asOf, policy } = comparison;
  const gate = review.gate!; // of a review that the gate has marked
  let touched: ReadonlySet<string> | undefined;
  const isTouched = (operation: string | null): boolean => {
    touched ??= new Set([
      ...touchedOperations(base?.stated.api, head.stated.api),
      ...changes.flatMap(({ operations }) => operations.map(({ id }) => id)),
    ]);
    return operation !== null && touched.has(operation);
  };
  const fixOf = new Map(fixes.map(({ issue, fix }) => [issue.id, fix]));
  const overdue = overdueIssues(register, files, review, asOf, isTouched, fixOf);
  const expired = expiredWaivers(
    review,
    policy,
    asOf,
    ({ state, operation }) => state === "new" || state === "worsened" || isTouched(operation),
  );
  const emptied = emptiedReason(comparison);
  const blocking = [
    ...(emptied === undefined ? [] : [{ text: emptied }]),
    ...overdue.filter((one) => blocksMerge(one, policy.gate)),
    ...expired.filter(
      ({ touched: isOwn }) => policy.gate.expiredWaivers === "fail" && blocksBy(policy.gate.overdue, isOwn),
    ),
  ];
  return {
    ...review,
    gate: {
      ...gate,
      decision: blocking.length > 0 ? "fail" : gate.decision,
      because: [...gate.because, ...blocking.map(({ text }) => text)],
      overdue: [
        ...overdue.map(({ issue, text, isTouched: touches }) => ({
          id: issue.id,
          severity: issue.severity,
          owner: issue.owner ?? null,
          due: dueOf(issue) ?? null,
          touched: touches,
          text,
        })),
        ...expired,
      ],
    },
  };
}
