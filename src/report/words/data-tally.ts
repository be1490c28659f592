import { categoriesWords, categoryWords, listedCategories, type CategoryWords } from "../../core/category-words.ts";
import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { owned } from "../../core/data-owners.ts";
import { grouped } from "../../core/grouped.ts";

export type TalliedField = Review["fields"][number];
export type TalliedFlow = TalliedField["flows"][number];

/** One field on one way in or out of one operation. */
export interface CountedFlow {
  readonly field: TalliedField;
  readonly flow: TalliedFlow;
  readonly operation: OperationEntry;
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
  const { fields, operations } = owned(review);
  const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
  return fields.flatMap((field) =>
    field.flows.flatMap((flow) => {
      const operation = byId.get(flow.operation);
      if (operation === undefined) return [];
      const counted = { field, flow, operation };
      return counts(counted) ? [counted] : [];
    }),
  );
}

/** Categories that go one way, the most sensitive first, then the most widespread. */
export function categoryTallies(
  flows: readonly CountedFlow[],
  direction: TalliedFlow["direction"],
): readonly CategoryTally[] {
  const oneWay = flows.filter(({ flow }) => flow.direction === direction);
  // A category may have two names: of passwords, some are codes.
  return [...grouped(oneWay, ({ field }) => `${field.category} ${categoryWords(field)}`).values()]
    .map((all) => ({
      category: all[0]!.field.category, // grouped, so there is one
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
