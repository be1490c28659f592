import { callerWords, type Caller } from "../../core/caller-words.ts";
import { categoriesWords, categoryWords, listedCategories } from "../../core/category-words.ts";
import { DATA_OWNERS, type DataOwner } from "../../core/data-owner-words.ts";
import { callerKindsOf, owned, settledOthers, type OwnedData } from "../../core/data-owners.ts";
import { ADMISSIONS, SENSITIVITIES } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { IMPERSONATION } from "../../core/others-data.ts";
import { count, listed, quoted } from "../../core/prose.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { capitalized, uncapitalized } from "../../core/sentence.ts";
import { factsOf, type SettledFinding } from "../../core/settled-findings.ts";
import { asked } from "./asked.ts";
import { share } from "./decision-words.ts";
import { undescribedReads } from "./undescribed-returns.ts";
import type { CallerView } from "./callers.ts";
import { categoryTallies, countedFlows, type CategoryTally, type CountedFlow } from "./data-tally.ts";

const MOST_CATEGORIES = 8;
const MOST_OPERATIONS = 3;
/** What stands on the first screen: so many operations, and of each so many kinds of data. */
const MOST_NAMED = 2;
const MOST_KINDS = 3;

/** The operations that return sensitive data, each under whose it is at worst. Together they are all of them. */
export function dataClasses(review: Review): ReadonlyMap<DataOwner, readonly string[]> {
  return classesOf(review, "read");
}

/** The operations that can change something, each under whose things it changes. */
export function changeClasses(review: Review): ReadonlyMap<DataOwner, readonly string[]> {
  return classesOf(review, "change");
}

function classesOf(review: Review, direction: OwnedData["direction"]): ReadonlyMap<DataOwner, readonly string[]> {
  const worst = owned(review).operations.flatMap(({ id, owners = [] }) => {
    // The worst stands first.
    const first = owners.find((one) => one.direction === direction);
    return first === undefined ? [] : [{ id, owner: first.owner }];
  });
  const byOwner = grouped(worst, ({ owner }) => owner);
  return new Map(DATA_OWNERS.map((owner) => [owner, (byOwner.get(owner) ?? []).map(({ id }) => id)]));
}

/** How many operations return data of each class, in a sentence. */
export function dataCounts(review: Review): string {
  const counts = countsOf(review);
  const { all, others, unknown } = counts;
  if (all === 0) return nothingKnown(review.coverage);
  const sentences = [
    `${capitalized(count(all, "operation"))} ${returning(all)} sensitive data`,
    others === 0
      ? "None of these operations is known to return other people's data"
      : `${others} of these operations ${returning(others)} other people's data${settledCount(review, dataClasses(review).get("others") ?? [], "read")}`,
    ...(unknown === 0 ? [] : [`For ${unknown}, the description does not show to whom the data belongs`]),
    ...withoutOthers(counts).map(({ n, what }) => `${n} ${returning(n)} only ${what}`),
  ];
  return `${sentences.join(". ")}.`;
}

function returning(n: number): string {
  return n === 1 ? "returns" : "return";
}

/** How many operations return nothing of other people's, by what they return. */
function withoutOthers(counts: ReturnType<typeof countsOf>): readonly { readonly n: number; readonly what: string }[] {
  return [
    { n: counts.organization, what: "that of the caller's organization" },
    { n: counts.own, what: "the caller's own" },
    { n: counts.public, what: "data that all callers may see" },
  ].filter(({ n }) => n > 0);
}

/** That nobody can read other people's data: "No one, according to the description. The 2 operations that return sensitive data return only the caller's own." */
function nobodyWords(review: Review): string {
  const counts = countsOf(review);
  const parts = withoutOthers(counts);
  const [only] = parts;
  const those = counts.all === 1 ? "The only operation that returns" : `The ${counts.all} operations that return`;
  return parts.length === 1 && only !== undefined
    ? `No one, according to the description. ${those} sensitive data ${returning(counts.all)} only ${only.what}.`
    : `No one, according to the description. Of the ${counts.all} operations that return sensitive data, ${listed(parts.map(({ n, what }) => `${n} ${returning(n)} only ${what}`))}.`;
}

/** That no sensitive data is known to be in the response, which is no good news where nobody says what does. */
function nothingKnown({ responses, typedResponses, exampleResponses = 0, unanswered = 0 }: Review["coverage"]): string {
  const words = "No operation is known to return sensitive data";
  const unclear = responses - typedResponses;
  const unsaid = [
    ...(unclear === 0
      ? []
      : exampleResponses >= unclear
        ? [
            `${share(unclear, responses, "success response")} ${unclear === 1 ? "is" : "are"} described by an example alone`,
          ]
        : [
            `${unclear === responses ? (unclear === 1 ? "the only success response" : `none of the ${responses} success responses`) : share(unclear, responses, "success response")} ${unclear === responses && unclear > 1 ? "says what it returns" : unclear === 1 ? "does not say what it returns" : "do not say what they return"}`,
          ]),
    ...(unanswered === 0
      ? []
      : [`the description does not say what ${count(unanswered, "operation")} ${returning(unanswered)}`]),
  ];
  return unsaid.length === 0 ? `${words}.` : `${words}, but ${unsaid.join(", and ")}.`;
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
  const { all, others, unknown, organization, own, public: open } = countsOf(review);
  if (all === 0) return dataCounts(review);
  const owners: readonly (readonly [words: string, n: number])[] = [
    ["other people's", others],
    ["of unknown owner", unknown],
    ["the caller's organization's", organization],
    ["the caller's own", own],
    ["everyone's", open],
  ];
  const told = owners.flatMap(([words, n]) => (n === 0 ? [] : [`${n} ${words}`]));
  return `${count(all, "operation")} ${all === 1 ? "returns" : "return"} sensitive data: ${told.join(", ")}.`;
}

function countsOf(review: Review): Readonly<Record<DataOwner | "all", number>> {
  const classes = dataClasses(review);
  const number = (owner: DataOwner): number => classes.get(owner)?.length ?? 0;
  const counts = {
    others: number("others"),
    unknown: number("unknown"),
    organization: number("organization"),
    own: number("own"),
    public: number("public"),
  };
  return { ...counts, all: Object.values(counts).reduce((sum, n) => sum + n, 0) };
}

/**
 * Who can read other people's data, which and with what, in a line: or that nobody can, or what is not known. `most`
 * operations are named; where that is 0, one is, and of what is not known the number alone.
 */
export function othersReadWords(review: Review, most = MOST_NAMED): string {
  const classes = dataClasses(review);
  const { all } = countsOf(review);
  const acting = impersonationWords(review);
  if (all === 0 && acting === undefined) return nobodyReadsWords(review);
  const others = classes.get("others") ?? [];
  const unknown = classes.get("unknown") ?? [];
  const sentences = [
    ...(acting === undefined ? [] : [acting]),
    ...(others.length === 0 ? [] : [readersWords(review, others, most)]),
    ...(unknown.length === 0 ? [] : [unknownReadsWords(review, unknown, most)]),
    // Nobody can tell whose it is, nor that it is nobody's.
    ...(others.length + unknown.length === 0 || most === 0 ? [] : [undescribedReads(review) ?? []].flat()),
  ];
  return sentences.length === 0 ? nobodyWords(review) : sentences.join(" ");
}

/** That nobody can read other people's data, or that nobody knows, where no operation is known to return them. */
export function nobodyReadsWords(review: Review): string {
  if (countsOf(review).all > 0) return nobodyWords(review);
  const { typedResponses, responses, unanswered = 0 } = review.coverage;
  const isUnclear = typedResponses < responses || unanswered > 0;
  return nothingKnown(review.coverage).replace(
    /^No/,
    isUnclear ? "Not known. No" : "No one, according to the description. No",
  );
}

/** The rule whose finding says that a reset token or a code comes back to whoever asks. */
const HANDS_OUT_PROOF = "verification-secret-in-response";

/** That somebody can act as others, or take over their accounts: then all that those can read can be read. */
export function impersonationWords(review: Review): string | undefined {
  const open = factsOf(review);
  const acting = open.filter(({ title }) => title.endsWith(IMPERSONATION));
  // Who is handed what proves who somebody is takes over one account after the other.
  const entering = open.filter(({ rule }) => rule === HANDS_OUT_PROOF);
  const ids = [...new Set([...acting, ...entering].flatMap(({ operations }) => operations))];
  const how = acting.length > 0 ? "act as any user, and read what that" : "take over an account, and read what its";
  if (ids.length === 0) return undefined;
  // Where all have long names, how many there are says as much in one line.
  const where = ids.every((id) => id.length > LONGEST_NAME) ? count(ids.length, "operation") : listed(ids, MOST_NAMED);
  return `Whoever calls ${where} can ${how} user can.`;
}

/** A name of an operation that takes more than this is a line of its own on the first screen. */
export const LONGEST_NAME = 50;

function readersWords(review: Review, ids: readonly string[], most: number): string {
  const operations = operationsOfIds(review, ids);
  const flowsOf = grouped(
    countedFlows(review).filter(({ flow }) => flow.direction === "read" && flow.owner === "others"),
    ({ operation }) => operation.id,
  );
  const ranked = operations
    .map((operation) => ({
      operation,
      caller: easiestCaller(operation),
      tallies: categoryTallies(flowsOf.get(operation.id) ?? [], "read"),
    }))
    .toSorted(
      (a, b) =>
        ADMISSIONS.indexOf(a.caller.admission) - ADMISSIONS.indexOf(b.caller.admission) ||
        worstOf(b.tallies) - worstOf(a.tallies) ||
        b.tallies.length - a.tallies.length,
    );
  const named = ranked.slice(0, Math.max(1, most));
  const groups = [...grouped(named, ({ caller }) => spoken(caller))].map(([caller, some]) => {
    // What several operations return alike is said once.
    const alike = [...grouped(some, ({ tallies }) => namedKinds(tallies, kindsOf(most)))].map(
      ([kinds, same]) =>
        `${kinds} with ${listed(
          same.map(({ operation }) => `${operation.id}${settledMark(review, operation.id, "read")}`),
          Infinity,
        )}`,
    );
    return `${caller}${caller.includes(", ") ? "," : ""} can read ${alike.join("; and ")}`;
  });
  const left = ranked.length - named.length;
  const more = left === 0 ? "" : `; ${count(left, "more operation")} ${left === 1 ? "returns" : "return"} such data`;
  return `${capitalized(groups.join("; "))}${more}.`;
}

/** Operations by what they return of an owner, the worst and most first. */
export function returningWorst(review: Review, owner: DataOwner, ids: readonly string[]): readonly string[] {
  const flows = grouped(readFlows(review, owner, ids), ({ operation }) => operation.id);
  return ids
    .map((id) => ({ id, tallies: categoryTallies(flows.get(id) ?? [], "read") }))
    .toSorted((a, b) => worstOf(b.tallies) - worstOf(a.tallies) || b.tallies.length - a.tallies.length)
    .map(({ id }) => id);
}

/** A kind of caller, briefly: what is not known of it stands with the questions. */
function spoken(caller: Caller): string {
  return callerWords(caller, true).replace("the organization's own", "own");
}

/** Of an operation the kinds of data, each with the name that the description has for it: `bank accounts ("iban")`. */
function namedKinds(tallies: readonly CategoryTally[], most: number): string {
  return listedCategories(
    tallies.map((tally) => `${categoryWords(tally, "plural")} (${quoted(tally.witness.field.name)})`),
    most,
  );
}

/** Where all operations are named, all of what they return is. */
function kindsOf(most: number): number {
  return most === Infinity ? most : MOST_KINDS;
}

function worstOf(tallies: readonly CategoryTally[]): number {
  return Math.max(-1, ...tallies.map(({ sensitivity }) => SENSITIVITIES.indexOf(sensitivity)));
}

/** Of the callers of an operation those who get in the most easily. */
function easiestCaller(operation: OperationEntry): Caller {
  return callerKindsOf(operation).reduce((a, b) =>
    ADMISSIONS.indexOf(b.admission) < ADMISSIONS.indexOf(a.admission) ? b : a,
  );
}

function operationsOfIds({ operations }: Review, ids: readonly string[]): readonly OperationEntry[] {
  const wanted = new Set(ids);
  return operations.filter(({ id }) => wanted.has(id));
}

function readFlows(review: Review, owner: DataOwner, ids: readonly string[]): ReturnType<typeof countedFlows> {
  const wanted = new Set(ids);
  return countedFlows(review).filter(
    ({ flow, operation }) => flow.direction === "read" && flow.owner === owner && wanted.has(operation.id),
  );
}

/** The kinds of data of an owner that some operations return. */
export function readKinds(review: Review, owner: DataOwner, ids: readonly string[], most: number): string {
  return listedCategories(categoriesWords(categoryTallies(readFlows(review, owner, ids), "read"), "plural"), most);
}

function unknownReadsWords(review: Review, ids: readonly string[], most: number): string {
  if (most === 0) return `Not known for ${count(ids.length, "operation")}.`;
  const flows = readFlows(review, "unknown", ids);
  const kinds = readKinds(review, "unknown", ids, kindsOf(most));
  const isUntested = flows.every(({ flow }) => flow.because === "untested");
  const question = isUntested
    ? "requests for another account's records have not been tested yet."
    : uncapitalized(decidingQuestions(review, flows, true)[0] ?? "");
  const named =
    most === Infinity ? listed(returningWorst(review, "unknown", ids), Infinity) : count(ids.length, "operation");
  return `Not known for ${named} (${kinds}): ${question}`;
}

/** Whose things callers can change, in a line. */
export function othersChangeWords(review: Review, most = MOST_NAMED): string {
  const classes = changeClasses(review);
  const idsOf = (owner: DataOwner): readonly string[] => classes.get(owner) ?? [];
  const [others, unknown] = [idsOf("others"), idsOf("unknown")];
  if (DATA_OWNERS.every((owner) => idsOf(owner).length === 0)) return "No one, because all operations only read.";
  const sentences = [
    ...(others.length === 0 ? [] : [changersWords(review, others, most)]),
    ...(unknown.length === 0 ? [] : [perhapsChanging(review, unknown, others, most)]),
  ];
  if (sentences.length > 0) return sentences.join(" ");
  const organization = idsOf("organization").length;
  const own = idsOf("own").length;
  const only = (n: number): string => `${count(n, "operation")} only`;
  return `No one, according to the description. ${capitalized(
    [
      ...(own === 0
        ? []
        : [
            `${only(own)} ${own === 1 ? "creates new records or changes" : "create new records or change"} the caller's own`,
          ]),
      ...(organization === 0
        ? []
        : [`${only(organization)} ${organization === 1 ? "changes" : "change"} those of the caller's organization`]),
    ].join(", and "),
  )}.`;
}

/** Who can change what is not theirs, and with what: those first who get in the most easily. */
function changersWords(review: Review, ids: readonly string[], most: number): string {
  const ranked = operationsOfIds(review, ids)
    .map((operation) => ({ id: operation.id, caller: easiestCaller(operation) }))
    .toSorted((a, b) => ADMISSIONS.indexOf(a.caller.admission) - ADMISSIONS.indexOf(b.caller.admission));
  return [...grouped(ranked, ({ caller }) => spoken(caller))]
    .map(([caller, some]) => {
      const own = some.map(({ id }) => `${id}${settledMark(review, id, "change")}`);
      const [first = "", ...others] = own;
      const named =
        most > 0 ? listed(own, most + 1) : others.length === 0 ? first : `${first} and ${others.length} more`;
      return `${capitalized(caller)} (${named}).`;
    })
    .join(" ");
}

/** Who perhaps changes what is others', with what, and how that is found out. */
function perhapsChanging(review: Review, ids: readonly string[], known: readonly string[], most: number): string {
  const wanted = new Set(ids);
  const spokenOf = (some: readonly string[]): readonly string[] => [
    ...new Set(operationsOfIds(review, some).map((operation) => spoken(easiestCaller(operation)))),
  ];
  const who = spokenOf(ids);
  const isSame = who.length === 1 && spokenOf(known).join() === who[0];
  const isUntested = owned(review).operations.some(
    ({ id, owners = [] }) =>
      wanted.has(id) && owners.some(({ direction, because }) => direction === "change" && because === "untested"),
  );
  const settling = isUntested
    ? "Test whether each caller changes only their own."
    : `Ask whether ${ids.length === 1 ? "it requires" : "they require"} a credential.`;
  const where = most === 0 ? count(ids.length, "operation") : listed(ids, most + 1);
  const words = isSame ? `Perhaps also with ${where}.` : `Perhaps ${listed(who, MOST_NAMED, "or")} (${where}).`;
  // Where operations are only counted behind others there is no room for more.
  return most === 0 && known.length > 0 ? words : `${words} ${settling}`;
}

/** Whose data each kind of caller can read, and what would decide it where nobody knows. */
export function dataAnswer(review: Review, views: readonly CallerView[]): string {
  return dataAnswers(review, views).join(" ");
}

/** The same, a sentence each. */
export function dataAnswers(review: Review, views: readonly CallerView[]): readonly string[] {
  const classes = dataClasses(review);
  const acting = impersonationWords(review);
  if ([...classes.values()].every((ids) => ids.length === 0))
    return [dataCounts(review), ...(acting === undefined ? [] : [acting])];
  return [
    dataCounts(review),
    ...(acting === undefined ? [] : [acting]),
    ...DATA_OWNERS.flatMap((owner) => classAnswer(review, views, owner, classes.get(owner) ?? [])),
    ...[undescribedReads(review) ?? []].flat(),
  ];
}

function classAnswer(
  review: Review,
  views: readonly CallerView[],
  owner: DataOwner,
  ids: readonly string[],
): readonly string[] {
  if (ids.length === 0) return [];
  const counts = new Set(ids);
  const flows = countedFlows(review).filter(
    ({ flow, operation }) => flow.direction === "read" && flow.owner === owner && counts.has(operation.id),
  );
  if (owner !== "others" && owner !== "unknown")
    return [`${NAMES[owner]}: ${categoriesOf(flows)}, with ${operationsOf(flows)}.`];
  const sentences = views.flatMap(({ caller, operations }) => {
    const open = new Set(operations.map(({ id }) => id));
    const read = flows.filter((counted) => open.has(counted.operation.id));
    if (read.length === 0) return [];
    const subject = callerWords(caller);
    return [
      `${subject}${subject.includes(", ") ? "," : ""} can read ${categoriesOf(read)}, with ${operationsOf(read, review)}`,
    ];
  });
  return [
    `${NAMES[owner]}: ${sentences.join("; ")}.${owner === "unknown" ? ` ${openQuestions(decidingQuestions(review, flows, true))}` : ""}`,
  ];
}

const NAMES: Readonly<Record<DataOwner, string>> = {
  others: "Other people's data",
  unknown: "Not clear whose data it is",
  organization: "Only that of the caller's organization",
  own: "Only the caller's own data, or what the caller has just sent",
  public: "Public on purpose",
};

function categoriesOf(flows: readonly CountedFlow[]): string {
  return listedCategories(categoriesWords(categoryTallies(flows, "read"), "plural"), MOST_CATEGORIES);
}

/** The operations of flows, each with what was decided of it where a review is given. */
function operationsOf(flows: readonly CountedFlow[], review?: Review): string {
  const ids = [...new Set(flows.map(({ operation }) => operation.id))];
  return listed(
    ids.map((id) => (review === undefined ? id : `${id}${settledMark(review, id, "read")}`)),
    MOST_OPERATIONS,
  );
}

/** What was decided of the findings by which it is known that an operation returns or changes what is other people's. */
export function settledOf(review: Review, id: string, direction: OwnedData["direction"]): SettledFinding | undefined {
  const operation = owned(review).operations.find((one) => one.id === id);
  return operation === undefined ? undefined : settledOthers(review, operation, direction);
}

const SETTLED_WORDS: Readonly<Record<SettledFinding, string>> = {
  accepted: "accepted risk",
  lowered: "lowered by a setting",
};

/** The same behind the operation, in brackets; empty where nothing was decided. */
function settledMark(review: Review, id: string, direction: OwnedData["direction"]): string {
  const settled = settledOf(review, id, direction);
  return settled === undefined ? "" : ` (${SETTLED_WORDS[settled]})`;
}

/** Of how many operations something was decided, behind their number: `, 1 of them an accepted risk`; empty of none. */
export function settledCount(review: Review, ids: readonly string[], direction: OwnedData["direction"]): string {
  const states = ids.map((id) => settledOf(review, id, direction));
  return (["accepted", "lowered"] as const)
    .map((settled) => {
      const n = states.filter((one) => one === settled).length;
      if (n === 0) return "";
      return ids.length === n ? `, ${SETTLED_WORDS[settled]}` : `, ${n} of them ${SETTLED_WORDS[settled]}`;
    })
    .join("");
}

/** The questions by whose answers it is known whose data it is, each once; `isNamed` where the operations were named just before. */
function decidingQuestions(review: Review, flows: readonly CountedFlow[], isNamed = false): readonly string[] {
  const unknown = flows.filter(({ flow }) => flow.owner === "unknown");
  const all = new Set(unknown.map(({ operation }) => operation.id)).size;
  const byReason = grouped(unknown, ({ flow }) => flow.because ?? "untested");
  return [...byReason].map(([reason, some]) => {
    const assumption = review.assumptions.find(({ id }) => id === reason);
    if (assumption !== undefined) return asked(assumption.question);
    const ids = new Set(some.map(({ operation }) => operation.id));
    if (reason === "perhaps-published")
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
