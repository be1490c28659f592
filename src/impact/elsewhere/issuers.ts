import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { readsOf } from "../scope/carried.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/** Where a credential was reported: the operations that give one, by which whoever lost it gets the next. */
export function issuersOf({ source, items, operations }: Scope): readonly Found[] {
  if (!items.some(({ kind }) => kind === "credential")) return [];
  const { api } = source;
  const reported = new Set(operations);
  return api.operations.flatMap((operation): Found[] => {
    if (reported.has(operation) || operation.operationKind !== "path") return [];
    const issued = readsOf(api, operation).filter(({ field }) => isCredential(field.category));
    if (issued.length === 0) return [];
    // What lets callers in gives the next one; of any other token it is not known what it opens.
    const isEntrance = api.assessed(operation).intent !== undefined;
    const { name } = issued[0]!.field;
    return [
      {
        relation: isEntrance ? "same-data" : "same-weakness",
        operation,
        way: isEntrance ? "response" : "action",
        why: isEntrance
          ? `issues a credential: ${name}`
          : `returns a credential (${name}): check whether it is one of those that were reported, or opens the same`,
        flows: [],
        // Who calls it for the next one already has the reported one.
        isForReported: true,
      },
    ];
  });
}
