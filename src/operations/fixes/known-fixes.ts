import { partitioned } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { member } from "../../core/json-value.ts";
import { childPointer, lastToken, parentPointer } from "../../core/place.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Fault, FaultPlace } from "../fault.ts";
import { flowsByField } from "../readers/flow-index.ts";
import { OF_SHARED_LINK } from "../readers/shared-link-secret.ts";
import { nodeAt, type DescriptionChange, type Fix } from "./fix.ts";
import { setMember, withKeyword, withoutFurtherProperties, withoutProperty } from "./keyword-changes.ts";
import { headerNameOf } from "./into-header.ts";
import { bringsCapability } from "../capability.ts";
import { operationsByPathItem, withRequirement } from "./requirement-changes.ts";

/** An open operation gets the requirement of its siblings. */
export const requirementFix = {
  name: "Require the credential that sibling operations require",
  certainty: "suggested",
  requires: () =>
    "The service refuses each of these calls without the credential, even if it is called directly and not through a gateway, and the apps send the credential.",
  // Who follows a link with a token of its own has no other credential.
  changes: (api, { operation }) =>
    operation === undefined || bringsCapability(operation) ? [] : withRequirement(api, operation),
} satisfies Fix;

/**
 * The same where nothing shows that an operation is meant to be open: it says nothing of security, where others require a
 * credential, and gives what its path names. What a visitor looks up by what they know may be for visitors.
 */
export const leftOutRequirementFix = {
  ...requirementFix,
  changes: (api, place) =>
    place.operation !== undefined && isWithoutRequirement(api, place.operation)
      ? requirementFix.changes(api, place)
      : [],
} satisfies Fix;

function isWithoutRequirement(api: AssessedApi, { access, node, parameters }: Operation): boolean {
  return (
    access === "anonymous" &&
    api.security === undefined &&
    member(node.value, "security") === undefined &&
    !parameters.some((one) => one.in === "query" && one.required)
  );
}

/** What only the service sets is readOnly. */
export const readOnlyFix = {
  name: "Mark the field as read-only",
  certainty: "suggested",
  requires: () => "The service ignores or rejects the field in requests, and sets it itself.",
  changes: (api, { at, witness }) => (isInBody(witness) ? withKeyword(api, at, "readOnly", true) : []),
} satisfies Fix;

/** An object takes no property that it does not name. */
export const closedObjectFix: Fix = {
  name: "Disallow additional properties",
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
  changes: (api, place) =>
    isWriteOnlySecret(api, place) && !isNoSecret(api, place) ? withKeyword(api, place.at, "writeOnly", true) : [],
};

/** A stored secret that nobody sends is left out. */
export const unreturnedFix: Fix = {
  name: "Remove the secret from the response",
  certainty: "asked",
  requires: unreturned,
  changes: (api, place) =>
    isWriteOnlySecret(api, place) || isNoSecret(api, place) ? [] : withoutProperty(api, place.at),
};

/** What is claimed where a secret leaves a response. The secret of a share link is there to be given, to its owner. */
function unreturned({ title }: Fault): string | undefined {
  return title === OF_SHARED_LINK.title ? undefined : UNRETURNED;
}

const UNRETURNED = "The service no longer returns the value, and no client needs it after its creation.";

/**
 * Whether a place is known to be of something else than a credential: a name or an e-mail address that is read with the
 * secret, and that responses still need.
 */
function isNoSecret(api: AssessedApi, { at }: FaultPlace): boolean {
  const field = fieldsByPlace(api.data.fields).get(`${at.file}${at.pointer}`);
  return field !== undefined && !isCredential(field.category);
}

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
  // There a service mesh encrypts what services send in plain text: the port itself answers without TLS.
  if (IN_CLUSTER.test(value)) return [];
  if (/^http:\/\//i.test(value))
    return [
      { op: "replace", at, value: value.replace(/^http:/i, "https:").replace(/^([^/]*\/\/[^/:]+):80(?=\/|$)/, "$1") },
    ];
  // Swagger 2.0 lists the schemes of a host.
  if (value !== "http" || lastToken(parentPointer(at.pointer)) !== "schemes") return [];
  const list = nodeAt(api.document, { file: at.file, pointer: parentPointer(at.pointer) })?.value;
  return [Array.isArray(list) && list.includes("https") ? { op: "remove", at } : { op: "replace", at, value: "https" }];
}

/** The names that Kubernetes and Consul give to services inside of a cluster. */
const IN_CLUSTER = /^\w+:\/\/[^/:?#]*\.(?:svc|cluster\.local|consul)(?=[:/?#]|$)/i;

/**
 * An API key that a header takes as well is no longer taken in the query string: the scheme goes, and the alternatives that
 * ask for it alone. None where some operation that takes it there does not take it in the header.
 */
export function withoutKeyInQuery(api: AssessedApi, at: FaultPlace["at"]): readonly DescriptionChange[] {
  const scheme = api.securitySchemes.find((one) => isAtSameSchemeIn(one, at));
  const twin = scheme === undefined ? undefined : headerTwin(api, scheme);
  if (scheme === undefined || twin === undefined) return [];
  const requirements = [...new Set([api, ...api.operations].flatMap(({ security }) => security ?? []))];
  const gone: DescriptionChange[] = [];
  for (const { alternatives } of requirements) {
    const [asking, others] = partitioned(alternatives, ({ schemes }) => schemes.some((one) => one.scheme === scheme));
    if (asking.length === 0) continue;
    // With what stands beside it in one alternative it may mean something else.
    if (asking.some(({ schemes }) => schemes.length > 1)) return [];
    // Another credential, or none, is no way in for those who have the key.
    if (!others.some(({ schemes }) => schemes.length === 1 && schemes[0]!.scheme === twin)) return [];
    for (const { node } of asking) gone.push({ op: "remove", at: { file: node.source.file, pointer: node.pointer } });
  }
  return [...gone, { op: "remove", at: placeOf(scheme) }];
}

/** The scheme by which a header takes the same key: `X-Api-Key` beside `apikey`. */
function headerTwin(api: AssessedApi, { parameterName = "" }: SecurityScheme): SecurityScheme | undefined {
  const bare = bareName(parameterName);
  if (bare === "") return undefined;
  return api.securitySchemes.find(
    (one) => one.schemeKind === "apiKey" && one.in === "header" && bareName(one.parameterName ?? "") === bare,
  );
}

function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^x[-_]/, "")
    .replace(/[-_]/g, "");
}

function isAtSameSchemeIn(scheme: SecurityScheme, at: FaultPlace["at"]): boolean {
  const place = placeOf(scheme, "in");
  return place.file === at.file && place.pointer === at.pointer;
}

/** An API key travels in a header of its own. */
export function keyInHeader(api: AssessedApi, at: FaultPlace["at"]): readonly DescriptionChange[] {
  const scheme = api.securitySchemes.find((one) => isAtSameSchemeIn(one, at));
  // A second scheme for one header says nothing new.
  if (scheme !== undefined && headerTwin(api, scheme) !== undefined) return [];
  const header = headerNameOf(scheme?.parameterName ?? "key");
  if (header === undefined) return [];
  const holder = parentPointer(at.pointer);
  return [
    { op: "replace", at, value: "header" },
    { op: "replace", at: { file: at.file, pointer: childPointer(holder, "name") }, value: header },
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
