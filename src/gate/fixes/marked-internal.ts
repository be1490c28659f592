import type { Operation } from "../../model/api.ts";
import type { OperationPair } from "../matched-operations.ts";

/** Whether an operation is declared for fewer than before by a mark alone: `x-internal: true`, `x-audience: company-internal`. */
export function isMarkedInternal({ base, head }: OperationPair): boolean {
  return marksOf(head).some((mark) => !marksOf(base).includes(mark));
}

function marksOf({ extensions, pathItem }: Operation): readonly string[] {
  return [...extensions, ...pathItem.extensions].flatMap(([name, { value }]) => {
    if (!/internal|hidden|audience|visibility|private|exclude|ignore/i.test(name)) return [];
    if (value === false || value === null) return [];
    return [`${name} ${typeof value === "string" ? value : ""}`];
  });
}
