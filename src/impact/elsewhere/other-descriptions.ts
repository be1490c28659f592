import type { ImpactSource } from "../source.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { listed } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { withoutVersion } from "../../operations/versions.ts";
import { grouped } from "../../core/grouped.ts";
import { isOwnForSure } from "../scope/carried.ts";
import { entityOf } from "../scope/entity.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/** So many fields of one name two schemas of one name must share to be taken for the same: all where there are fewer. */
const LEAST_SHARED = 2;

/**
 * What another description that was given has of what was reported: the same operation, as of another version, and the same
 * fields in a schema of the same name.
 */
export function foundInOther(scope: Scope, other: ImpactSource): readonly Found[] {
  const wanted = schemasOf(scope.reads);
  const called = new Set(
    scope.items.flatMap(({ kind, operations }) =>
      kind === "operation" ? operations.flatMap((operation) => nameWithoutVersion(operation) ?? []) : [],
    ),
  );
  return other.api.operations.flatMap((operation): Found[] => {
    const flows = other.api
      .assessed(operation)
      .flows.filter(
        (flow) =>
          flow.direction === "read" &&
          flow.via !== "parameter" &&
          !isOwnForSure(other.api, flow) &&
          flow.field.confidence !== "possible",
      );
    const same = [...grouped(flows, (flow) => entityOf(flow).name ?? "")].flatMap(([name, own]) =>
      isAlike(wanted.get(name), own) ? own.filter(({ field }) => wanted.get(name)?.has(field.name) === true) : [],
    );
    if (called.has(nameWithoutVersion(operation) ?? ""))
      return [
        { relation: "other-version", operation, way: "response", why: "is the same operation there", flows: same },
      ];
    if (same.length === 0) return [];
    const names = listed([...new Set(same.flatMap((flow) => entityOf(flow).name ?? []))], 2);
    return [
      {
        relation: "same-data",
        operation,
        way: "response",
        why: `gives ${carriedBy(same)} of a schema of the same name (${names})`,
        flows: same,
      },
    ];
  });
}

/** Reported fields by the name of the thing that they are of. */
function schemasOf(reads: readonly AssessedFlow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const schemas = new Map<string, Set<string>>();
  for (const flow of reads) {
    const { name } = entityOf(flow);
    if (name === undefined) continue;
    const fields = schemas.get(name);
    if (fields === undefined) schemas.set(name, new Set([flow.field.name]));
    else fields.add(flow.field.name);
  }
  return schemas;
}

function isAlike(wanted: ReadonlySet<string> | undefined, flows: readonly AssessedFlow[]): boolean {
  if (wanted === undefined) return false;
  const shared = new Set(flows.map(({ field }) => field.name).filter((name) => wanted.has(name))).size;
  return shared >= Math.min(LEAST_SHARED, wanted.size);
}

/** What an operation is called in whatever version. */
function nameWithoutVersion(operation: Operation): string | undefined {
  return operation.operationKind === "path" ? withoutVersion(operation) : operation.id;
}
