import type { Sensitivity } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { callerWords, type Caller } from "../../core/caller-words.ts";
import { listed } from "../../core/prose.ts";
import { isOpenTo, WHOSE, whoseOf, type CallerView, type Whose } from "./callers.ts";
import { categoryTallies, type CountedFlow, type TalliedField, type TalliedFlow } from "./data-tally.ts";

/** Categories of data against kinds of caller. */
export interface ExposureMap {
  /** The easiest way in first. */
  readonly callers: readonly Caller[];
  /** Those whom no cell would be of. */
  readonly idle: readonly Caller[];
  /** The most sensitive first, then the most widespread. */
  readonly rows: readonly MapRow[];
}

/** One category on its ways in or out. */
export interface MapRow {
  readonly category: string;
  readonly called: TalliedField["called"];
  readonly sensitivity: Sensitivity;
  readonly operations: readonly string[];
  /** The operations in which it is other people's. */
  readonly ofOthers: number;
  readonly witness: CountedFlow;
  /** One for each caller of the map, in its order. */
  readonly cells: readonly MapCell[];
}

/** What one kind of caller gets, or hands over, of one category. */
export interface MapCell {
  /** How many operations. */
  readonly operations: number;
  /** The operations by whose data each carries at worst, other people's first; only what there is. */
  readonly parts: readonly CellPart[];
  /** The fields that hold it, each with its ways. */
  readonly fields: ReadonlyMap<TalliedField, readonly CountedFlow[]>;
}

/** The operations of a cell whose data is of one owner. */
export interface CellPart {
  readonly whose: Whose;
  readonly operations: number;
}

/** The map of what goes one way, from the flows of a review and its kinds of caller. */
export function exposureMap(
  flows: readonly CountedFlow[],
  views: readonly CallerView[],
  direction: TalliedFlow["direction"],
): ExposureMap {
  const oneWay = flows.filter(({ flow }) => flow.direction === direction);
  const all = grouped(oneWay, ({ field }) => field.category);
  // One pass over the flows for each kind of caller, however many categories there are.
  const columns = views.map(({ caller }) =>
    grouped(
      oneWay.filter(({ operation }) => isOpenTo(operation, caller)),
      ({ field }) => field.category,
    ),
  );
  const kept = views.flatMap(({ caller }, index) =>
    columns[index]!.size > 0 ? [{ caller, column: columns[index]! }] : [],
  );
  return {
    callers: kept.map(({ caller }) => caller),
    idle: views.flatMap(({ caller }, index) => (columns[index]!.size > 0 ? [] : [caller])),
    rows: categoryTallies(oneWay, direction).map((tally) => ({
      ...tally,
      ofOthers: operationsIn((all.get(tally.category) ?? []).filter((flow) => whoseOf(flow) === "others")),
      cells: kept.map(({ column }) => cellOf(column.get(tally.category) ?? [])),
    })),
  };
}

/** Who reads or sends nothing of a map, in a sentence of its own; empty where each kind of caller does. */
export function idleWords({ idle }: ExposureMap, direction: TalliedFlow["direction"]): string {
  if (idle.length === 0) return "";
  const who = listed(idle.map((caller) => callerWords(caller, true)));
  const why = direction === "read" ? "no such data is returned to them" : "they send no such data";
  return ` These callers are not listed, because ${why}: ${who}.`;
}

function cellOf(flows: readonly CountedFlow[]): MapCell {
  return {
    operations: operationsIn(flows),
    parts: partsOf(flows),
    fields: grouped(flows, ({ field }) => field),
  };
}

function partsOf(flows: readonly CountedFlow[]): readonly CellPart[] {
  const worst = new Map<string, number>();
  for (const flow of flows) {
    const rank = WHOSE.indexOf(whoseOf(flow));
    worst.set(flow.operation.id, Math.min(rank, worst.get(flow.operation.id) ?? rank));
  }
  return WHOSE.flatMap((whose, rank) => {
    const operations = [...worst.values()].filter((one) => one === rank).length;
    return operations === 0 ? [] : [{ whose, operations }];
  });
}

function operationsIn(flows: readonly CountedFlow[]): number {
  return new Set(flows.map(({ operation }) => operation.id)).size;
}
