import { WITHOUT_CREDENTIAL } from "../core/refusal-words.ts";
import { memo } from "../core/memo.ts";
import { numberedNames } from "../core/numbered-names.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isChangingGet } from "../exposure/changing-get.ts";
import { returnsList } from "../exposure/lists.ts";
import type { Operation } from "../model/api.ts";
import { operationsById } from "../model/operations-by-name.ts";
import { actionOf } from "../operations/candidates/action.ts";
import type { Candidate } from "../operations/candidates/candidates.ts";
import { collectionPath } from "../operations/candidates/path-steps.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { isOfOwnRecord } from "../operations/own-record.ts";
import { owedProofs } from "../review/owed-proofs.ts";
import { withOwner } from "../review/test-words.ts";
import { rankedTests } from "../review/tests.ts";
import type { AuthorizationTest, ManualTest, TestKind, TestStep } from "./authorization-test.ts";
import {
  anonymousActTest,
  anonymousTest,
  testCallers,
  functionTest,
  propertyTest,
  signUpTest,
  tokenTest,
} from "./caller-tests.ts";
import { draftOf, NotRunnable, Refused, type Draft } from "./draft.ts";
import {
  codesTest,
  guessesTest,
  loginOracleTest,
  resetOracleTest,
  resetRequestsTest,
  resetTokenTest,
  takesGuesses,
} from "./entry-tests.ts";
import { batchTest, filterTest, listTest, peopleTest } from "./list-tests.ts";
import { mayDoMore, saysToAct } from "./harmless.ts";
import { isOfCallers } from "./identifiers.ts";
import { actTest, changeTest, existenceTest, readTest, unchangingTest } from "./object-tests.ts";
import { referenceTest } from "./reference-tests.ts";
import { passText } from "./pass-text.ts";
import { onlyReads, settingOf, type Setting } from "./setting.ts";

/** What tests are made with. */
export interface TestWishes {
  /** Today, YYYY-MM-DD. */
  readonly asOf: string;
  /** Whether tests may make objects of B's, and try on these what would change or delete them. */
  readonly includeDestructive: boolean;
  /** Identifiers that are inputs although a run could find them. */
  readonly given: readonly string[];
  /** How many guesses are made at most. */
  readonly tries: number;
  /** Operations of which somebody decided that the tests of the review's list do not apply. */
  readonly without?: ReadonlySet<string>;
}

/** Everything that can be tried of an API, the most urgent first. */
export interface TestSet {
  readonly tests: readonly AuthorizationTest[];
  /** Tests that are made only where data may be changed. */
  readonly held: readonly Pick<AuthorizationTest, "id" | "operation" | "kind" | "title" | "rank">[];
  /** Tests beside the review's list that are not written, since what the description says would mean more to a runner. */
  readonly refused: readonly (TestSet["held"][number] & { readonly why: string })[];
  /** What must be made by hand: what nothing runnable can be made of, and what would change data that were there before. */
  readonly manual: readonly ManualTest[];
  /** The names of the identifiers that can be inputs. */
  readonly identifiers: readonly string[];
}

/** One of the ways to make a test. */
interface Way {
  readonly isDestructive: boolean;
  /** Whether it is only for a test that turns out to change more than may be changed. */
  readonly isInstead?: boolean;
  readonly build: (draft: Draft) => void;
}

/** A test that is to be made, by the first of its ways that works and is allowed. */
interface Plan {
  readonly kind: TestKind;
  /** What its name begins with, where that is not its kind. */
  readonly called?: string;
  readonly operation: Operation;
  readonly title: string;
  readonly pass: string;
  readonly rank: number | undefined;
  readonly ways: readonly Way[];
  /** Why there is no way, where there is none. */
  readonly why?: string;
}

/** The tests of an API that a program can run: those of the review's list in its order, then what that leaves to be understood. */
export function authorizationTests(api: AssessedApi, wishes: TestWishes): TestSet {
  const setting = settingOf(api, wishes.asOf, wishes.given);
  const isLeftOut = ({ id }: Pick<Operation, "id">): boolean => wishes.without?.has(id) === true;
  const ranked = rankedTests(api).flatMap(({ test }) =>
    isLeftOut({ id: test.operation }) ? [] : plansOfEntry(setting, test),
  );
  const isRanked = new Set(ranked.flatMap(({ operation, kind }) => `${kind} ${operation.id}`));
  const others = plansBeside(setting, wishes.tries).filter(
    ({ operation, kind }) =>
      !isRanked.has(`${kind} ${operation.id}`) && (kind === "anonymous" || !isLeftOut(operation)),
  );
  const order = [...new Set(ranked.map(({ operation }) => operation)), ...api.operations];
  const placeOfOperation = new Map(order.toReversed().map((operation, index) => [operation, order.length - index]));
  const sorted = [
    ...ranked,
    ...others.toSorted((a, b) => placeOfOperation.get(a.operation)! - placeOfOperation.get(b.operation)!),
  ];

  const set = {
    tests: [] as AuthorizationTest[],
    held: [] as Mutable<TestSet["held"]>,
    refused: [] as Mutable<TestSet["refused"]>,
    manual: [] as ManualTest[],
  };
  const freeId = numberedNames();
  const addManual = manualTests(set.manual);
  for (const [index, plan] of sorted.entries()) {
    setting.making.checkTime();
    const id = freeId(`${plan.called ?? plan.kind}-${setting.nameOf(plan.operation)}`);
    const made = madeBy(setting, { id, number: index + 1 }, plan, wishes.includeDestructive);
    const { operation, kind, title, pass, rank } = plan;
    if (made === HELD) set.held.push({ id, operation, kind, title, rank });
    else if (!(made instanceof NotRunnable))
      set.tests.push({
        id,
        operation,
        kind,
        title,
        rank,
        ...made,
        pass: rank === undefined ? pass : passText(made.steps, pass),
      });
    else if (rank !== undefined || made instanceof Untried)
      addManual({ operation, rank, title, pass, why: whyNot(made, operation) });
    else if (made instanceof Refused)
      set.refused.push({ id, operation, kind, title, rank, why: whyNot(made, operation) });
  }
  // What only the description promises is shown by a test that nothing here can make.
  for (const { operations, words } of owedProofs(api, []))
    for (const id of operations) {
      const operation = operationsById(api.operations).get(id);
      if (operation !== undefined && !isLeftOut(operation))
        addManual({
          operation,
          rank: undefined,
          title: words([id]),
          pass: "it is as the description says",
          why: "what is promised is in words",
        });
    }
  // What may change data comes last, and what may lock an account behind all else: others need both.
  const identifiers = [...setting.identifiers].toSorted();
  return { ...set, identifiers, tests: set.tests.toSorted((a, b) => turnOf(a) - turnOf(b)) };
}

/** Why a test is not made, with the operation of the call that stands in the way, where that is not the one tested. */
function whyNot(reason: NotRunnable, tested: Operation): string {
  return reason instanceof Refused && reason.operation !== tested
    ? `${reason.operation.id}: ${reason.message}`
    : reason.message;
}

/** An entry of the review may have a test for each identifier: what is the same of two is said once. */
function manualTests(manual: ManualTest[]): (added: ManualTest) => void {
  const said = new Set<string>();
  return (added) => {
    const { rank, title, why } = added;
    const same = JSON.stringify([rank, title, why]);
    if (!said.has(same)) manual.push(added);
    said.add(same);
  };
}

type Mutable<List extends readonly unknown[]> = List[number][];

function turnOf({ kind, isDestructive }: AuthorizationTest): number {
  return kind === "rate-limit" ? 2 : isDestructive ? 1 : 0;
}

const HELD = "held back";

/** A test would make a call that may change what was there before, with the flag too. */
class Untried extends NotRunnable {
  constructor(called: string) {
    super(`${called} may also change data that the test did not create`);
  }
}

/** The steps of a test; `HELD` where they would change data; or why there are none. */
function madeBy(
  setting: Setting,
  { id, number }: { readonly id: string; readonly number: number },
  plan: Plan,
  includeDestructive: boolean,
): Pick<AuthorizationTest, "steps" | "isDestructive"> | typeof HELD | NotRunnable {
  let why = new NotRunnable(plan.why ?? "nothing runnable is known for it");
  let isHeld = false;
  // Where data may be changed, what is done to an object of the test's own shows more.
  const turn = ({ isDestructive, isInstead = false }: Way): number => (isDestructive && !isInstead ? 0 : 1);
  const ways = includeDestructive ? plan.ways.toSorted((a, b) => turn(a) - turn(b)) : plan.ways;
  for (const { isDestructive, isInstead = false, build } of ways) {
    if (isInstead && !(why instanceof Untried)) continue;
    const draft = draftOf(setting, id, number);
    try {
      build(draft);
    } catch (error) {
      if (!(error instanceof NotRunnable)) throw error;
      why = error;
      continue;
    }
    // A destructive way chooses itself what it changes and deletes, and takes reads for reads.
    const trusted = (step: TestStep): boolean => isDestructive && !SAFE.test(step.operation.method);
    const unsure = draft.steps.filter((step) => isUnsure(setting, step));
    const astray = unsure.find((step) => !trusted(step) && !isAimedAtScratch(draft, step));
    if (astray !== undefined) {
      why = new Untried(astray.operation === plan.operation ? "it" : astray.operation.id);
      continue;
    }
    const changes = isDestructive || unsure.length > 0;
    if (changes && !includeDestructive) {
      isHeld = true;
      continue;
    }
    for (const clean of draft.cleaning.toReversed()) clean();
    return { steps: draft.steps, isDestructive: changes };
  }
  return isHeld ? HELD : why;
}

/** Whether nobody can be sure that a call only does what a harmless test makes it for. Who logs in is known to. */
function isUnsure({ api }: Setting, step: TestStep): boolean {
  const { operation } = step;
  return saysToAct(step) || (mayDoMore(operation) && api.assessed(operation).intent !== "log-in");
}

/** Methods that are for reading alone (RFC 9110, section 9.2.1), without TRACE, which no test sends. */
const SAFE = /^(?:GET|HEAD|OPTIONS)$/;

/** Whether what a step does is done to an object that was made for the test, or given as one that nobody needs. */
function isAimedAtScratch({ scratch }: Draft, { operation, parameters }: TestStep): boolean {
  const last = pathIdentifiers(operation).at(-1);
  const sent = parameters.find(({ in: place, name }) => place === "path" && name === last?.name);
  return sent !== undefined && scratch.has(sent.value);
}

type Entry = ReturnType<typeof rankedTests>[number]["test"];

/** An entry of the review's list, and what is to be tried beside it. */
function plansOfEntry(setting: Setting, entry: Entry): readonly Plan[] {
  const operation = operationsById(setting.api.operations).get(entry.operation);
  if (operation === undefined) return [];
  return [entry, ...entry.further].flatMap((part): Plan[] => {
    const plan = {
      operation,
      title: `${part.as}: ${part.ask}`,
      pass: part.expect,
      rank: entry.rank,
    };
    if (part.kind === "recovery")
      return [{ ...plan, kind: "function", ways: [], why: "it takes a look at the mailbox or phone of the test user" }];
    if (part.kind === "flow" || part.kind === "automation")
      return [
        {
          ...plan,
          kind: "function",
          ways: [],
          why: "it takes a course of calls that the terms of the business decide",
        },
      ];
    if (part.kind === "input")
      return [
        {
          ...plan,
          kind: "function",
          ways: [],
          why: "it takes a document that is made for the parser, and a server that sees whether it is called",
        },
      ];
    if (part.kind === "function" || part.kind === "property") {
      const test = setting.functionTestsOf(operation).find(({ as, ask }) => as === part.as && ask === part.ask);
      return test === undefined ? [] : [{ ...plan, ...functionWays(operation, test) }];
    }
    const candidate = setting.candidateOf(operation);
    if (candidate === undefined) return [];
    if (part !== entry && part.kind === "reference")
      return [
        {
          ...plan,
          kind: "reference",
          ways: [],
          why: "the call also names objects of B's that must fit together",
        },
      ];
    if (part !== entry && part.kind === "list" && candidate.kind !== "list")
      return [{ ...plan, kind: "list", ways: [harmless((draft) => listTest(draft, operation))] }];
    return objectPlans(candidate).map((one) => ({
      ...plan,
      ...one,
      title: withOwner(plan.title, one.called === undefined ? "B" : "A"),
    }));
  });
}

function harmless(build: Way["build"]): Way {
  return { isDestructive: false, build };
}

function destructive(build: Way["build"]): Way {
  return { isDestructive: true, build };
}

function functionWays(
  operation: Operation,
  test: Parameters<typeof functionTest>[2] & { readonly kind: string },
): Pick<Plan, "kind" | "ways"> {
  if (test.kind === "property")
    return { kind: "property", ways: [destructive((draft) => propertyTest(draft, operation))] };
  const build: Way["build"] = (draft) => functionTest(draft, operation, test);
  const kind = testCallers(test).refused === "nobody" ? "anonymous" : "function";
  return { kind, ways: [{ isDestructive: !actionOf(operation).isReading || mayDoMore(operation), build }] };
}

type WaysOfObject = Pick<Plan, "kind" | "ways" | "called" | "why">;

/** The tests of whose objects an operation opens. */
function objectPlans(candidate: Candidate): readonly WaysOfObject[] {
  const { operation, kind, action } = candidate;
  switch (kind) {
    case "object":
    case "approval":
      return objectPlansOf(candidate);
    case "own-list":
    case "list":
      return [{ kind: "list", ways: [harmless((draft) => listTest(draft, operation))] }];
    case "people":
      return [{ kind: "people", ways: [harmless((draft) => peopleTest(draft, candidate))] }];
    case "filter":
      return [{ kind: "filter", ways: action.isReading ? [harmless((draft) => filterTest(draft, candidate))] : [] }];
    case "batch":
      return [{ kind: "batch", ways: [harmless((draft) => batchTest(draft, candidate))] }];
    case "reference":
      return [{ kind: "reference", ways: [destructive((draft) => referenceTest(draft, candidate))] }];
    case "reaction":
    case "entry":
    case "own-name":
    case "shared":
      return [
        {
          kind: "object",
          ways: [],
          why: "the right result depends on who may see or do it, which no description says",
        },
      ];
  }
}

function objectPlansOf({ operation, action, identifiers }: Candidate): readonly WaysOfObject[] {
  if (pathIdentifiers(operation).length === 0) return [{ kind: "object", ways: [], why: "its path names no object" }];
  const acts: Way = destructive((draft) => actTest(draft, operation));
  if (action.isReading && !mayDoMore(operation) && !isChangingGet(operation)) {
    const named = pathIdentifiers(operation).length;
    const isBelow = named > 1 && identifiers.length > 1 && operation.path.endsWith("}");
    return [
      // Whether a value that it sends says to do something shows only when it is made.
      { kind: "object", ways: [harmless((draft) => readTest(draft, operation)), { ...acts, isInstead: true }] },
      ...(isBelow
        ? [
            {
              kind: "object" as const,
              called: "object-below-own",
              ways: [harmless((draft: Draft) => readTest(draft, operation, "A"))],
            },
          ]
        : []),
    ];
  }
  const isChange =
    (operation.method === "PUT" || operation.method === "PATCH") &&
    operation.path.endsWith("}") &&
    !endsInMadeUp(operation);
  return [
    {
      kind: "object",
      ways: isChange
        ? [harmless((draft) => unchangingTest(draft, operation)), destructive((draft) => changeTest(draft, operation))]
        : [acts],
    },
  ];
}

/** Whether a path ends with what names no object, so that a value is made up for it: `/orders/{id}/{state}`. */
function endsInMadeUp(operation: Operation): boolean {
  return operation.path.endsWith("}") && !operation.path.endsWith(`{${pathIdentifiers(operation).at(-1)?.name}}`);
}

/** What the review's list leaves to be understood: calls without a credential, rights in one's own record, how callers get in. */
function plansBeside(setting: Setting, tries: number): readonly Plan[] {
  const { api } = setting;
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const resets = paths.filter(
    (operation) => api.assessed(operation).intent === "password-reset" && operation.method === "POST",
  );
  return [
    ...paths.flatMap((operation) => [
      ...existencePlans(setting, operation),
      ...listPlans(setting, operation),
      ...anonymousPlans(setting, operation),
      ...ownPlans(setting, operation),
    ]),
    ...paths.flatMap((operation) => entryPlans(setting, operation, tries)),
    ...resets
      .filter((operation) => !takesGuesses(operation))
      .flatMap((operation) => resetPlans(operation, resets, tries)),
    ...(setting.alive === undefined ? [] : tokenPlans(setting.alive)),
  ];
}

/** Whether a refusal tells that an object is there. */
function existencePlans({ api, candidateOf }: Setting, operation: Operation): readonly Plan[] {
  const isRead = onlyReads(api, operation) && operation.path.endsWith("}");
  if (!isRead || candidateOf(operation)?.kind !== "object") return [];
  return [
    {
      kind: "existence",
      operation,
      title: `A: ${operation.id} for an object of B's, and for one that does not exist`,
      pass: "the same status for both",
      rank: undefined,
      ways: [harmless((draft) => existenceTest(draft, operation))],
    },
  ];
}

/** A list of objects that are somebody's each, as the tests of these say. */
function listPlans(setting: Setting, operation: Operation): readonly Plan[] {
  const isOfOwned = collectionsOfObjects(setting).has(operation.path);
  if (operation.method !== "GET" || operation.path.includes("{") || !isOfOwned || !isOfCallers(setting, operation))
    return [];
  return [
    {
      kind: "list",
      operation,
      title: `A: list A's own ${setting.resources.ofCollection(operation)?.many ?? "items"} (${operation.id})`,
      pass: "A's items only, none of B's",
      rank: undefined,
      ways: [harmless((draft) => listTest(draft, operation))],
    },
  ];
}

/** The paths of the collections whose objects are somebody's each. */
const collectionsOfObjects = memo(
  ({ api, candidateOf }: Setting): ReadonlySet<string> =>
    new Set(api.operations.flatMap((one) => (candidateOf(one)?.kind === "object" ? [collectionPath(one)] : []))),
);

function anonymousPlans({ api, credentials }: Setting, operation: Operation): readonly Plan[] {
  if (operation.access !== "secured" || credentials(operation, "B").length === 0) return [];
  const plan = {
    kind: "anonymous" as const,
    operation,
    title: `${WITHOUT_CREDENTIAL}: ${operation.id}`,
    pass: "401 or 403",
    rank: undefined,
  };
  const isSameAgain =
    (operation.method === "PUT" || operation.method === "PATCH") && !endsInMadeUp(operation) && !mayDoMore(operation);
  if (onlyReads(api, operation) || isSameAgain)
    return [{ ...plan, ways: [harmless((draft) => anonymousTest(draft, operation))] }];
  return [{ ...plan, ways: [destructive((draft) => anonymousActTest(draft, operation))] }];
}

/** What callers must not set of themselves, also where the description does not take it. */
function ownPlans({ api, at }: Setting, operation: Operation): readonly Plan[] {
  const isChange = operation.method === "PUT" || operation.method === "PATCH";
  const read = at("GET", operation.path);
  if (!isChange || read === undefined || returnsList(read) || !isOfOwnRecord(api, operation)) return [];
  return [
    {
      kind: "property",
      operation,
      title: `A: set in A's own record what only the service sets (${operation.id})`,
      pass: "400 or 403, or success with all of it unchanged",
      rank: undefined,
      ways: [destructive((draft) => propertyTest(draft, operation))],
    },
  ];
}

function entryPlans({ api }: Setting, operation: Operation, tries: number): readonly Plan[] {
  const { intent } = api.assessed(operation);
  const limit = {
    kind: "rate-limit" as const,
    operation,
    pass: limitText(tries),
    rank: undefined,
  };
  if (intent === "log-in" && operation.method === "POST")
    return [
      {
        kind: "enumeration",
        operation,
        title: `anyone: log in to an account that exists, and to one that does not (${operation.id})`,
        pass: "the same response to both",
        rank: undefined,
        ways: [harmless((draft) => loginOracleTest(draft, operation))],
      },
      {
        ...limit,
        title: `anyone: log in with a wrong password, ${tries} times at most (${operation.id})`,
        ways: [destructive((draft) => guessesTest(draft, operation, tries))],
      },
    ];
  if (intent === "sign-up" && operation.method === "POST")
    return [
      {
        kind: "property",
        operation,
        title: `a stranger: sign up with what only the service sets (${operation.id})`,
        pass: "400, 403 or 422, or success without it",
        rank: undefined,
        ways: [destructive((draft) => signUpTest(draft, operation))],
      },
    ];
  if (!takesGuesses(operation)) return [];
  return [
    {
      ...limit,
      title: `${operation.access === "anonymous" ? "anyone" : "A"}: send a made-up code, ${tries} times at most (${operation.id})`,
      ways: [destructive((draft) => codesTest(draft, operation, tries))],
    },
  ];
}

function limitText(tries: number): string {
  return `429 or 423 after ${tries} tries at most`;
}

function resetPlans(operation: Operation, resets: readonly Operation[], tries: number): readonly Plan[] {
  const plan = { operation, rank: undefined };
  return [
    {
      ...plan,
      kind: "enumeration",
      title: `anyone: ask for a new password of an account that exists, and of one that does not (${operation.id})`,
      pass: "the same response to both",
      ways: [destructive((draft) => resetOracleTest(draft, operation))],
    },
    {
      ...plan,
      kind: "reset-token",
      title: `anyone: ask for a new password of an account (${operation.id})`,
      pass: "nothing in the response that can set one",
      ways: [destructive((draft) => resetTokenTest(draft, operation, resets))],
    },
    {
      ...plan,
      kind: "rate-limit",
      title: `anyone: ask for a new password of an account, ${tries} times at most (${operation.id})`,
      pass: limitText(tries),
      ways: [destructive((draft) => resetRequestsTest(draft, operation, tries))],
    },
  ];
}

function tokenPlans(operation: Operation): readonly Plan[] {
  return (["expired", "foreign"] as const).map((caller) => ({
    kind: "token",
    called: `${caller}-token`,
    operation,
    title:
      caller === "expired"
        ? `A: ${operation.id} with a token that has expired`
        : `A: ${operation.id} with a token for another service`,
    pass: "401 or 403",
    rank: undefined,
    ways: [harmless((draft) => tokenTest(draft, operation, caller))],
  }));
}
