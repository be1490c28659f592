import { ADMISSION_WORDS, callerWords, type Caller } from "../../core/caller-words.ts";
import type { DataOwner } from "../../core/data-owner-words.ts";
import { callerKindsOf } from "../../core/data-owners.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { CREDENTIAL_OF_OTHERS, MORE_THAN_MAY_SEE } from "../../core/others-data.ts";
import { count, listed, quoted, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { capitalized, ended, firstClause, uncapitalized } from "../../core/sentence.ts";
import { decidesVerdict, isWorthAsking, rejectingWords } from "./assumption-answers.ts";
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
import { isOverdue, verdictAnswer, verdictName } from "./decision-words.ts";
import { neededActions, NOTHING_FIRST, type FirstAction } from "./first-actions.ts";
import { stepsOf, type FirstStep } from "./glance.ts";
import { NOBODY, ownerTallies, responsibleOwner } from "./owner-tallies.ts";
import { hasControl, isOfAccepted, leadingReasons, partOf } from "./reason-groups.ts";
import { fieldNames } from "./remedy-words.ts";
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
export function whyWords(review: Review, isWhole = false): string | undefined {
  if (review.verdict.decision === null) return undefined;
  const reason = firstReason(review);
  return reason === undefined
    ? undefined
    : ended(withoutCutPlace(shortened(reasonWords(review, reason, isWhole), MOST_OF_RULESETS)));
}

/** Whether a text names some and counts the others: where everything is told, it counts them all. */
function leavesOut(text: string): boolean {
  return /\band \d+ more\b/.test(text);
}

/** Of the reasons that the verdict rests on the one that is told first: that which the first thing to do is about. */
export function firstReason(review: Review): Reason | undefined {
  const reasons = leadingReasons(review.verdict);
  const [step] = stepsOf(review, 1);
  return reasons.find((one) => step !== undefined && isAbout(step, one)) ?? reasons[0];
}

/**
 * What to do first, in a few words behind the reason, with where or by whom if ten seconds leave room for that:
 * `Require a credential (POST /orders and 3 more operations).`
 */
export function firstStepWords(review: Review, isWhole = false): string {
  const texts = stepTexts(review).filter(
    (text, index, all) => !isWhole || !leavesOut(text) || index === all.length - 1,
  );
  return texts.find((text) => lengthOf(text) <= roomForStep(review)) ?? texts.at(-1)!; // there is always one
}

/** What can be said of the first thing to do, the longer one first. */
function stepTexts(review: Review): readonly string[] {
  const [step] = stepsOf(review, 1);
  if (step === undefined || step.kind === "nothing") return [NOTHING_FIRST.replace(/^Do first: n/, "N")];
  const { text, findings, assumption } = step;
  if (assumption !== undefined) return askingTexts(review, assumption);
  const [finding] = findings.flatMap((id) => review.findings.filter(({ fingerprint }) => fingerprint === id));
  if (finding !== undefined) {
    const isOpenQuestion = isUnconfirmed(review, finding);
    const remedy = firstClause(finding.remediation, MOST_STEP);
    // Where it is stands in the reason, right above.
    if (isOpenQuestion) return ["Confirm this, or fix it."];
    const clauses = [withCallers(review, finding, remedy), remedy];
    // A remedy of somebody else's that does not fit is cut, and not where it applies.
    const where = operationsAt(finding.operations);
    if (remedy.length > MOST_OF_RULESETS && where !== "")
      return [inBrackets(capitalized(shortened(remedy, MOST_OF_RULESETS)), where)];
    const counted = clauses.flatMap((clause) => countedAt(finding, clause));
    return [...clauses.flatMap((clause) => placed(finding, clause)), ...counted, ...clauses].map((one) =>
      shortened(one, MOST_OF_RULESETS),
    );
  }
  if (text.startsWith("Attest ")) return ["Attest what the fix claims, or undo the fix."];
  if (text.startsWith("Test ")) return testStepTexts(review, text);
  if (text.startsWith("Complete the description.")) return ["Complete the description."];
  const described = undescribedIn(text);
  if (described.length > 0 || text.startsWith("Describe ")) return [...described, "Describe the response."];
  return [firstClause(text, MOST_STEP)];
}

/** The part of a step that says what has to be described: `Describe what GET /quotes returns.` */
function undescribedIn(text: string): readonly string[] {
  const [, before = "", after = ""] = text.split(/(^|\. )Describe what (?=[A-Z]+ \/)/);
  const end = after.search(/ returns?\b/);
  if (before === "" && !text.startsWith("Describe what ")) return [];
  return end < 0
    ? []
    : [`Describe what ${after.slice(0, end)} ${after.startsWith(" returns", end) ? "returns" : "return"}.`];
}

/** A reason without the operation behind it where that would be cut off in the middle: "… and names (GET …". */
function withoutCutPlace(text: string): string {
  const open = text.lastIndexOf(" (");
  return text.endsWith("…") && open > 0 && !text.slice(open).includes(")") ? text.slice(0, open) : text;
}

/** Only the rules of somebody else's rulesets have longer titles and remedies: these are cut. */
const MOST_OF_RULESETS = 120;
/** A remedy is begun in so many characters where its clauses allow it. */
const MOST_STEP = 62;
/** So many words may say what to do first. */
const MOST_STEP_WORDS = 11;

/** What to do, and where: the operations, and the fields that the words speak of, or that nothing else names. */
function placed(finding: Finding, clause: string): readonly string[] {
  const fields = listed(
    fieldNames([finding]).map((name) => quoted(name)),
    MOST_FIELDS,
  );
  const what = fields === "" ? clause : clause.replace(/\bthe fields?\b/, fields);
  // Of the whole API no operation is named.
  const places = /\bthe API\b/.test(clause) ? [] : placesOf(finding.operations);
  if (places.length === 0) return [capitalized(what)];
  const text = capitalized(clause);
  return [
    ...(what === clause && fields !== "" ? places.map((where) => inBrackets(text, `${fields} in ${where}`)) : []),
    ...[what, clause].flatMap((one) => places.map((where) => inBrackets(capitalized(one), where))),
  ];
}

/** What to do, and at how many operations, where there is no room for a name; nothing where it is one or the whole API. */
function countedAt({ operations }: Finding, clause: string): readonly string[] {
  return operations.length < 2 || /\bthe API\b/.test(clause)
    ? []
    : [inBrackets(capitalized(clause), count(operations.length, "operation"))];
}

/** A sentence with something in brackets before its end. */
function inBrackets(text: string, words: string): string {
  return `${text.replace(/[.]$/, "")} (${words}).`;
}

const MOST_FIELDS = 2;

/** The operations in two lengths, the longer one first: `GET /a and 3 more operations`, `GET /a and 3 more`; none of none. */
function placesOf(ids: readonly string[]): readonly string[] {
  const where = operationsAt(ids);
  if (where === "") return [];
  return ids.length === 1 ? [where] : [namedOperations(ids), where];
}

/** The first of some operations, and of how many more it is one: `GET /a and 3 more operations`. */
function namedOperations(ids: readonly string[]): string {
  return operationsAt(ids)
    .replace(/ and 1 more$/, " and 1 more operation")
    .replace(/ more$/, " more operations");
}

/** The first of some operations and how many more; one that is long is not the first. */
function operationsAt(ids: readonly string[]): string {
  const [first, ...others] = ids.toSorted(
    (a, b) => Number(a.length > MOST_OPERATION) - Number(b.length > MOST_OPERATION),
  );
  if (first === undefined) return "";
  const name = shortened(first, MOST_LONG_OPERATION);
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

/** A remedy that is about certain callers says which, where all are of one kind. */
function withCallers(review: Review, { operations }: Finding, clause: string): string {
  const callers = /\bthese callers\b/.test(clause) ? callersOf(review, operations) : undefined;
  return callers === undefined ? clause : clause.replace(/\bthese callers\b/, uncapitalized(callers));
}

/** Who is to be asked, and what: `Ask Rider Apps who gets a credential.` */
function askingTexts(review: Review, { id, operations }: Review["assumptions"][number]): readonly string[] {
  const owner = responsibleOwner(review.document);
  if (id === "tenancy")
    return [
      ...(operations.length === 0 ? [] : [`Test ${operationsAt(operations)} with two accounts.`]),
      "Test it with two accounts.",
    ];
  const question = ASKED.get(id) ?? "for the answer";
  return [
    owner === NOBODY ? `Name an owner. Ask the owner ${question}.` : `Ask ${shortened(owner, MOST_OWNER)} ${question}.`,
    `Ask the API's owner ${question}.`,
  ];
}

/** What somebody is asked, by the ID of the assumption. */
const ASKED: ReadonlyMap<string, string> = new Map([
  ["authentication-unstated", "who can call it"],
  ["admission", "who gets a credential"],
  ["subscription", "who can subscribe to the webhooks"],
]);

/** Where a test that is a condition begins, and how: `Test GET /orders/{id} and 4 more with two users.` */
function testStepTexts({ boundaries = [] }: Review, text: string): readonly string[] {
  const boundary = boundaries.find(({ id }) => text.includes(`[${id}]`));
  const operations = boundary?.open ?? boundary?.operations ?? [];
  if (boundary === undefined || operations.length === 0) return ["Run this test."];
  const [, who = "account"] = /^Test that (\w+) A /.exec(text) ?? [];
  const how = STEPS.find(([ending]) => boundary.id.endsWith(ending))?.[1] ?? `with two ${who}s`;
  return [operationsAt(operations), count(operations.length, "operation")]
    .map((where) => `Test ${where} ${how}.`)
    .concat("Run this test.");
}

/** How a boundary is tested, by the end of its ID. */
const STEPS: readonly (readonly [string, string])[] = [
  ["-anonymous", "without a credential"],
  ["-staff", "as staff whose work does not need it"],
  ["-rights", "without the permission"],
  ["-unpublished", "as an outsider"],
  ["-properties", "with fields that only the service sets"],
  ["-flows", "with steps repeated and left out"],
  ["-recovery", "with a stolen session"],
  ["-inputs", "with forbidden input"],
];

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

function reasonWords(review: Review, reason: Reason, isWhole = false): string {
  const { text, findings, assumptions } = reason;
  if (reason.kind === "nothing") return "No finding prevents it";
  switch (partOf(reason)) {
    case "question": {
      const assumption = review.assumptions.find(({ id }) => id === assumptions[0]);
      return `The description does not say ${questionWords(review, assumption)}`;
    }
    case "finding": {
      const finding = review.findings.find(({ fingerprint }) => fingerprint === findings[0]);
      if (finding === undefined) return firstClause(text, MOST_REASON);
      const words = findingWords(review, finding, isWhole);
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
  return `who can call ${some === 0 || some === operations.length ? "the API" : count(some, "operation")}`;
}

const QUESTIONS: ReadonlyMap<string, string> = new Map([
  ["admission", "who can get a credential"],
  ["subscription", "who can subscribe to its webhooks"],
  ["tenancy", "whether callers reach other accounts' data"],
]);

/**
 * What is wrong and where: who can read what, where a finding says it in so many words, and its title otherwise. `Anyone who
 * signs up can read other people's names and 2 more kinds of data (GET /users and 3 more)`.
 */
function findingWords(review: Review, finding: Finding, isWhole: boolean): string {
  const texts = findingTexts(review, finding).filter((text) => !isWhole || !leavesOut(text));
  return texts.find((text) => lengthOf(text) <= roomForWhy(review)) ?? texts.at(-1)!; // its title is always one
}

/** What can be said of a finding, the longer one first. */
function findingTexts(review: Review, finding: Finding): readonly string[] {
  const { title, operations: ids } = finding;
  const name = title.replace(/ \([^()]*\)$/, "");
  const callers = name.startsWith("Callers can ") ? callersOf(review, ids) : undefined;
  const words = callers === undefined ? insideWords(review, name, ids) : `${callers}${name.slice("Callers".length)}`;
  const where = ids.length === 0 ? quotedIn(finding) : operationsAt(ids);
  const behind = (text: string, place: string): string => (place === "" ? text : `${text} (${place})`);
  const counted = ids.length === 0 ? [] : [behind(words, count(ids.length, "operation"))];
  const places = ids.length > 1 ? placesOf(ids) : [where];
  const placedWords = (text: string): readonly string[] => places.map((place) => behind(text, place));
  return [...readWords(finding).flatMap(placedWords), ...placedWords(words), ...counted, words, name];
}

/** How many words of ten seconds the verdict and the first step leave for the reason. */
function roomForWhy(review: Review): number {
  return Math.min(MOST_WHY, TEN_SECONDS - labelled(review) - lengthOf(firstStepWords(review)));
}

/** How many words the verdict and a reason that names no place leave for the first step. */
function roomForStep(review: Review): number {
  return Math.min(MOST_STEP_WORDS, TEN_SECONDS - labelled(review) - shortestReason(review));
}

/** The words of the verdict, and before the reason and the first step. */
function labelled(review: Review): number {
  return lengthOf(`${verdictLine(review.verdict.decision)} Why: Do first:`);
}

/** So many words at least say why the verdict is what it is. */
function shortestReason(review: Review): number {
  const reason = firstReason(review);
  if (reason === undefined) return 0;
  if (reason.kind === "nothing" || partOf(reason) !== "finding") return lengthOf(reasonWords(review, reason));
  const finding = review.findings.find(({ fingerprint }) => fingerprint === reason.findings[0]);
  if (finding === undefined) return lengthOf(firstClause(reason.text, MOST_REASON));
  return Math.min(...findingTexts(review, finding).map(lengthOf)) + (reason.text.startsWith(TO_CONFIRM) ? 1 : 0);
}

/** What a finding that is about no operation names first: `http://api.example.com`. */
function quotedIn({ message }: Finding): string {
  const [, name = ""] = /^("[^" ]{1,40}")/.exec(message) ?? [];
  return name;
}

/** Who can read what of others, as a finding says it, the longer one first; none where it says nothing of the kind. */
function readWords({ title, message }: Finding): readonly string[] {
  const [, who = "", all = ""] = /^([A-Z][^;:"]*?) can read ((?:[^;:"]|"[^"]*")+?) with [A-Z]+ \//.exec(message) ?? [];
  if (who === "") return [];
  const kinds = all.replaceAll(/ \("[^"]*"\)/g, "");
  const isOfOthers = /^(?:other people's|everyone's|all users'|another)\b/.test(kinds);
  const whose = isOfOthers || ![CREDENTIAL_OF_OTHERS, MORE_THAN_MAY_SEE].includes(title) ? "" : "other people's ";
  const [first = kinds, ...others] = kinds.split(/, /);
  const [, last = "", further] = /^(.*?) and (?:(\d+) more kinds? of data|.*)$/.exec(others.at(-1) ?? "") ?? [];
  const left = others.length === 0 ? 0 : others.length - 1 + (last === "" ? 0 : 1) + Number(further ?? 1);
  const subject = SUBJECTS.get(who) ?? who;
  return [
    `${subject} can read ${whose}${kinds}`,
    ...(left === 0
      ? []
      : [
          `${subject} can read ${whose}${first} and ${count(left, "more kind")} of data`,
          `${subject} can read ${whose}${first} and more`,
        ]),
  ];
}

/** Callers as findings call them, in fewer or plainer words. */
const SUBJECTS: ReadonlyMap<string, string> = new Map([["Unauthenticated callers", "Anyone without a credential"]]);

/** A reason that is about anyone, of an internal network: only from there is it "anyone". */
function insideWords({ operations }: Review, name: string, ids: readonly string[]): string {
  const some = new Set(ids);
  const isInside = operations.every(
    (one) => !some.has(one.id) || callerKindsOf(one).every((caller) => caller.isInside),
  );
  return isInside ? name.replace(/ without authentication$/, "$& on the internal network") : name;
}

function lengthOf(text: string): number {
  return text.trim().split(/\s+/).length;
}

/** So many words are read in ten seconds, and so many of them may be the reason. */
const TEN_SECONDS = 31;
const MOST_WHY = 14;

/** Of several operations a longer one is not the one that is named. */
const MOST_OPERATION = 40;
/** A longer operation is cut. */
const MOST_LONG_OPERATION = 70;

/** Those who can call all of some operations, where they are of one kind that takes few words. */
function callersOf({ operations }: Review, ids: readonly string[]): string | undefined {
  const some = new Set(ids);
  const kinds = new Set(
    operations
      .filter(({ id }) => some.has(id))
      .flatMap((operation) => callerKindsOf(operation).map((caller) => callerWords(caller, true))),
  );
  const [only = ""] = kinds;
  return kinds.size === 1 ? SPOKEN.get(only) : undefined;
}

const SPOKEN: ReadonlyMap<string, string> = new Map([
  ["anyone without a credential", "Anyone without a credential"],
  ["anyone who signs up", "Anyone who signs up"],
  ["anyone with a credential", "Anyone with a credential"],
]);

/** What nobody has tested: `It is not tested whether one account can read another's customers`. */
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
  return `It is ${isPart ? "only partly" : "not"} tested ${what}`;
}

/** What the description promises, as a test of it says: `whether POST /subscriptions refuses a URL whose host is not allowed`. */
function promiseWords(text: string): string {
  const [, promise = ""] = /^Test that (.*?)(?:: |, of which | \()/s.exec(text) ?? [];
  const words = `whether ${promise}`;
  if (promise !== "" && lengthOf(words) <= MOST_WHY - lengthOf("It is only partly tested")) return words;
  const [place] = /[A-Z]{3,10} \/\S*/.exec(text) ?? [];
  return `whether the service does what the description promises${place === undefined ? "" : ` (${place})`}`;
}

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
  if (text.startsWith("Describe what is returned: none"))
    return "The description does not say what any operation returns";
  if (text.startsWith("Describe what ") && operations.length > 0)
    return `The description does not say what ${operations.length === 1 && only.length <= MOST_OPERATION ? `${only} returns` : operations.length === 1 ? "1 operation returns" : `${operations.length} operations return`}`;
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
  const counted = new Set<string>();
  const readers = callerViews(review).flatMap(({ caller, reads }): readonly Reader[] => {
    const group = reads.find(({ whose }) => whose === "others");
    const ids = group?.ids.filter((id) => others.has(id) && !counted.has(id)) ?? [];
    if (group === undefined || ids.length === 0) return [];
    for (const id of ids) counted.add(id);
    const settled = settledCount(review, ids, "read").replace(/^, /, "");
    const what = dataWithPlace(review, "others", ids, most);
    const assumed = caller.admission === "unknown" ? assumedBehind(review) : "";
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
    : `Perhaps ${who}${caller.admission === "unknown" ? assumedBehind(review) : ""}: ${what}`;
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
  return capitalized(words.replace(ADMISSION_WORDS.partner, "approved partners or people"));
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
  const ranked = returningWorst(review, owner, ids);
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
  const postponed = later === 0 ? told : [...told, count(later, told.length === 0 ? "question" : "more question")];
  const { covered, others: waiting } = untestedOperations(review);
  const untested = covered.length + waiting.length;
  const files = coverage.fileResponses ?? 0;
  const silent = coverage.responses - coverage.typedResponses - files;
  const unanswered = coverage.unanswered ?? 0;
  const unread = unreadParts(review).length;
  const gaps = verdict.reasons.filter((reason) => reason.kind === "depends" && partOf(reason) === "gap");
  const lines = [
    ...gaps.slice(0, 1).map((reason) => ended(gapWords(reason))),
    ...shown.map((one) => `${capitalized(questionWords(review, one))}${weighed(review, one, deciding)}.`),
    ...assumedLines(review, shown),
    ...(untested === 0
      ? []
      : [
          `Whether access checks work on ${count(untested, "operation")}${whenTested(covered.length, waiting.length)}.`,
        ]),
    ...(silent + files <= 0
      ? []
      : [
          `What ${listed([...(silent <= 0 ? [] : [count(silent, "success response")]), ...(files === 0 ? [] : [count(files, "returned file")])])} ${silent + files === 1 ? "contains" : "contain"}.`,
        ]),
    ...(unanswered === 0 ? [] : [`What ${count(unanswered, "operation")} ${unanswered === 1 ? "returns" : "return"}.`]),
    ...(unread === 0
      ? []
      : [`What ${count(unread, "part")} of the description ${unread === 1 ? "says" : "say"}: not readable.`]),
    ...(alsoDeciding === 0
      ? []
      : [`${count(alsoDeciding, "more question decides", "more questions decide")} the verdict.`]),
  ];
  if (postponed.length === 0) return lines.length === 0 ? ["Nothing that this review asks for."] : lines;
  return lines.length === 0
    ? [`Nothing that the release waits for. ${AFTER_RELEASE} ${listed(postponed)}.`]
    : [...lines, `${AFTER_RELEASE} ${listed(postponed)}.`];
}

const AFTER_RELEASE = "Can wait:";

/** How many of the untested operations are tested before a release, and how many after it. */
function whenTested(before: number, after: number): string {
  if (before === 0) return ", which can be tested after the release";
  return after === 0
    ? `. Test ${before === 1 ? "it" : "them"} before the release`
    : `. Test ${before} before the release, ${after} later`;
}

/** What no verdict waits for, by the ID of the question. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ["audience", "who the API is meant for"],
  ["chosen-tenant", "whether a caller can choose another account"],
  ["shown-members", "whether people agreed that others see them"],
  ["published-people", "whether people agreed to be listed"],
  ["possible-fields", "whether some fields are personal"],
  ["contradicted-answer", "whether an answer in sallyport.yaml is right"],
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
  if (words !== undefined) return `. ${words}`;
  return deciding.includes(assumption) ? ". The verdict depends on it" : "";
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
  const tallies = taskTallies(review);
  const open = findings.filter(isOpen).length;
  if (tallies.length === 0)
    return [`No one before the release.${open === 0 ? "" : ` ${count(open, "open finding")} can wait.`}`];
  const dues = new Map(ownerTallies(review, asOf).map(({ owner, due }) => [owner, due]));
  const shown = tallies.slice(0, MOST_OWNERS);
  const overdue = findings.filter((finding) => isOpen(finding) && isOverdue(finding, asOf)).length;
  return [
    ...shown.map(({ owner, actions, kept }) => {
      const what = `${actionsWords(review, actions, kept)}.`;
      const due = dues.get(owner);
      const by = due === undefined ? "" : ` Due: ${due}.`;
      return owner === NOBODY
        ? `Release manager: name an owner (none is named). The owner${what.replace(/^ has/, " then has")}${by}`
        : document.isContact === true && owner === document.owner
          ? `${shortened(owner, MOST_OWNER)} (contact)${what}${by}`
          : `${shortened(owner, MOST_OWNER)}${what}${by}`;
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
function actionsWords(review: Review, actions: readonly FirstAction[], kept?: TaskTally["kept"]): string {
  const parts = [
    ...taskParts(review, actions),
    ...(kept === undefined || kept.watch === 0 ? [] : [`keep the controls of ${count(kept.watch, "accepted risk")}`]),
    ...(kept === undefined || kept.answer === 0 ? [] : [`answer for ${count(kept.answer, "accepted risk")}`]),
  ];
  return parts.length > 1 && actions.length > 1
    ? ` has ${count(actions.length, "action")}: ${listed(parts, Infinity)}`
    : `: ${listed(parts, Infinity)}`;
}

/** What actions come to, each kind with its number; together the numbers are those of the actions. */
function taskParts(review: Review, actions: readonly FirstAction[]): readonly string[] {
  const of = (task: FirstAction["task"]): readonly FirstAction[] => actions.filter((one) => one.task === task);
  const number = (task: FirstAction["task"]): number => of(task).length;
  const fixing = (task: "fix" | "fix-if"): string => {
    const [fixes, found] = [number(task), of(task).reduce((sum, one) => sum + one.fixes, 0)];
    return fixes === found
      ? `fix ${count(found, "finding")}`
      : `make ${count(fixes, "fix", "fixes")} (${found} findings)`;
  };
  return [
    ...(number("fix") === 0 ? [] : [fixing("fix")]),
    ...(number("fix-if") === 0
      ? []
      : [
          `perhaps ${number("fix") === 0 ? fixing("fix-if") : `fix ${of("fix-if").reduce((sum, one) => sum + one.fixes, 0)} more`}`,
        ]),
    ...(number("confirm") === 0 ? [] : [`confirm ${count(number("confirm"), "finding")}`]),
    ...(number("answer") === 0 ? [] : [`answer ${count(number("answer"), "question")}`]),
    ...(number("gap") === 0 ? [] : [`close ${count(number("gap"), "gap")} in the description`]),
    ...(number("test") === 0 ? [] : [testingWords(review, number("test"))]),
    ...(number("attest") === 0 ? [] : [`attest ${count(number("attest"), "claim")}`]),
  ];
}

/** Tests as something to do: `test the access checks of 6 operations (2 groups of tests)`. */
function testingWords(review: Review, groups: number): string {
  const operations = untestedOperations(review).covered.length;
  const tests = count(groups, "group of tests", "groups of tests");
  const all = neededActions(review).filter(({ task }) => task === "test").length;
  // Of some of the groups, how many operations they are of is not known here.
  return operations === 0 || groups < all ? `run ${tests}` : `run ${tests} on ${count(operations, "operation")}`;
}

/** What stands before that. */
export const AFTER_FIRST = "Then, before the release:";

/** What is left to do before a release when the first thing is done; `undefined` where nothing is. */
export function afterFirstWords(review: Review): string | undefined {
  const left = neededActions(review).slice(1);
  return left.length === 0 ? undefined : `${listed(taskParts(review, left), Infinity)}.`;
}
