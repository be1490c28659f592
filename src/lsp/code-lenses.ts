import type { CodeLens } from "vscode-languageserver";
import { grouped } from "../core/grouped.ts";
import { mayChange } from "../core/data-owners.ts";
import { count } from "../core/prose.ts";
import type { OperationEntry, Review } from "../core/review.ts";
import { capitalized } from "../core/sentence.ts";
import { rangeAt } from "../load/source.ts";
import { callersWords, nothingKnownWords, openedWords } from "../report/words/callers.ts";
import { categoryNames, categoryTallies, countedFlows, type CountedFlow } from "../report/words/data-tally.ts";
import { verdictName } from "../report/words/decision-words.ts";
import { shownText } from "../report/words/shown-text.ts";
import { protocolRange } from "./ranges.ts";
import { sourcesOf, type Reviewed } from "./workbench.ts";

/** Above the description its verdict, and above each operation that is in the file who can call it, and whose data it carries. */
export function codeLenses(reviewed: Reviewed, file: string): readonly CodeLens[] {
  const { review } = reviewed;
  const source = sourcesOf(reviewed).get(file);
  if (source === undefined) return [];
  const flowsOf = flowsByOperation(review);
  const top: CodeLens = lens({ line: 1, column: 1, endLine: 1, endColumn: 1 }, verdictWords(review));
  return [
    ...(file === review.document.file ? [top] : []),
    ...review.operations
      .filter((operation) => operation.file === file)
      .map((operation) => lens(rangeAt(source, operation.pointer), operationSummary(operation, flowsOf))),
  ];
}

/** An editor shows it; there is nothing to run. */
function lens(range: Parameters<typeof protocolRange>[0], text: string): CodeLens {
  return { range: protocolRange(range), command: { title: shownText(text), command: "" } };
}

/** The verdict, and what it rests on, in a few words. */
export function verdictWords(review: Review): string {
  const { blocks = 0, depends = 0, condition = 0 } = review.summary.reasons ?? {};
  const parts = [
    ...(blocks === 0 ? [] : [`${blocks} blocking`]),
    ...(depends === 0 ? [] : [`${depends} depending on an answer`]),
    ...(condition === 0 ? [] : [count(condition, "condition")]),
  ];
  return `Sallyport: ${verdictName(review.verdict.decision)}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
}

export type FlowsByOperation = ReadonlyMap<OperationEntry["id"], readonly CountedFlow[]>;

/** The flows of a review that count, by the id of their operation. */
export function flowsByOperation(review: Review): FlowsByOperation {
  return grouped(countedFlows(review), ({ operation }) => operation.id);
}

/** Who can call an operation, and what data it carries, on one line. */
export function operationSummary(operation: OperationEntry, flowsOf: FlowsByOperation): string {
  const writes = categoryTallies(flowsOf.get(operation.id) ?? [], "write");
  return [
    // Where it is not known who gets in, that is said already.
    `${capitalized(callersWords(operation))}${operation.assumed && operation.admission !== "unknown" ? " (assumed)" : ""}`,
    returnWords(operation, flowsOf),
    ...(writes.length === 0 ? [] : [`takes ${categoryNames(writes)}`]),
    ...(mayChange(operation) ? ["can change data"] : []),
  ].join(" · ");
}

function returnWords(operation: OperationEntry, flowsOf: FlowsByOperation): string {
  const reads = (flowsOf.get(operation.id) ?? []).some(({ flow }) => flow.direction === "read");
  return reads ? `returns ${openedWords({ usedBy: [operation.id] }, flowsOf)}` : nothingKnownWords([operation]);
}
