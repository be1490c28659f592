import { callerWords } from "../../core/caller-words.ts";
import { categoriesWords, listedCategories } from "../../core/category-words.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { capitalized, uncapitalized } from "../../core/sentence.ts";
import { asked } from "./asked.ts";
import { share } from "./decision-words.ts";
import { whoseOf, WHOSE, type CallerView, type Whose } from "./callers.ts";
import { categoryTallies, countedFlows, type CountedFlow } from "./data-tally.ts";

const MOST_CATEGORIES = 8;
const MOST_OPERATIONS = 3;

/** Whose data: other people's, that of an owner whom nobody knows, or only the caller's own. */
type DataClass = Exclude<Whose, "issued">;

/** The operations that return sensitive data, each under whose it is at worst. Together they are all of them. */
export function dataClasses(review: Review): ReadonlyMap<DataClass, readonly string[]> {
  const worst = new Map<string, number>();
  for (const counted of countedFlows(review)) {
    if (counted.flow.direction !== "read") continue;
    const { id } = counted.operation;
    const rank = WHOSE.indexOf(whoseOf(counted));
    worst.set(id, Math.min(rank, worst.get(id) ?? rank));
  }
  return new Map(
    CLASSES.map((whose, at) => [
      whose,
      // What a log-in hands out is the caller's own, too.
      [...worst].flatMap(([id, rank]) => (Math.min(rank, CLASSES.length - 1) === at ? [id] : [])),
    ]),
  );
}

const CLASSES = WHOSE.slice(0, 3) as readonly DataClass[]; // the last is what a log-in hands out

/** How many operations return data of each class, in a sentence. */
export function dataCounts(review: Review): string {
  const { all, others, undecided, own } = countsOf(review);
  if (all === 0) return nothingKnown(review.coverage);
  const parts = [
    `${others === 0 ? "none is known to return" : `${others} ${others === 1 ? "returns" : "return"}`} other people's`,
    ...(undecided === 0 ? [] : [`${undecided} may (owner not known)`]),
    ...(own === 0 ? [] : [`${own} only the caller's own`]),
  ];
  return `${capitalized(count(all, "operation"))} ${all === 1 ? "returns" : "return"} sensitive data: ${parts.join(", ")}.`;
}

/** That nothing sensitive is known to come back, which is no good news where nobody says what does. */
function nothingKnown({ responses, typedResponses }: Review["coverage"]): string {
  const words = "No operation is known to return sensitive data";
  const unclear = responses - typedResponses;
  return unclear === 0
    ? `${words}.`
    : `${words}, but ${share(unclear, responses, "success response")} ${unclear === 1 ? "does not say what it returns" : "do not say what they return"}.`;
}

/** What would decide whose data it is, where nobody knows. */
export function decidingWords(review: Review): string | undefined {
  const questions = decidingQuestions(
    review,
    countedFlows(review).filter(({ flow }) => flow.direction === "read"),
  );
  return questions.length === 0 ? undefined : openQuestions(questions);
}

function openQuestions(questions: readonly string[]): string {
  return `${questions.length === 1 ? "Open question" : "Open questions"}: ${uncapitalized(questions.join(" "))}`;
}

/** The same in a line of a terminal. */
export function briefDataCounts(review: Review): string {
  const { all, others, undecided, own } = countsOf(review);
  return all === 0
    ? dataCounts(review)
    : `Whose data, by operations: ${others} other people's · ${undecided} unknown · ${own} caller's own`;
}

function countsOf(review: Review): Readonly<Record<DataClass | "all", number>> {
  const classes = dataClasses(review);
  const [others, undecided, own] = CLASSES.map((whose) => classes.get(whose)!.length) as [number, number, number]; // each has an entry
  return { all: others + undecided + own, others, undecided, own };
}

/** Whose data each kind of caller can read, and what would decide it where nobody knows. */
export function dataAnswer(review: Review, views: readonly CallerView[]): string {
  return dataAnswers(review, views).join(" ");
}

/** The same, a sentence each. */
export function dataAnswers(review: Review, views: readonly CallerView[]): readonly string[] {
  const classes = dataClasses(review);
  if ([...classes.values()].every((ids) => ids.length === 0)) return [dataCounts(review)];
  return [
    dataCounts(review),
    ...CLASSES.flatMap((whose) => classAnswer(review, views, whose, classes.get(whose) ?? [])),
  ];
}

function classAnswer(
  review: Review,
  views: readonly CallerView[],
  whose: DataClass,
  ids: readonly string[],
): readonly string[] {
  if (ids.length === 0) return [];
  const counts = new Set(ids);
  const flows = countedFlows(review).filter(
    ({ flow, operation }) => flow.direction === "read" && counts.has(operation.id),
  );
  if (whose === "own") return [`${NAMES.own}: ${categoriesOf(flows)}, with ${operationsOf(flows)}.`];
  const sentences = views.flatMap(({ caller, operations }) => {
    const open = new Set(operations.map(({ id }) => id));
    const read = flows.filter((counted) => open.has(counted.operation.id) && whoseOf(counted, caller) === whose);
    if (read.length === 0) return [];
    const subject = callerWords(caller);
    return [
      `${subject}${subject.includes(", ") ? "," : ""} ${whose === "undecided" ? "may be able to read other people's" : "can read"} ${categoriesOf(read)}, with ${operationsOf(read)}`,
    ];
  });
  return [
    `${NAMES[whose]}: ${sentences.join("; ")}.${whose === "undecided" ? ` ${openQuestions(decidingQuestions(review, flows, true))}` : ""}`,
  ];
}

const NAMES: Readonly<Record<DataClass, string>> = {
  others: "Other people's data",
  undecided: "Owner not known",
  own: "Only the caller's own data",
};

function categoriesOf(flows: readonly CountedFlow[]): string {
  return listedCategories(categoriesWords(categoryTallies(flows, "read"), "plural"), MOST_CATEGORIES);
}

function operationsOf(flows: readonly CountedFlow[]): string {
  return listed([...new Set(flows.map(({ operation }) => operation.id))], MOST_OPERATIONS);
}

/** The questions by whose answers it is known whose data it is, each once; `isNamed` where the operations were named just before. */
function decidingQuestions(review: Review, flows: readonly CountedFlow[], isNamed = false): readonly string[] {
  const undecided = flows.filter((counted) => whoseOf(counted) === "undecided");
  const all = new Set(undecided.map(({ operation }) => operation.id)).size;
  const byReason = grouped(undecided, (counted) => reasonOf(review, counted));
  return [...byReason].map(([reason, some]) => {
    const assumption = review.assumptions.find(({ id }) => id === reason);
    if (assumption !== undefined) return asked(assumption.question);
    const ids = new Set(some.map(({ operation }) => operation.id));
    if (reason === "published")
      return `Are the ${categoriesOf(some)} that ${operationsOf(some)} ${ids.size === 1 ? "returns" : "return"} those of people, or of places and organizations that are public?`;
    const tests = review.tests.filter(({ operation }) => ids.has(operation));
    const isOne = new Set(tests.map(({ operation }) => operation)).size === 1;
    const shown =
      tests.length === 0
        ? ""
        : tests.every(({ status }) => status === "untested")
          ? ` The authorization ${isOne ? "test answers this; it has not been run yet." : "tests answer this; none has been run yet."}`
          : ` The authorization ${isOne ? "test answers this; it has not passed yet." : "tests answer this; not all of them have passed yet."}`;
    const which =
      isNamed && ids.size === all ? (all === 1 ? "this operation" : `these ${all} operations`) : operationsOf(some);
    return `${ids.size === 1 ? "Does" : "Do"} ${which} refuse requests for records of another account?${shown}`;
  });
}

/** Why it is not known whose data it is: an assumption by its ID, that nobody is the caller, or that no test has run. */
function reasonOf({ assumptions }: Review, { operation, isAsked, flow, tested }: CountedFlow): string {
  if (isAsked && flow.principal) return "tenancy";
  // Who can call is another question than whose data comes back.
  if (tested !== undefined) return "untested";
  const unstated = assumptions.find(
    ({ id, operations }) => id === "authentication-unstated" && operations.includes(operation.id),
  );
  if (unstated !== undefined) return unstated.id;
  return operation.callers.every((one) => one === "anonymous") && operation.admission === "anonymous"
    ? "published"
    : "untested";
}
