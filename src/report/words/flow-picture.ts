import { DATA_OWNERS } from "../../core/data-owner-words.ts";
import { owned } from "../../core/data-owners.ts";
import { categoryWords } from "../../core/category-words.ts";
import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { callersWords, whoseOf } from "./callers.ts";
import { countedFlows, type CountedFlow } from "./data-tally.ts";
import { isWiderThanMeant } from "./exposure-groups.ts";
import { resourceGroups } from "./resource-groups.ts";
import { capitalized } from "../../core/sentence.ts";

/**
 * What can be read, from who calls to what it is of: callers, their credentials, groups of operations and categories of
 * data. What is counted is a category of data in an operation; each column holds all of them.
 */
export interface FlowPicture {
  readonly columns: readonly FlowColumn[];
  /** Between one column and the next. */
  readonly ribbons: readonly FlowRibbon[];
  readonly rows: readonly FlowRow[];
  /** The operations that it shows. */
  readonly operations: number;
}

export interface FlowColumn {
  readonly name: string;
  readonly nodes: readonly FlowNode[];
}

export interface FlowNode {
  readonly name: string;
  /** What is said below its name, a line each. */
  readonly notes: readonly string[];
  /** Whether more can call than it is meant for. */
  readonly isWider: boolean;
  readonly weight: number;
}

/** From a node of the column `column` to one of the next, by their indexes. */
export interface FlowRibbon {
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly owner: Owner;
  /** Whether it is of people other than the caller. */
  readonly isOfOthers: boolean;
  readonly weight: number;
}

/** The same in words: one group of operations, for one kind of caller with one credential. */
export interface FlowRow {
  readonly caller: string;
  readonly credential: string;
  readonly group: string;
  readonly operations: number;
  /** What can be read of each owner: only what there is, other people's first. */
  readonly data: readonly {
    readonly whose: string;
    readonly isOfOthers: boolean;
    readonly categories: readonly string[];
  }[];
}

/** More nodes than these are folded into one: those with the most of other people's data stay. */
const MOST_CREDENTIALS = 5;
const MOST_GROUPS = 8;
const MOST_CATEGORIES = 10;

/** The picture of a review; `undefined` where nothing that is read is known to be sensitive. */
export function flowPicture(review: Review): FlowPicture | undefined {
  const units = unitsOf(review);
  if (units.length === 0) return undefined;
  const columns = [
    columnOf("Caller", units, ({ caller }) => caller, Infinity, ""),
    columnOf("Credential", units, ({ credential }) => credential, MOST_CREDENTIALS, "other credential"),
    columnOf("Operations", units, ({ group }) => group, MOST_GROUPS, "other group"),
    columnOf("Data", units, ({ category }) => category, MOST_CATEGORIES, "other category", "other categories"),
  ];
  inOrder(columns);
  const ribbons = columns.slice(0, -1).flatMap((left, at): FlowRibbon[] => {
    const right = columns[at + 1]!;
    const alike = grouped(units, (unit) => `${left.indexOf(unit)} ${right.indexOf(unit)} ${unit.owner}`);
    return [...alike.values()].map((some) => ({
      column: at,
      from: left.indexOf(some[0]!),
      to: right.indexOf(some[0]!),
      owner: some[0]!.owner,
      isOfOthers: some[0]!.isOfOthers,
      weight: some.length,
    }));
  });
  return {
    columns: columns.map(({ name, nodes }) => ({ name, nodes: nodes.map((node) => nodeOf(name, node)) })),
    ribbons,
    rows: rowsOf(units, columns),
    operations: new Set(units.map(({ operation }) => operation.id)).size,
  };
}

/** One category of data that one operation returns, by the owner with whom it is worst. */
interface Unit {
  readonly operation: OperationEntry;
  readonly caller: string;
  readonly credential: string;
  readonly group: string;
  readonly category: string;
  readonly rank: number;
  readonly owner: Owner;
  readonly isOfOthers: boolean;
}

function unitsOf(review: Review): readonly Unit[] {
  const groups = groupNames(owned(review).operations);
  const read = countedFlows(review).filter((flow) => flow.flow.direction === "read");
  return [...grouped(read, ({ operation, field }) => `${operation.id}\n${field.category}`).values()].map((flows) => {
    const worst = flows.toSorted((a, b) => OWNER_ORDER.indexOf(ownerOf(a)) - OWNER_ORDER.indexOf(ownerOf(b)))[0]!; // grouped, so there is one
    const { operation, field } = worst;
    return {
      operation,
      caller: callersOf(operation),
      credential: credentialOf(operation),
      group: groups.get(operation) ?? operation.path,
      category: categoryWords(field),
      rank: SENSITIVITIES.length - SENSITIVITIES.indexOf(field.sensitivity),
      owner: ownerOf(worst),
      isOfOthers: ownerOf(worst) === "others",
    };
  });
}

/** Whose data it is: what a log-in hands out is the caller's own. */
function ownerOf(counted: CountedFlow): Owner {
  const whose = whoseOf(counted);
  return whose === "issued" ? "own" : whose;
}

/** Whose data a ribbon is. */
type Owner = (typeof OWNER_ORDER)[number];

/** From worst to mildest. */
export const OWNER_ORDER = DATA_OWNERS;

/** Whose data it is, in words. */
export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  others: "of other people",
  unknown: "owner not known",
  organization: "the caller's organization's",
  own: "the caller's own",
  public: "for everyone",
};

function callersOf(operation: OperationEntry): string {
  return capitalized(callersWords(operation, true).replaceAll("the organization's own", "own"));
}

/** What one has to have, one of several alternatives or several together. */
function credentialOf({ security }: OperationEntry): string {
  if (security.length === 0) return "not stated";
  const alternatives = security.map((all) => all.map(({ scheme }) => scheme).join(" and "));
  return [...new Set(alternatives.map((words) => (words === "" ? "none" : words)))].join(" or ");
}

/** The group of each operation: its resource, or its own path where there are few. */
function groupNames(operations: readonly OperationEntry[]): ReadonlyMap<OperationEntry, string> {
  const groups = resourceGroups(operations);
  const isWhole = groups.length === 1 && groups[0]?.path === undefined;
  return new Map(
    groups.flatMap(({ path, operations: some }) =>
      some.map((operation) => [operation, isWhole ? operation.path : (path ?? "other paths")] as const),
    ),
  );
}

interface Column {
  readonly name: string;
  nodes: Node[];
  readonly indexOf: (unit: Unit) => number;
}

interface Node {
  readonly name: string;
  readonly units: readonly Unit[];
  /** Whether it stands for several that are not shown. */
  readonly isFolded: boolean;
}

function columnOf(
  name: string,
  units: readonly Unit[],
  keyOf: (unit: Unit) => string,
  most: number,
  folded: string,
  severalFolded = `${folded}s`,
): Column {
  const groups = [...grouped(units, keyOf)].toSorted(([, a], [, b]) => foreign(b) - foreign(a) || b.length - a.length);
  const kept = groups.length > most ? groups.slice(0, most - 1) : groups;
  const rest = groups.slice(kept.length);
  const nodes: Node[] = kept.map(([key, some]) => ({ name: key, units: some, isFolded: false }));
  if (rest.length > 0) {
    const others = count(rest.length, folded, severalFolded);
    nodes.push({ name: others, units: rest.flatMap(([, some]) => some), isFolded: true });
  }
  // There may be very many units, of which each is asked for.
  const holding = new Map(nodes.flatMap((node) => node.units.map((unit) => [unit, node] as const)));
  const result: Column = { name, nodes, indexOf: (unit) => result.nodes.indexOf(holding.get(unit)!) };
  return result;
}

function foreign(units: readonly Unit[]): number {
  return units.filter((unit) => unit.isOfOthers).length;
}

/** Data in the order of its sensitivity, and before it each column so that few ribbons cross; what is folded comes last. */
function inOrder(columns: readonly Column[]): void {
  const [, , , data] = columns;
  const sorted = (nodes: readonly Node[], position: (node: Node) => number): Node[] =>
    nodes
      .map((node) => ({ node, at: node.isFolded ? Infinity : position(node) }))
      .toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at))
      .map(({ node }) => node);
  data!.nodes = sorted(data!.nodes, ({ units }) => Math.min(...units.map(({ rank }) => rank)));
  for (let at = columns.length - 2; at >= 0; at -= 1) {
    const next = columns[at + 1]!;
    columns[at]!.nodes = sorted(
      columns[at]!.nodes,
      ({ units }) => units.reduce((sum, unit) => sum + next.indexOf(unit), 0) / units.length,
    );
  }
}

function nodeOf(column: string, { name, units }: Node): FlowNode {
  const operations = new Set(units.map(({ operation }) => operation));
  const isCaller = column === "Caller";
  const meant = new Set([...operations].map(({ audience }) => audience ?? "not declared"));
  // Where one has to be is said below who one is.
  const [who = name, where] = isCaller ? name.split(INSIDE) : [name];
  return {
    name: column === "Data" ? capitalized(who) : who,
    weight: units.length,
    isWider: isCaller && [...operations].some(isWiderThanMeant),
    notes:
      column === "Data"
        ? []
        : [
            [...(where === undefined ? [] : ["internal network"]), count(operations.size, "operation")].join(", "),
            ...(isCaller ? [`meant for: ${[...meant].join(", ")}`] : []),
          ],
  };
}

const INSIDE = ", on the internal network";

function rowsOf(units: readonly Unit[], columns: readonly Column[]): readonly FlowRow[] {
  const nodeNames = (unit: Unit): readonly string[] => columns.map((one) => one.nodes[one.indexOf(unit)]!.name);
  const named = units.map((unit) => ({ unit, names: nodeNames(unit) }));
  return [...grouped(named, ({ names }) => names.slice(0, 3).join("\n")).values()].map((some) => {
    const [caller = "", credential = "", group = ""] = some[0]!.names;
    const parts = grouped(some, ({ unit }) => String(OWNER_ORDER.indexOf(unit.owner)));
    return {
      caller,
      credential,
      group,
      operations: new Set(some.map(({ unit }) => unit.operation.id)).size,
      data: [...parts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, own]) => ({
          whose: OWNER_TITLES[own[0]!.unit.owner],
          isOfOthers: own[0]!.unit.isOfOthers,
          // What is folded in the picture is named here.
          categories: [...grouped(own, ({ unit }) => unit.category)].map(
            ([category, all]) => `${category} (${all.length})`,
          ),
        })),
    };
  });
}

const OWNER_TITLES: Readonly<Record<Owner, string>> = {
  others: "Other people's data",
  unknown: "Not clear whose data it is",
  organization: "The caller's organization's",
  own: "The caller's own",
  public: "For everyone",
};
