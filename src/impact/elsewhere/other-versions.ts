import { oldVersionsOf } from "../../operations/versions.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/** The same operations in another version that the description still serves: what is closed in one stays open there. */
export function otherVersions({ source, operations }: Scope): readonly Found[] {
  const reported = new Set(operations);
  return oldVersionsOf(source.api.operations).flatMap(({ operation, newest }): Found[] => {
    if (reported.has(operation) === reported.has(newest)) return [];
    const isOld = reported.has(newest);
    return [
      {
        relation: "other-version",
        operation: isOld ? operation : newest,
        way: "response",
        why: isOld ? `is an older version of ${newest.id}` : `is a newer version of ${operation.id}`,
        flows: [],
      },
    ];
  });
}
