import type { Operation, Response } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { composedProperties, unwrapped } from "../model/schema-parts.ts";

/** What an operation answers where it succeeds, by the schema of its JSON; `undefined` where none says so. */
export function answerOf({ responses }: Operation): Schema | undefined {
  const success = responses.filter(({ statusClass }) => statusClass === "2xx");
  const said = success.length > 0 ? success : responses.filter(({ statusClass }) => statusClass === "default");
  return said.flatMap(jsonOf)[0];
}

function jsonOf({ content }: Response): readonly Schema[] {
  return content.flatMap(({ type, schema }) => (/json|^\*\/\*$/i.test(type) && schema !== undefined ? [schema] : []));
}

/** What an operation answers where it refuses a call with a status. */
export function refusalOf({ responses }: Operation, status: string): Schema | undefined {
  return responses.filter((one) => one.status === status).flatMap(jsonOf)[0];
}

/** The list that an answer is, or has as its only one: the names that lead to it, and what one of its items is. */
export interface AnsweredList {
  readonly names: readonly string[];
  readonly item: Schema;
}

/** The list in an answer; `undefined` where it has none, or several. */
export function listIn(schema: Schema, depth = 0): AnsweredList | undefined {
  const target = unwrapped(schema);
  if (target.items !== undefined) return { names: [], item: target.items };
  if (depth > 1) return undefined;
  const properties = [...composedProperties(target)].filter(([name]) => isPlainName(name));
  const lists = properties.flatMap(([name, property]): AnsweredList[] => {
    const { items } = unwrapped(property);
    return items === undefined || composedProperties(unwrapped(items)).size === 0
      ? []
      : [{ names: [name], item: items }];
  });
  if (lists.length === 1) return lists[0];
  if (lists.length > 1) return undefined;
  const deeper = properties.flatMap(([name, property]): AnsweredList[] => {
    const found = composedProperties(unwrapped(property)).size === 0 ? undefined : listIn(property, depth + 1);
    return found === undefined ? [] : [{ ...found, names: [name, ...found.names] }];
  });
  return deeper.length === 1 ? deeper[0] : undefined;
}

/** Names that runners can write behind a pointer as they are; one of them is no name to JavaScript. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name) && name !== "__proto__";
}

/** Names that an output of a step may have: runners read more in a hyphen or a digit. */
export function isOutputName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && isPlainName(name);
}

/** The pointer of an object's identifier in an answer that is one such object: `/id`, or `/data/id` where it is wrapped. */
export function idPointerIn(schema: Schema, names: readonly string[], depth = 0): string | undefined {
  const properties = composedProperties(unwrapped(schema));
  const isId = (name: string): boolean => isScalarSchema(properties.get(name));
  const found =
    names.find((name) => properties.has(name) && isId(name)) ??
    [...properties.keys()].find((name) => names.some((one) => plain(one) === plain(name)) && isId(name));
  if (found !== undefined) return isPlainName(found) ? `/${found}` : undefined;
  if (depth > 0) return undefined;
  const inner = [...properties].flatMap(([name, property]) => {
    const pointer =
      isPlainName(name) && unwrapped(property).items === undefined ? idPointerIn(property, names, 1) : undefined;
    return pointer === undefined ? [] : [`/${name}${pointer}`];
  });
  // In an envelope of one object that is it; among several nothing says which.
  return inner.length === 1 ? inner[0] : undefined;
}

/** Whether a property is one value: no object, and no list. */
export function isScalarSchema(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const { types, properties, items, additionalProperties, allOf } = unwrapped(schema);
  return (
    properties.size === 0 &&
    items === undefined &&
    typeof additionalProperties !== "object" &&
    allOf.length === 0 &&
    !types.some((type) => type === "object" || type === "array")
  );
}

/** The properties of one object, each with whether an answer always has it. */
export function propertiesOf(
  schema: Schema,
): ReadonlyMap<string, { readonly schema: Schema; readonly isRequired: boolean }> {
  const required = new Set(requiredIn(schema));
  return new Map(
    [...composedProperties(unwrapped(schema))].map(([name, property]) => [
      name,
      { schema: property, isRequired: required.has(name) },
    ]),
  );
}

/** The names that a schema requires, also those of which it says no more. */
export function requiredIn(schema: Schema): readonly string[] {
  const parts = new Set([targetOf(unwrapped(schema)), targetOf(schema)]);
  for (const part of parts) for (const more of part.allOf) parts.add(targetOf(more));
  return [...parts].flatMap(({ required }) => [...required]);
}

function plain(name: string): string {
  return name.replace(/[-_]/g, "").toLowerCase();
}
