import { isAbove } from "../../core/exposure-words.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isBelonging } from "./object-identifiers.ts";
import { barePath, collectionPath, objectPath } from "./path-steps.ts";
import type { Resource } from "./resources.ts";

/**
 * Gives whether the things that an operation's path names are nobody's in particular, such as the classes of a studio:
 * anybody lists them, nobody makes or changes one, and nothing in one is sensitive or says whose it is.
 */
export function sharedThings(api: AssessedApi): (operation: Operation, resource: Resource) => boolean {
  const written = new Set<string>();
  const reads = new Map<string, Operation>();
  const objectsOf = new Map<string, string>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    if (operation.path.includes("{")) objectsOf.set(collectionPath(operation), objectPath(operation));
    if (operation.method === "GET") reads.set(barePath(operation), operation);
    else written.add(barePath(operation));
  }
  return (operation, { bare }) => {
    const isList = !operation.path.includes("{");
    const collection = isList ? barePath(operation) : collectionPath(operation);
    const object = isList ? objectsOf.get(collection) : objectPath(operation);
    const list = reads.get(collection);
    if (list === undefined || isBelonging(bare.split(" ").at(-1)!, operation)) return false;
    if (object === undefined || written.has(collection) || written.has(object)) return false;
    return [list, reads.get(object)].every((read) => read === undefined || isNobodys(api, read));
  };
}

/** Whether what a read returns is not sensitive, as far as it is that of the thing, and does not say whose it is. */
function isNobodys(api: AssessedApi, operation: Operation): boolean {
  const { subject, flows } = api.assessed(operation);
  if (subject === "caller") return false;
  const isSensitive = flows.some(
    ({ direction, via, principal, field }) =>
      direction === "read" &&
      (via === "body" || via === "embedded") &&
      !principal &&
      field.confidence !== "possible" &&
      isAbove(field.sensitivity, "internal"),
  );
  const things = operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])));
  const names = things.flatMap((thing) => [...composedProperties(thing).keys()]);
  return !isSensitive && names.length > 0 && !names.some((name) => operation.lexicon.has(wordsOf(name), "whose"));
}
