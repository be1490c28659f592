import { aNoun } from "../operations/candidates/nouns.ts";
import { grouped } from "../core/grouped.ts";
import { count, listed } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import { WITHOUT_CREDENTIAL, WITHOUT_VALID_CREDENTIAL } from "../core/refusal-words.ts";
import type { Review } from "../core/review.ts";
import type { TestOutcome } from "./register-record.ts";

type Test = Review["tests"][number];
type BoundaryEntry = NonNullable<Review["boundaries"]>[number];

/** An authorization test, and what else than data is lost where it fails. */
export interface RankedTest {
  readonly test: Test;
  readonly stake:
    | "money"
    | "credentials"
    | "destruction"
    | "control"
    | "physical device"
    | "integrity"
    | "rights"
    | undefined;
  /** What several of the things that it is about are called. */
  readonly several: string;
  readonly isReading: boolean;
  /** Whether it is a list that is the caller's own by its path: it is tested, and stands in the way of nothing. */
  readonly isOwnList: boolean;
  /** Whether it tells apart those who work there, who have one log-in for all. */
  readonly isOfStaff: boolean;
  /** Whether more than the organization's own can call it, or some of these only may. */
  readonly isExposed: boolean;
  /** Whether nothing says what data is at stake. */
  readonly isUnknown: boolean;
  /** Whether something shows that callers have such things of their own, so that there is a B whose things A must not get at. */
  readonly isOwnerShown: boolean;
  /** Whether that shows only if callers are told apart, and have accounts there, of which nothing says so. */
  readonly isDoubtful: boolean;
  /** Whether its path calls what it gives public. */
  readonly isCalledPublic: boolean;
  /** Whether the API shows a credential that a call can leave out. */
  readonly isTelling: boolean;
  /** Whether its callers are users who may belong to organizations, of which two of one may see the same. */
  readonly isBetweenOrganizations: boolean;
  /** How it came out, where somebody made it and that still counts. */
  readonly outcome: TestOutcome | undefined;
}

/**
 * The boundaries that tests have in common, the worst first: a class of callers, how the things of others are named, and
 * whether these are read, changed or deleted. An API with 666 tests has a handful of them, and each is met by one suite.
 * What was tried and let somebody through is one of them, whoever can call it and whatever is at stake.
 */
export function testBoundaries(tests: readonly RankedTest[]): BoundaryEntry[] {
  return [...groupsOf(tests)].map(([id, group]) => boundaryOf(id, group));
}

function groupsOf(tests: readonly RankedTest[]): ReadonlyMap<string, readonly RankedTest[]> {
  const isOwed = ({ test, stake, isExposed, isOwnList, isUnknown, isOwnerShown }: RankedTest): boolean =>
    test.status === "failed" ||
    (test.status !== "not-applicable" &&
      isExposed &&
      !isOwnList &&
      isOwnerShown &&
      (stake !== undefined || isUnknown || isAbove(test.sensitivity, "internal")));
  const owed = new Set(tests.filter(isOwed));
  const objects = [...owed].flatMap((one) => (namesObject(one) ? [groupOfObject(one)] : []));
  const isBesideOwed = (one: RankedTest): boolean =>
    isOpenTest(one) && namesObject(one) && objects.some((object) => `${groupAndPath(one)}/`.startsWith(`${object}/`));
  const collections = new Set([...owed].flatMap((one) => (namesObject(one) && one.isReading ? collectionOf(one) : [])));
  // A list shows of each thing what is read of one.
  const isListOfOwed = (one: RankedTest): boolean =>
    isOpenTest(one) && one.test.kind === "list" && !one.isOwnList && collections.has(pathOf(one.test.operation));
  const taken = tests.filter((one) => owed.has(one) || isBesideOwed(one) || isListOfOwed(one));
  const groups = grouped([...taken, ...othersOf(tests, taken)], keyOf);
  return new Map([...groups].map(([id, group]) => [id, [...group, ...refusedBeside(id, group, tests)]]));
}

/**
 * What else belongs to a boundary that stands: other things of callers that are named in the same way, whatever is known of their
 * fields, and the other operations that refuse whoever brings no credential.
 */
function othersOf(tests: readonly RankedTest[], taken: readonly RankedTest[]): readonly RankedTest[] {
  const known = new Set(taken);
  const keys = new Set(taken.map(keyOf));
  return tests.filter(
    (one) =>
      !known.has(one) &&
      isOpenTest(one) &&
      !one.isOwnList &&
      keys.has(keyOf(one)) &&
      ((isOfTwo(one) && !one.isCalledPublic) || (isRefusal(one.test.as) && one.isTelling)),
  );
}

/** Whether a test tells two callers apart by whose a thing is. */
function isOfTwo({ test: { kind = "object" }, isOfStaff }: RankedTest): boolean {
  return !isOfStaff && OF_TWO.has(kind);
}

const OF_TWO: ReadonlySet<string> = new Set(["object", "batch", "filter", "list"]);

/** Tests of something else, of operations that must refuse whoever brings no credential as well. */
function refusedBeside(id: string, group: readonly RankedTest[], tests: readonly RankedTest[]): readonly RankedTest[] {
  if (!id.endsWith("-anonymous")) return [];
  const known = new Set(group.map(({ test }) => test.operation));
  return tests.filter(
    (one) =>
      one.isTelling &&
      isOpenTest({ ...one, isOwnerShown: true }) &&
      !known.has(one.test.operation) &&
      `${one.test.boundary ?? "caller"}-anonymous` === id &&
      (one.test.further ?? []).some(({ as }) => isRefusal(as)),
  );
}

function isRefusal(as: string): boolean {
  return as === WITHOUT_CREDENTIAL || as === WITHOUT_VALID_CREDENTIAL;
}

/** The path of the collection in which a read names one thing, where it reads that and no part of it. */
function collectionOf({ test }: RankedTest): readonly string[] {
  const path = pathOf(test.operation);
  return /\/\{[^/{}]*\}$/.test(path) ? [path.slice(0, path.lastIndexOf("/"))] : [];
}

function pathOf(operation: string): string {
  return operation.replace(/^\S+ /, "").replace(/\/$/, "");
}

/** Whether a test is to be made of what others than the organization's own call. */
function isOpenTest({ test, isExposed, isOwnerShown }: RankedTest): boolean {
  return test.status !== "not-applicable" && isExposed && isOwnerShown;
}

/** Whether a test is of a thing that its path names by an identifier, or of a part of one. */
function namesObject({ test: { kind = "object", operation } }: RankedTest): boolean {
  return (kind === "object" || kind === "approval") && operation.includes("}");
}

/**
 * The group of a test and the object that its path names: the payments of a document are as much its owner's as the document is,
 * whatever is known of their fields.
 */
function groupOfObject(one: RankedTest): string {
  const named = groupAndPath(one);
  return named.slice(0, named.lastIndexOf("}") + 1);
}

function groupAndPath(one: RankedTest): string {
  return `${keyOf(one)} ${one.test.operation.replace(/^\S+ /, "")}`;
}

function keyOf({ test, isReading, isOfStaff }: RankedTest): string {
  const { boundary = "caller", kind = "object", operation } = test;
  if (isOfStaff) return `${boundary}-staff`;
  if (kind === "function") return isRefusal(test.as) ? `${boundary}-anonymous` : `${boundary}-rights`;
  if (kind === "property") return `${boundary}-properties`;
  if (kind === "recovery") return `${boundary}-recovery`;
  if (kind === "flow" || kind === "automation") return `${boundary}-flows`;
  if (kind === "input") return `${boundary}-inputs`;
  if (kind === "shared" && isReading) return `${boundary}-unpublished`;
  const effect = isReading ? "read" : operation.startsWith("DELETE ") ? "delete" : "change";
  return `${boundary}-${NAMING[kind]}-${effect}`;
}

/** How an operation comes by the things of others, by the kind of its test. */
const NAMING: Readonly<
  Record<
    Exclude<NonNullable<Test["kind"]>, "function" | "property" | "recovery" | "flow" | "automation" | "input">,
    Naming
  >
> = {
  object: "id",
  entry: "id",
  approval: "id",
  reaction: "id",
  shared: "id",
  batch: "batch",
  reference: "reference",
  filter: "filter",
  list: "list",
  people: "list",
  "own-name": "id",
};

type Naming = "id" | "batch" | "reference" | "filter" | "list";

/** The boundaries that a test has shown not to hold: which test of which operations failed. */
export function failedOfBoundaries(
  tests: readonly RankedTest[],
): readonly { readonly id: string; readonly what: string; readonly operations: readonly string[] }[] {
  return [...groupsOf(tests)].flatMap(([id, group]) => {
    const own = group.map(({ test }) => test);
    const failed = own.flatMap(({ status, operation }) => (status === "failed" ? [operation] : []));
    return failed.length === 0
      ? []
      : [
          {
            id,
            what: sentenceFor(id, own[0]!.boundary ?? "caller", []).replace(/^Test/, "The test"),
            operations: failed,
          },
        ];
  });
}

function boundaryOf(id: string, group: readonly RankedTest[]): BoundaryEntry {
  const tests = group.map(({ test }) => test);
  const operations = [...new Set(tests.map(({ operation }) => operation))];
  const open = tests.filter(({ status }) => status !== "passed");
  const failed = tests.filter(({ status }) => status === "failed");
  return {
    id,
    text: `${sentenceOf(id, group)} (${countedWords(tests)})`,
    operations,
    open: open.map(({ operation }) => operation),
    ...(failed.length === 0 ? {} : { failed: failed.map(({ operation }) => operation) }),
    stakes: [
      ...new Set(
        group.flatMap(
          ({ stake, test, isUnknown }) =>
            stake ??
            (isUnknown
              ? ["data that no schema describes"]
              : isAbove(test.sensitivity, "confidential")
                ? ["restricted data"]
                : ["confidential data"]),
        ),
      ),
    ],
    status: failed.length > 0 ? "failed" : open.length > 0 ? "untested" : "passed",
    tested: testedBy(group),
  };
}

/** `3 operations: …`; where some of them were tested: `1 of 3 operations failed: …; 1 of 3 operations still to be tested: …`. */
function countedWords(tests: readonly Test[]): string {
  const of = (status: Test["status"]): readonly Test[] => tests.filter((test) => test.status === status);
  const [failed, untested] = [of("failed"), of("untested")];
  if (failed.length === 0 && (untested.length === 0 || untested.length === tests.length))
    return namedWords(tests, count(tests.length, "operation"));
  const all = count(tests.length, "operation");
  return [
    ...(failed.length === 0 ? [] : [namedWords(failed, `${failed.length} of ${all} failed`)]),
    ...(untested.length === 0 ? [] : [namedWords(untested, `${untested.length} of ${all} still to be tested`)]),
  ].join("; ");
}

function namedWords(tests: readonly Test[], counted: string): string {
  const names = listed(
    tests.slice(0, MOST_NAMED).map(({ operation }) => operation),
    MOST_NAMED,
  );
  return `${counted}${tests.length > MOST_NAMED ? ", such as" : ":"} ${names}`;
}

/** Who made tests of a boundary, each word of theirs once. */
function testedBy(group: readonly RankedTest[]): NonNullable<BoundaryEntry["tested"]> {
  const entries = group.flatMap(({ outcome }) =>
    outcome === undefined
      ? []
      : [
          {
            outcome: outcome.outcome,
            by: outcome.by,
            on: outcome.on,
            until: outcome.until ?? null,
            evidence: outcome.evidence ?? null,
          },
        ],
  );
  return [...grouped(entries, (entry) => JSON.stringify(entry)).values()].map(([first]) => first!);
}

/** At most so many operations are named of each boundary; all stand in the JSON. */
const MOST_NAMED = 3;

function sentenceOf(id: string, group: readonly RankedTest[]): string {
  const who = group[0]!.test.boundary ?? "caller";
  if (group.some(({ test }) => test.as === WITHOUT_VALID_CREDENTIAL))
    return "Test that a call without a valid credential is refused";
  // What a path only adds to a name, as in `/email/withTemplate`, is no thing.
  const named = group.filter(({ test }) => test.resource !== undefined && !test.resource.startsWith("with "));
  const isOfWhole = id.endsWith("-unpublished");
  const nouns = named.map(({ test, several }) =>
    // Of one user there is a profile, and no users.
    isOfWhole ? test.resource! : test.resource === who ? (who === "user" ? "profiles" : "data") : several,
  );
  const isChange = group.some((one) => !one.isReading) ? group.every((one) => !one.isReading) : undefined;
  const said = sentenceFor(id, who, [...new Set(nouns)], isChange);
  return group.some(isOfTwo) && group.some((one) => one.isBetweenOrganizations)
    ? `${said}, with A and B in different organizations`
    : said;
}

/** `isChange`: of a boundary between those who work there, whether all of its operations change something; `undefined` where none does. */
function sentenceFor(id: string, who: string, nouns: readonly string[], isChange?: boolean): string {
  if (id.endsWith("-anonymous")) return "Test that a call without a credential is refused";
  if (id.endsWith("-rights"))
    return `Test that ${aNoun(who)} without permission is refused by operations that only some callers may use`;
  const things = nouns.length === 0 ? "" : `: ${listed(nouns, 4)}${nouns.length > 4 ? " kinds of objects" : ""}`;
  if (id.endsWith("-staff"))
    return isChange === undefined
      ? `Test that a member of staff cannot read restricted data that their work does not need${things}`
      : `Test that a member of staff cannot ${isChange ? "change" : "read or change"} restricted data, pay or rights of others beyond what their work needs${things}`;
  if (id.endsWith("-unpublished"))
    return `Test that ${aNoun(who)} cannot read what is not published or belongs to a closed group${things}`;
  if (id.endsWith("-properties")) return `Test that ${aNoun(who)} cannot set fields that only the service may set`;
  if (id.endsWith("-flows"))
    return `Test that ${aNoun(who)} cannot repeat, skip or automate the steps of business flows`;
  if (id.endsWith("-recovery"))
    return `Test that a stolen session of ${aNoun(who)} does not suffice to replace where codes or money go`;
  const [naming, effect] = id.slice(who.length + 1).split("-") as [Naming, "read" | "change" | "delete"]; // as keyOf wrote them
  // What is made is A's own: B's is what it refers to.
  if (naming === "reference") return `Test that ${who} A cannot use ${who} B's objects ${NAMED[naming]}`;
  const more = nouns.length > 4 ? " kinds of objects" : "";
  const kinds = nouns.length === 0 ? "objects" : `${listed(nouns, 4)}${more}`;
  return `Test that ${who} A cannot ${effect} ${who} B's ${kinds} ${NAMED[naming]}`;
}

/** What is tested at a boundary with this ID, of which nothing else is known; undefined of any other text. */
export function boundaryMeaning(id: string): string | undefined {
  const [, who] = BOUNDARY_ID.exec(id) ?? [];
  return who === undefined ? undefined : sentenceFor(id, who, []);
}

const BOUNDARY_ID =
  /^([a-z]+)-(?:anonymous|rights|staff|unpublished|properties|recovery|flows|(?:id|batch|reference|filter|list)-(?:read|change|delete))$/;

const NAMED: Readonly<Record<Naming, string>> = {
  id: "by ID",
  batch: "by a batch of IDs",
  reference: "by an ID in the parameters or body",
  filter: "with a filter",
  list: "through a list",
};
