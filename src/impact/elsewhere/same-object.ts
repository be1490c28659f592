import type { Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { collectionPath, objectPath, pathSteps } from "../../operations/candidates/path-steps.ts";
import { resourcesOf } from "../../operations/candidates/resources.ts";
import { shapeOf } from "../../operations/readers/returned-fields.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isOwn } from "../../exposure/principals.ts";
import { entityOf } from "../scope/entity.ts";
import type { Scope } from "../scope/scope.ts";
import { actionText } from "../what/actions.ts";
import { containerPartOf } from "./containers.ts";
import type { Found } from "./found.ts";
import { resourceOfPath } from "./same-data.ts";

/**
 * Other operations on the object that was reported: those of its own path, and, where a field or schema was reported, those
 * that change what it holds. A creation makes another object, and the caller's own object is another one.
 */
export function sameObject({ source, items, operations, flows, reads }: Scope): readonly Found[] {
  const { api } = source;
  const reported = new Set(operations);
  const resources = resourcesOf(api);
  const named = items.flatMap((item) =>
    item.kind === "operation" || (item.kind === "finding" && item.operations.length <= MOST_OPERATIONS)
      ? item.operations
      : [],
  );
  const parts = new Set(named.flatMap((operation) => containerPartOf(api, operation)?.path ?? []));
  const paths = new Set(
    named.flatMap((operation) => (containerPartOf(api, operation) === undefined ? objectPathsOf(operation) : [])),
  );
  // Where a credential of the object was reported: each of its credentials, by an identifier of its own, too.
  const holders = reads.some(({ field }) => isCredential(field.category)) ? paths : new Set<string>();
  const parents = new Set(named.flatMap((operation) => parentOf(operation) ?? []));
  const nouns = new Set(named.flatMap((operation) => resourceOfPath(operation, resources) ?? []));
  const isData = items.some(({ kind }) => kind === "field" || kind === "schema");
  const keys = new Set(isData ? flows.map((flow) => entityOf(flow).key) : []);
  // What is deleted with a schema's object returns nothing of it.
  const ownPaths = new Set(
    items.some(({ kind }) => kind === "schema")
      ? flows.flatMap(({ operation, via, isEmbedded }) =>
          operation.operationKind === "path" && via === "body" && !isEmbedded ? [shapeOf(operation.path)] : [],
        )
      : [],
  );
  const fields = new Set(items.flatMap((item) => (item.kind === "field" ? item.flows.map(({ field }) => field) : [])));
  return api.operations.flatMap((operation): Found[] => {
    if (reported.has(operation) || operation.operationKind !== "path") return [];
    const action = actionOf(operation);
    if (
      !isOwn(operation) &&
      (isOnPart(operation, parts) ||
        isOnSecret(operation, holders) ||
        isOnObject(operation, paths, nouns, (one) => resourceOfPath(one, resources)))
    )
      return [
        {
          relation: "same-object",
          operation,
          way: action.isReading ? "response" : "action",
          why: `can ${actionText(api, operation)}`,
          flows: [],
        },
      ];
    if (operation.method === "DELETE" && ownPaths.has(shapeOf(operation.path)))
      return [
        { relation: "same-object", operation, way: "action", why: `can ${actionText(api, operation)}`, flows: [] },
      ];
    const parent = isReadOfParent(operation) ? parentOf(operation) : undefined;
    if (parent !== undefined && parents.has(parent))
      return [
        { relation: "same-object", operation, way: "response", why: `can ${actionText(api, operation)}`, flows: [] },
      ];
    const set = api
      .assessed(operation)
      .flows.filter(
        (flow) =>
          flow.direction === "write" &&
          flow.via !== "parameter" &&
          !action.isReading &&
          (fields.size > 0 ? fields.has(flow.field) : keys.has(entityOf(flow).key)),
      );
    if (set.length === 0 || isMakingNew(operation)) return [];
    return [
      {
        relation: "same-object",
        operation,
        way: "action",
        why: `can set ${fields.size > 0 ? "it" : "what it holds"}`,
        flows: [],
      },
    ];
  });
}

const MOST_OPERATIONS = 5;

/** What a path without parameters is about where its last word is a verb: `/config` of `/config/dump`. */
function parentOf({ operationKind, path }: Operation): string | undefined {
  const at = path.lastIndexOf("/");
  return operationKind !== "path" || path.includes("{") || at <= 0 ? undefined : path.slice(0, at);
}

/** Whether a path ends in a verb that reads what the path before it names: `/config/get`. `/config/paths` is another thing. */
function isReadOfParent({ path, lexicon }: Operation): boolean {
  const words = wordsOf(path.slice(path.lastIndexOf("/") + 1));
  return words.length === 1 && lexicon.is(words[0]!, "read");
}

/** The paths of the object that an operation is about, without the names of parameters: `/users/{}` of `/users` too. */
function objectPathsOf(operation: Operation): readonly string[] {
  if (operation.operationKind !== "path") return [];
  return [operation.path.includes("{") ? shapeOf(objectPath(operation)) : `${shapeOf(operation.path)}/{}`];
}

/** Whether an operation is about one of the keys or secrets of an object: `/applications/{}/credentials/{}`. */
function isOnSecret({ path, lexicon }: Operation, holders: ReadonlySet<string>): boolean {
  const own = shapeOf(path);
  return [...holders].some(
    (holder) =>
      own.startsWith(`${holder}/`) &&
      endsIn(wordsOf(own.slice(holder.length + 1).split("/")[0] ?? ""), lexicon, "key-or-secret"),
  );
}

/** Whether an operation is about a part of a container, or what is below that. */
function isOnPart({ path }: Operation, parts: ReadonlySet<string>): boolean {
  const own = shapeOf(path);
  return [...parts].some((part) => own === part || own.startsWith(`${part}/`));
}

function isOnObject(
  operation: Operation,
  paths: ReadonlySet<string>,
  nouns: ReadonlySet<string>,
  resourceOf: (operation: Operation) => string | undefined,
): boolean {
  const own = shapeOf(operation.path);
  if (operation.path.includes("{") && paths.has(shapeOf(objectPath(operation)))) return true;
  // The collection that the object is in: its list, and what is done to many at once.
  const collection = [...paths].some(
    (path) =>
      path.replace(/\/\{\}$/, "") === own || (own.startsWith(`${path.replace(/\/\{\}$/, "")}/`) && !own.includes("{}")),
  );
  if (collection) return !isMakingNew(operation);
  // The same kind of thing at another path, named by its identifier.
  const noun = resourceOf(operation);
  return noun !== undefined && nouns.has(noun) && pathSteps(operation).at(-1)?.parameter !== undefined;
}

/** Whether one more of a collection comes to be. */
function isMakingNew(operation: Operation): boolean {
  const { isMaking, isBatch } = actionOf(operation);
  return (
    isMaking && !isBatch && pathSteps(operation).at(-1)?.parameter === undefined && collectionPath(operation) === ""
  );
}
