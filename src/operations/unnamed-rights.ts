import { memo } from "../core/memo.ts";
import { isAmong } from "../core/is-among.ts";
import { listed, prose, quoted } from "../core/prose.ts";
import { composedProperties } from "../model/schema-parts.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";
import { requestFields } from "./request-fields.ts";
import type { Fault } from "./fault.ts";
import { isAdministration } from "../exposure/administration.ts";
import { isStrangersChange, isOfCaller, isOrdinaryChange } from "./ordinary-changes.ts";
import { isAdministratorFlag, isMoney, isOfPerson, isRight } from "./privileged-fields.ts";

/** What the requests of strangers don't name and don't refuse, and what is kept of those who send them. */
export function* unnamedFaults(api: AssessedApi): Generator<Fault> {
  const open = api.operations.flatMap((operation) => {
    const schema = isOfOneself(api, operation) ? openBody(operation) : undefined;
    return schema === undefined ? [] : [{ operation, schema }];
  });
  if (open.length === 0) return;
  const kept = keptRights(api.operations);
  if (kept.size === 0) return;
  // A request that takes one of them says what is taken.
  const spots = open.filter(
    ({ operation, schema }) =>
      !requestFields(operation).some(({ name }) => kept.has(name)) && !isToldReadOnly(schema, kept),
  );
  if (spots.length === 0) return;
  const operations = spots.map(({ operation }) => operation);
  yield {
    at: placeOf(spots[0]!.schema),
    cause: "unnamed",
    title: "Requests do not reject privileged fields (mass assignment)",
    places: spots.map(({ schema, operation }) => ({ at: placeOf(schema), operation, witness: "request" })),
    message: `${listed(
      operations.map(({ id }) => id),
      3,
    )} ${operations.length === 1 ? "accepts" : "accept"} any field, including ${listed(
      [...kept.keys()].map((name) => quoted(name)),
      3,
    )} of users`,
    remediation: UNNAMED,
    mitigations: [
      "the request schema does not name it",
      ...([...kept].some(isTriedFirst) ? [] : ["most servers ignore unknown fields: test it"]),
    ],
    evidence: [...kept].slice(0, 3).map(([name, operation]) => `${operation.id} returns ${quoted(name)}.`),
  };
}

const UNNAMED = prose`
  Set additionalProperties: false on the request schema, and reject fields that the schema does not name. If these
  fields must be changed, provide a separate, restricted operation.
`;

/** Whether the schema of a request has every such field that it names as `readOnly`, and names one: then they are refused. */
function isToldReadOnly(schema: Schema, kept: ReadonlyMap<string, Operation>): boolean {
  const named = [...composedProperties(targetOf(schema))].filter(([name]) => kept.has(name));
  return named.length > 0 && named.every(([, property]) => keyword(property, "readOnly") === true);
}

/** Whether a stranger makes or changes an account of their own. */
function isOfOneself(api: AssessedApi, operation: Operation): boolean {
  if (!isOrdinaryChange(api, operation) || operation.method === "DELETE" || !isStrangersChange(api, operation))
    return false;
  if (isAmong(api.signUps, operation)) return true;
  const isUpdate = operation.method !== "POST" && isOfPerson(operation);
  return isUpdate && (isOfCaller(operation) || operation.access === "anonymous");
}

/** Flags, rights and balances that reads of persons return, each with one of these reads. */
const keptRights = memo((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const kept = new Map<string, Operation>();
  const seen = new Map<Schema, number>();
  for (const operation of operations) {
    if (operation.operationKind !== "path" || isAdministration(operation) || !isPersonal(operation)) continue;
    for (const schema of successBodies(operation)) {
      for (const [name, property] of within(schema, 2, seen)) {
        const value = { name, types: targetOf(property).types };
        if (
          (isAdministratorFlag(value, operation.lexicon) ||
            isRight(value, operation.lexicon) ||
            isMoney(value, operation.lexicon)) &&
          !kept.has(name)
        )
          kept.set(name, operation);
      }
    }
  }
  return kept;
});

/** Whether scripts try a name first: it makes an administrator of whoever sends it, whatever roles there are. */
function isTriedFirst([name, { lexicon }]: readonly [string, Operation]): boolean {
  return isAdministratorFlag({ name, types: ["boolean"] }, lexicon) || /level$/i.test(name);
}

function successBodies({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
}

/** The properties of an object, and of those in it. `seen` is how deep each object was looked into: once is enough. */
function* within(schema: Schema, depth: number, seen: Map<Schema, number>): Generator<[string, Schema]> {
  const outer = targetOf(schema);
  const target = outer.items === undefined ? outer : targetOf(outer.items);
  if ((seen.get(target) ?? -1) >= depth) return;
  seen.set(target, depth);
  for (const [name, property] of composedProperties(target)) {
    yield [name, property];
    if (depth > 0) yield* within(property, depth - 1, seen);
  }
}

/** Whether an operation is about persons, whatever else stands in its path. */
function isPersonal(operation: Operation): boolean {
  return isOwn(operation) || isOfPerson(operation) || operation.path.split("/").some((segment) => PEOPLE.test(segment));
}

const PEOPLE = /^(?:users?|accounts?|members?|customers?|players?|profiles?|auth|register|signup|sign-up)$/i;

/** The JSON body of a request that takes what it does not name: which is what a schema does that says nothing. */
function openBody(operation: Operation): Schema | undefined {
  for (const { type, schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined || !/json/i.test(type)) continue;
    const target = targetOf(schema);
    if (composedProperties(target).size === 0) continue;
    const parts = [target, ...target.allOf.map(targetOf)];
    const isClosed = parts.some(
      (part) => part.additionalProperties === false || keyword(part, "unevaluatedProperties") === false,
    );
    if (!isClosed) return schema;
  }
  return undefined;
}
