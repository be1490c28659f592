import { fieldName } from "../../core/field-name.ts";
import { categoryWords } from "../../core/category-words.ts";
import { ADMISSIONS, AUDIENCES } from "../../core/exposure-words.ts";
import { count, listed } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { placeOf, type MediaType, type Operation } from "../../model/api.ts";
import { worstFirst } from "../../operations/readers/readers.ts";
import type { Change, Compared } from "../change.ts";
import type { OperationPair } from "../matched-operations.ts";
import { isMoved } from "../touched-operations.ts";
import { schemaMembersOf } from "./schema-pairs.ts";
import { isUndescribedAt } from "./visibility.ts";
import { operationWords } from "./words.ts";

/** A field that is described where the description did not say before what is there. */
export interface DescribedNow {
  readonly flow: AssessedFlow;
  readonly operation: Operation;
}

/**
 * Whether a field is only described now: the body that has it said nothing of what is in it before, and the operation is
 * called as it was, by the same callers. What it returns may be what it always returned.
 */
export function isDescribedNow(compared: Compared, pair: OperationPair, { witness, via }: AssessedFlow): boolean {
  if (via === "on-request" || via === "parameter") return false;
  return isUndescribed(pair, witness) && isCalledAsBefore(compared, pair);
}

function isUndescribed({ base, head }: OperationPair, witness: string): boolean {
  const [word = ""] = witness.split(" ", 1);
  if (word === "request") {
    const { requestBody } = base;
    return requestBody !== undefined && requestBody.content.every(saysNothing);
  }
  // An error that was not named may be new.
  if (/^[45]xx$/.test(word))
    return base.responses.some(({ statusClass, content }) => statusClass === word && content.every(saysNothing));
  return isUndescribedAt(witness, { base, head });
}

function saysNothing({ schema, itemSchema }: MediaType): boolean {
  if (itemSchema !== undefined) return false;
  if (schema === undefined) return true;
  const { properties, items, parts } = schemaMembersOf(schema);
  return (
    properties.size === 0 && items.length === 0 && parts.every(({ types }) => types.every((type) => type === "object"))
  );
}

/** Whether an operation is asked for as before, and by nobody else. */
function isCalledAsBefore({ base, head }: Compared, pair: OperationPair): boolean {
  const [was, is] = [base.assessed(pair.base), head.assessed(pair.head)];
  return (
    !isMoved(pair) &&
    AUDIENCES.indexOf(is.judgedAs) <= AUDIENCES.indexOf(was.judgedAs) &&
    ADMISSIONS.indexOf(is.admission) >= ADMISSIONS.indexOf(was.admission) &&
    demandsOf(pair.head) === demandsOf(pair.base)
  );
}

/** What a caller can send beside the path and the body: an expansion that is new may be what returns more. */
function demandsOf({ parameters, requestBody }: Operation): string {
  const names = parameters
    .filter((parameter) => parameter.in !== "path")
    .map((parameter) => `${parameter.in} ${parameter.name}`);
  return [...names.toSorted(), requestBody === undefined ? "" : "body"].join("\n");
}

/** One line for all of it: news, and neither better nor worse. */
export function describedNowChange(found: readonly DescribedNow[], head: AssessedApi): Change | undefined {
  const flows = worstFirst(found.map(({ flow }) => flow));
  const [worst] = flows;
  if (worst === undefined) return undefined;
  const operations = [...new Set(found.map(({ operation }) => operation))];
  const fields = new Map(flows.map((flow) => [flow.field.node, flow]));
  const strangers = new Map(
    found
      .filter(({ flow, operation }) => head.assessed(operation).over.has(flow))
      .map(({ flow }) => [flow.field.node, flow]),
  );
  const words = [...new Set([...fields.values()].map(({ field }) => categoryWords(field)))];
  const first = found.find(({ flow }) => flow === worst)!;
  const names = [...new Set(worstFirst([...strangers.values()]).map(({ field }) => fieldName(field)))];
  const others =
    strangers.size === 0
      ? ""
      : `; ${strangers.size} of them can be read by more people than they should (${listed(names, 4)})`;
  return {
    kind: "field-described",
    direction: "neutral",
    operations,
    witness: worst.witness,
    field: worst.field,
    text: `${count(fields.size, "sensitive field")} ${fields.size === 1 ? "is" : "are"} described now, where the description did not say before what ${operationWords(operations)} ${operations.length === 1 ? "takes or returns" : "take or return"}: ${listed(words, 6)}${others}`,
    base: undefined,
    head: placeOf(first.flow.field),
  };
}
