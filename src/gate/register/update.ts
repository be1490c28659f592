import { inKeyOrder } from "../../core/canonical-json.ts";
import { FAILED_TEST } from "../../core/failed-test.ts";
import { isFixKind } from "../../core/fix-kinds.ts";
import { dayAfter } from "../../core/day.ts";
import { isChangeKind } from "../change.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isAtLeast, worse, type Severity } from "../../core/severity.ts";
import type { Deadlines } from "../../policy/gate-policy.ts";
import { exposedPlaces, REPORTED_EXPOSURE } from "../../review/reported-exposure.ts";
import type { IssueFix } from "../fixes/issue-fix.ts";
import { withCoverage } from "./coverage.ts";
import { issueCauses, isOfChanges, isOfRule, rulesOfPlaces, titleOfCauses, withCauses } from "./issue-causes.ts";
import { isPlaceOf, placeWords } from "./place-words.ts";
import { GONE_DIGEST } from "./register-record-of.ts";
import type { Attestation, Issue, IssueCause, Register } from "./register.ts";

/** What a review of one description brings into a register. */
export interface Observation {
  readonly review: Review;
  /** What the description is called now, and was before it moved. */
  readonly files: readonly string[];
  readonly deadlines: Deadlines;
  readonly commit: string | undefined;
  /** What was done about issues, by their ids, where a version that had them could be compared with. */
  readonly fixes?: ReadonlyMap<string, IssueFix>;
}

/** A register that knows what reviews found, and what became of its issues. */
export interface Updated {
  readonly register: Register;
  readonly added: readonly Issue[];
  readonly fixed: readonly Issue[];
  readonly dismissed: readonly Issue[];
  readonly regressed: readonly Issue[];
  /** Of which something was done that does not close them, as it was not on record. */
  readonly attempted: readonly Issue[];
}

/** The mildest severity that is kept: what is below is advice. */
const LEAST: Severity = "low";

/**
 * Brings a register up to date: new places become issues, those that are gone are fixed, those that are still there and
 * dismissed are dismissed, and those that came back regressed. An issue that was accepted keeps its places: new ones are
 * an issue of their own. `asOf` is today.
 */
export function updatedRegister(register: Register, observations: readonly Observation[], asOf: string): Updated {
  let { issues, attestations } = register;
  const added: Issue[] = [];
  const fixed: Issue[] = [];
  const dismissed: Issue[] = [];
  const regressed: Issue[] = [];
  const attempted: Issue[] = [];
  for (const observation of observations) {
    const own = issues.filter(({ description }) => observation.files.includes(description));
    const changes = withCoverageOf(updatedIssues(own, observation, register.tests, asOf), observation.review, asOf);
    for (const issue of changes.added) added.push(issue);
    for (const issue of changes.fixed) fixed.push(issue);
    for (const issue of changes.dismissed) dismissed.push(issue);
    for (const issue of changes.regressed) regressed.push(issue);
    for (const issue of changes.attempted) attempted.push(issue);
    const byId = new Map(changes.issues.map((issue) => [issue.id, issue]));
    issues = [...issues.map((issue) => byId.get(issue.id) ?? issue), ...changes.added];
    attestations = attestations.map((one) => underNewName(one, observation.files));
  }
  return { register: { ...register, issues, attestations }, added, fixed, dismissed, regressed, attempted };
}

/** What is to be attested of a description goes with it where it moved. */
function underNewName(one: Attestation, [name, ...former]: readonly string[]): Attestation {
  return name !== undefined && former.includes(one.description) ? { ...one, description: name } : one;
}

/** The register once descriptions are over whose APIs are gone, as somebody confirmed or the policy allows. */
export function withoutRemoved(register: Register, names: readonly string[], asOf: string): Register {
  const over = new Set(names);
  if (over.size === 0) return register;
  const isLeft = ({ description }: { readonly description: string }): boolean => !over.has(description);
  return {
    ...register,
    issues: register.issues.map((issue) =>
      isLeft(issue) || isOfChanges(issue)
        ? issue
        : issue.status === "fixed"
          ? issue
          : { ...issue, status: "fixed", fixed: asOf, note: issue.note ?? "The description is gone" },
    ),
    tests: register.tests.filter(isLeft),
    suites: register.suites.filter(isLeft),
    signOffs: register.signOffs.filter(isLeft),
    attestations: register.attestations.filter(isLeft),
  };
}

/** What became of issues, with which of them a report covers. */
function withCoverageOf(changes: Changes, review: Review, asOf: string): Changes {
  const covered = withCoverage([...changes.issues, ...changes.added], review, asOf);
  const byId = new Map(covered.map((issue) => [issue.id, issue]));
  const now = (issues: readonly Issue[]): readonly Issue[] => issues.map((issue) => byId.get(issue.id) ?? issue);
  return {
    issues: now(changes.issues),
    added: now(changes.added),
    fixed: now(changes.fixed),
    dismissed: now(changes.dismissed),
    regressed: now(changes.regressed),
    attempted: now(changes.attempted),
  };
}

interface Changes extends Omit<Updated, "register"> {
  readonly issues: readonly Issue[];
}

interface Seen {
  readonly finding: Finding;
  /** By fingerprint, with what a reader knows it by. */
  readonly places: Map<string, string>;
}

function updatedIssues(
  known: readonly Issue[],
  { review, files, deadlines, commit, fixes }: Observation,
  tests: Register["tests"],
  asOf: string,
): Changes {
  const found = byPlace(
    review.findings.filter(({ confidence, severity }) => confidence !== "possible" && isAtLeast(severity, LEAST)),
  );
  const foundWrong = byPlace(review.dismissed ?? []);
  // Somebody may accept what is only found if an assumption is true.
  const supposed = byPlace(review.assumptions.flatMap(({ ifTrue }) => ifTrue));
  const isExposed = exposureAsker(review);
  const taken = new Set<string>();
  const fixed: Issue[] = [];
  const dismissed: Issue[] = [];
  const regressed: Issue[] = [];
  const attempted: Issue[] = [];
  const told = (after: Issue, issue: Issue): Issue => {
    if (after.status === "fixed" && issue.status !== "fixed") fixed.push(after);
    if (after.status === "dismissed" && issue.status !== "dismissed") dismissed.push(after);
    if (after.status === "regressed" && issue.status !== "regressed") regressed.push(after);
    const isNews = after.fix?.why !== issue.fix?.why || after.fix?.kind !== issue.fix?.kind;
    if (after.fix !== undefined && after.status !== "fixed" && isNews) attempted.push(after);
    return after;
  };
  const issues = known.map((issue) => {
    const fix = fixes?.get(issue.id);
    // A change that was accepted is there as long as that holds: no review finds it.
    if (isOfChanges(issue))
      return issue.acceptance !== undefined && issue.acceptance.until < asOf ? whenGone(issue, asOf) : issue;
    const moved = unclaimed({ ...issue, description: files[0] ?? issue.description });
    if (issue.rule === REPORTED_EXPOSURE)
      return told(reportedIssue(moved, isExposed, fix, { deadlines, commit, asOf }), issue);
    const findingAt = (place: string): Finding | undefined =>
      found.get(place) ?? (issue.status === "accepted" ? supposed.get(place) : undefined);
    const rules = rulesOfPlaces(issue);
    const present = Object.keys(issue.places).filter((place) => findingAt(place)?.rule === rules.get(place));
    for (const place of present) taken.add(place);
    if (present.length > 0) {
      const partly = withPartlyFixed(moved, present, fix, asOf);
      return told(withAttempt(whenThere(partly, present, findingAt, { deadlines, commit, asOf }), fix, asOf), issue);
    }
    if (isUntestedOf(issue, review, tests)) return told(moved, issue);
    const isDismissed = Object.keys(issue.places).some((place) => foundWrong.get(place)?.rule === rules.get(place));
    return told(isDismissed ? whenDismissed(moved, asOf) : whenNotFound(moved, issue, fix, asOf), issue);
  });
  const fresh = freshPlaces(review, found, taken);
  const added: Issue[] = [];
  for (const { finding, places } of fresh) {
    // What joins an open issue of the same finding is more of the same; beside what was accepted it is new.
    const home = issues.findIndex(
      (issue) =>
        (issue.status === "open" || issue.status === "regressed") &&
        finding.places.some(({ fingerprint }) => Object.hasOwn(issue.places, fingerprint)) &&
        isOfRule(issue, finding.rule),
    );
    if (home < 0)
      added.push(
        newIssue(finding, places, {
          description: files[0]!,
          owner: finding.owner ?? review.document.owner,
          deadlines,
          commit,
          asOf,
        }),
      );
    else issues[home] = withPlaces(issues[home]!, finding.rule, places);
  }
  return { issues, added, fixed, dismissed, regressed, attempted };
}

/**
 * Whether an issue of a failed test is none the better for not being found: an operation of it is no longer described, and no
 * test has shown that it is gone.
 */
function isUntestedOf(issue: Issue, { operations }: Review, tests: Register["tests"]): boolean {
  const { places, aliases = {} } = issue;
  const rules = rulesOfPlaces(issue);
  // What has another name now is under that.
  const former = new Set(Object.values(aliases));
  return Object.entries(places).some(
    ([place, words]) =>
      rules.get(place) === FAILED_TEST &&
      !former.has(place) &&
      !operations.some(({ id }) => isPlaceOf(words, id)) &&
      !tests.some(
        ({ operation, outcome, digest }) =>
          isPlaceOf(words, operation) && outcome === "passed" && digest === GONE_DIGEST,
      ),
  );
}

/** Gives whether a place of a report is there; the places of a review are looked for when one is asked for. */
function exposureAsker(review: Review): (place: string) => boolean {
  let places: ReturnType<typeof exposedPlaces> | undefined;
  return (place) => (places ??= exposedPlaces(review)).has(place);
}

/** What became of what somebody reported: fixed once none of its places is there, or a fix closes it, and back where one is again. */
function reportedIssue(
  issue: Issue,
  isExposed: (place: string) => boolean,
  fix: IssueFix | undefined,
  { deadlines, commit, asOf }: Today,
): Issue {
  const present = Object.keys(issue.places).filter(isExposed);
  if (present.length === 0 || fix?.closes === true) return whenNotFound(issue, issue, fix, asOf);
  if (issue.status !== "fixed") return withAttempt(withPartlyFixed(issue, present, fix, asOf), fix, asOf);
  // What was narrowed is still described: it is back only where more can get it again.
  const isClaim = issue.fix?.kind === "narrowed" || issue.fix?.kind === "filtered";
  if (isClaim && (fix === undefined || fix.isFix)) return issue;
  const due = dayAfter(asOf, deadlines[issue.severity]);
  const { fix: _over, ...rest } = issue;
  return { ...rest, status: "regressed", regressed: asOf, ...commitOf(commit), ...(due === undefined ? {} : { due }) };
}

/** An issue that somebody marked as fixed, as it was before: whether it is, the comparison says. */
function unclaimed(issue: Issue): Issue {
  if (issue.status !== "fixed" || issue.fix?.kind !== "claimed") return issue;
  const { fixed: _fixed, fix: _claim, ...rest } = issue;
  return { ...rest, status: "open" };
}

/** An issue none of whose places is found: fixed, unless what was done about it is no fix, or a test is still to be made. */
function whenNotFound(issue: Issue, before: Issue, fix: IssueFix | undefined, asOf: string): Issue {
  if (issue.status === "fixed" && issue.fix !== undefined) return issue;
  if (fix === undefined) {
    // Nothing can be compared. What is on record of an attempt stands; a claim is all there is.
    if (before.status === "fixed" && before.fix?.kind === "claimed") return before;
    return issue.fix === undefined ? whenGone(issue, asOf) : issue;
  }
  if (fix.closes) return { ...whenGone(issue, asOf), ...recordOf(fix, asOf) };
  const { fixed: _fixed, ...open } = issue;
  return withAttempt(issue.status === "fixed" ? { ...open, status: "open" } : issue, fix, asOf);
}

/** An issue with what was done about it that does not close it. Its due date stays. */
function withAttempt(issue: Issue, fix: IssueFix | undefined, asOf: string): Issue {
  if (fix === undefined || fix.closes) return issue;
  const { fix: before, ...rest } = issue;
  return { ...rest, ...recordOf(fix, before?.kind === fix.kind ? before.on : asOf) };
}

function recordOf({ kind, why }: IssueFix, on: string): Pick<Issue, "fix"> {
  return kind === "unchanged" ? {} : { fix: { kind, on, why } };
}

/** Findings by the fingerprints of their places; of several at one place the first. */
function byPlace(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings)
    for (const { fingerprint } of finding.places) if (!found.has(fingerprint)) found.set(fingerprint, finding);
  return found;
}

function whenGone(issue: Issue, asOf: string): Issue {
  const { partlyFixed: _whole, ...rest } = issue;
  return issue.status === "fixed" ? issue : { ...rest, status: "fixed", fixed: asOf };
}

/** An issue with how many of its places are gone while others are still there. */
function withPartlyFixed(issue: Issue, present: readonly string[], fix: IssueFix | undefined, asOf: string): Issue {
  const { partlyFixed: before, ...rest } = issue;
  const there = new Set(present);
  // A place that has another name now is under that.
  const former = new Set(Object.values(issue.aliases ?? {}));
  const rules = rulesOfPlaces(issue);
  const isFixed = (place: string): boolean => {
    const kind = fix?.places.find((one) => one.place === place)?.kind;
    return kind === undefined || isFixKind(kind);
  };
  const gone = Object.keys(issue.places).filter(
    // A change that was accepted is no finding that could be fixed.
    (place) => !there.has(place) && !former.has(place) && !isChangeKind(rules.get(place)!) && isFixed(place),
  ).length;
  // What came back did so with some of its places, perhaps under names that it did not have before.
  if (gone === 0 || issue.status === "fixed" || issue.status === "regressed") return rest;
  const isMore = before === undefined || gone > before.places;
  return { ...rest, partlyFixed: { on: isMore ? asOf : before.on, places: gone } };
}

/** The finding is still there, so nobody fixed anything. */
function whenDismissed(issue: Issue, asOf: string): Issue {
  return issue.status === "dismissed" ? issue : { ...issue, status: "dismissed", dismissed: asOf };
}

/** What an issue is once its finding is no longer dismissed: what it would be if nobody had dismissed it. */
function withoutDismissal({ dismissed: _dismissed, ...issue }: Issue): Issue {
  if (issue.status !== "dismissed") return issue;
  if (issue.acceptance !== undefined) return { ...issue, status: "accepted" };
  if (issue.fixed === undefined) return { ...issue, status: "open" };
  const wasBack = issue.regressed !== undefined && issue.regressed >= issue.fixed;
  return { ...issue, status: wasBack ? "regressed" : "fixed" };
}

/** `present`: its places that are found, one at least; `findingAt` gives what is found there. */
function whenThere(
  before: Issue,
  present: readonly string[],
  findingAt: (place: string) => Finding | undefined,
  { deadlines, commit, asOf }: Today,
): Issue {
  const findings = present.flatMap((place) => findingAt(place) ?? []);
  const severity = findings.map((finding) => finding.severity).reduce(worse);
  const known = withoutDismissal(before);
  const issue = withCauses(known, (cause) =>
    causeNow(
      cause,
      cause.places.flatMap((place) => findingAt(place) ?? []),
      severity,
    ),
  );
  const title = titleNow(issue, findings);
  if (issue.status === "accepted") {
    const was = issueCauses(known);
    const isWorse = issueCauses(issue).some((cause, index) => isGraver(cause.severity, was[index]!.severity));
    return stillAccepted(
      { ...issue, title },
      { severity, isWorse: isGraver(severity, issue.severity) || (issue.causes !== undefined && isWorse) },
      deadlines,
      asOf,
    );
  }
  const isBack = issue.status === "fixed";
  const isWorse = isGraver(severity, issue.severity);
  const due = isBack
    ? dayAfter(asOf, deadlines[severity])
    : isWorse
      ? earlier(issue.due, dayAfter(asOf, deadlines[severity]))
      : issue.due;
  const { due: _due, fix, ...rest } = issue;
  return {
    ...rest,
    // What was done about it before it came back was undone.
    ...(isBack || fix === undefined ? {} : { fix }),
    title,
    severity,
    status: isBack ? "regressed" : issue.status,
    ...(due === undefined ? {} : { due }),
    // What is done about it from now on is compared with how it came back.
    ...(isBack ? { regressed: asOf, ...commitOf(commit) } : {}),
  };
}

/**
 * One of several causes as it is found now. What is no longer found of it counts for no more than what is left, as for the
 * places of an issue of one rule: back as it was, it is worse.
 */
function causeNow(cause: IssueCause, findings: readonly Finding[], left: Severity): IssueCause {
  if (isChangeKind(cause.rule)) return cause;
  const own = findings.filter(({ rule }) => rule === cause.rule);
  const [first] = own;
  if (first === undefined) return isGraver(cause.severity, left) ? { ...cause, severity: left } : cause;
  return { ...cause, title: titleOf(first), severity: own.map(({ severity }) => severity).reduce(worse) };
}

function titleNow(issue: Issue, findings: readonly Finding[]): string {
  const [first] = findings;
  if (issue.causes === undefined) return first === undefined ? issue.title : titleOf(first);
  return titleOfCauses(issueCauses(issue));
}

function isGraver(severity: Severity, than: Severity): boolean {
  return severity !== than && worse(severity, than) === severity;
}

/** What was accepted is so at its severity: it follows a fix in part, and what is worse now is open again. */
function stillAccepted(
  issue: Issue,
  { severity, isWorse }: { readonly severity: Severity; readonly isWorse: boolean },
  deadlines: Deadlines,
  asOf: string,
): Issue {
  const { acceptance, due, ...rest } = issue;
  if (!isWorse || acceptance === undefined || acceptance.until < asOf) return { ...issue, severity };
  const next = earlier(due, dayAfter(asOf, deadlines[severity]));
  return {
    ...rest,
    severity,
    status: "open",
    ...(next === undefined ? {} : { due: next }),
    note: `Accepted as ${issue.severity} by ${acceptance.approver}; ${severity} since ${asOf}`,
  };
}

function freshPlaces(review: Review, found: ReadonlyMap<string, Finding>, taken: ReadonlySet<string>): readonly Seen[] {
  return review.findings.flatMap((finding): Seen[] => {
    const places = new Map(
      finding.places
        .filter(({ fingerprint }) => found.get(fingerprint) === finding && !taken.has(fingerprint))
        .map((place) => [place.fingerprint, placeWords(place)]),
    );
    return places.size === 0 ? [] : [{ finding, places }];
  });
}

/** When an issue is found, and what holds then. */
interface Today {
  readonly deadlines: Deadlines;
  readonly commit: string | undefined;
  readonly asOf: string;
}

interface Circumstances extends Today {
  readonly description: string;
  readonly owner: string | null;
}

function commitOf(commit: string | undefined): Pick<Issue, "commit"> {
  return commit === undefined ? {} : { commit: commit.slice(0, 12) };
}

function newIssue(
  finding: Finding,
  places: ReadonlyMap<string, string>,
  { description, owner, deadlines, commit, asOf }: Circumstances,
): Issue {
  const due = dayAfter(asOf, deadlines[finding.severity]);
  const [first = finding.fingerprint] = [...places.keys()].toSorted();
  return {
    id: `sp-${first.slice(0, 10)}`,
    rule: finding.rule,
    description,
    title: titleOf(finding),
    severity: finding.severity,
    status: "open",
    ...(owner === null ? {} : { owner }),
    firstSeen: asOf,
    ...commitOf(commit),
    ...(due === undefined ? {} : { due }),
    places: inKeyOrder(Object.fromEntries(places)),
    line: 1,
  };
}

function withPlaces(issue: Issue, rule: string, places: ReadonlyMap<string, string>): Issue {
  const home = issue.causes?.findIndex((cause) => cause.rule === rule);
  return {
    ...issue,
    ...(issue.causes === undefined
      ? {}
      : {
          causes: issue.causes.map((cause, index) =>
            index === home ? { ...cause, places: [...new Set([...cause.places, ...places.keys()])].toSorted() } : cause,
          ),
        }),
    places: inKeyOrder({ ...issue.places, ...Object.fromEntries(places) }),
  };
}

function titleOf({ title, message }: Finding): string {
  const text = message.length > 160 ? `${message.slice(0, 159)}…` : message;
  return text === "" ? title : text;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
