import { callerWords, type Caller } from "../../core/caller-words.ts";
import { callerKindsOf, mayChange, type Called } from "../../core/data-owners.ts";
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
 * Whose data it is, from worst to mildest: as `DATA_OWNERS`, but that what a log-in or a sign-up hands to whoever passes it
 * stands apart where there is room.
 */
export type Whose = (typeof WHOSE)[number];

/** From worst to mildest. */
export const WHOSE = ["others", "unknown", "organization", "own", "issued", "public"] as const;

/**
 * Whose data it is in words, `behind` its categories (`e-mail addresses of other people`) and `before` them
 * (`other people's data: e-mail addresses`).
 */
export const WHOSE_WORDS: Readonly<Record<Whose, { readonly behind: string; readonly before: string }>> = {
  others: { behind: "of other people", before: "other people's data" },
  unknown: { behind: "(owner not known)", before: "data whose owner is not known" },
  organization: { behind: "of their own organization", before: "their organization's data" },
  own: { behind: "of their own", before: "their own data" },
  issued: {
    behind: "of their own, returned by log-in or sign-up",
    before: "their own data, returned by log-in or sign-up",
  },
  public: { behind: "that all callers may see", before: "data that all callers may see" },
};

/** What each kind of caller can read and write, the easiest way in first; kinds that there are none of left out. */
export function callerViews(review: Review): readonly CallerView[] {
  const flows = countedFlows(review);
  return CALLERS.flatMap((caller) => {
    const operations = review.operations.filter((operation) => isOpenTo(operation, caller));
    if (operations.length === 0) return [];
    const own = flows.filter(({ operation }) => isOpenTo(operation, caller));
    return [{ caller, operations, reads: dataGroups(own), writes: categoryTallies(own, "write") }];
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

function dataGroups(flows: readonly CountedFlow[]): readonly DataGroup[] {
  return WHOSE.flatMap((whose) => {
    const read = flows.filter((counted) => counted.flow.direction === "read" && whoseOf(counted) === whose);
    if (read.length === 0) return [];
    const ids = [...new Set(read.map(({ operation }) => operation.id))];
    return [{ whose, categories: categoryTallies(read, "read"), operations: ids.length, ids }];
  });
}

/** Whose data a flow carries: one answer, whoever calls. */
export function whoseOf({ flow: { owner, because } }: CountedFlow): Whose {
  if (because === "entrance") return "issued";
  return owner ?? "own"; // what is sent is the caller's
}

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
  return (["others", "unknown"] as const).flatMap((whose) => {
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
