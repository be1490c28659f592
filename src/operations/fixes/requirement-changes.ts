import { definedSchemes } from "../../model/schemes-by-name.ts";
import { isObject } from "../../core/json-value.ts";
import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityRequirement } from "../../model/security.ts";
import type { DescriptionChange } from "./fix.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isReadScope } from "../schemes/scopes.ts";
import { setMember } from "./keyword-changes.ts";

/**
 * Lets an open operation require what its siblings do: what others of the same path require, else what the root does,
 * else what most operations require; of these what operations require that read, or change something, as this one does.
 * None where nothing in the description requires anything, or only scopes for reading, and the operation changes something.
 */
export function withRequirement(api: AssessedApi, operation: Operation): readonly DescriptionChange[] {
  const place = placeOf(operation);
  const isReading = readingOf(operation) !== undefined;
  const isInherited = isGuarding(api.security) && (isReading || !isForReading(api.security));
  const own = ownRequirement(operation);
  const beside = siblingRequirement(api, operation, isReading);
  if (beside === undefined && isInherited && own !== undefined)
    return [{ op: "remove", at: placeOf(operation, "security") }];
  const value = beside ?? suitingUsual(api, operation, isReading);
  return value === undefined ? [] : [setMember(operation.node.value, place, "security", value)];
}

/** Opens an operation to callers without a credential. */
export function openedTo(operation: Operation): DescriptionChange {
  return setMember(operation.node.value, placeOf(operation), "security", []);
}

/** Lets the whole API require its one scheme; none where it defines none or several, since nothing says which it is. */
export function withRootRequirement(api: AssessedApi): readonly DescriptionChange[] {
  const defined = definedSchemes(api.securitySchemes);
  const [scheme] = defined;
  if (scheme === undefined || defined.length > 1 || api.operations.some(({ access }) => access !== "unstated"))
    return [];
  return [setMember(api.node.value, placeOf(api), "security", [{ [scheme.name]: [] }])];
}

/** What operations of the same path require, written there themselves. */
function siblingRequirement(api: AssessedApi, { pathItem }: Operation, isReading: boolean): unknown {
  return requirementOfAlike(operationsByPathItem(api.operations).get(pathItem) ?? [], isReading);
}

/** What most operations require; a scope of other things is none for a path whose own operations are guarded otherwise. */
function suitingUsual(api: AssessedApi, { pathItem }: Operation, isReading: boolean): unknown {
  const usual = usualRequirement(api, isReading);
  const isGuardedOtherwise = (operationsByPathItem(api.operations).get(pathItem) ?? []).some(
    (one) => ownRequirement(one) !== undefined,
  );
  return isGuardedOtherwise && namesScopesIn(usual) ? undefined : usual;
}

/** Whether a requirement, as it is written, asks for a scope. */
function namesScopesIn(requirement: unknown): boolean {
  return (
    Array.isArray(requirement) &&
    requirement.some((alternative: unknown) =>
      Object.values(isObject(alternative) ? alternative : {}).some(
        (scopes) => Array.isArray(scopes) && scopes.length > 0,
      ),
    )
  );
}

/** Asked for each operation. */
export const operationsByPathItem = memo((operations: readonly Operation[]) =>
  grouped(operations, ({ pathItem }) => pathItem),
);

/** What most operations require that say so themselves. */
function usualRequirement({ operations }: AssessedApi, isReading: boolean): unknown {
  return (isReading ? usualOfReads : usualOfChanges)(operations);
}

const usualOfReads = memo((operations: readonly Operation[]): unknown => requirementOfAlike(operations, true));
const usualOfChanges = memo((operations: readonly Operation[]): unknown => requirementOfAlike(operations, false));

/** What most operations require that read, or change something, as another one does; else what most of all require. */
function requirementOfAlike(operations: readonly Operation[], isReading: boolean): unknown {
  const alike = operations.filter((operation) => (readingOf(operation) !== undefined) === isReading);
  const [ofAlike, ofAll] = [alike, operations].map((some) => some.flatMap((one) => ownRequirement(one) ?? []));
  // Who may only read may not cancel.
  const suits = (requirement: SecurityRequirement): boolean => isReading || !isForReading(requirement);
  return mostFrequent(ofAlike!.filter(suits)) ?? mostFrequent(ofAll!.filter(suits));
}

/** Whether each way in asks for scopes, and all of these are for reading. */
function isForReading(requirement: SecurityRequirement | undefined): boolean {
  return (
    requirement !== undefined &&
    requirement.alternatives.every(({ schemes }) => {
      const asked = schemes.flatMap(({ scheme, scopes }) => scopes.map((scope) => isReadScope(scope, scheme.lexicon)));
      return asked.length > 0 && asked.every(Boolean);
    })
  );
}

/** The requirement that an operation writes itself, be it empty. */
function ownRequirement({ node, security }: Operation): SecurityRequirement | undefined {
  return security?.node.pointer.startsWith(`${node.pointer}/`) === true ? security : undefined;
}

function isGuarding(requirement: SecurityRequirement | undefined): boolean {
  return (
    requirement !== undefined &&
    requirement.alternatives.length > 0 &&
    requirement.alternatives.every(
      ({ schemes }) => schemes.length > 0 && schemes.every(({ scheme: { schemeKind } }) => schemeKind !== "undefined"),
    )
  );
}

/** The value of the requirement that is written most often, of those that let nobody in without a credential. */
function mostFrequent(requirements: readonly SecurityRequirement[]): unknown {
  const counts = new Map<string, { readonly value: unknown; n: number }>();
  for (const requirement of requirements) {
    if (!isGuarding(requirement)) continue;
    const { value } = requirement.node;
    const key = JSON.stringify(value);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { value, n: 1 });
    else known.n += 1;
  }
  // Of as many the first: the order is that of the description.
  return [...counts.values()].reduce<{ readonly value: unknown; readonly n: number } | undefined>(
    (most, one) => (most === undefined || one.n > most.n ? one : most),
    undefined,
  )?.value;
}
