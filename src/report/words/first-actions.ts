import { addTo, grouped, partitioned } from "../../core/grouped.ts";
import { isOpen } from "../../core/open-findings.ts";
import { count, listed, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { ended, firstClause, uncapitalized } from "../../core/sentence.ts";
import {
  answerEffect,
  decidesVerdict,
  isAwaited,
  isWorthAsking,
  mayBeMilder,
  splitWords,
} from "./assumption-answers.ts";
import {
  actionEffort,
  AN_ANSWER,
  effortOf,
  effortWords,
  operationsOf,
  remediedBy,
  testedOperations,
  testEffort,
} from "./effort.ts";
import { asked } from "./asked.ts";
import { stepsOf, type FirstStep } from "./glance.ts";
import { NOBODY } from "./owner-tallies.ts";
import { joinedFindings } from "./joined-findings.ts";
import {
  FINDING_WEIGHTS,
  NAMES_OWNER,
  NO_WEIGHT,
  UNOWNED,
  findingWeightsOf,
  isTestText,
  leadingReasons,
  type ReasonGroup,
} from "./reason-groups.ts";
import { compactRemedyWords, wholeRemedyWords } from "./remedy-words.ts";
import { dueWords } from "./due-words.ts";
import { unmarked } from "./unmarked.ts";
import { untestedOperations } from "./untested-operations.ts";

/** One thing to do, and what follows when it is done. */
export interface FirstAction {
  readonly text: string;
  /** The same where there is room for two lines: without the names of many operations. */
  readonly brief: string;
  /** The same in a few words, behind the reason of the verdict: a test or a question that the reason names is not named again. */
  readonly lead: string;
  /** What its findings are to the verdict: `2 block now`. */
  readonly unblocks: string;
  readonly owner: string;
  /** By when one of its findings has to be dealt with: a day, or how long after it is recorded; `undefined` where nothing says it. */
  readonly due: string | undefined;
  /** `M (days)`, or that it is not estimated. */
  readonly effort: string;
  /** By fingerprint. */
  readonly findings: readonly string[];
  /** What kind of thing it is; `fix-if` a fix that is needed only by some answer. */
  readonly task: "fix" | "fix-if" | "confirm" | "answer" | "test" | "attest" | "gap" | "other";
  /** How many findings it is about, without those that it closes besides. */
  readonly fixes: number;
  /** Whether the release waits for it. */
  readonly isNeeded: boolean;
  /** Whether it is an answer that no verdict waits for, and that could make it milder. */
  readonly isOffered: boolean;
}

/** What is said where nothing has to be done. */
export const NOTHING_FIRST = "Do first: nothing. No finding of medium severity or above is open.";

const MOST_ACTIONS = 5;
/** A text that is longer does not stand in two lines. */
const MOST_BRIEF = 150;
const MOST_LEAD = 100;
const MOST_OWNER = 60;
const DECIDES_VERDICT = "decides the verdict";

/** A question that begins so is said as what is to be found out. */
const AS_TASK = [/^Answer: Who (.*)\?$/s, "Find out who $1."] as const;

/** Who acts where the description names nobody. */
const UNTIL_NAMED = " Owner: the release manager (none is named).";

/** What to do first, of everything in the way of a release. */
export function firstActions(review: Review): readonly FirstAction[] {
  return neededActions(review).slice(0, MOST_ACTIONS);
}

/**
 * How many actions there are, in a sentence, of which `shown` stand before it. What no reason of the verdict asks for is
 * named as such, so that these numbers can be compared with those of the reasons.
 */
export function plannedWords(actions: readonly FirstAction[], shown?: number): string {
  const [before, further] = partitioned(actions, ({ isNeeded }) => isNeeded);
  const [naming, asking] = partitioned(before, ({ unblocks }) => unblocks === NAMES_OWNER);
  const [offered, needed] = partitioned(asking, ({ isOffered }) => isOffered);
  if (before.length === 0) return `${count(further.length, "action")} can wait until after the release.`;
  const isPart = shown !== undefined && needed.length > shown;
  return `${[
    `${count(needed.length, "action")} before the release${shown === undefined ? ", the most important first" : isPart ? ` (${shown} shown here)` : ""}`,
    ...(naming.length === 0 ? [] : ["an owner to name"]),
    ...(offered.length === 0 ? [] : [count(offered.length, "answer that could help", "answers that could help")]),
    ...(further.length === 0 ? [] : [`${further.length} can wait`]),
  ].join("; ")}.`;
}

/** What to do first and who does it, in a line; that there is nothing to do, where there is not. `isAlone` where no reason stands before it. */
export function firstWords(review: Review, isAlone = false): string {
  const [first] = firstActions(review);
  if (first === undefined) return NOTHING_FIRST;
  const isUnowned = first.owner === NOBODY;
  const due = first.due === undefined ? "" : ` Due: ${first.due}.`;
  const what = uncapitalized((isAlone ? first.brief : first.lead).replace(...AS_TASK));
  const owner = isUnowned ? UNTIL_NAMED : ` Owner: ${ended(shortened(first.owner, MOST_OWNER))}`;
  return `Do first: ${what}${owner}${due}`;
}

/** Everything that is to be done: first what a release waits for, the most important first; one action may close several findings. */
export function allActions(review: Review): readonly FirstAction[] {
  const needed = neededActions(review);
  // The release manager may begin, but what goes on for longer needs somebody of its own.
  const naming = needed.some(({ owner }) => owner === NOBODY) ? [namingOwner(review)] : [];
  return [
    ...needed,
    ...naming,
    ...milderAnswers(review),
    ...furtherActions(review, new Set([...needed, ...naming].flatMap(({ findings }) => findings))),
  ];
}

/** Answers on which nothing waits but a milder verdict: whoever gives one before the release has less to do. */
function milderAnswers(review: Review): readonly FirstAction[] {
  return furtherAnswers(review)
    .filter((assumption) => mayBeMilder(review, assumption))
    .map((assumption) => ({ ...answerAction(review, assumption), isNeeded: true, isOffered: true }));
}

/** Questions worth an answer on which the release does not hang. */
function furtherAnswers(review: Review): Review["assumptions"] {
  return review.assumptions.filter((assumption) => isWorthAsking(assumption) && !isAwaited(review, assumption));
}

function answerAction(review: Review, assumption: Review["assumptions"][number]): FirstAction {
  const text = `Answer: ${asked(assumption.question)}`;
  return {
    text,
    brief: text,
    lead: text,
    unblocks: answerEffect(review, assumption, true) ?? "an open question",
    owner: ownersOf(review, []),
    due: dueWords(review, []),
    effort: AN_ANSWER,
    findings: [],
    task: "answer",
    fixes: 0,
    isNeeded: false,
    isOffered: false,
  };
}

/** That somebody must name an owner; `undefined` where there is one, or nothing is to be done. */
export function ownerToName(review: Review): string | undefined {
  return neededActions(review).some(({ owner }) => owner === NOBODY) ? namingOwner(review).text : undefined;
}

/** Everything in the way of a release, in its order. */
export function neededActions(review: Review): readonly FirstAction[] {
  const known = new Map(review.findings.map((finding) => [finding.fingerprint, finding] as const));
  return stepsOf(review, Infinity).flatMap((step): FirstAction[] => {
    const { text, findings: fingerprints, kind, assumption, alsoCloses = [] } = step;
    if (kind === "nothing") return [];
    const findings = fingerprints.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    return [
      {
        text: kind === "answer" ? asked(text) : findings.length > 0 ? wholeRemedyWords(findings) : unmarked(text),
        brief: unmarked(briefOf(step, findings)),
        lead: unmarked(leadOf(review, step, findings)),
        unblocks:
          assumption === undefined
            ? closedWords(review, findings)
            : decidesVerdict(review, assumption)
              ? (splitWords(assumption) ?? DECIDES_VERDICT)
              : "needed for the release",
        owner: ownersOf(review, findings),
        due: dueWords(review, findings),
        effort: kind === "answer" ? AN_ANSWER : effortWords(actionEffort(review, text, findings)),
        findings: [...fingerprints, ...alsoCloses],
        task: taskOf(review, step, findings),
        fixes: findings.length,
        isNeeded: true,
        isOffered: false,
      },
    ];
  });
}

/** What kind of thing a step is. */
function taskOf({ verdict }: Review, { text, kind }: FirstStep, findings: readonly Finding[]): FirstAction["task"] {
  if (kind === "answer") return "answer";
  if (findings.length > 0) {
    const weights = findingWeightsOf(verdict);
    const areAll = (weight: string): boolean =>
      findings.every(({ fingerprint }) => weights.get(fingerprint) === weight);
    return areAll("confirm") ? "confirm" : areAll("rests") ? "fix-if" : "fix";
  }
  return isTestText(text) ? "test" : text.startsWith("Attest ") ? "attest" : "gap";
}

/** A condition, or another reason of a verdict, in the order of the action plan. */
export interface PlannedReason {
  readonly text: string;
  readonly findings: readonly string[];
  readonly assumptions: readonly string[];
}

/**
 * The conditions of a verdict in the order of the actions that meet them, a line each: a finding says what is wrong, as what
 * blocks does, and a test or a question what is to be done. What nobody has to do anything about, as an accepted risk, comes
 * after them.
 */
export function plannedReasons(review: Review, reasons: ReasonGroup["reasons"]): readonly PlannedReason[] {
  const actions = neededActions(review);
  const acted = new Set<Review["verdict"]["reasons"][number]>();
  // There may be as many findings as a description has fields; tests and questions are few.
  const [ofFindings, others] = partitioned(reasons, (reason) => reason.findings.length > 0);
  const byFinding = new Map<string, (typeof ofFindings)[number][]>();
  for (const reason of ofFindings) for (const one of reason.findings) addTo(byFinding, one, reason);
  const place = new Map(reasons.map((reason, at) => [reason, at]));
  const planned = actions.flatMap(({ text, findings }): PlannedReason[] => {
    const met = [
      ...new Set([
        ...findings.flatMap((one) => byFinding.get(one) ?? []),
        ...others.filter(
          (reason) =>
            text.endsWith(ended(unmarked(reason.text))) ||
            (reason.assumptions.length > 0 && text === asked(reason.text)),
        ),
      ]),
    ]
      .filter((reason) => !acted.has(reason))
      .toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    for (const reason of met) acted.add(reason);
    const [wrong, asking] = partitioned(met, (reason) => reason.findings.length > 0);
    return [
      ...wrong.map((reason) => ({ ...reason, text: unmarked(reason.text) })),
      ...(asking.length === 0
        ? []
        : [{ text, findings, assumptions: asking.flatMap(({ assumptions }) => assumptions) }]),
    ];
  });
  const left = reasons.filter((reason) => !acted.has(reason));
  return [
    ...planned,
    ...left.map(({ text, findings, assumptions }) => ({ text: unmarked(text), findings, assumptions })),
  ];
}

function namingOwner({ findings }: Review): FirstAction {
  const text =
    "Name an owner in the description (info.contact or x-owner) or in sallyport.yaml (owner). The owner then does the other steps.";
  return {
    text,
    brief: text,
    lead: text,
    unblocks: NAMES_OWNER,
    owner: "release manager",
    due: undefined,
    effort: effortWords("S"),
    findings: findings
      .filter((finding) => finding.rule === UNOWNED && isOpen(finding))
      .map(({ fingerprint }) => fingerprint),
    task: "other",
    fixes: 0,
    isNeeded: true,
    isOffered: false,
  };
}

/** What is to be done as well, and no release waits for: answers, the remedies of milder findings, and the other tests. */
function furtherActions(review: Review, done: ReadonlySet<string>): readonly FirstAction[] {
  const { questions, findings } = review;
  const action = (text: string, unblocks: string, effort: string, of: readonly Finding[] = []): FirstAction => ({
    text,
    brief: text,
    lead: text,
    unblocks,
    owner: ownersOf(review, of),
    due: dueWords(review, of),
    effort,
    findings: of.map(({ fingerprint }) => fingerprint),
    task: "other",
    fixes: of.length,
    isNeeded: false,
    isOffered: false,
  });
  const joined = joinedFindings(review);
  // Of what conditions settle in part, what is left.
  const mild = findings.flatMap((finding) => {
    const { fingerprint, places } = finding;
    const rest = joined.get(fingerprint)?.rest;
    if (!isOpen(finding) || (done.has(fingerprint) && rest === undefined) || rest?.length === 0) return [];
    if (rest === undefined) return [finding];
    const left = new Set(rest);
    return [
      {
        ...finding,
        operations: [...rest],
        places: places.filter(({ operation }) => operation === null || left.has(operation)),
      },
    ];
  });
  const { others } = untestedOperations(review);
  return [
    ...furtherAnswers(review)
      .filter((assumption) => !mayBeMilder(review, assumption))
      .map((assumption) => answerAction(review, assumption)),
    ...questions.map(({ text }) => action(`Answer: ${asked(text)}`, "a question to the team", AN_ANSWER)),
    ...[...grouped(mild, ({ remediation }) => remediation).values()].map((same) =>
      action(
        wholeRemedyWords(same),
        closedWords(review, same),
        effortWords(effortOf(same.map(remediedBy), operationsOf(same))),
        same,
      ),
    ),
    ...(others.length === 0
      ? []
      : [
          action(
            `Run the authorization tests for which the release does not wait (${count(others.length, "operation")}${others.length > MOST_OTHERS ? ", such as" : ":"} ${listed(others.slice(0, MOST_OTHERS))}).`,
            NO_WEIGHT,
            effortWords(testEffort(others.length)),
          ),
        ]),
  ];
}

const MOST_OTHERS = 3;

/** An action in a few words. */
function leadOf(review: Review, { text, kind, assumption }: FirstStep, findings: readonly Finding[]): string {
  const [leading] = leadingReasons(review.verdict);
  if (kind === "answer")
    return assumption !== undefined && leading?.assumptions.includes(assumption.id) === true
      ? (ASKED_OF.get(assumption.id) ?? "Answer this question.")
      : asked(text);
  if (findings.length > 0) {
    const words = ended(compactRemedyWords(findings, MOST_LEAD).replace(/ \(\d+ operations?\)\.$/, ""));
    const [only, ...others] = new Set(findings.flatMap(({ operations }) => operations));
    const isNamed = only !== undefined && others.length === 0 && leading?.text.includes(only) === true;
    return isNamed ? withoutOperation(words, only) : words;
  }
  const tested = testedOperations(review, text);
  if (tested > 0 && leading !== undefined && text === ended(leading.text))
    return `Run this test (${count(tested, "operation")}).`;
  return ended(firstClause(withoutOperationNames(text), MOST_LEAD));
}

/** A remedy without the operation that stands behind it: `Mark it readOnly (PATCH /me: "role").` is left with the field. */
function withoutOperation(words: string, id: string): string {
  if (words.endsWith(` (${id}).`)) return ended(words.slice(0, -` (${id}).`.length));
  const at = words.lastIndexOf(` (${id}: `);
  return at === -1 ? words : `${words.slice(0, at)} (${words.slice(at + ` (${id}: `.length)}`;
}

/** Who knows the answer to a question, or what shows it, by the ID of the assumption. */
const ASKED_OF: ReadonlyMap<string, string> = new Map([
  ["authentication-unstated", "Call it without a credential, or ask its team."],
  ["admission", "Ask the team that issues the credential."],
  ["subscription", "Ask the team that sends the webhooks."],
  ["tenancy", "Test it with two accounts, or ask its team."],
]);

/** An action in two lines: of many operations their number, where all of them stand with the whole action. */
function briefOf({ text, kind }: FirstStep, findings: readonly Finding[]): string {
  if (kind === "answer") return asked(text);
  if (text.length <= MOST_BRIEF) return text;
  return findings.length > 0 ? compactRemedyWords(findings, MOST_BRIEF) : withoutOperationNames(text);
}

/** A test of a boundary with the number of its operations alone: `Test that … by ID: customer (103 operations).` */
export function withoutOperationNames(text: string): string {
  const [whole, n] = / \((\d+) operations?(?:, such as|:) .*$/s.exec(text) ?? [];
  return whole === undefined ? text : `${text.slice(0, -whole.length)} (${count(Number(n), "operation")}).`;
}

/** What the findings that an action closes are to the verdict. */
function closedWords({ verdict }: Review, findings: readonly Finding[]): string {
  if (findings.length === 0) return "needed for the release";
  const weights = findingWeightsOf(verdict);
  const parts = FINDING_WEIGHTS.flatMap(({ weight, mark, one, many }) => {
    const n = findings.filter(({ fingerprint }) => weights.get(fingerprint) === weight).length;
    if (n === 0) return [];
    return [findings.length === 1 ? mark : `${n} ${(n === 1 ? one : many).replace(/^(?:is|are) (?:a )?/, "")}`];
  });
  return parts.length === 0 ? NO_WEIGHT : parts.join(", ");
}

/** Who does something: the owners of its findings, else the API's; of whom only the description's contact is known, as such. */
function ownersOf({ document }: Review, findings: readonly Finding[]): string {
  const whole = document.owner !== null && document.isContact === true ? `${document.owner} (contact)` : document.owner;
  const owners = new Set(
    findings
      .map(({ owner }) => (owner === null || owner === document.owner ? whole : owner))
      .filter((owner) => owner !== null),
  );
  return owners.size === 0 ? (whole ?? NOBODY) : [...owners].join(", ");
}
