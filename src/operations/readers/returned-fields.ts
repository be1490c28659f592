import { member } from "../../core/json-value.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { categoryWords } from "../../core/category-words.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { heldSchemaOf } from "../../model/schema-parts.ts";
import { propertyNames } from "../../exposure/intent.ts";
import type { Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";

/** The sensitive fields that an operation returns without being asked for more, each once, by what it is. */
export type ReturnedFields = ReadonlyMap<string, AssessedFlow>;

/** What operations tell, each worked out once. */
export function returnedBy(api: AssessedApi, operation: Operation): ReturnedFields {
  const flows = api.whose.flowsOf(operation);
  const known = KNOWN.get(flows);
  if (known !== undefined) return known;
  const told = new Map<string, AssessedFlow>();
  for (const flow of flows) {
    if (flow.direction !== "read" || (flow.via !== "body" && flow.via !== "embedded")) continue;
    if (isContainer(flow) || flow.field.confidence === "possible" || !isAbove(flow.field.sensitivity, "internal"))
      continue;
    const key = keyOf(flow);
    if (!told.has(key)) told.set(key, flow);
  }
  KNOWN.set(flows, told);
  return told;
}

const KNOWN = new WeakMap<readonly AssessedFlow[], ReturnedFields>();

/** A list or an object is what is in it. */
function isContainer({ field: { node } }: AssessedFlow): boolean {
  return ["properties", "items", "allOf", "$ref"].some((key) => member(node.value, key) !== undefined);
}

/** What is told, whatever the schemas are called: the same fact under two names is the same. */
function keyOf({ field }: AssessedFlow): string {
  return categoryWords(field);
}

/** What one operation tells and another does not; a web page is there to be seen. */
export function returnedOnlyBy(one: ReturnedFields, other: ReturnedFields): readonly AssessedFlow[] {
  return [...one].flatMap(([key, flow]) =>
    other.has(key) || flow.field.category === "user.contact.url" ? [] : [flow],
  );
}

/** Operations that read, by path. */
export function readsByPath(api: AssessedApi): ReadonlyMap<string, Operation> {
  return new Map(
    api.operations
      .filter(({ operationKind, method }) => operationKind === "path" && method === "GET")
      .map((operation) => [shapeOf(operation.path), operation]),
  );
}

/** A path without the names of its parameters, and without a slash at its end. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}").replace(/\/$/, "");
}

/** The objects that a success response is, is a list of or wraps. */
export function objectsReturned(operation: Operation): readonly Schema[] {
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
    .flatMap((element) => [
      element,
      ...(element.properties.size <= MOST_WRAPPING ? [...element.properties.values()].map(heldSchemaOf) : []),
    ]);
}

/** An object of more properties than these wraps no other. */
const MOST_WRAPPING = 4;

/** Whether two operations return one kind of thing: what they return has names in common. */
export function returnSameThings(one: Operation, other: Operation): boolean {
  const names = namesReturned(other);
  const shared = [...namesReturned(one)].filter((name) => names.has(name)).length;
  return shared > 0 && shared >= Math.min(LEAST_SHARED, names.size) && shared >= names.size / 3;
}

const LEAST_SHARED = 2;

/** The names of what a success response returns. */
export function namesReturned(operation: Operation): ReadonlySet<string> {
  return new Set(objectsReturned(operation).flatMap((schema) => propertyNames(schema)));
}
