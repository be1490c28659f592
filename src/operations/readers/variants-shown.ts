import { isObject } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/**
 * Whether the thing that has a field comes in kinds, of which some have it and others do not, and the record is one of another kind:
 * the examples of the list show both under one name, or its schema has alternatives. The record leaves nothing out then.
 */
export function isOfAnotherKind({ operation: list, field, path }: AssessedFlow, record: Operation): boolean {
  const key = path.at(-1)?.property;
  const inRecord = namesUnder(record, key);
  if (inRecord.size === 0) return false;
  const isOfRecord = (names: readonly string[]): boolean =>
    names.length === inRecord.size && !names.includes(field.name) && names.every((name) => inRecord.has(name));
  const shown = key === undefined ? [] : (shownUnder(list).get(key) ?? []);
  return (
    (shown.some((one) => Object.hasOwn(one, field.name)) && shown.some((one) => isOfRecord(Object.keys(one)))) ||
    path
      .flatMap((_, at) => alternativesAt(path, at))
      .some((one) => isOfRecord([...composedProperties(heldSchemaOf(one)).keys()]))
  );
}

/** The alternatives of which an object on the way to a field is one. */
function alternativesAt(path: AssessedFlow["path"], at: number): readonly Schema[] {
  const { property, schema } = path[at]!;
  const before = path[at - 1]?.schema;
  const named = before === undefined || property === undefined ? undefined : composedProperties(before).get(property);
  return [schema, ...(named === undefined ? [] : [heldSchemaOf(named)])].flatMap((one) => {
    const { oneOf, anyOf } = targetOf(one);
    return [...oneOf, ...anyOf];
  });
}

/** The names of what stands under a key of a response, or of the whole where there is none. */
function namesUnder({ responses }: Operation, key: string | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (schema: Schema, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
      if (key === undefined) names.add(name);
      else if (name !== key) visit(property, depth + 1);
      else for (const own of composedProperties(heldSchemaOf(property)).keys()) names.add(own);
    }
  };
  for (const { statusClass, content } of responses)
    if (statusClass === "2xx") for (const { schema } of content) if (schema !== undefined) visit(schema, 0);
  return names;
}

type Shown = Readonly<Record<string, unknown>>;

/** The objects in the examples of what an operation returns, by the key under which each stands. */
const shownUnder = memo(({ responses }: Operation): ReadonlyMap<string, readonly Shown[]> => {
  const found = new Map<string, Shown[]>();
  const visit = (value: unknown, key: string, depth: number): void => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const item of value.slice(0, MOST_ITEMS)) visit(item, key, depth + 1);
    if (!isObject(value)) return;
    const known = found.get(key);
    if (known === undefined) found.set(key, [value]);
    else known.push(value);
    for (const [name, inner] of Object.entries(value)) visit(inner, name, depth + 1);
  };
  for (const { statusClass, content } of responses)
    if (statusClass === "2xx")
      for (const { examples, schema } of content)
        for (const { value } of [...examples, ...(schema === undefined ? [] : targetOf(schema).examples)])
          visit(value, "", 0);
  return found;
});

/** So deep in a response, and in so many items of a list. */
const DEEPEST = 6;
const MOST_ITEMS = 20;
