import { callerWords } from "../../core/caller-words.ts";
import { callerKindsOf } from "../../core/data-owners.ts";
import { partitioned } from "../../core/grouped.ts";
import { count, listed, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { capitalized, ended, firstClause, uncapitalized } from "../../core/sentence.ts";
import { decidesVerdict, isWorthAsking, liftingWords, mayBeLifted, splitWords } from "./assumption-answers.ts";
import { callerViews } from "./callers.ts";
import { dataClasses, impersonationWords, nobodyReadsWords, readKinds, settledCount } from "./data-answer.ts";
import { loweredBySettings } from "./dismissal-words.ts";
import { isOverdue, verdictAnswer, verdictName } from "./decision-words.ts";
import { NOTHING_FIRST } from "./first-actions.ts";
import { stepsOf, type FirstStep } from "./glance.ts";
import { NOBODY, ownerTallies, responsibleOwner } from "./owner-tallies.ts";
import { hasControl, isOfAccepted, leadingReasons, NUMBERED, partOf } from "./reason-groups.ts";
import { isOpen } from "../../core/open-findings.ts";
import { unreadParts } from "./unread.ts";
import { untestedOperations } from "./untested-operations.ts";

/*
 * The first screen in few words, for whoever reads no further: may it go out, why, what first; then who can read other
 * people's data, what is unknown, who must act. Each sentence is built from parts that are short, so that none is cut:
 * the whole of it stands below.
 */

type Reason = Review["verdict"]["reasons"][number];

/** The verdict and what it means for the release: `Verdict: reject. Do not release it.` */
export function verdictLine(decision: Review["verdict"]["decision"]): string {
  return `Verdict: ${verdictName(decision)}. ${verdictAnswer(decision)}`;
}

/** What stands before the reason: of what may be released later, the reason is why not yet. */
export function whyLabel({ verdict: { decision } }: Review): string {
  return decision === "approve" || decision === "reject" ? "Why:" : "Why not yet:";
}

/** Why the verdict is what it is: of several reasons the one that the first thing to do is about; `undefined` where there is none. */
export function whyWords(review: Review): string | undefined {
  if (review.verdict.decision === null) return undefined;
  const reasons = leadingReasons(review.verdict);
  const [step] = stepsOf(review, 1);
  const reason = reasons.find((one) => step !== undefined && isAbout(step, one)) ?? reasons[0];
  return reason === undefined ? undefined : ended(shortened(reasonWords(review, reason), MOST_OF_RULESETS));
}

/** What to do first, in a few words behind the reason: `Require a credential.` */
export function firstStepWords(review: Review): string {
  const [step] = stepsOf(review, 1);
  if (step === undefined || step.kind === "nothing") return NOTHING_FIRST.replace(/^Do first: n/, "N");
  const { text, findings, assumption } = step;
  if (assumption !== undefined) return ended(ASK.get(assumption.id) ?? "Answer this question");
  const [finding] = findings.flatMap((id) => review.findings.filter(({ fingerprint }) => fingerprint === id));
  if (finding !== undefined && isUnconfirmed(review, finding)) return "Confirm or fix it.";
  if (finding !== undefined) return shortened(firstClause(finding.remediation, MOST_STEP), MOST_OF_RULESETS);
  if (text.startsWith("Attest ")) return "Attest what the fix claims, or undo the fix.";
  if (text.startsWith("Complete the description.")) return "Complete the description.";
  if (text.startsWith("Describe ")) return "Describe the response.";
  return text.startsWith("Test ") ? "Run this test." : firstClause(text, MOST_STEP);
}

/** Only the rules of somebody else's rulesets have longer titles and remedies: these are cut. */
const MOST_OF_RULESETS = 120;
/** A remedy is begun in so many characters where its clauses allow it. */
const MOST_STEP = 62;

/** Whether a verdict depends on a finding that is only inferred: before it is fixed, somebody can say that it is none. */
function isUnconfirmed({ verdict }: Review, { fingerprint }: Finding): boolean {
  return leadingReasons(verdict).some(
    ({ text, findings }) => text.startsWith(TO_CONFIRM) && findings.includes(fingerprint),
  );
}

const TO_CONFIRM = "To be confirmed: ";

/** Whether what is to be done settles a reason. */
function isAbout({ text, findings, assumption }: FirstStep, reason: Reason): boolean {
  if (assumption !== undefined) return reason.assumptions.includes(assumption.id);
  if (findings.length > 0) return reason.findings.some((one) => findings.includes(one));
  return reason.findings.length === 0 && text.endsWith(ended(reason.text));
}

function reasonWords(review: Review, reason: Reason): string {
  const { text, findings, assumptions } = reason;
  if (reason.kind === "nothing") return "No finding prevents it";
  switch (partOf(reason)) {
    case "question": {
      const assumption = review.assumptions.find(({ id }) => id === assumptions[0]);
      return `It is not stated ${questionWords(review, assumption)}`;
    }
    case "finding": {
      const finding = review.findings.find(({ fingerprint }) => fingerprint === findings[0]);
      if (finding === undefined) return firstClause(text, MOST_REASON);
      const words = findingWords(review, finding);
      if (text.startsWith(TO_CONFIRM)) return `Unconfirmed: ${uncapitalized(words)}`;
      return isOfAccepted(reason) ? `Accepted risk: ${uncapitalized(words)}` : words;
    }
    case "attestation":
      return "A fix makes a claim that is not attested yet";
    case "test":
      return testWords(review, text);
    case "gap":
      return gapWords(reason);
  }
}

/** A longer reason of nobody's making is said as far as its clauses allow. */
const MOST_REASON = 70;

/** What is not stated, as the rest of a sentence. */
function questionWords({ operations }: Review, assumption: Review["assumptions"][number] | undefined): string {
  const known = QUESTIONS.get(assumption?.id ?? "");
  if (known !== undefined) return known;
  const some = assumption?.operations.length ?? 0;
  return `who can call ${some === 0 || some === operations.length ? "it" : count(some, "operation")}`;
}

const QUESTIONS: ReadonlyMap<string, string> = new Map([
  ["admission", "who can get a credential"],
  ["subscription", "who can subscribe to its webhooks"],
  ["tenancy", "whether callers reach other accounts' data"],
]);

/** Who knows the answer to a question, or what shows it, by the ID of the assumption. */
const ASK: ReadonlyMap<string, string> = new Map([
  ["authentication-unstated", "Ask the API's owner who can call it"],
  ["admission", "Ask whoever issues the credential who gets one"],
  ["subscription", "Ask whoever sends the webhooks who gets them"],
  ["tenancy", "Test it with two accounts"],
]);

/** What is wrong, who can do it where that takes no more words, and where: `Anyone who signs up can read other people's data (6 operations)`. */
function findingWords(review: Review, { title, operations: ids }: Finding): string {
  const name = title.replace(/ \([^()]*\)$/, "");
  const callers = name.startsWith("Callers can ") ? callersOf(review, ids) : undefined;
  const words = callers === undefined ? insideWords(review, name, ids) : `${callers}${name.slice("Callers".length)}`;
  const [only = ""] = ids;
  const where = ids.length === 1 && only.length <= MOST_OPERATION ? only : count(ids.length, "operation");
  const placed = `${words} (${where})`;
  return ids.length > 0 && lengthOf(placed) <= roomForWhy(review) ? placed : words;
}

/** A reason that is about anyone, of an internal network: only from there is it "anyone". */
function insideWords({ operations }: Review, name: string, ids: readonly string[]): string {
  const some = new Set(ids);
  const isInside = operations.every(
    (one) => !some.has(one.id) || callerKindsOf(one).every((caller) => caller.isInside),
  );
  return isInside ? name.replace(/ without authentication$/, "$& on the internal network") : name;
}

/** How many words of ten seconds the verdict and the first step leave for the reason. */
function roomForWhy(review: Review): number {
  const told = `${verdictLine(review.verdict.decision)} ${whyLabel(review)} Do first: ${firstStepWords(review)}`;
  return Math.min(MOST_WHY, TEN_SECONDS - lengthOf(told));
}

function lengthOf(text: string): number {
  return text.split(" ").length;
}

/** So many words are read in ten seconds, and so many of them may be the reason. */
const TEN_SECONDS = 31;
const MOST_WHY = 14;

/** A longer operation is counted. */
const MOST_OPERATION = 30;

/** Those who can call all of some operations, where they are of one kind that takes few words. */
function callersOf({ operations }: Review, ids: readonly string[]): string | undefined {
  const some = new Set(ids);
  const kinds = new Set(
    operations
      .filter(({ id }) => some.has(id))
      .flatMap((operation) => callerKindsOf(operation).map((caller) => callerWords(caller, true))),
  );
  const [only = ""] = kinds;
  return kinds.size === 1 && SPOKEN.has(only) ? capitalized(only) : undefined;
}

const SPOKEN: ReadonlySet<string> = new Set([
  "anyone without a credential",
  "anyone who signs up",
  "holders of a credential",
]);

/** What nobody has tested: `Not tested: whether one account can read another's customers`. */
function testWords({ boundaries = [] }: Review, text: string): string {
  const boundary = boundaries.find(({ id }) => text.endsWith(` [${id}]`));
  const { open, operations = [] } = boundary ?? {};
  const isPart = open !== undefined && open.length < operations.length;
  const [, who, effect, things = ""] =
    /^Test that (\w+) A cannot (\w+) \w+ B's (.*?) (?:by|through|with|in) /s.exec(text) ?? [];
  const [kind = things] = things.split(/, | and /);
  const what =
    who === undefined
      ? (CLAIMS.find(([ending]) => boundary?.id.endsWith(ending))?.[1] ?? promiseWords(text))
      : `whether one ${who} can ${effect} another's ${kind}`;
  return `${isPart ? "Not fully tested" : "Not tested"}: ${what}`;
}

/** What the description promises, as a test of it says: `whether POST /subscriptions refuses a URL whose host is not allowed`. */
function promiseWords(text: string): string {
  const [, promise = ""] = /^Test that (.*?)(?:: |, of which | \()/s.exec(text) ?? [];
  return promise === "" || promise.length > MOST_PROMISE ? "a promise of the description" : `whether ${promise}`;
}

const MOST_PROMISE = 100;

/** What is tested at a boundary, by the end of its ID. */
const CLAIMS: readonly (readonly [string, string])[] = [
  ["-anonymous", "whether calls without a credential are refused"],
  ["-staff", "whether staff reach only what their work needs"],
  ["-rights", "whether callers without permission are refused"],
  ["-unpublished", "whether unpublished data stays hidden"],
  ["-properties", "whether callers can set protected fields"],
  ["-flows", "whether callers can skip business steps"],
  ["-recovery", "whether a stolen session can redirect money or codes"],
];

function gapWords({ text, operations = [] }: Reason): string {
  const [only = ""] = operations;
  if (text.startsWith("Describe what is returned: none")) return "Not described: what any operation returns";
  if (text.startsWith("Describe what ") && operations.length > 0)
    return `Not described: what ${operations.length === 1 && only.length <= MOST_OPERATION ? `${only} returns` : operations.length === 1 ? "1 operation returns" : `${operations.length} operations return`}`;
  return firstClause(text, MOST_REASON);
}

const NOT_JUDGED = "Not known: exposure was not judged.";
const MOST_KINDS = 3;
const MOST_CALLERS = 2;

/** Who can read other people's data, which, and with how many operations; or that nobody can, or what is not known. */
export function readersBriefly(review: Review, most = MOST_KINDS): readonly string[] {
  if (review.verdict.decision === null) return [NOT_JUDGED];
  if (review.operations.length === 0) return ["Not known: no operation is described."];
  const classes = dataClasses(review);
  const acting = impersonationWords(review);
  const others = new Set(classes.get("others") ?? []);
  const unknown = new Set(classes.get("unknown") ?? []);
  if (others.size + unknown.size === 0 && acting === undefined) return [nobodyReadsWords(review)];
  const views = callerViews(review);
  const told = new Set<string>();
  const readers = views.flatMap(({ caller, reads }) => {
    const group = reads.find(({ whose }) => whose === "others");
    const ids = group?.ids.filter((id) => others.has(id) && !told.has(id)) ?? [];
    if (group === undefined || ids.length === 0) return [];
    for (const id of ids) told.add(id);
    const kinds = readKinds(review, "others", ids, most);
    return [
      `${capitalized(callerWords(caller, true))}: ${kinds} (${count(ids.length, "operation")}${settledCount(review, ids, "read")}).`,
    ];
  });
  const room = acting === undefined ? MOST_CALLERS : MOST_CALLERS - 1;
  const shown = readers.slice(0, most === MOST_KINDS ? room : undefined);
  const kinds = unknown.size === 0 ? "" : readKinds(review, "unknown", [...unknown], most);
  return [
    ...(acting === undefined ? [] : [acting]),
    ...shown,
    ...(readers.length > shown.length ? [`Others: ${count(readers.length - shown.length, "kind")} of callers.`] : []),
    ...(unknown.size === 0
      ? []
      : [
          `${shown.length === 0 ? "Not known" : "Also not known"} for ${count(unknown.size, "operation")}${kinds === "" ? "" : `: ${kinds}`}.`,
        ]),
  ];
}

const MOST_QUESTIONS = 2;

/** What nobody knows yet, the questions that decide first; that there is nothing, where there is not. */
export function unknownsBriefly(review: Review): readonly string[] {
  const { assumptions, questions, coverage, verdict } = review;
  if (verdict.decision === null) return ["Who can call it: exposure was not judged."];
  const asking = assumptions.filter(isWorthAsking);
  const deciding = asking.filter((one) => decidesVerdict(review, one));
  const asked = new Set(leadingReasons(review.verdict).flatMap((reason) => reason.assumptions));
  const [leading, others] = partitioned(deciding, ({ id }) => asked.has(id));
  const ordered = [...leading, ...others, ...asking.filter((one) => !deciding.includes(one))];
  const shown = ordered.slice(0, MOST_QUESTIONS);
  const rest = ordered.slice(MOST_QUESTIONS);
  const alsoDeciding = rest.filter((one) => deciding.includes(one)).length;
  const told = questions.flatMap(({ id }) => WAITING.get(id) ?? []).slice(0, 1);
  const later = rest.length - alsoDeciding + questions.length - told.length;
  const postponed = later === 0 ? told : [...told, count(later, told.length === 0 ? "question" : "more question")];
  const { covered, others: waiting } = untestedOperations(review);
  const untested = covered.length + waiting.length;
  const silent = coverage.responses - coverage.typedResponses - (coverage.fileResponses ?? 0);
  const unanswered = coverage.unanswered ?? 0;
  const unread = unreadParts(review).length;
  const gaps = verdict.reasons.filter((reason) => reason.kind === "depends" && partOf(reason) === "gap");
  const lines = [
    ...gaps.slice(0, 1).map((reason) => ended(gapWords(reason))),
    ...shown.map((one) => `${capitalized(questionWords(review, one))}${weighed(review, one, deciding)}.`),
    ...(untested === 0
      ? []
      : [
          `Whether the access checks of ${count(untested, "operation")} work${covered.length === 0 ? " (can wait)" : waiting.length === 0 ? "" : ` (${waiting.length} can wait)`}.`,
        ]),
    ...(silent <= 0 ? [] : [`What ${count(silent, "success response")} ${silent === 1 ? "contains" : "contain"}.`]),
    ...(unanswered === 0 ? [] : [`What ${count(unanswered, "operation")} ${unanswered === 1 ? "returns" : "return"}.`]),
    ...(unread === 0
      ? []
      : [`What ${count(unread, "part")} of the description ${unread === 1 ? "says" : "say"}: not readable.`]),
    ...(alsoDeciding === 0
      ? []
      : [`${count(alsoDeciding, "more question decides", "more questions decide")} the verdict.`]),
    ...(postponed.length === 0 ? [] : [`Can wait: ${postponed.join("; ")}.`]),
  ];
  return lines.length === 0 ? ["Nothing that this review asks for."] : lines;
}

/** What no verdict waits for, by the ID of the question. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ["audience", "the intended audience"],
  ["chosen-tenant", "whether a caller can choose another account"],
  ["shown-members", "whether people agreed that others see them"],
  ["published-people", "whether people agreed to be listed"],
  ["possible-fields", "whether some fields are personal"],
  ["contradicted-answer", "whether an answer in sallyport.yaml is right"],
]);

/** What an answer is to the verdict, behind the question. */
function weighed(
  review: Review,
  assumption: Review["assumptions"][number],
  deciding: readonly Review["assumptions"][number][],
): string {
  if (liftingWords(review, assumption) !== undefined) return " (could lift the rejection)";
  if (!deciding.includes(assumption)) return "";
  return ` (${splitWords(assumption) ?? "the verdict depends on it"})`;
}

const MOST_OWNERS = 2;
/** A longer name is cut: the action plan has it whole. */
const MOST_OWNER = 60;

/** Who must act before the release, and on what: `Rider Apps: fix 5 findings and run 2 groups of authorization tests.` */
export function actorsBriefly(review: Review, asOf: string): readonly string[] {
  const lowered = loweredBySettings(review);
  return [...actors(review, asOf), ...(lowered === undefined ? [] : [`${lowered}.`])];
}

function actors(review: Review, asOf: string): readonly string[] {
  const { document, findings, verdict } = review;
  if (verdict.decision === null) {
    const all = findings.filter(isOpen).length;
    const owner = responsibleOwner(document);
    const who = owner === NOBODY ? "No owner is named" : shortened(owner, MOST_OWNER);
    return [all === 0 ? "No one, because no finding is open." : `${who}: ${count(all, "open finding")}.`];
  }
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding] as const));
  const ownersOf = (reason: Reason): ReadonlySet<string> => {
    const owners = reason.findings.map((fingerprint) => responsibleOwner(document, known.get(fingerprint)));
    return new Set(owners.length === 0 ? [responsibleOwner(document)] : owners);
  };
  const weighing = verdict.reasons.filter(({ kind }) => kind !== "nothing");
  // A question that decides is to be answered, though no reason of the verdict asks it; an answer that lifts a rejection is offered only.
  const asked = new Set(weighing.flatMap((reason) => reason.assumptions));
  const besides = review.assumptions.filter(
    (one) => decidesVerdict(review, one) && !asked.has(one.id) && liftingWords(review, one) === undefined,
  ).length;
  const acting = ownerTallies(review, asOf).filter(({ reasons }) => NUMBERED.some(({ kind }) => reasons[kind] > 0));
  const open = findings.filter(isOpen).length;
  if (weighing.length === 0 || acting.length === 0)
    return [`No one before the release.${open === 0 ? "" : ` ${count(open, "open finding")} can wait.`}`];
  const shown = acting.slice(0, MOST_OWNERS);
  const unless = mayBeLifted(review) ? ", unless an answer lifts the rejection" : "";
  const overdue = findings.filter((finding) => isOpen(finding) && isOverdue(finding, asOf)).length;
  return [
    ...shown.map(({ owner, due }) => {
      const what = listed(
        tasks(
          weighing.filter((reason) => ownersOf(reason).has(owner)),
          owner === responsibleOwner(document) ? besides : 0,
        ),
        Infinity,
      );
      const by = due === undefined ? "" : ` Due: ${due}.`;
      return owner === NOBODY
        ? `No owner is named. The release manager must name one, who must ${what}${unless}.${by}`
        : `${shortened(owner, MOST_OWNER)}: ${what}${unless}.${by}`;
    }),
    ...(acting.length > shown.length ? [`Others: ${count(acting.length - shown.length, "owner")}.`] : []),
    ...(overdue === 0 ? [] : [`${count(overdue, "finding")} ${overdue === 1 ? "is" : "are"} overdue.`]),
  ];
}

/** What reasons ask for, each kind of task with its number. */
function tasks(reasons: readonly Reason[], questions: number): readonly string[] {
  const counts = { fix: 0, confirm: 0, watch: 0, kept: 0, question: questions, test: 0, attestation: 0, gap: 0 };
  for (const reason of reasons) {
    const part = partOf(reason);
    if (part !== "finding") counts[part] += 1;
    else if (isOfAccepted(reason)) counts[hasControl(reason) ? "watch" : "kept"] += 1;
    else counts[reason.kind === "depends" ? "confirm" : "fix"] += 1;
  }
  const { fix, confirm, watch, kept, question, test, attestation, gap } = counts;
  return [
    ...(fix === 0 ? [] : [`fix ${count(fix, "finding")}`]),
    ...(confirm === 0 ? [] : [`confirm ${count(confirm, "finding")}`]),
    ...(question === 0 ? [] : [`answer ${count(question, "question")}`]),
    ...(gap === 0 ? [] : [`fill ${count(gap, "gap")} in the description`]),
    ...(test === 0 ? [] : [`run ${count(test, "group of tests", "groups of tests")}`]),
    ...(attestation === 0 ? [] : [`attest ${count(attestation, "claim")}`]),
    ...(watch === 0 ? [] : [`keep the controls of ${count(watch, "accepted risk")}`]),
    ...(kept === 0 ? [] : [`answer for ${count(kept, "accepted risk")}`]),
  ];
}
