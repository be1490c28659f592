import { callerBy, callerWords, type Caller } from "../../core/caller-words.ts";
import { ADMISSIONS } from "../../core/exposure-words.ts";
import { categoriesWords, listedCategories } from "../../core/category-words.ts";
import { listed } from "../../core/prose.ts";
import type { OperationEntry, Review, SchemeEntry } from "../../core/review.ts";
import { categoryTallies, countedFlows, type CategoryTally, type CountedFlow } from "./data-tally.ts";

/** What one kind of caller can do. */
export interface CallerView {
  readonly caller: Caller;
  readonly operations: readonly OperationEntry[];
  /** What comes back, by whose it is; only what there is, the worst first. */
  readonly reads: readonly DataGroup[];
  readonly writes: readonly CategoryTally[];
}

export interface DataGroup {
  readonly whose: Whose;
  readonly categories: readonly CategoryTally[];
  readonly operations: number;
  /** Their IDs, in the order of the description's fields. */
  readonly ids: readonly string[];
}

/**
 * Whose data it is, from worst to mildest: other people's, nobody knows whose, or the caller's own; of the last, what a log-in
 * or a sign-up hands to whoever passes it stands apart where there is room.
 */
export type Whose = (typeof WHOSE)[number];

/** From worst to mildest. */
export const WHOSE = ["others", "undecided", "own", "issued"] as const;

/**
 * Whose data it is in words, `behind` its categories (`e-mail addresses of other people`) and `before` them
 * (`other people's data: e-mail addresses`).
 */
export const WHOSE_WORDS: Readonly<Record<Whose, { readonly behind: string; readonly before: string }>> = {
  others: { behind: "of other people", before: "other people's data" },
  undecided: { behind: "(owner not known)", before: "data whose owner is not known" },
  own: { behind: "of their own", before: "their own data" },
  issued: {
    behind: "of their own, returned by log-in or sign-up",
    before: "their own data, returned by log-in or sign-up",
  },
};

/** What each kind of caller can read and write, the easiest way in first; kinds that there are none of left out. */
export function callerViews(review: Review): readonly CallerView[] {
  const flows = countedFlows(review);
  return CALLERS.flatMap((caller) => {
    const operations = review.operations.filter((operation) => isOpenTo(operation, caller));
    if (operations.length === 0) return [];
    const own = flows.filter(({ operation }) => isOpenTo(operation, caller));
    return [{ caller, operations, reads: dataGroups(own, caller), writes: categoryTallies(own, "write") }];
  });
}

const CALLERS: readonly Caller[] = [false, true].flatMap((isInside) =>
  ADMISSIONS.flatMap((admission): Caller[] =>
    admission === "unknown"
      ? [
          { admission, isInside, unknown: "unstated" },
          { admission, isInside },
          { admission, isInside, unknown: "subscribers" },
        ]
      : [{ admission, isInside }],
  ),
);

/** Whether a kind of caller can call an operation. */
export function isOpenTo(operation: OperationEntry, caller: Caller): boolean {
  return callerKindsOf(operation).some(
    ({ admission, isInside, unknown }) =>
      admission === caller.admission && isInside === caller.isInside && unknown === caller.unknown,
  );
}

/** The kinds of caller of an operation. */
export function callerKindsOf({ callers, admission, reach, kind, security }: Called): readonly Caller[] {
  const isUnstated = security.length === 0;
  return (callers.length === 0 ? [admission] : callers).map((one) => callerBy(one, { kind, reach, isUnstated }));
}

/** What says of an operation who can call it. */
export type Called = Pick<OperationEntry, "callers" | "admission" | "reach" | "kind" | "security">;

function dataGroups(flows: readonly CountedFlow[], caller?: Caller): readonly DataGroup[] {
  return WHOSE.flatMap((whose) => {
    const read = flows.filter((counted) => counted.flow.direction === "read" && whoseOf(counted, caller) === whose);
    if (read.length === 0) return [];
    const ids = [...new Set(read.map(({ operation }) => operation.id))];
    return [{ whose, categories: categoryTallies(read, "read"), operations: ids.length, ids }];
  });
}

/** Whose data a flow carries, for one kind of caller; without one, for whoever of its callers it is worst. */
export function whoseOf(counted: CountedFlow, caller?: Caller): Whose {
  const { flow, operation, tested, isAsked, isOfOthers } = counted;
  // What a finding says of the operation, no count beside it contradicts.
  if (isOfOthers) return "others";
  if (flow.subject === "caller") return isEntrance(operation) ? "issued" : "own";
  if (tested === "failed") return "others";
  if (flow.principal) return isAsked && flow.whose === "population" ? "undecided" : "others";
  const callers = caller === undefined ? callerKindsOf(operation) : [caller];
  const all: readonly Whose[] = callers.map((one) => whoseRecords(counted, one));
  return WHOSE.find((whose) => all.includes(whose)) ?? (tested === "passed" ? "own" : "undecided");
}

/** Whose the data in a record is, which is of no person such as the caller. */
function whoseRecords({ field, tested }: CountedFlow, { admission, unknown }: Caller): "others" | "undecided" | "own" {
  // An organization has records of the people whom it serves.
  if (admission === "own") return field.personalData === false ? "own" : "others";
  if (tested === "passed" && admission !== "anonymous" && unknown !== "unstated") return "own";
  // Without a credential nobody is the caller, and what has no owner to test is the same for all who call.
  const isOfNoCaller = admission === "anonymous" || (tested === undefined && unknown === undefined);
  // What places and businesses have, too, may be theirs.
  return isOfNoCaller && field.personalData === true && !OF_PLACES.test(field.category) ? "others" : "undecided";
}

/** Address, phone and e-mail address are a business's as well as a person's. */
const OF_PLACES = /^user\.(?:contact|location)\b/;

/**
 * Whether an operation is how callers get in: it hands them what is theirs, and is open as is usual. Who is let in
 * already makes an account for somebody else.
 */
function isEntrance({ intent, admission }: OperationEntry): boolean {
  return intent !== null && ENTRANCES.has(intent) && admission !== "own" && admission !== "partner";
}

const ENTRANCES: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "password-reset",
  "verification",
  "client-registration",
]);

/** Everyone who can call an operation, in words; `isBrief` where a column says beside it what is only assumed. */
export function callersWords(operation: Called, isBrief = false): string {
  return listed(
    callerKindsOf(operation).map((caller) => callerWords(caller, isBrief)),
    9,
  );
}

/** Where nothing that is read is known to be sensitive: that, and of how many operations nobody can tell. */
export function nothingKnownWords(operations: readonly OperationEntry[]): string {
  const unclear = operations.filter(({ understood }) => understood === "opaque").length;
  const partly = operations.filter(({ understood }) => understood === "partly").length;
  const files = operations.filter(({ understood }) => understood === "file").length;
  const parts = [
    ...(unclear === 0
      ? []
      : [
          `it is not clear what ${operations.length === 1 ? "it returns" : unclear === 1 ? "1 of them returns" : `${unclear} of them return`}`,
        ]),
    ...(partly === 0
      ? []
      : [`${partly} ${partly === 1 ? "returns an object" : "return objects"} that may contain anything`]),
    ...(files === 0
      ? []
      : [`${files} ${files === 1 ? "returns a file" : "return files"} whose content is not described`]),
  ];
  return parts.length === 0 ? "no sensitive data known" : parts.join("; ");
}

/** How many of some operations may change something: `7 of them can change data`. */
export function changeWords(operations: readonly OperationEntry[]): string {
  const changing = operations.filter(mayChange).length;
  if (changing === 0) return "all only read";
  return changing === operations.length ? "all can change data" : `${changing} of them can change data`;
}

/** Whether calling an operation may change something; reviews that were written without it say so by the method. */
export function mayChange({ changes, method }: OperationEntry): boolean {
  return changes ?? !READING.has(method);
}

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);

/** What a credential opens, in words: `name and picture of other people`; where there is nothing of others, its holders' own. */
export function openedWords(
  { usedBy }: Pick<SchemeEntry, "usedBy">,
  flowsOf: ReadonlyMap<OperationEntry["id"], readonly CountedFlow[]>,
): string {
  const groups = dataGroups(usedBy.flatMap((id) => flowsOf.get(id) ?? []));
  const [worst] = groups;
  if (worst === undefined) return "no sensitive data known";
  const parts = foreignWords(groups, MOST_OPENED);
  if (parts.length > 0) return parts.join("; ");
  return `${WHOSE_WORDS[worst.whose].before}: ${listedCategories(categoriesWords(worst.categories), MOST_OPENED)}`;
}

const MOST_OPENED = 6;

/** What is other people's, and of what nobody knows whose it is: `name and picture of other people`. */
export function foreignWords(groups: readonly DataGroup[], most: number): readonly string[] {
  const told = new Set<string>();
  return (["others", "undecided"] as const).flatMap((whose) => {
    const categories = groups.filter((group) => group.whose === whose).flatMap((group) => group.categories);
    const words = categoriesWords(categories, "plural").filter((word) => !told.has(word));
    for (const word of words) told.add(word);
    return words.length === 0 ? [] : [`${listedCategories(words, most)} ${WHOSE_WORDS[whose].behind}`];
  });
}

/** Who stands behind a credential. A key says of nobody whether it is a person's or an application's. */
export function principalWords({ kind, in: place, principal }: SchemeEntry): string {
  return kind === "apiKey" && place !== "cookie" && principal === "user"
    ? "a person or an application"
    : PRINCIPAL_WORDS[principal];
}

const PRINCIPAL_WORDS: Readonly<Record<Review["schemes"][number]["principal"], string>> = {
  user: "a person",
  client: "a machine",
  shared: "many callers who share it",
  unknown: "not stated",
};
