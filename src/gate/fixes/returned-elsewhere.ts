import { ADMISSIONS } from "../../core/exposure-words.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { matchedOperations } from "../matched-operations.ts";
import type { ComparedJudgements } from "./callers-now.ts";

/** Where a field is handed out by another operation that did not before, to as many callers or over their limit. */
export function returnedElsewhere(
  was: AssessedFlow,
  from: Operation,
  { base, head }: ComparedJudgements,
): AssessedFlow | undefined {
  const [before, after] = [base.stated.api, head.stated.api];
  const { pairs, added } = matchedOperations(before, after);
  const callers = ADMISSIONS.indexOf(before.assessed(from).admission);
  const isOpen = (flow: AssessedFlow, operation: Operation): boolean => {
    const { admission, over } = after.assessed(operation);
    if (over.has(flow) || [...head.open.api.assessed(operation).over].some(({ witness }) => witness === flow.witness))
      return true;
    return flow.whose !== "caller" && ADMISSIONS.indexOf(admission) <= callers;
  };
  const isSame = ({ field, direction }: AssessedFlow, isNew: boolean): boolean =>
    direction === was.direction &&
    field.confidence !== "possible" &&
    field.category === was.field.category &&
    (isNew || field.name === was.field.name);
  for (const operation of added)
    for (const flow of after.assessed(operation).flows) if (isSame(flow, true) && isOpen(flow, operation)) return flow;
  for (const pair of pairs) {
    if (pair.base === from) continue;
    const found = after.assessed(pair.head).flows.find((flow) => isSame(flow, false) && isOpen(flow, pair.head));
    if (found !== undefined && !before.assessed(pair.base).flows.some((flow) => isSame(flow, false))) return found;
  }
  return undefined;
}
