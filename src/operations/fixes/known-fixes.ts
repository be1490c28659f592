import { memo } from "../../core/memo.ts";
import { member } from "../../core/json-value.ts";
import { childPointer, lastToken, parentPointer } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Fault, FaultPlace } from "../fault.ts";
import { flowsByField } from "../readers/flow-index.ts";
import { OF_SHARED_LINK } from "../readers/shared-link-secret.ts";
import { nodeAt, type DescriptionChange, type Fix } from "./fix.ts";
import { setMember, withKeyword, withoutFurtherProperties, withoutProperty } from "./keyword-changes.ts";
import { operationsByPathItem, withRequirement } from "./requirement-changes.ts";

/** An open operation gets the requirement of its siblings. */
export const requirementFix = {
  name: "Require what sibling operations require",
  certainty: "suggested",
  requires: () =>
    "The service refuses each of these calls without the credential, even if it is called directly and not through a gateway, and the apps send the credential.",
  changes: (api, { operation }) => (operation === undefined ? [] : withRequirement(api, operation)),
} satisfies Fix;

/** What only the service sets is readOnly. */
export const readOnlyFix = {
  name: "Mark the field as read-only",
  certainty: "suggested",
  requires: () => "The service ignores or rejects the field in requests, and sets it itself.",
  changes: (api, { at, witness }) => (isInBody(witness) ? withKeyword(api, at, "readOnly", true) : []),
} satisfies Fix;

/** An object takes no property that it does not name. */
export const closedObjectFix: Fix = {
  name: "Close the object to other properties",
  certainty: "suggested",
  requires: () =>
    "The service rejects properties that the schema does not name, and the schema names all that clients send.",
  changes: (api, { at }) => withoutFurtherProperties(api, at),
};

/** A stored secret is only ever sent to the service. */
export const writeOnlyFix: Fix = {
  name: "Mark the secret as write-only",
  certainty: "suggested",
  requires: unreturned,
  changes: (api, place) => (isWriteOnlySecret(api, place) ? withKeyword(api, place.at, "writeOnly", true) : []),
};

/** A stored secret that nobody sends is left out. */
export const unreturnedFix: Fix = {
  name: "Take the secret out of the response",
  certainty: "asked",
  requires: unreturned,
  changes: (api, place) => (isWriteOnlySecret(api, place) ? [] : withoutProperty(api, place.at)),
};

/** What is claimed where a secret leaves a response. The secret of a share link is there to be given, to its owner. */
function unreturned({ title }: Fault): string | undefined {
  return title === OF_SHARED_LINK.title ? undefined : UNRETURNED;
}

const UNRETURNED = "The service no longer returns the value, and no client needs it after its creation.";

/** Swagger 2.0 has no `writeOnly`. */
function isWriteOnlySecret(api: AssessedApi, place: FaultPlace): boolean {
  return api.format.version !== "2.0" && isSent(api, place);
}

/** An operation that is not for callers leaves the description. */
export const removedOperationFix: Fix = {
  name: "Remove the operation",
  certainty: "suggested",
  requires: () =>
    "The service no longer serves the operation on this host: an operation that is only left out of the description can still be called.",
  changes: (api, { operation }) => {
    if (operation === undefined) return [];
    // A path without operations says nothing.
    const isAlone =
      /^#\/(?:paths|webhooks)\/[^/]+$/.test(placeOf(operation.pathItem).pointer) &&
      (operationsByPathItem(api.operations).get(operation.pathItem) ?? []).every((one) => one === operation);
    return [{ op: "remove", at: placeOf(isAlone ? operation.pathItem : operation) }];
  },
};

/** A response for callers who call too often (RFC 6585, section 4). */
export function tooManyRequests(api: AssessedApi, operation: Operation): readonly DescriptionChange[] {
  const { node } = operation;
  if (operation.responses.some(({ status }) => status === "429")) return [];
  const seconds = { type: "integer" };
  const value = {
    description: "Too many requests",
    headers: { "Retry-After": api.format.version === "2.0" ? seconds : { schema: seconds } },
  };
  const responses: unknown = member(node.value, "responses");
  if (responses === undefined) return [setMember(node.value, placeOf(operation), "responses", { "429": value })];
  return [setMember(responses, placeOf(operation, "responses"), "429", value)];
}

/** A list is asked for in pages of a size. */
export function withPageSize(api: AssessedApi, operation: Operation): DescriptionChange {
  const limits = { type: "integer", minimum: 1, maximum: 100 };
  const parameter = { name: "limit", in: "query", ...(api.format.version === "2.0" ? limits : { schema: limits }) };
  const place = placeOf(operation, "parameters");
  return Array.isArray(member(operation.node.value, "parameters"))
    ? { op: "add", at: { file: place.file, pointer: childPointer(place.pointer, "-") }, value: parameter }
    : setMember(operation.node.value, placeOf(operation), "parameters", [parameter]);
}

/** A URL at a place that is served over TLS from now on. */
export function overTls(api: AssessedApi, { at }: FaultPlace): readonly DescriptionChange[] {
  const value = nodeAt(api.document, at)?.value;
  if (typeof value !== "string") return [];
  if (/^http:\/\//i.test(value))
    return [
      { op: "replace", at, value: value.replace(/^http:/i, "https:").replace(/^([^/]*\/\/[^/:]+):80(?=\/|$)/, "$1") },
    ];
  // Swagger 2.0 lists the schemes of a host.
  if (value !== "http" || lastToken(parentPointer(at.pointer)) !== "schemes") return [];
  const list = nodeAt(api.document, { file: at.file, pointer: parentPointer(at.pointer) })?.value;
  return [Array.isArray(list) && list.includes("https") ? { op: "remove", at } : { op: "replace", at, value: "https" }];
}

/** An API key travels in a header of its own. */
export function keyInHeader(at: FaultPlace["at"]): readonly DescriptionChange[] {
  const holder = parentPointer(at.pointer);
  return [
    { op: "replace", at, value: "header" },
    { op: "replace", at: { file: at.file, pointer: childPointer(holder, "name") }, value: "X-API-Key" },
  ];
}

function isInBody(witness: string | undefined): boolean {
  return witness?.startsWith("request") === true;
}

/** Whether a field comes in too. */
function isSent(api: AssessedApi, { at }: FaultPlace): boolean {
  const field = fieldsByPlace(api.data.fields).get(`${at.file}${at.pointer}`);
  return field !== undefined && (flowsByField(api).get(field) ?? []).some(({ direction }) => direction === "write");
}

const fieldsByPlace = memo((fields: AssessedApi["data"]["fields"]) => {
  const byPlace = new Map<string, (typeof fields)[number]>();
  for (const field of fields) {
    const place = `${field.node.source.file}${field.node.pointer}`;
    if (!byPlace.has(place)) byPlace.set(place, field);
  }
  return byPlace;
});
