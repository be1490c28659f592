import { memo } from "../core/memo.ts";
import type { Response } from "./api.ts";
import { isEncodedFile } from "./encoded-file.ts";
import { composedProperties, unwrapped } from "./schema-parts.ts";
import { targetOf, type Schema } from "./schema.ts";

/** A part of what comes back of which a schema does not say what is in it. */
export interface UnclearPart {
  /** As in a witness: `data[].content`. */
  readonly path: string;
  readonly name: string;
  readonly property: Schema;
  /** The component that it stands in, and those around that, the nearest first. */
  readonly owners: readonly string[];
  /** A file in Base64, or an object or map of any content. */
  readonly kind: "file" | "free";
}

/** The parts of a response that nobody can tell the content of, in the order of its schema; what only says how it was paged is none. */
export const unclearParts = memo(({ content }: Response): readonly UnclearPart[] => {
  const found = new Map<Schema, UnclearPart>();
  const seen = new Set<Schema>();
  for (const { schema } of content)
    if (schema !== undefined) addParts(found, schema, unwrapped(schema), { path: "", owners: [] }, seen);
  return [...found.values()];
});

interface Around {
  readonly path: string;
  readonly owners: readonly string[];
}

function addParts(
  found: Map<Schema, UnclearPart>,
  schema: Schema,
  target: Schema,
  around: Around,
  seen: Set<Schema>,
): void {
  if (seen.has(target) || seen.size > MOST_OBJECTS) return;
  seen.add(target);
  const { items, additionalProperties } = target;
  if (items !== undefined) addParts(found, items, unwrapped(items), { ...around, path: `${around.path}[]` }, seen);
  if (typeof additionalProperties === "object")
    addParts(
      found,
      additionalProperties,
      unwrapped(additionalProperties),
      { ...around, path: `${around.path}{}` },
      seen,
    );
  const name = targetOf(schema).name ?? target.name;
  const owners = name === undefined ? around.owners : [name, ...around.owners];
  for (const { own, property, target: inner, held, kind, isEnd } of partsIn(target)) {
    if (found.size >= MOST_PARTS) return;
    if (isEnd) {
      if (seen.size <= MOST_OBJECTS) seen.add(inner); // as it would be gone into
      continue;
    }
    const path = around.path === "" ? own : `${around.path}.${own}`;
    if (kind === undefined) addParts(found, property, inner, { path, owners: [own, ...owners] }, seen);
    else if (!property.writeOnly && !held.writeOnly)
      found.set(property, { path, name: own, property: held, owners, kind });
  }
}

interface Part {
  readonly own: string;
  readonly property: Schema;
  readonly target: Schema;
  /** What one of a list is. */
  readonly held: Schema;
  readonly kind: UnclearPart["kind"] | undefined;
  /** Whether it is clear, and nothing stands in it. */
  readonly isEnd: boolean;
}

/** The properties of an object: many responses share it, and each would ask again of what kind they are (3 % of Stripe's review). */
const partsIn = memo((object: Schema): readonly Part[] =>
  Array.from(composedProperties(object), ([own, property]) => {
    const target = unwrapped(property);
    const held = target.items ?? property;
    const kind = isEncodedFile(own, held, object.lexicon) ? "file" : isFree(own, held) ? "free" : undefined;
    const isEnd =
      kind === undefined &&
      target.items === undefined &&
      typeof target.additionalProperties !== "object" &&
      composedProperties(target).size === 0;
    return { own, property, target, held, kind, isEnd };
  }),
);

const MOST_OBJECTS = 500;
const MOST_PARTS = 20;

/** Whether a property is an object of any content: one that names nothing, or a map of anything. */
function isFree(name: string, property: Schema): boolean {
  const target = unwrapped(property);
  if (target.lexicon.is(name.toLowerCase(), "beside-list") || target.properties.size > 0 || target.enum !== undefined)
    return false;
  if (target.allOf.length + target.oneOf.length + target.anyOf.length + target.patternProperties.size > 0) return false;
  const { additionalProperties } = target;
  const isObject = target.types.includes("object") || (target.types.length === 0 && additionalProperties === true);
  if (!isObject || additionalProperties === false) return false;
  return typeof additionalProperties !== "object" || isAnything(unwrapped(additionalProperties));
}

/** Whether the values of a map are of no type, or objects that name nothing. */
function isAnything(value: Schema): boolean {
  return (
    value.properties.size === 0 &&
    value.items === undefined &&
    typeof value.additionalProperties !== "object" &&
    value.allOf.length + value.oneOf.length + value.anyOf.length === 0 &&
    value.enum === undefined &&
    value.types.every((type) => type === "object")
  );
}
