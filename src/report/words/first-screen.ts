import { callerWords } from "../../core/caller-words.ts";
import { callerKindsOf } from "../../core/data-owners.ts";
import { CREDENTIAL_OF_OTHERS, MORE_THAN_MAY_SEE } from "../../core/others-data.ts";
import { partitioned } from "../../core/grouped.ts";
import { count, listed, quoted, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { capitalized, ended, firstClause, uncapitalized } from "../../core/sentence.ts";
import { dataClasses } from "./data-answer.ts";
import { verdictAnswer, verdictName } from "./decision-words.ts";
import { NOTHING_FIRST } from "./first-actions.ts";
import { stepsOf, type FirstStep } from "./glance.ts";
import { NOBODY, responsibleOwner } from "./owner-tallies.ts";
import { isOfAccepted, leadingReasons, partOf } from "./reason-groups.ts";
import { fieldNames } from "./remedy-words.ts";

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
  // Of several findings that one remedy closes, the one that the reason is about.
  const because = new Set(firstReason(review)?.findings);
  const [ofReason, others] = partitioned(findings, (id) => because.has(id));
  const [finding] = [...ofReason, ...others].flatMap((id) =>
    review.findings.filter(({ fingerprint }) => fingerprint === id),
  );
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
  const described = undescribedIn(text);
  if (text.startsWith("Complete the description.") && described.length === 0) return ["Complete the description."];
  if (described.length > 0) return described;
  if (text.startsWith("Describe ")) return ["Describe what each operation returns."];
  return [firstClause(text, MOST_STEP)];
}

/** The part of a step that says what has to be described: `Describe what GET /quotes returns.` The longer one stands first. */
function undescribedIn(text: string): readonly string[] {
  const [, named = ""] = DESCRIBING.exec(text) ?? [];
  if (named === "") return [];
  const ids = namedIn(named);
  return [
    `Describe what ${named} ${ids.n === 1 ? "returns" : "return"}.`,
    ...(ids.n < 3 ? [] : [`Describe what ${ids.first} and ${ids.n - 1} more return.`]),
    ...(ids.n < 2 ? [] : [`Describe what ${ids.n} operations return.`]),
  ];
}

/** What asks for a description of what is returned, and the operations in a list. */
const DESCRIBING = /(?:^|\. )Describe (?:what|the responses? of) ([A-Z]+ \/.*?)(?: returns?)?: /;

/** The first of operations in a list, and how many they are: `GET /a, GET /b and 4 more`. */
function namedIn(list: string): { readonly first: string; readonly n: number } {
  const [, more] = / and (\d+) more$/.exec(list) ?? [];
  const named = list.replace(/ and \d+ more$/, "").split(/, | and (?=[A-Z]+ \/)/);
  return { first: named[0] ?? "", n: named.length + Number(more ?? 0) };
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
export function namedOperations(ids: readonly string[]): string {
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
  if (reason.kind === "nothing") return approvalWords(review);
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

/** Why it may be released: who alone can call it, or that nothing comes back that is others'; else that no finding prevents it. */
function approvalWords(review: Review): string {
  const callers = new Set(review.operations.flatMap(callerKindsOf).map(({ admission }) => admission));
  const known = [...callers].map((admission) => FEW.get(admission));
  if (known.length > 0 && known.every((words) => words !== undefined))
    return `Only ${listed(known.toSorted(), Infinity)} can call it`;
  const classes = dataClasses(review);
  return (classes.get("others") ?? []).length + (classes.get("unknown") ?? []).length === 0
    ? "No operation is known to return other people's data"
    : "No finding prevents it";
}

/** Callers that somebody has let in, in few words. */
const FEW: ReadonlyMap<string, string> = new Map([
  ["own", "own staff and systems"],
  ["partner", "approved partners"],
]);

/** A longer reason of nobody's making is said as far as its clauses allow. */
const MOST_REASON = 70;

/** What is not stated, as the rest of a sentence. */
export function questionWords({ operations }: Review, assumption: Review["assumptions"][number] | undefined): string {
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
  const many = ids.length > 1 ? [count(ids.length, "operation")] : [];
  const told = (text: string): readonly string[] => [...places, ...many, ""].map((place) => behind(text, place));
  // Who does what to whom can be said in a meeting; a title that names a weakness is for whoever knows it.
  const leads = leadsOf(finding);
  return [
    ...byPlace(readWords(finding).map(told)),
    ...byPlace(leads.map(told)),
    ...places.map((place) => behind(words, place)),
    ...counted,
    words,
    name,
  ];
}

/** Texts, each with its place in several lengths, those that name a place first. */
function byPlace(texts: readonly (readonly string[])[]): readonly string[] {
  const named = texts.flatMap((some) => some.slice(0, -1));
  return [...named, ...texts.flatMap((some) => some.slice(-1))];
}

/** What a finding comes to, in a sentence that a meeting repeats, where its title only names the weakness; the longer one first. */
function leadsOf({ title, message }: Finding): readonly string[] {
  const [, all] = SIGNED_UP.exec(message) ?? [];
  if (all !== undefined) {
    const [first] = all.split(/, | and /);
    return [all, `${first} and more`].map((what) => `Anyone can sign up and then read other people's ${what}`);
  }
  const [, field] = RETURNED.exec(message) ?? [];
  if (field !== undefined) return [`Responses contain ${field}, which the description says is never returned`];
  const lead = LEADS.get(title);
  return lead === undefined ? [] : [lead];
}

/** What strangers read once they have signed up. */
const SIGNED_UP = /^Anyone can sign up with .*? and then read other people's data, such as ([^.]+)(?:\. |$)/;

/** A field that comes back against the text. */
const RETURNED = / returns? ("[^"]+"), which the description says is never returned$/;

/** By title: what one of a rule says of its findings, another title of the same rule need not. */
export const LEADS: ReadonlyMap<string, string> = new Map([
  ["No security requirement is declared", "The description does not say whether callers need a credential"],
  [
    "Full card number or security code in requests or responses",
    "Full card numbers or security codes pass through the API",
  ],
  [CREDENTIAL_OF_OTHERS, "Callers get credentials that were not issued to them"],
  ["Credential in the URL", "Secrets in the URL end up in logs and browser histories"],
  ["Debug or management endpoint is exposed", "Callers can reach debug or management functions"],
  ["No rate limit against guessing (brute force)", "Attackers can guess secrets as often as they like"],
  ["Personal data in the URL", "Personal data in the URL ends up in logs and browser histories"],
  ["No scope is required", "Any credential is enough: no scope is required"],
  ["Stored credential can be read back", "Whoever takes over a session can read a stored secret"],
]);

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
  if (partOf(reason) === "test") return lengthOf(untestedWords(review, reason.text));
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

/** What nobody has tested: `It is not tested whether one account can read another's customers (GET /customers/{id} and 2 more)`. */
function testWords(review: Review, text: string): string {
  const boundary = review.boundaries?.find(({ id }) => text.endsWith(` [${id}]`));
  const words = untestedWords(review, text);
  const place = operationsAt(boundary?.open ?? boundary?.operations ?? []);
  // A promise names its place where there is room.
  if (place === "" || / \/\S/.test(words)) return words;
  const whole = `${words} (${place})`;
  return lengthOf(whole) <= roomForWhy(review) ? whole : words;
}

function untestedWords({ boundaries = [] }: Review, text: string): string {
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

function gapWords(reason: Reason): string {
  const what = missingWords(reason);
  return what === undefined ? firstClause(reason.text, MOST_REASON) : `The description does not say ${what}`;
}

/** What is to be described, as the rest of a sentence: `what GET /quotes and 4 more operations return`; `undefined` where something else is missing. */
export function missingWords({ text }: Reason): string | undefined {
  if (text.startsWith("Describe what is returned: none")) return "what any operation returns";
  const [, list] = DESCRIBING.exec(text) ?? [];
  if (list === undefined) return undefined;
  const { first, n } = namedIn(list);
  if (first.length > MOST_OPERATION) return n === 1 ? "what 1 operation returns" : `what ${n} operations return`;
  if (n === 1) return `what ${first} returns`;
  return `what ${first} and ${count(n - 1, "more operation")} return`;
}

/** A longer name is cut: the action plan has it whole. */
export const MOST_OWNER = 60;
