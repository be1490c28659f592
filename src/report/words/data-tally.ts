import { categoriesWords, listedCategories, type CategoryWords } from "../../core/category-words.ts";
import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { OPEN_TO_ANY_CALLER } from "../../core/any-caller.ts";
import { CREDENTIAL_OF_OTHERS, MORE_THAN_MAY_SEE } from "../../core/others-data.ts";
import { grouped } from "../../core/grouped.ts";
import { isOpen } from "../../core/open-findings.ts";

export type TalliedField = Review["fields"][number];
export type TalliedFlow = TalliedField["flows"][number];

/** One field on one way in or out of one operation. */
export interface CountedFlow {
  readonly field: TalliedField;
  readonly flow: TalliedFlow;
  readonly operation: OperationEntry;
  /** What the tests of access to the operation have shown: that callers get their own alone, or others' too; `undefined` where none is to be made. */
  readonly tested: "passed" | "failed" | "untested" | undefined;
  /** Whether an open question asks if the people of the operation are the caller's own customers or staff. */
  readonly isAsked: boolean;
  /** Whether an open finding says that callers get other people's data here. */
  readonly isOfOthers: boolean;
}

/** How much of one category goes one way. */
export interface CategoryTally {
  readonly category: string;
  readonly called: TalliedField["called"];
  readonly sensitivity: Sensitivity;
  /** The operations, in the order of the description. */
  readonly operations: readonly string[];
  /** The flow that shows it best. */
  readonly witness: CountedFlow;
}

/** The flows that count for exposure: in a success response itself, or in what is sent, of fields that are what they seem. */
export function countedFlows(review: Review): readonly CountedFlow[] {
  return flowsOf(review, ({ field, flow }) => field.confidence !== "possible" && !isOnAsking(flow));
}

/** The flows that need asking for, or something to go wrong. */
export function flowsOnAsking(review: Review): readonly CountedFlow[] {
  return flowsOf(review, ({ field, flow }) => field.confidence !== "possible" && isOnAsking(flow));
}

function isOnAsking({ via }: TalliedFlow): boolean {
  return via === "on-request" || via === "error";
}

function flowsOf(review: Review, counts: (flow: CountedFlow) => boolean): readonly CountedFlow[] {
  const { fields, operations, assumptions, findings } = review;
  const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
  const tested = testedOperations(review);
  const asked = new Set(assumptions.flatMap((one) => (one.id === "tenancy" ? one.operations : [])));
  const told = toldOfOthers(fields, findings);
  return fields.flatMap((field) =>
    field.flows.flatMap((flow) => {
      const operation = byId.get(flow.operation);
      if (operation === undefined) return [];
      const counted = {
        field,
        flow,
        operation,
        tested: tested.get(operation.id),
        isAsked: asked.has(operation.id),
        isOfOthers: told.operations.has(operation.id) || (flow.subject !== "caller" && told.flows.has(flowKey(flow))),
      };
      return counts(counted) ? [counted] : [];
    }),
  );
}

/**
 * What open findings say is other people's, so that no count contradicts them: whole operations, by a text that is quoted or
 * because they tell strangers about an account, and single fields that come back to those whom they are not for.
 */
function toldOfOthers(
  fields: Review["fields"],
  findings: Review["findings"],
): { readonly operations: ReadonlySet<string>; readonly flows: ReadonlySet<string> } {
  const open = findings.filter((finding) => isOpen(finding) && !finding.assumes.includes("tenancy"));
  // What asks for a password, or hands out a token, returns what belongs to whoever passes.
  const passing = new Set(
    fields.flatMap(({ category, flows }) =>
      category.startsWith("user.authorization") ? flows.map(({ operation }) => operation) : [],
    ),
  );
  return {
    operations: new Set(
      open.flatMap(({ rule, title, operations }) =>
        title === OPEN_TO_ANY_CALLER
          ? operations
          : rule === ACCOUNT_ENUMERATION
            ? operations.filter((id) => !passing.has(id))
            : [],
      ),
    ),
    flows: new Set(
      open.flatMap(({ title, places }) =>
        title === CREDENTIAL_OF_OTHERS || title === MORE_THAN_MAY_SEE ? places.map(flowKey) : [],
      ),
    ),
  };
}

const ACCOUNT_ENUMERATION = "account-enumeration";

function flowKey({
  operation,
  witness,
}: {
  readonly operation: string | null;
  readonly witness: string | null;
}): string {
  return `${operation} ${witness}`;
}

/** What the tests of access to each operation come to: one that failed shows it, and all of them have to pass. */
function testedOperations({ tests }: Review): ReadonlyMap<string, CountedFlow["tested"]> {
  const access = tests.filter(({ kind }) => kind === undefined || !OF_RIGHTS.has(kind));
  return new Map(
    [...grouped(access, ({ operation }) => operation)].map(([id, all]) => [
      id,
      all.some(({ status }) => status === "failed")
        ? "failed"
        : all.every(({ status }) => status === "passed")
          ? "passed"
          : "untested",
    ]),
  );
}

/** Tests of what a caller may do, or decide: they do not show whose data comes back. */
const OF_RIGHTS: ReadonlySet<string> = new Set(["function", "property", "recovery"]);

/** Categories that go one way, the most sensitive first, then the most widespread. */
export function categoryTallies(
  flows: readonly CountedFlow[],
  direction: TalliedFlow["direction"],
): readonly CategoryTally[] {
  const oneWay = flows.filter(({ flow }) => flow.direction === direction);
  return [...grouped(oneWay, ({ field }) => field.category)]
    .map(([category, all]) => ({
      category,
      called: all[0]?.field.called,
      sensitivity: all.map(({ field }) => field.sensitivity).reduce(worse),
      operations: [...new Set(all.map(({ operation }) => operation.id))],
      witness: all.reduce(clearer),
    }))
    .toSorted(
      (a, b) =>
        rank(b.sensitivity) - rank(a.sensitivity) ||
        b.operations.length - a.operations.length ||
        (a.category < b.category ? -1 : 1),
    );
}

function worse(a: Sensitivity, b: Sensitivity): Sensitivity {
  return rank(a) >= rank(b) ? a : b;
}

function rank(sensitivity: Sensitivity): number {
  return SENSITIVITIES.indexOf(sensitivity);
}

/** The flow that says more: of other people before one's own, sure before likely, the shorter way first. */
function clearer(a: CountedFlow, b: CountedFlow): CountedFlow {
  const distance = ({ field, flow }: CountedFlow): number =>
    (flow.subject === "caller" ? 4000 : flow.principal ? 0 : 2000) +
    (field.confidence === "certain" ? 0 : 1000) +
    Math.min(flow.witness.length, 999);
  return distance(b) < distance(a) ? b : a;
}

/** What categories are called, the first few of them: `name, gender and 2 more`. */
export function categoryNames(categories: readonly CategoryTally[], most = 5, number?: keyof CategoryWords): string {
  return listedCategories(categoriesWords(categories, number), most);
}
