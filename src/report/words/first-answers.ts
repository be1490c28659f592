/*
 * The answers that are read within a minute: who can read other people's data, what is not known yet, and who must act.
 */
import { ADMISSION_WORDS, callerWords, type Caller } from "../../core/caller-words.ts";
import type { DataOwner } from "../../core/data-owner-words.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { count, listed, shortened } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { capitalized, ended, firstClause, uncapitalized } from "../../core/sentence.ts";
import { decidesVerdict, isAwaited, isWorthAsking, rejectingWords } from "./assumption-answers.ts";
import { callerViews } from "./callers.ts";
import {
  dataClasses,
  impersonationWords,
  LONGEST_NAME,
  nobodyReadsWords,
  readKinds,
  settledCount,
  returningWorst,
} from "./data-answer.ts";
import { loweredBySettings } from "./dismissal-words.ts";
import { isOverdue } from "./decision-words.ts";
import { neededActions, type FirstAction } from "./first-actions.ts";
import { NOBODY, ownerTallies, responsibleOwner } from "./owner-tallies.ts";
import { hasControl, isOfAccepted, leadingReasons, partOf } from "./reason-groups.ts";
import { isOpen } from "../../core/open-findings.ts";
import { unreadParts } from "./unread.ts";
import { untestedOperations } from "./untested-operations.ts";
import { MOST_OWNER, missingWords, namedOperations, questionWords } from "./first-screen.ts";

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
  const counted = new Set<string>();
  let isAssumedTold = false;
  const readers = callerViews(review).flatMap(({ caller, reads }): readonly Reader[] => {
    const group = reads.find(({ whose }) => whose === "others");
    const ids = group?.ids.filter((id) => others.has(id) && !counted.has(id)) ?? [];
    if (group === undefined || ids.length === 0) return [];
    for (const id of ids) counted.add(id);
    const settled = settledCount(review, ids, "read").replace(/^, /, "");
    const what = dataWithPlace(review, "others", ids, most);
    const assumed = caller.admission === "unknown" && !isAssumedTold ? assumedBehind(review) : "";
    if (assumed !== "") isAssumedTold = true;
    return [{ caller, text: `${readerWords(caller)}${assumed}: ${what}${settled === "" ? "" : ` (${settled})`}.` }];
  });
  const room = acting === undefined ? MOST_CALLERS : MOST_CALLERS - 1;
  const shown = readers.slice(0, most === MOST_KINDS ? room : undefined);
  const perhaps =
    unknown.size === 0
      ? []
      : perhapsReading(
          review,
          [...unknown],
          most,
          readers.map(({ caller }) => caller),
          isAssumedTold,
        );
  const isCrowded = readers.length > shown.length;
  return [
    ...(acting === undefined ? [] : [acting]),
    ...shown.map(({ text }) => text),
    ...(readers.length > shown.length ? [`Also ${count(readers.length - shown.length, "more kind")} of caller.`] : []),
    // How many tests there are to make is said next.
    ...perhaps.map(({ text, settling = "" }) => (isCrowded ? text : `${text} ${settling}`.trim())),
  ];
}

/** Who reads what, in a sentence. */
interface Reader {
  readonly caller: Caller;
  readonly text: string;
  /** How it is found out whether they do. */
  readonly settling?: string;
}

/** Who perhaps reads what is others', as nobody knows whose it is, and how that is found out: by a test, or by asking. */
function perhapsReading(
  review: Review,
  ids: readonly string[],
  most: number,
  known: readonly Caller[],
  isAssumedTold: boolean,
): readonly Reader[] {
  const wanted = new Set(ids);
  const callers = callerViews(review).flatMap(({ caller, reads }) =>
    reads.some(({ whose, ids: some }) => whose === "unknown" && some.some((id) => wanted.has(id))) ? [caller] : [],
  );
  const [caller] = callers;
  if (caller === undefined) return [];
  const names = [...new Set(callers.map((one) => uncapitalized(readerWords(one))))];
  // Whoever gets in without a credential, or perhaps does, is all others as well.
  const who = names.some((name) => name.startsWith(ANY_CALLER)) ? ANY_CALLER : listed(names, MOST_CALLERS, "or");
  const isTested = ids.every((id) => review.tests.some(({ operation }) => operation === id));
  const owner = responsibleOwner(review.document);
  const settling = isTested
    ? "Test whether each caller gets only their own."
    : `Ask ${owner === NOBODY ? "the API's owner" : shortened(owner, MOST_OWNER)} whose data that is.`;
  // Behind what is known, the worst kind says enough.
  const what = dataWithPlace(review, "unknown", ids, most === MOST_KINDS && known.length > 0 ? MOST_KINDS - 1 : most);
  const text = isSame(known, callers)
    ? `Perhaps also ${what}`
    : `Perhaps ${who}${caller.admission === "unknown" && !isAssumedTold ? assumedBehind(review) : ""}: ${what}`;
  return [{ caller, text: `${text}.`, settling }];
}

const ANY_CALLER = "any caller";

/** Whether some callers are one kind, and others the same one. */
function isSame(some: readonly Caller[], others: readonly Caller[]): boolean {
  const [one, ...further] = new Set([...some, ...others].map((caller) => readerWords(caller)));
  return some.length > 0 && one !== undefined && further.length === 0;
}

/** Kinds of data and the operations that return them: `names and 2 more kinds of data, with GET /users and 3 more operations`. */
function dataWithPlace(review: Review, owner: DataOwner, ids: readonly string[], most: number): string {
  const kinds = readKinds(review, owner, ids, most);
  const where = namedFirst(review, owner, ids, most <= MOST_KINDS ? MOST_KINDS : most);
  return `${kinds === "" ? "data" : kinds}${/,| and /.test(kinds) ? "," : ""} with ${where}`;
}

/** Who can read, in few words; what is not known of them is said behind all of them. */
function readerWords(caller: Caller): string {
  const words = callerWords(caller, true);
  return capitalized(words.replace(ADMISSION_WORDS.partner, "approved partners or approved people"));
}

/** Whom the review takes for the callers of whom nothing is stated, in brackets; empty where it does not, or differs. */
function assumedBehind({ operations }: Review): string {
  const exposures = new Set(operations.flatMap(({ assumed, exposure }) => (assumed ? [exposure] : [])));
  const [only = null] = exposures;
  return exposures.size === 1 && only !== null ? ` (assumed: ${ASSUMED[only]})` : "";
}

const ASSUMED = { public: "the public", partner: "partners", private: "own staff and systems" } as const;

/** The worst of some operations and how many more, or how many where all have long names; where everything is named, all. */
function namedFirst(review: Review, owner: DataOwner, ids: readonly string[], most: number): string {
  // What a deletion returns is read by it as well, and is no example of reading.
  const ranked = partitioned(returningWorst(review, owner, ids), (id) => !id.startsWith("DELETE ")).flat();
  if (most !== MOST_KINDS) return listed(ranked, most);
  return ranked.every((id) => id.length > LONGEST_NAME) ? count(ranked.length, "operation") : namedOperations(ranked);
}

const MOST_QUESTIONS = 2;

/** What nobody knows yet, the questions that decide first; that there is nothing, where there is not. */
export function unknownsBriefly(review: Review, isWhole = false): readonly string[] {
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
  const told =
    isWhole && questions.length > 2
      ? []
      : questions.flatMap(({ id }) => WAITING.get(id) ?? []).slice(0, shown.length === 0 ? 2 : 1);
  const later = rest.length - alsoDeciding + questions.length - told.length;
  const postponed = postponedWords(
    told,
    later,
    shown.some((one) => !deciding.includes(one)),
  );
  const { covered, others: waiting } = untestedOperations(review);
  const untested = covered.length + waiting.length;
  const files = coverage.fileResponses ?? 0;
  const silent = coverage.responses - coverage.typedResponses - files;
  const unanswered = coverage.unanswered ?? 0;
  const unread = unreadParts(review).length;
  const [gap] = verdict.reasons.filter((reason) => reason.kind === "depends" && partOf(reason) === "gap");
  const missing = gap === undefined ? undefined : missingWords(gap);
  const lines = [
    ...(gap === undefined
      ? []
      : [
          missing === undefined
            ? ended(firstClause(gap.text, MOST_GAP))
            : `${capitalized(missing)}${verdict.decision === "reject" ? "" : ". The verdict depends on it"}.`,
        ]),
    ...shown.map((one) => `${capitalized(questionWords(review, one))}${weighed(review, one, deciding)}.`),
    ...assumedLines(review, shown),
    ...(untested === 0
      ? []
      : [
          `Whether access checks work on ${count(untested, "operation")}${whenTested(covered.length, waiting.length)}.`,
        ]),
    ...(silent + files <= 0 || missing !== undefined
      ? []
      : [
          `What ${listed([...(silent <= 0 ? [] : [count(silent, "success response")]), ...(files === 0 ? [] : [count(files, "returned file")])])} ${silent + files === 1 ? "contains" : "contain"}.`,
        ]),
    ...(unanswered === 0 || missing !== undefined
      ? []
      : [`What ${count(unanswered, "operation")} ${unanswered === 1 ? "returns" : "return"}.`]),
    ...(unread === 0
      ? []
      : [`What ${count(unread, "part")} of the description ${unread === 1 ? "says" : "say"}: not readable.`]),
    ...(alsoDeciding === 0
      ? []
      : [`${count(alsoDeciding, "more question decides", "more questions decide")} the verdict.`]),
  ];
  if (postponed === "") return lines.length === 0 ? ["Nothing that this review asks for."] : lines;
  return lines.length === 0 ? [`Nothing that the release waits for. ${postponed}`] : [...lines, postponed];
}

/** A gap of nobody's wording is said as far as its clauses allow. */
const MOST_GAP = 70;

/** The questions that no verdict waits for, some of them in words: `2 questions can wait, such as: is any field personal?` */
function postponedWords(told: readonly string[], later: number, isMore: boolean): string {
  const all = told.length + later;
  if (all === 0) return "";
  const waiting = isMore ? `${count(all, "other", "others")} can wait` : `${count(all, "question")} can wait`;
  if (told.length === 0) return `${waiting}.`;
  return `${waiting}${later === 0 ? "" : ", such as"}: ${listed(told)}?`;
}

/** How many of the untested operations are tested before a release, and how many after it. */
function whenTested(before: number, after: number): string {
  if (before === 0) return ", which can be tested after the release";
  return after === 0
    ? `. Test ${before === 1 ? "it" : "them"} before the release`
    : `. Test ${before} before the release, ${after} later`;
}

/** What no verdict waits for, by the ID of the question. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ["audience", "who is the API meant for"],
  ["chosen-tenant", "can a caller choose another account"],
  ["shown-members", "have people agreed that others see their data"],
  ["published-people", "have people agreed to be listed"],
  ["possible-fields", "is any field personal"],
  ["contradicted-answer", "is an answer in sallyport.yaml right"],
]);

/** Who calls what, where no question asks it because no answer changes the verdict. */
function assumedLines(
  { operations, assumptions }: Review,
  shown: readonly Review["assumptions"][number][],
): readonly string[] {
  const asked = new Set(shown.map(({ id }) => id));
  const assumed = operations.filter((one) => one.assumed).length;
  if (assumed === 0 || ASKED_CALLERS.some((id) => asked.has(id))) return [];
  const [question] = assumptions.filter(({ id }) => ASKED_CALLERS.includes(id));
  const what =
    question?.id === "admission"
      ? "Who can get a credential"
      : `Who can call ${assumed === operations.length ? "the API" : count(assumed, "operation")}`;
  return [`${what}. The verdict does not depend on it.`];
}

/** The questions about callers. */
const ASKED_CALLERS: readonly string[] = ["authentication-unstated", "admission", "subscription"];

/** What an answer is to the verdict, behind the question. */
function weighed(
  review: Review,
  assumption: Review["assumptions"][number],
  deciding: readonly Review["assumptions"][number][],
): string {
  const words = rejectingWords(review, assumption);
  const isDeciding = deciding.includes(assumption);
  const settling = isDeciding ? `: ${settlingWords(review, assumption)}` : "";
  if (words !== undefined) return `${settling}. ${words}`;
  if (isDeciding) return `${settling}. The verdict depends on it`;
  return isAwaited(review, assumption) ? "" : ". It can wait";
}

/** How the answer to a question is found out: whom to ask, or what shows it. */
function settlingWords({ document }: Review, { id }: Review["assumptions"][number]): string {
  if (id === "tenancy") return "test it with two accounts";
  const owner = responsibleOwner(document);
  return `ask ${owner === NOBODY ? "the API's owner" : shortened(owner, MOST_OWNER)}`;
}

const MOST_OWNERS = 2;

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
  const tallies = taskTallies(review);
  const open = findings.filter(isOpen).length;
  if (tallies.length === 0)
    return [`No one before the release.${open === 0 ? "" : ` ${count(open, "open finding")} can wait.`}`];
  const dues = new Map(ownerTallies(review, asOf).map(({ owner, due }) => [owner, due]));
  const shown = tallies.slice(0, MOST_OWNERS);
  const overdue = findings.filter((finding) => isOpen(finding) && isOverdue(finding, asOf)).length;
  return [
    ...shown.map(({ owner, actions, kept }) => {
      const what = `${actionsWords(actions, kept)}.`;
      const due = dues.get(owner);
      const by = due === undefined ? "" : ` Due: ${due}.`;
      const isContact = document.isContact === true && owner === document.owner;
      if (owner !== NOBODY && !isContact) return `${shortened(owner, MOST_OWNER)}${what}${by}`;
      const named = isContact ? `contact: ${shortened(owner, MOST_OWNER).replace(/,$/, "")}` : "none is named";
      return `Release manager: name an owner (${named}), who${what.replace(/^: (\w)/, " must $1")}${by}`;
    }),
    ...(tallies.length > shown.length ? [`Others: ${count(tallies.length - shown.length, "owner")}.`] : []),
    ...(overdue === 0 ? [] : [`${count(overdue, "finding")} ${overdue === 1 ? "is" : "are"} overdue.`]),
  ];
}

interface TaskTally {
  readonly owner: string;
  readonly actions: readonly FirstAction[];
  /** Accepted risks that are conditions: with a control that has to stay, and without. */
  readonly kept: { readonly watch: number; readonly answer: number };
}

/** What each owner has to do before the release: the actions of the plan, most first, and the accepted risks. */
function taskTallies(review: Review): readonly TaskTally[] {
  const { document, findings, verdict } = review;
  if (verdict.reasons.every(({ kind }) => kind === "nothing")) return [];
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding] as const));
  const ownersOf = (fingerprints: readonly string[]): readonly string[] => {
    const owners = new Set(fingerprints.flatMap((one) => responsibleOwner(document, known.get(one))));
    return owners.size === 0 ? [responsibleOwner(document)] : [...owners];
  };
  const acting = grouped(
    neededActions(review).flatMap((action) => ownersOf(action.findings).map((owner) => ({ owner, action }))),
    ({ owner }) => owner,
  );
  const accepted = grouped(
    verdict.reasons
      .filter((reason) => reason.kind === "condition" && isOfAccepted(reason))
      .flatMap((reason) => ownersOf(reason.findings).map((owner) => ({ owner, reason }))),
    ({ owner }) => owner,
  );
  return [...new Set([...acting.keys(), ...accepted.keys()])]
    .map((owner) => {
      const own = (accepted.get(owner) ?? []).map(({ reason }) => reason);
      const watch = own.filter(hasControl).length;
      return {
        owner,
        actions: (acting.get(owner) ?? []).map(({ action }) => action),
        kept: { watch, answer: own.length - watch },
      };
    })
    .toSorted((a, b) => b.actions.length - a.actions.length || (a.owner < b.owner ? -1 : 1));
}

/** Actions behind whose they are, with how many there are where that is more than one number: ` has 4 actions: fix 2 findings and run 2 groups of tests`. */
function actionsWords(actions: readonly FirstAction[], kept?: TaskTally["kept"]): string {
  const parts = [
    ...taskParts(actions),
    ...(kept === undefined || kept.watch === 0 ? [] : [`keep the controls of ${count(kept.watch, "accepted risk")}`]),
    ...(kept === undefined || kept.answer === 0 ? [] : [`answer for ${count(kept.answer, "accepted risk")}`]),
  ];
  return parts.length > 1 && actions.length > 1
    ? ` has ${count(actions.length, "action")}: ${listed(parts, Infinity)}`
    : `: ${listed(parts, Infinity)}`;
}

/** What actions come to, each kind with its number; together the numbers are those of the actions. */
function taskParts(actions: readonly FirstAction[]): readonly string[] {
  const of = (task: FirstAction["task"]): readonly FirstAction[] => actions.filter((one) => one.task === task);
  const number = (task: FirstAction["task"]): number => of(task).length;
  const fixes = number("fix") + number("fix-if");
  const uncertain =
    number("fix-if") === 0
      ? ""
      : fixes === number("fix-if")
        ? " (only if an answer requires it)"
        : ` (${number("fix-if")} only if an answer requires it)`;
  return [
    ...(fixes === 0 ? [] : [`make ${count(fixes, "fix", "fixes")}${uncertain}`]),
    ...(number("confirm") === 0 ? [] : [`confirm ${count(number("confirm"), "finding")}`]),
    ...(number("answer") === 0 ? [] : [`answer ${count(number("answer"), "question")}`]),
    ...(number("gap") === 0 ? [] : [`close ${count(number("gap"), "gap")} in the description`]),
    ...(number("test") === 0 ? [] : [testingWords(number("test"))]),
    ...(number("attest") === 0 ? [] : [`attest ${count(number("attest"), "claim")}`]),
  ];
}

/** Tests as something to do: `run 2 groups of tests`; of how many operations is said among what is not known. */
function testingWords(groups: number): string {
  return `run ${count(groups, "group of tests", "groups of tests")}`;
}

/** What stands before that. */
export const AFTER_FIRST = "Then:";

/** How much is left to do before a release when the first thing is done; `undefined` where nothing is. */
export function afterFirstWords(review: Review): string | undefined {
  const left = neededActions(review).length - 1;
  return left <= 0 ? undefined : `${count(left, "more action")} before the release.`;
}
