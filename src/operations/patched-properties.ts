import { listed, prose, quoted } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { namesRole } from "../exposure/said-role.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { operationsOn } from "../model/operations-on-path.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import type { Fault } from "./fault.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { namesOwner } from "./ownership.ts";
import { isAdministratorFlag, isMoney } from "./privileged-fields.ts";
import { isKeptName } from "./own-record.ts";
import { isText, requestFields, says, type RequestField } from "./request-fields.ts";
import { isByServed } from "./served-callers.ts";
import { isAttestedName } from "./settled-values.ts";

/**
 * Changes that name the property to change as a value: a JSON Patch (RFC 6902), or a field and its new value. Where any name
 * is taken, callers reach what of the record is the service's, whatever a schema would leave out.
 */
export function* patchedFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (!CHANGES.has(operation.method) || !isOrdinaryChange(api, operation) || namesRole(operation)) continue;
    const named = namedProperty(api, operation);
    const field = named ?? wholeMap(operation);
    if (field === undefined) continue;
    const kept = [...(named === undefined ? [] : keptOf(api, operation)), ...keptInText(operation, field)];
    if (kept.length === 0) continue;
    yield {
      at: field.at,
      cause: `patched ${operation.method} ${operation.pathItem.path}`,
      title: "Callers can name any property to change (mass assignment)",
      places: [{ at: field.at, operation, witness: field.witness }],
      message: `${field.witness === "request" ? "The body" : quoted(field.name)} of ${operation.id} can name any property of the record, including ${listed(
        kept.map((name) => quoted(name)),
        3,
      )}`,
      rationale: PATCHED,
      exploit: PATCHED_BY,
      remediation: PATCHABLE,
      mitigations: isByServed(api, operation) ? [] : ["nothing indicates that the public can make this call"],
    };
  }
}

const CHANGES: ReadonlySet<string> = new Set(["PATCH", "PUT", "POST"]);

/** By what of a request a property is named. */
type Named = Pick<RequestField, "name" | "description" | "at" | "witness">;

const PATCHED = prose`
  The request says which property is changed, as a value, and nothing limits which names are accepted. The record contains
  what the service checks, grants or computes, and callers can change it by its name.
`;
const PATCHED_BY = prose`
  An attacker sends an ordinary change with the path of another property: the result, the approval or the balance.
`;
const PATCHABLE = prose`
  List the properties that may be changed, as an enum or a pattern of the field. Reject all others with 403 or 422. Test
  it with each property that the service sets.
`;

/** The field of a request by which any property is named: it stands beside the new value, and nothing narrows it. */
function namedProperty(api: AssessedApi, operation: Operation): Named | undefined {
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
  const isPatch = (operation.requestBody?.content ?? []).some(({ type }) => /json-patch\+json/i.test(type));
  const isPatchOf = (field: RequestField): boolean => {
    const beside = besides(field, fields);
    const hasValue = beside.some(({ words }) => lexicon.is(words.join(" "), "new-value"));
    // A record with many properties of its own has a path, and a value, of something else.
    return hasValue && beside.length <= MOST_BESIDE && (!PATH.test(field.name) || beside.some(isVerb));
  };
  return fields.find(
    (field) =>
      lexicon.is(field.text, "property-named") &&
      (isFreeMap(field)
        ? isOnlyInRequest(api, operation, field)
        : isPatch || (field.depth === 0 && isPatchOf(field))) &&
      (isFreeMap(field) || (isText(field) && !field.isList)) &&
      (isPatch || !field.witness.includes("[]")) &&
      !says(field, "enum", "const", "pattern") &&
      !isNarrowedByText(field, operation),
  );
}

/** The other values in the object of one: what a call says beside the name of a property. */
function besides({ name, witness }: RequestField, fields: readonly RequestField[]): readonly RequestField[] {
  const object = witness.slice(0, -name.length);
  return fields.filter((one) => one.witness !== witness && one.witness.slice(0, -one.name.length) === object);
}

/** A name, a value, a verb, and perhaps a version and a reason. */
const MOST_BESIDE = 4;

/** A path leads to many things; where a verb of a patch stands beside it, it leads to a property (RFC 6902, section 4). */
const PATH = /^(?:path|pfad|chemin|ruta|caminho)$/i;

function isVerb({ name }: RequestField): boolean {
  return /^(?:op|operation|action|verb)$/i.test(name);
}

/** The body of a change, where it is nothing but a map of any names: where it stands, and what it is called. */
function wholeMap(operation: Operation): Named | undefined {
  for (const { schema } of operation.requestBody?.content ?? []) {
    const target = schema === undefined ? undefined : targetOf(schema);
    if (schema === undefined || target === undefined || !isMap(target)) continue;
    const field = { name: "the body", description: "", at: placeOf(schema), witness: "request" };
    return isNarrowedByText(field, operation) ? undefined : field;
  }
  return undefined;
}

/** What of the names that a text gives for the keys of a map is the service's: "`kyc_level` | order service". */
function keptInText({ summary = "", description = "", lexicon }: Operation, field: Named): readonly string[] {
  const texts = [summary, description, field.description].map((text) => text.slice(0, LIMIT));
  return texts
    .flatMap((text) => text.match(CODE) ?? [])
    .map((name) => name.slice(1, -1))
    .filter((name) => isKeptName(wordsOf(name), lexicon));
}

/** A name in a text that is marked as code. */
const CODE = /`[A-Za-z][\w-]{2,40}`/g;

/** Whether no read returns a property of that name: what is returned by it is a map of its own, beside the record. */
function isOnlyInRequest(api: AssessedApi, operation: Operation, { name }: RequestField): boolean {
  if (operation.method === "POST") return false;
  return !operationsOn(api.operations, operation.path).some(({ responses }) =>
    responses.some(({ statusClass, content }) =>
      statusClass === "2xx"
        ? content.some(({ schema }) => schema !== undefined && composedProperties(heldSchemaOf(schema)).has(name))
        : false,
    ),
  );
}

/** `attributes: { additionalProperties: true }` */
function isFreeMap({ parts, isList }: RequestField): boolean {
  return !isList && parts.some(isMap) && parts.every(({ properties }) => properties.size === 0);
}

function isMap({ additionalProperties, properties }: Schema): boolean {
  return additionalProperties !== undefined && additionalProperties !== false && properties.size === 0;
}

/** Whether a text lists what may be changed: "Only `/a` and `/b`", "others are refused". */
function isNarrowedByText(
  field: Pick<RequestField, "description">,
  { summary = "", description = "", responses, lexicon }: Operation,
): boolean {
  const refusals = responses.flatMap(({ status, description: said = "" }) =>
    /^(?:400|403|409|422)$/.test(status) ? [said] : [],
  );
  return (
    [field.description, summary, description].some((text) => {
      const words = wordsInOrder(text.slice(0, LIMIT));
      return lexicon.has(words, "reserved") || lexicon.has(words, "is-refused") || (text.match(PATHS)?.length ?? 0) > 1;
    }) || refusals.some((text) => wordsOf(text).some((word) => lexicon.is(word, "property-named")))
  );
}

/** `/rhythm` */
const PATHS = /(?<![\w/}])\/[a-z]\w+/gi;
const LIMIT = 1000;

/** What of a record is the service's, by the names of its properties. */
function keptOf(api: AssessedApi, operation: Operation): readonly string[] {
  const isServed = isByServed(api, operation);
  const reads = operationsOn(api.operations, operation.path).filter(({ method }) => method === "GET");
  const names = [operation, ...reads].flatMap(({ responses }) =>
    responses.flatMap(({ statusClass, content }) =>
      statusClass === "2xx"
        ? content.flatMap(({ schema }) => (schema === undefined ? [] : keptIn(schema, operation, 1, isServed)))
        : [],
    ),
  );
  return [...new Set(names)];
}

function keptIn(schema: Schema, operation: Operation, depth: number, isServed: boolean): readonly string[] {
  const { lexicon } = operation;
  return [...composedProperties(heldSchemaOf(schema))].flatMap(([name, property]) => {
    const { types } = targetOf(property);
    const value = { name, types };
    const words = wordsOf(name);
    const isFigure = types.some((type) => type === "number" || type === "integer");
    const isKept =
      isAdministratorFlag(value, lexicon) ||
      isMoney(value, lexicon) ||
      (types.includes("boolean") && isAttestedName(words, lexicon)) ||
      (isFigure && FIGURES.some((concept) => isHeadedBy(words, lexicon, concept))) ||
      namesOwner(name, lexicon) ||
      (isServed && isFigure && isKeptName(words, lexicon)) ||
      (words.length > 1 && endsIn(words, lexicon, "right"));
    return [
      ...(isKept ? [name] : []),
      ...(depth > 0 && targetOf(property).properties.size > 0 ? keptIn(property, operation, depth - 1, isServed) : []),
    ];
  });
}

const FIGURES = ["own-result", "kept-balance", "quota"] as const;
