import { isAbove } from "../../core/exposure-words.ts";
import { listed } from "../../core/prose.ts";
import { isOwn } from "../../exposure/principals.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { objectPath, tailOf } from "../../operations/candidates/path-steps.ts";
import { isOwnForSure, readsOf, returnsWhatIsSent } from "../scope/carried.ts";
import { shapeOf } from "../../operations/readers/returned-fields.ts";
import { unclearPathsOf, understandingOf } from "../../operations/understood.ts";
import { errorCarriers, schemaCarriers } from "../scope/carriers.ts";
import { isOfDeeds, type Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";
import { copiesOf, twinsOf } from "./twins.ts";

/**
 * Operations that give or take what was reported by the shape of their schemas, also where no field of it is classified: the
 * same schema, one that tells the same under another name, and a path that names the field.
 */
export function alikeBySchema(scope: Scope): readonly Found[] {
  const { source, operations, items } = scope;
  const { api } = source;
  const reported = new Set(operations);
  const property = items.find((item) => item.property !== undefined)?.property;
  const wanted = reportedSchemas(scope);
  if (wanted.length === 0) return [];
  const hasIt = (schema: Schema): boolean => property === undefined || composedProperties(schema).has(property);
  const twins = twinsOf(api, wanted).filter(({ schema }) => hasIt(schema));
  const found: Found[] = [];
  const isDone = isOfDeeds(scope);
  const unclear = unclearNames(scope);
  // An envelope is alike around whatever it holds: where it is known what was reported, the same has some of it.
  const kinds = new Set(
    items.every(({ kind }) => kind === "operation")
      ? scope.reads.flatMap(({ field }) => (isAbove(field.sensitivity, "internal") ? [field.category] : []))
      : [],
  );
  const add = (operation: Operation, kind: Found["relation"], why: string): void => {
    // What gives the same object as a change does is on the same object: that it is given was not reported.
    const relation = isDone && kind === "same-data" ? "same-object" : kind;
    if (reported.has(operation) || (isOwn(operation) && !scope.operations.every(isOwn))) return;
    // What somebody is let in by gives them what is theirs, as does what gives nobody anything else.
    if (relation === "same-data" && (letsIn(scope, operation) || givesOwnAlone(scope, operation))) return;
    found.push({ relation, operation, way: relation === "same-data" ? wayOf(operation) : "action", why, flows: [] });
  };
  const shown = errorCarriers(api, wanted);
  if (shown.length <= FEW || shown.length * 2 <= api.operations.length)
    for (const operation of shown)
      if (!reported.has(operation))
        found.push({
          relation: "same-data",
          operation,
          way: "error",
          why: "returns a record of the same schema in an error",
          flows: errorFlows(operation, wanted, scope),
        });
  const own = schemaCarriers(api, wanted);
  const isSetting = (operation: Operation): boolean => !actionOf(operation).isReading;
  const isNamed = items.some(({ kind }) => kind === "schema" || kind === "field");
  for (const operation of own.returning) {
    if (returnsWhatIsSent(operation)) continue;
    add(operation, "same-data", "returns the same schema");
    // Whoever makes one gets what they made: no leak by itself, and one more answer that a fix has to change.
    if (isNamed && actionOf(operation).isMaking && givesOwnAlone(scope, operation))
      add(operation, "same-object", "creates one and returns it");
  }
  for (const operation of own.taking)
    if (isSetting(operation))
      add(operation, "same-object", property === undefined ? "can set what it holds" : "can set it");
  for (const { schema, name, shared } of twins) {
    const alike = schemaCarriers(api, [schema]);
    const isTold = (operation: Operation): boolean => kinds.size === 0 || mayGive(api, operation, kinds);
    const isGivenThere = unclear.size === 0 || [...composedProperties(schema).keys()].some((one) => unclear.has(one));
    const called = name === undefined ? "another schema" : `another schema (${name})`;
    for (const operation of alike.returning)
      if (!returnsWhatIsSent(operation) && isTold(operation))
        add(
          operation,
          isGivenThere ? "same-data" : "same-object",
          isGivenThere ? `returns ${property ?? listed(shared, 4)} in ${called}` : `returns ${listed(shared, 4)} of it`,
        );
    for (const operation of alike.taking)
      if (isSetting(operation)) add(operation, "same-object", `can set ${property ?? listed(shared, 4)} in ${called}`);
  }
  if (property !== undefined)
    for (const schema of copiesOf(api, wanted, property))
      for (const operation of schemaCarriers(api, [schema]).returning)
        add(operation, "same-data", `returns ${property} beside the identifier of what it belongs to`);
  for (const { operation, taken } of answeredLater(scope))
    add(operation, "same-data", `is answered later by ${taken.id}, which carries it`);
  // A patch of what another call sets as a whole sets it too, whatever its own body says.
  const set = new Set(
    found.filter(({ relation }) => relation === "same-object").map(({ operation }) => operation.path),
  );
  for (const operation of api.operations)
    if (operation.method === "PATCH" && set.has(operation.path))
      add(operation, "same-object", "patches what another call sets");
  for (const { operation, relation, why } of isDone ? [] : undescribed(scope)) add(operation, relation, why);
  if (property !== undefined)
    for (const operation of namingThe(property, scope))
      add(operation, isGiving(operation) ? "same-data" : "same-object", `names ${property} in its path`);
  return found;
}

/**
 * Reads that give nothing at once, where what was reported is sent to the same path: the answer comes as a call of its own, as
 * `PUT /accounts/{id}` does after `GET /accounts/{id}` was accepted.
 */
function answeredLater({ source: { api }, operations }: Scope): readonly {
  readonly operation: Operation;
  readonly taken: Operation;
}[] {
  const taken = operations.filter(({ method, operationKind }) => operationKind === "path" && method !== "GET");
  return api.operations.flatMap((operation) => {
    const answer = taken.find(({ path }) => path === operation.path);
    const given = operation.responses.filter(({ statusClass }) => statusClass === "2xx");
    const isLater = given.length > 0 && given.every(({ status, content }) => status === "202" && content.length === 0);
    return operation.method === "GET" && answer !== undefined && isLater ? [{ operation, taken: answer }] : [];
  });
}

/** Whether an operation gives most of some kinds of data, or does not say all that it gives. */
function mayGive(api: Scope["source"]["api"], operation: Operation, kinds: ReadonlySet<string>): boolean {
  const understanding = understandingOf(api, operation);
  return (
    understanding === "opaque" ||
    understanding === "file" ||
    new Set(readsOf(api, operation).flatMap(({ field }) => (kinds.has(field.category) ? [field.category] : []))).size *
      2 >
      kinds.size
  );
}

/**
 * Where a reported read gives nothing confidential but parts that are not described: what those are called. What has none of
 * them gives the rest, which is not why it was reported.
 */
function unclearNames({ source: { api }, items, operations, reads }: Scope): ReadonlySet<string> {
  if (
    items.some(({ kind }) => kind !== "operation") ||
    reads.some(({ field }) => isAbove(field.sensitivity, "internal"))
  )
    return new Set();
  return new Set(
    operations.flatMap((operation) =>
      unclearPathsOf(api, operation).flatMap((path) => path.replaceAll("[]", "").split(".").at(-1) ?? []),
    ),
  );
}

/** The schemas that were reported, or that reported operations are about. */
export function reportedSchemas({ source: { api }, items }: Scope): readonly Schema[] {
  return items.flatMap((item) =>
    item.kind === "operation"
      ? item.operations.flatMap(mainSchemasOf).filter((schema) => !isOfMost(schema, api))
      : (item.schemas ?? []),
  );
}

/** What of the reported kinds of data is read from an error, in a record of one of some schemas. */
function errorFlows(operation: Operation, wanted: readonly Schema[], { source, reads }: Scope): Found["flows"] {
  const categories = new Set(reads.map(({ field }) => field.category));
  const schemas = new Set(wanted.map((schema) => targetOf(schema)));
  return source.api
    .assessed(operation)
    .flows.filter(
      ({ direction, via, path, field }) =>
        direction === "read" &&
        via === "error" &&
        categories.has(field.category) &&
        path.some(({ schema }) => schemas.has(targetOf(schema))),
    );
}

/** Whether somebody is let in by an operation, or makes an account with it. */
function letsIn({ source: { api } }: Scope, operation: Operation): boolean {
  return ENTRANCES.has(api.assessed(operation).intent ?? "");
}

const ENTRANCES: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "password-reset",
  "verification",
  "client-registration",
]);

/** Whether all that is known of what comes back is the caller's own, where others' data was reported. */
function givesOwnAlone({ source: { api }, reads }: Scope, operation: Operation): boolean {
  if (reads.every((flow) => isOwnForSure(api, flow))) return false;
  const given = readsOf(api, operation);
  return given.length > 0 && given.every((flow) => isOwnForSure(api, flow));
}

/**
 * Operations that may give or take what was reported and do not say what they give or take: what belongs to the same object,
 * and what exports or imports all that there is.
 */
function undescribed({ source, operations }: Scope): readonly Pick<Found, "operation" | "relation" | "why">[] {
  const { api } = source;
  const objects = objectShapes(operations);
  // What is within the realm of a client is not all of the client.
  const innermost = [...objects].filter((object) => ![...objects].some((other) => other.startsWith(`${object}/`)));
  const isAround = (path: string): boolean =>
    [...objects].some((object) => object === path || object.startsWith(`${path}/`));
  const read = operations.filter((one) => one.operationKind === "path" && actionOf(one).isReading);
  const wholes = new Set(read.map((one) => shapeOf(one.path)));
  const collections = read.flatMap(({ path }) =>
    /\/\{[^{}]*\}$/.test(path) ? [shapeOf(path.replace(/\/[^/]*$/, ""))] : [],
  );
  return api.operations.flatMap((operation): Pick<Found, "operation" | "relation" | "why">[] => {
    if (operation.operationKind !== "path") return [];
    const path = shapeOf(operation.path);
    if (wholes.has(path.slice(0, path.lastIndexOf("/"))) && isFileOfAll(operation, api))
      return [{ operation, relation: "same-data", why: "returns a file of it, and does not say what is in the file" }];
    if (collections.some((collection) => path.startsWith(`${collection}/`)) && isFileOfRecords(operation, api))
      return [
        {
          operation,
          relation: "same-data",
          why: "returns a file from the same collection, and does not say what is in the file",
        },
      ];
    const words = tailOf(operation).flatMap((segment) => wordsOf(segment));
    const isOpaque = understandingOf(api, operation) === "opaque";
    const isOfAll = isAround(shapeOf(objectPath(operation)));
    if (isOpaque && isOfAll && words.some((word) => operation.lexicon.is(word, "export")))
      return [{ operation, relation: "same-data", why: "exports all of it; the response is not described" }];
    const body = operation.requestBody?.content.flatMap(({ schema }) => (schema === undefined ? [] : [schema])) ?? [];
    const isFree = body.length > 0 && body.every((schema) => composedProperties(targetOf(schema)).size === 0);
    if (isFree && isOfAll && words.some((word) => operation.lexicon.is(word, "import")))
      return [{ operation, relation: "same-object", why: "imports what is sent; what that may be is not described" }];
    const isPart = innermost.some((object) => path.startsWith(`${object}/`));
    return isOpaque && isPart && actionOf(operation).isReading
      ? [{ operation, relation: "same-data", why: "belongs to the same object; the response is not described" }]
      : [];
  });
}

/** Whether a path ends in the form in which what stands before it is given as a whole: `/positions/csv`. */
function isFileOfAll(operation: Operation, api: Scope["source"]["api"]): boolean {
  return (
    endsIn(wordsOf(tailOf(operation).at(-1) ?? ""), operation.lexicon, "form-of-file") &&
    givesFiles(operation, api, (type) => !NO_RECORDS.test(type))
  );
}

/** Whether a file of tables or pages comes back, in which anything may stand: `/reports/files/{number}` beside `/reports/{type}`. */
function isFileOfRecords(operation: Operation, api: Scope["source"]["api"]): boolean {
  return givesFiles(operation, api, (type) => OF_RECORDS.test(type));
}

/** Whether nothing but files of some types comes back, of which nothing says what is in them. */
function givesFiles(operation: Operation, api: Scope["source"]["api"], isType: (type: string) => boolean): boolean {
  const content = operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap((response) => response.content);
  return (
    actionOf(operation).isReading &&
    content.length > 0 &&
    content.every(({ type, schema }) => isType(type) && (schema === undefined || isText(schema))) &&
    // A body that is taken for something as a whole is so by its name alone.
    readsOf(api, operation).every(({ witness }) => witness === "2xx")
  );
}

/** Tables and documents. */
const OF_RECORDS = /csv|tab-separated|excel|spreadsheet|opendocument|pdf|zip|octet-stream/;

/** Whether a schema is of a file: a number tells how many there are. */
function isText(schema: Schema): boolean {
  const { types, properties } = targetOf(schema);
  return properties.size === 0 && (types.length === 0 || types.includes("string"));
}

/** What says itself what is in it, and what holds no records. */
const NO_RECORDS = /^(?:image|audio|video)\/|^text\/(?:plain|html)|json/;

/** Whether most operations return a schema, such as an acknowledgement: then it says nothing of any of them. */
function isOfMost(schema: Schema, api: Scope["source"]["api"]): boolean {
  const { returning } = schemaCarriers(api, [schema]);
  return returning.length > FEW && returning.length * 2 > api.operations.length;
}

/** Of an API of so few operations most may give the same data. */
const FEW = 8;

/** The schemas that an operation is about: what comes back, one of many where it holds many. */
function mainSchemasOf({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx" || statusClass === "default")
    .flatMap(({ content }) =>
      content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(targetOf(schema))])),
    )
    .map((schema) => targetOf(schema))
    .filter((schema) => composedProperties(schema).size > 1);
}

function wayOf({ operationKind }: Operation): Found["way"] {
  return operationKind === "path" ? "response" : "event";
}

/** Operations on the object that has a field whose paths end in its name: `/clients/{id}/client-secret`. */
function namingThe(property: string, { source, operations }: Scope): readonly Operation[] {
  const words = wordsOf(property);
  const paths = objectShapes(operations);
  return source.api.operations.filter((operation) => {
    if (operation.operationKind !== "path" || !paths.has(shapeOf(objectPath(operation)))) return false;
    const tail = tailOf(operation).map((segment) => wordsOf(segment));
    // Of several things that a path joins the field is only one: `email_and_password` are settings.
    return tail.some((segment) => words.every((word) => segment.includes(word)) && segment.length <= words.length + 1);
  });
}

/** Whether something comes back. */
function isGiving(operation: Operation): boolean {
  return operation.responses.some(({ statusClass, content }) => statusClass === "2xx" && content.length > 0);
}

/** The paths of the objects that operations are about, without the names of parameters. */
function objectShapes(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) => (operation.path.includes("{") ? [shapeOf(objectPath(operation))] : [])),
  );
}
