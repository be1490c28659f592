import { unmarked } from "../../words/unmarked.ts";
import { ADMISSION_WORDS } from "../../../core/caller-words.ts";
import { grouped } from "../../../core/grouped.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { opening } from "../../../core/sentence.ts";
import {
  AN_ANSWER,
  effortOf,
  effortWords,
  operationsOf,
  remediedBy,
  testedOperations,
  testEffort,
  type Effort,
  type Remedied,
} from "../../words/effort.ts";
import { asked } from "../../words/asked.ts";
import { NOBODY, responsibleOwner } from "../../words/owner-tallies.ts";
import { leadingReasons, NUMBERED, partOf, reasonWeight, type Weight } from "../../words/reason-groups.ts";
import { remedyWords } from "../../words/remedy-words.ts";
import { whichApis } from "./recurring.ts";

/** One thing to do over all APIs, and what follows when it is done. */
export interface PortfolioAction {
  readonly text: string;
  /** Of the reasons of all verdicts, how many of each weight it settles. */
  readonly reasons: Readonly<Record<Weight, number>>;
  /** In which of the APIs it settles any, counted from 0: where it counts most, first. */
  readonly apis: readonly number[];
  /** The files of their descriptions. */
  readonly files: readonly string[];
  /** Of these APIs, how many have a verdict that rests on nothing else. */
  readonly alone: number;
  /** Whose they are: who has most of the reasons first, and nobody last. */
  readonly owners: readonly string[];
  /** `M (days)`, or that it is not estimated. */
  readonly effort: string;
}

/** How many things to do are shown at once. */
const MOST_ACTIONS = 5;

/**
 * What to do first over all APIs, and how many things to do there are beside: what blocks most APIs first, then what
 * most verdicts depend on, then what most need as a condition. While something blocks, one place is kept for either of
 * the others: an answer is given in hours, and may decide more verdicts than any remedy.
 */
export function firstOfAll(
  apis: readonly { readonly steps: readonly ReviewStep[]; readonly leading: number; readonly file: string }[],
): {
  readonly actions: readonly PortfolioAction[];
  readonly others: number;
} {
  const steps = apis.flatMap((api, index) => api.steps.map((step): Step => ({ ...step, api: index, of: api })));
  const all = [...grouped(steps, ({ key }) => key).values()].map((same) => actionOf(same, apis));
  const byWeight = NUMBERED.map(({ kind }) =>
    all.filter((action) => weightOf(action) === kind).toSorted(byReach(kind)),
  );
  const kept = byWeight.slice(1).flatMap((own) => own.slice(0, 1));
  const blocking = byWeight[0]!.slice(0, MOST_ACTIONS - kept.length); // there are three weights
  const actions = [...blocking, ...byWeight.slice(1).flat()].slice(0, MOST_ACTIONS);
  const chosen = new Set(kept.every((one) => actions.includes(one)) ? actions : [...blocking, ...kept]);
  const ordered = byWeight.flat().filter((action) => chosen.has(action));
  return { actions: ordered, others: all.length - ordered.length };
}

/** A reason of a verdict, with what settles it. */
export interface ReviewStep {
  readonly weight: Weight;
  /** The same of what one thing to do settles, in whatever API. */
  readonly key: string;
  readonly text: string;
  /** What is said of it where several APIs have it. */
  readonly common: string | undefined;
  readonly isQuestion: boolean;
  /** Whether the verdict rests on the reason. */
  readonly isLeading: boolean;
  readonly owners: readonly string[];
  readonly remedies: readonly Remedied[];
  /** How many operations are to be tested. */
  readonly tested: number;
}

interface Step extends ReviewStep {
  /** Of which API it is, counted from 0. */
  readonly api: number;
  readonly of: { readonly leading: number };
}

/** What settles the reasons of a verdict, and how many of them it rests on. */
export function settlingSteps(review: Review): { readonly steps: readonly ReviewStep[]; readonly leading: number } {
  const known = new Map(review.findings.map((finding) => [finding.fingerprint, finding] as const));
  const leading = new Set(leadingReasons(review.verdict));
  const steps = review.verdict.reasons.flatMap((reason): ReviewStep[] => {
    const weight = NUMBERED.find(({ kind }) => kind === reasonWeight(reason))?.kind;
    if (weight === undefined) return [];
    const findings = reason.findings.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    return [
      {
        weight,
        ...whatSettles(review, reason, findings),
        isQuestion: partOf(reason) === "question",
        isLeading: leading.has(reason),
        owners: ownersOf(review, findings),
        remedies: findings.map(remediedBy),
        tested: testedOperations(review, reason.text),
      },
    ];
  });
  return { steps, leading: leading.size };
}

function whatSettles(
  review: Review,
  reason: Review["verdict"]["reasons"][number],
  findings: readonly Finding[],
): Pick<ReviewStep, "key" | "text" | "common"> {
  const part = partOf(reason);
  if (part === "question") {
    const id = reason.assumptions[0]!; // which makes it a question
    const question = review.assumptions.find((assumption) => assumption.id === id)?.question ?? reason.text;
    return { key: `answer ${id}`, text: `Answer: ${asked(question)}`, common: ANSWERS.get(id) };
  }
  const [first] = findings;
  if (first !== undefined)
    return { key: first.remediation, text: remedyWords(findings), common: opening(first.remediation) };
  return { key: part, text: unmarked(reason.text), common: part === "test" ? COMMON_TEST : COMMON_GAP };
}

/** Assumptions as a question to a programme: one answer above all APIs settles it for each. */
const ANSWERS: ReadonlyMap<string, string> = new Map([
  [
    "admission",
    `Answer: Who can get the credentials that these APIs accept: anyone, only ${ADMISSION_WORDS.partner}, or only ${ADMISSION_WORDS.own}?`,
  ],
  ["authentication-unstated", "Answer: Which credential do these APIs require, and who can get it?"],
  ["tenancy", "Answer: Do callers of these APIs reach only the objects of their own account?"],
]);
const COMMON_TEST =
  "Test that a caller cannot reach the objects of another, and that callers without permission are refused. Each review lists its tests.";
const COMMON_GAP = "Complete the descriptions: say what responses contain, and who may call.";

function actionOf(steps: readonly Step[], apis: readonly { readonly file: string }[]): PortfolioAction {
  const byApi = [...grouped(steps, ({ api }) => api).values()].toSorted(
    (a, b) => worth(b) - worth(a) || b.length - a.length,
  );
  const { text, common } = steps[0]!; // grouped, so there is one
  const owners = [
    ...grouped(
      steps.flatMap((step) => step.owners),
      (owner) => owner,
    ),
  ];
  return {
    text: steps.length === 1 ? text : (common ?? text),
    reasons: {
      blocks: steps.filter(({ weight }) => weight === "blocks").length,
      depends: steps.filter(({ weight }) => weight === "depends").length,
      condition: steps.filter(({ weight }) => weight === "condition").length,
    },
    ...whichApis(
      apis,
      byApi.map((own) => own[0]!.api), // grouped, so there is one
    ),
    alone: byApi.filter((own) => own.filter(({ isLeading }) => isLeading).length === own[0]!.of.leading).length,
    owners: owners
      .toSorted(([a, of], [b, other]) => Number(a === NOBODY) - Number(b === NOBODY) || other.length - of.length)
      .map(([owner]) => owner),
    effort: steps.every(({ isQuestion }) => isQuestion) ? AN_ANSWER : effortWords(effortOfAll(byApi)),
  };
}

/** An action is of one kind: an answer, remedies, or tests. */
function effortOfAll(byApi: readonly (readonly Step[])[]): Effort | undefined {
  const sum = (of: (own: readonly Step[]) => number): number => byApi.reduce((all, own) => all + of(own), 0);
  const remedies = byApi.flat().flatMap((step) => (step.isQuestion ? [] : step.remedies));
  if (remedies.length > 0)
    return effortOf(
      remedies,
      sum((own) => operationsOf(own.flatMap((step) => step.remedies))),
    );
  return testEffort(sum((own) => own.reduce((all, { tested }) => all + tested, 0)));
}

function ownersOf({ document }: Review, findings: readonly Finding[]): readonly string[] {
  const owners = new Set(findings.map((finding) => responsibleOwner(document, finding)));
  return owners.size === 0 ? [responsibleOwner(document)] : [...owners];
}

/** What weighs most of what an API has of an action. */
function worth(steps: readonly Step[]): number {
  return steps.map(({ weight }) => WORTH[weight]).reduce((a, b) => Math.max(a, b), 0);
}

const WORTH: Readonly<Record<Weight, number>> = { blocks: 2, depends: 1, condition: 0 };

/** What the gravest of what an action settles is to the verdict. */
function weightOf({ reasons }: PortfolioAction): Weight {
  return NUMBERED.find(({ kind }) => reasons[kind] > 0)!.kind; // it settles something
}

/** What settles more of a weight first, then what is the last thing in the way of more APIs, then what more APIs have. */
function byReach(weight: Weight): (a: PortfolioAction, b: PortfolioAction) => number {
  return (a, b) =>
    b.reasons[weight] - a.reasons[weight] ||
    b.alone - a.alone ||
    b.apis.length - a.apis.length ||
    (a.text < b.text ? -1 : 1);
}
