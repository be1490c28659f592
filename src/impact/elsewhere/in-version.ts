import type { AlikeOperation } from "../../core/alike-operation.ts";
import { isAbove, moreSensitive, type Sensitivity } from "../../core/exposure-words.ts";
import type { Operation } from "../../model/api.ts";
import type { Assessment } from "../../exposure/assessed-api.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { lastingId } from "../../review/fingerprint.ts";
import { callersInWords } from "../callers.ts";
import { isWholeCall } from "../former.ts";
import { foreignOf, isOwnForSure, readsOf } from "../scope/carried.ts";
import { isNarrower, isOfCredential, isOfDeeds, type Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";
import { foundInOther } from "./other-descriptions.ts";
import { sameDataIn } from "./same-data.ts";

/**
 * The operations of another version of the description that gave what is reported, or what the reported operations gave in
 * that version: most kinds of its data, or what of it is restricted. What was closed before the report came in was exposed
 * all the same. `reported`: the lasting IDs of the reported operations in any version; `unlike`: of those that today have a field
 * that is called alike in a schema of another thing, and had it before.
 */
export function alikeInVersion(
  scope: Scope,
  { stated: { api } }: Judgements,
  reported: ReadonlySet<string>,
  unlike: ReadonlySet<string> = new Set(),
): readonly AlikeOperation[] {
  if (isOfCredential(scope) || isOfDeeds(scope)) return [];
  const own = isWholeCall(scope) ? api.operations.filter((operation) => reported.has(lastingId(operation))) : [];
  const then: Scope = {
    ...scope,
    source: { ...scope.source, api },
    operations: own,
    reads: foreignOf(
      api,
      own.flatMap((operation) => readsOf(api, operation)),
    ).filter((flow) => !isOwnForSure(api, flow) && isAbove(flow.field.sensitivity, worstOf(scope))),
  };
  const found = new Map<Operation, AlikeOperation>();
  const add = (wanted: Scope["reads"], given: readonly Found[]): void => {
    const categories = new Set(wanted.map(({ field }) => field.category));
    for (const { operation, flows, way } of given) {
      const same = flows.filter(({ field }) => categories.has(field.category));
      const shared = new Set(same.map(({ field }) => field.category));
      const isMuch = shared.size * 2 > categories.size || same.some(({ field }) => field.sensitivity === "restricted");
      if (isMuch && !found.has(operation) && !reported.has(lastingId(operation)))
        found.set(operation, {
          operation: operation.id,
          lastingId: lastingId(operation),
          who: callersInWords({ api }, operation),
          isNarrower: isNarrower({ api }, operation, scope),
          isOpen: isOpenOutside(api.assessed(operation)),
          ...(way === "on-request" ? { isOnRequest: true } : {}),
          what: `${carriedBy(same)}${way === "on-request" ? ", on request" : ""}`,
        });
    }
  };
  add(then.reads, sameDataIn(then, api));
  const byName = foundInOther(scope, { api }).filter(
    ({ operation, flows }) =>
      !unlike.has(lastingId(operation)) &&
      (flows.length === 0 || flows.some(({ field }) => !unlike.has(schemaKey(field.owner)))),
  );
  add(scope.reads, [...sameDataIn(scope, api), ...byName]);
  return [...found.values()];
}

/**
 * The operations that have a field called as one that was reported, in a schema of another thing, and those schemas: they never
 * gave the same.
 */
export function unlikeToday(scope: Scope, found: readonly Found[]): ReadonlySet<string> {
  const same = new Set(found.flatMap(({ relation, operation }) => (relation === "same-data" ? [operation] : [])));
  return new Set(
    foundInOther(scope, scope.source).flatMap(({ operation, flows }) =>
      same.has(operation) || scope.operations.includes(operation)
        ? []
        : [
            lastingId(operation),
            ...flows.flatMap(({ field }) => (field.owner === undefined ? [] : schemaKey(field.owner))),
          ],
    ),
  );
}

function schemaKey(owner: string | undefined): string {
  return `schema ${owner ?? ""}`;
}

/** How sensitive what is exposed today is: what was worse once was exposed with it, what was not is another matter. */
function worstOf({ source, reads }: Scope): Sensitivity {
  return reads
    .flatMap((flow) => (isOwnForSure(source.api, flow) ? [] : [flow.field.sensitivity]))
    .reduce<Sensitivity>((one, other) => moreSensitive(one, other), "internal");
}

function isOpenOutside({ admission, reach }: Assessment): boolean {
  return admission === "anonymous" && reach !== "internal";
}
