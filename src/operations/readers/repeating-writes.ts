import { ADMISSIONS } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { shapeOf } from "./returned-fields.ts";

/**
 * The writes that answer with no more than a read of the same thing shows, each with that read: who may read it gains
 * nothing by them, and what mends the read mends them. One that is easier to call, or tells more, stands by itself, and
 * so does each where it is known who gets in: it is a door that stands open.
 */
export function repeatingWrites(api: AssessedApi, flows: readonly AssessedFlow[]): ReadonlyMap<Operation, Operation> {
  const facts = new Map(
    [...grouped(flows, ({ operation }) => operation)].map(([operation, group]) => [
      operation,
      new Set(group.map(returnedFactOf)),
    ]),
  );
  const reads = new Map(
    [...facts.keys()].filter(({ method }) => method === "GET").map((read) => [shapeOf(read.path), read]),
  );
  const stated = api.before ?? api;
  const repeats = new Map<Operation, Operation>();
  for (const [write, told] of facts) {
    if (!stated.assessed(write).assumed) continue;
    const read = readOfSame(write, reads);
    if (read === undefined || isEasier(api, write, read)) continue;
    const shown = facts.get(read)!;
    if ([...told].every((fact) => shown.has(fact))) repeats.set(write, read);
  }
  return repeats;
}

/** What a flow tells, by which the one that a read shows is known again. */
export function returnedFactOf({ field }: AssessedFlow): string {
  return `${field.category} ${field.name}`;
}

/** The read of the thing that a write changes: at its own path, or at that of `/cards/{id}` for `POST /cards/{id}/freeze`. */
function readOfSame(
  { operationKind, method, path }: Operation,
  reads: ReadonlyMap<string, Operation>,
): Operation | undefined {
  if (operationKind !== "path" || !WRITES.has(method)) return undefined;
  const shape = shapeOf(path);
  const isCreation = method === "POST" && !shape.endsWith("{}");
  const same = isCreation ? undefined : reads.get(shape);
  const above = shape.slice(0, shape.lastIndexOf("/"));
  return same ?? (above.endsWith("{}") ? reads.get(above) : undefined);
}

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

function isEasier(api: AssessedApi, write: Operation, read: Operation): boolean {
  return ADMISSIONS.indexOf(api.assessed(write).admission) < ADMISSIONS.indexOf(api.assessed(read).admission);
}
