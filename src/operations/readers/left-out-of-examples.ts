import { isObject, member } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { MediaType, Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { flowsByField } from "./flow-index.ts";

/**
 * Whether a schema that requests and responses have in common brings a credential into a response, of which the examples leave it out:
 * Swagger 2.0 has no `writeOnly`. Each example must show the object that the schema is of, by several of its properties, and an example
 * may leave out what not every object has, so that a text that says that it is shown holds.
 */
export function isLeftOutOfExamples({ field, operation, path }: AssessedFlow, api: AssessedApi): boolean {
  const holder = path.at(-1)?.schema;
  if (operation.method !== "GET" || holder === undefined || !isWithoutWriteOnly(field, api)) return false;
  if (isSaidShown(field, holder)) return false;
  if (!(flowsByField(api).get(field) ?? []).some(({ direction, via }) => direction === "write" && via === "body"))
    return false;
  const names = [...composedProperties(holder).keys()].filter((name) => name !== field.name);
  const shown = objectsShown(operation).filter(
    (one) => names.filter((name) => Object.hasOwn(one, name)).length >= Math.max(FEWEST, names.length / 2),
  );
  return shown.length > 0 && shown.every((one) => !Object.hasOwn(one, field.name));
}

/** The objects in the examples of what an operation returns: each secret of it asks. */
const objectsShown = memo((operation: Operation) =>
  operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(examplesOf))
    .flatMap((value) => [...objectsIn(value, 0)]),
);

/**
 * Whether a description cannot say `writeOnly`, or nowhere does as those made of Swagger 2.0, where a password is at least one of those
 * that forms hide. Who knows the word and leaves it out means that the field comes back.
 */
function isWithoutWriteOnly({ node }: ClassifiedField, { format, schemas }: AssessedApi): boolean {
  if (format.version === "2.0") return true;
  return member(node.value, "format") === "password" && !saysWriteOnly(schemas);
}

/** Whether any schema says `writeOnly`. */
const saysWriteOnly = memo((schemas: AssessedApi["schemas"]) => schemas.some(({ writeOnly }) => writeOnly));

/** Whether a text of a field says that callers see it, or which one it is: "Current password. The app shows it". */
function isSaidShown({ name, node }: ClassifiedField, holder: Schema): boolean {
  const own = composedProperties(holder).get(name);
  const nodes = [node, ...(own === undefined ? [] : [own.node, targetOf(own).node])];
  return nodes.some(({ value }) =>
    ["title", "description"].some((key) => {
      const text = member(value, key);
      return typeof text === "string" && SAID_SHOWN.test(text.slice(0, LIMIT));
    }),
  );
}

const SAID_SHOWN = /\b(?:show(?:s|n|ing)?|display(?:s|ed|ing)?|return(?:s|ed)?|current(?:ly)?|visible|readable)\b/i;

/** So much of a text is looked at. */
const LIMIT = 1000;

/** So many properties make an object of an example known as what a schema is of. */
const FEWEST = 3;

function examplesOf({ examples, schema }: MediaType): readonly unknown[] {
  return [...examples, ...(schema === undefined ? [] : [...schema.examples, ...targetOf(schema).examples])].map(
    ({ value }) => value,
  );
}

function* objectsIn(value: unknown, depth: number): Generator<Readonly<Record<string, unknown>>> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const item of value.slice(0, MOST_ITEMS)) yield* objectsIn(item, depth + 1);
  if (!isObject(value)) return;
  yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner, depth + 1);
}

/** So deep in an example an object is looked for, and in so many items of a list. */
const DEEPEST = 6;
const MOST_ITEMS = 20;
