import { isEnteredByVisitor, isGuardedSubmission } from "../operations/guarded-submission.ts";
import { isAbove, type Audience } from "../core/exposure-words.ts";
import { grouped } from "../core/grouped.ts";
import { memoBy } from "../core/memo.ts";
import { listsOwn } from "../operations/candidates/callers-content.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { boundariesOf } from "../operations/candidates/boundary.ts";
import { callersShown, haveOrganizations } from "../operations/candidates/told-apart.ts";
import { candidatesOf, REACHED, type Candidate } from "../operations/candidates/candidates.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { nounsOfPath } from "../operations/candidates/catalogue.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { changesDisplayOnly } from "../operations/candidates/display-changes.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Impact } from "../operations/candidates/impact.ts";
import type { Operation } from "../model/api.ts";
import { isCalledByServed } from "../operations/schemes/held-by-others.ts";
import type { RankedTest } from "./boundaries.ts";
import { functionTests, type FunctionTest } from "./function-tests.ts";
import { quotingNouns, severalNamed } from "./quoted-nouns.ts";
import type { TestOutcome } from "./register-record.ts";
import { testReasons } from "./test-reasons.ts";
import { callerA, stepsBeside, testWords } from "./test-words.ts";
import { hasNoUser } from "../exposure/key-sentences.ts";
import { privacySettings } from "../exposure/privacy-setting.ts";

type Test = Review["tests"][number];

/** An entry with everything that older reviews lack. */
type TestEntry = Pick<Test, "tested"> & {
  readonly [Key in Exclude<keyof Test, "tested">]-?: NonNullable<Test[Key]>;
};

/** An entry that has no rank yet, and by what it gets one. */
interface Unranked {
  readonly entry: Omit<TestEntry, "rank" | "status" | "tested">;
  readonly operation: Operation;
  readonly score: number;
  readonly stake: RankedTest["stake"];
  /** Whether it is which of the programs that call may do it. */
  readonly isOfNamedCaller?: boolean;
  readonly isOfStaff?: boolean;
}

/**
 * The authorization test list: an entry for each candidate and for each operation that not every caller may use. The
 * most urgent come first; of one urgency those of one resource stand together.
 */
export function rankedTests(
  api: AssessedApi,
  outcomeOf: (operation: Operation) => TestOutcome | undefined = () => undefined,
): (RankedTest & { readonly test: TestEntry })[] {
  const boundaryOf = boundariesOf(api);
  const testsBeside = functionTests(api, boundaryOf);
  const candidates = new Map(candidatesOf(api).map((candidate) => [candidate.operation, candidate]));
  const exposures = new Set([...candidates.keys()].map((operation) => api.assessed(operation).judgedAs));
  const setting = { canHide: privacySettings(api), differs: exposures.size > 1 };
  const unranked = api.operations.flatMap((operation): Unranked[] => {
    const candidate = candidates.get(operation);
    const beside = testsBeside(operation);
    const { judgedAs: exposure } = api.assessed(operation);
    const boundary = boundaryOf(operation);
    const isKept = exposure === "private" && beside[0]?.isOfNamedCaller === true;
    if (candidate === undefined || isKept || isOfAdministrators(beside, boundary)) {
      const [first, ...further] = beside;
      return first === undefined
        ? []
        : [
            functionEntry(operation, first, further, {
              boundary,
              exposure,
              sensitivity: candidate?.atRisk.sensitivity ?? "public",
            }),
          ];
    }
    const staff = staffEntry(api, candidate, beside, exposure, setting);
    return [
      staff ?? grantEntry(candidate, beside, exposure, setting) ?? objectEntry(candidate, beside, exposure, setting),
    ];
  });
  const quoting = quotingNouns(api);
  const several = severalNamed(api);
  return byUrgency(unranked).map(({ entry, operation, stake, isOfNamedCaller = false, isOfStaff = false }, index) => {
    const outcome = outcomeOf(operation);
    const quoted = (text: string): string => quoting(text, operation);
    return {
      test: {
        rank: index + 1,
        ...entry,
        ask: quoted(entry.ask),
        expect: quoted(entry.expect),
        why: quoted(entry.why),
        further: entry.further.map((step) => ({ ...step, ask: quoted(step.ask), expect: quoted(step.expect) })),
        status: outcome?.outcome ?? "untested",
        ...(outcome === undefined ? {} : { tested: testedEntry(outcome) }),
      },
      stake,
      several: several(entry.resource, operation),
      isReading: actionOf(operation).isReading,
      isOwnList: entry.kind === "list" && candidates.get(operation)?.kind === "own-list",
      // A rule by which the organization's own programs are told apart is one that can be wrong.
      isOfStaff,
      isExposed: isExposed(api, operation) || isOfNamedCaller || isOfStaff,
      isUnknown: isUnknown(candidates.get(operation)),
      isDoubtful: candidates.get(operation)?.evidence === "doubtful",
      isBetweenOrganizations: boundaryOf(operation) === "user" && haveOrganizations(api),
      isTelling: callersShown(api).haveCredential,
      isCalledPublic: fixedSegments(operation.path).some((segment) => operation.lexicon.is(segment, "said-public")),
      isOwnerShown: isOwnerShown(candidates.get(operation), entry.kind),
      outcome,
    };
  });
}

/** Whether nothing says what a test would show, or what a thing holds that it would change: it is not known to be harmless. */
function isUnknown(candidate: Candidate | undefined): boolean {
  if (candidate === undefined || candidate.kind === "reaction") return false;
  const { unknown, held } = candidate.atRisk;
  return (unknown?.kind === "untyped" && unknown.likeOf === undefined) || held.isUnknown === true;
}

/** Whether something shows that callers have things of their own where a test tells those of two apart. */
function isOwnerShown(candidate: Candidate | undefined, kind: TestEntry["kind"]): boolean {
  if (candidate?.kind !== kind) return true;
  if (candidate.evidence !== undefined && candidate.evidence !== "doubtful") return true;
  return kind === "shared" ? hasNoUser(candidate.operation) : !OF_TWO_CALLERS.has(kind);
}

/** Kinds of tests in which A must not get at what is B's. What is not for everybody, or of persons, is somebody's already. */
const OF_TWO_CALLERS: ReadonlySet<Candidate["kind"]> = new Set(["object", "batch", "reference", "filter", "list"]);

/** Whether others than the organization's own staff and systems can call an operation: people whom it serves, and enrols, can. */
function isExposed(api: AssessedApi, operation: Operation): boolean {
  const { judgedAs, reach } = api.assessed(operation);
  return judgedAs !== "private" || (reach !== "internal" && (isCalledByServed(operation, api) || speaksToHolders(api)));
}

/**
 * Whether texts of several lists call what they list the reader's own: "Returns a list of your partners". It is written for those
 * who hold accounts there, each with things of their own, and an answer that only the organization's own call says nothing of it.
 */
const speaksToHolders = memoBy(
  ({ operations }: AssessedApi) => operations,
  ({ operations }): boolean =>
    operations.filter((one) => one.method === "GET" && listsOwn(one)).length >= SEVERAL_LISTS,
);

const SEVERAL_LISTS = 3;

function testedEntry({ by, on, until, evidence }: TestOutcome): NonNullable<Test["tested"]> {
  return { by, on, until: until ?? null, evidence: evidence ?? null };
}

/** Who runs a service sees all that is in it, and an administrator of an application the things of all users; one of an account those of no other. */
function isOfAdministrators([first]: readonly FunctionTest[], boundary: TestEntry["boundary"]): boolean {
  return first?.isForAdministrators === true && (boundary === "user" || first.isOfService);
}

/** What of an API bears on the words of its tests. */
interface Setting {
  /** Whether persons can be private. */
  readonly canHide: boolean;
  /** Whether some callers get at more operations than others. */
  readonly differs: boolean;
}

function objectEntry(
  candidate: Candidate,
  beside: readonly FunctionTest[],
  exposure: Audience,
  { canHide, differs }: Setting,
): Unranked {
  const { operation, kind, resource, boundary, atRisk } = candidate;
  const gravity = Math.max(candidate.gravity, ...beside.map((one) => one.gravity));
  return {
    operation,
    score: Math.max(candidate.score, ...beside.map((one) => one.gravity * REACHED[exposure])),
    stake: stakeOf(candidate),
    entry: {
      operation: operation.id,
      kind: kind === "own-list" ? "list" : kind,
      boundary,
      resource: resource.noun,
      urgency: urgencyOf(gravity, exposure),
      as: callerA(boundary),
      ...testWords(candidate, canHide),
      why: [testReasons(candidate, exposure, differs), ...beside.map(({ why }) => why)].join("; "),
      sensitivity: atRisk.sensitivity,
      further: [...stepsBeside(candidate), ...beside.map(stepOf)],
    },
  };
}

/**
 * Of what those who work there read of others it comes first which of them may. Whose it is then tells nothing apart where all
 * callers work there; where nobody says so, it is tried as well.
 */
function staffEntry(
  api: AssessedApi,
  candidate: Candidate,
  beside: readonly FunctionTest[],
  exposure: Audience,
  setting: Setting,
): Unranked | undefined {
  const first = beside.find((one) => one.isOfStaff === true);
  if (first === undefined) return undefined;
  const { operation, boundary, atRisk } = candidate;
  const further = beside.filter((one) => one !== first);
  const own = functionEntry(operation, first, further, { boundary, exposure, sensitivity: atRisk.sensitivity });
  if (api.assessed(operation).admission === "own") return own;
  const { as, ask, expect, kind } = objectEntry(candidate, [], exposure, setting).entry;
  return { ...own, entry: { ...own.entry, further: [{ kind, as, ask, expect }, ...own.entry.further] } };
}

/** Of what decides who may do what, it comes first who may do it at all, and then to whose things. */
function grantEntry(
  candidate: Candidate,
  beside: readonly FunctionTest[],
  exposure: Audience,
  setting: Setting,
): Unranked | undefined {
  const right = beside.find((one) => one.isOfRights);
  if (right === undefined) return undefined;
  const { operation, boundary, atRisk } = candidate;
  const object = objectEntry(candidate, [], exposure, setting);
  const { as, ask, expect, kind } = object.entry;
  const further = beside.filter((one) => one !== right);
  const own = functionEntry(operation, right, further, { boundary, exposure, sensitivity: atRisk.sensitivity });
  return {
    ...own,
    score: Math.max(own.score, object.score),
    entry: {
      ...own.entry,
      resource: object.entry.resource,
      why: [own.entry.why, object.entry.why].join("; "),
      further: [{ kind, as, ask, expect }, ...object.entry.further, ...own.entry.further],
    },
  };
}

function functionEntry(
  operation: Operation,
  first: FunctionTest,
  further: readonly FunctionTest[],
  { boundary, exposure, sensitivity }: Pick<TestEntry, "boundary" | "sensitivity"> & { readonly exposure: Audience },
): Unranked {
  return {
    operation,
    // It is tested with one call, and more often found in order than whose things an identifier opens.
    score: first.gravity * REACHED[exposure] * 0.8,
    isOfNamedCaller: first.isOfNamedCaller === true,
    isOfStaff: first.isOfStaff === true,
    // That a token for reading alone is refused is no condition by itself.
    stake: first.gravity < 5 || first.isSuspected === true ? undefined : "rights",
    entry: {
      operation: operation.id,
      kind: first.kind,
      boundary,
      resource: first.resource.noun,
      urgency: urgencyOf(first.gravity, exposure),
      as: first.as,
      ask: first.ask,
      expect: first.expect,
      why: [...new Set([first, ...further].map(({ why }) => why))].join("; "),
      sensitivity,
      further: further.map(stepOf),
    },
  };
}

/**
 * What is lost beside data where an operation does not look at whose a thing is: money, the thing itself, or that it is as its
 * owner left it. How something is displayed is nothing of the kind.
 */
function stakeOf(candidate: Candidate): RankedTest["stake"] {
  const { operation, kind, impact, atRisk } = candidate;
  if (impact.weight < LASTING && changesDisplayOnly(operation)) return undefined;
  const stake = STAKES[impact.kind];
  // Of what holds personal data that is the worse loss.
  if (stake !== undefined || impact.kind !== "change" || isAbove(atRisk.sensitivity, "internal")) return stake;
  // What is handed in anew leaves what others handed in as it was.
  if (isEnteredByVisitor(operation) || isGuardedSubmission(operation)) return undefined;
  return ON_THE_THING.has(kind) || (kind === "reference" && namesItself(candidate)) ? "integrity" : undefined;
}

/** What weighs less is seen at once, and put right again. */
const LASTING = 8;

/** How an operation comes by a thing of somebody else, and not by one of the caller's own that only refers to it. */
const ON_THE_THING: ReadonlySet<Candidate["kind"]> = new Set(["object", "batch", "approval", "entry", "shared"]);

/** Whether what a body or query names is the thing that is changed: `PATCH /events` with the `id` of one, `PUT /articles/prices` with an `articleId`. */
function namesItself({ action, identifiers, resource, operation }: Candidate): boolean {
  const nouns = new Set([resource.bare, ...nounsOfPath(operation).map((noun) => noun.toLowerCase())]);
  return (
    !action.isMaking &&
    identifiers.some(({ name, thing }) => OWN_ID.test(name) || nouns.has(thing?.bare ?? keyed(name)))
  );
}

/** What a name is the identifier of: `article` of `articleId`. */
function keyed(name: string): string {
  return wordsOf(name.replace(/[-_ ]?ids?$/i, "")).join(" ");
}

const OWN_ID = /^_?(?:id|uuid|guid)s?$/i;

/** What is lost beside data, by the impact. */
const STAKES: Readonly<Record<Impact["kind"], RankedTest["stake"]>> = {
  money: "money",
  bank: "money",
  credentials: "credentials",
  destruction: "destruction",
  control: "control",
  physical: "physical device",
  change: undefined,
  disclosure: undefined,
};

function stepOf({ kind, as, ask, expect }: FunctionTest): TestEntry["further"][number] {
  return { kind, as, ask, expect };
}

function urgencyOf(gravity: number, exposure: Audience): TestEntry["urgency"] {
  const felt = exposure === "private" ? gravity * 0.6 : gravity;
  return felt >= 8 ? "first" : felt >= 4.5 ? "next" : "last";
}

/** The most urgent first; within one urgency resource by resource, that with the worst entry before the others. */
function byUrgency(unranked: readonly Unranked[]): readonly Unranked[] {
  const sorted = unranked.toSorted((a, b) => b.score - a.score);
  return URGENCIES.flatMap((urgency) =>
    [
      ...grouped(
        sorted.filter(({ entry }) => entry.urgency === urgency),
        ({ entry }) => entry.resource,
      ).values(),
    ].flat(),
  );
}

const URGENCIES = ["first", "next", "last"] as const;
