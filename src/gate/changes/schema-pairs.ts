import { freeSchemasOf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/** The same value in two descriptions: what each says of it. */
export interface SchemaPair {
  readonly base: Schema;
  readonly head: Schema;
  /** The instance path: `user.password`, empty for the whole. */
  readonly path: string;
  /** Properties of the head that the base does not have, by name. */
  readonly added: ReadonlyMap<string, Schema>;
}

/** Pairs that were seen before: descriptions share most of their schemas, and each pair is looked at once. */
export interface SeenPairs {
  readonly known: Map<Schema, Set<Schema>>;
  left: number;
}

/** A record of no pairs yet. `most`: beyond that many nothing is compared, so that no description takes for ever. */
export function seenPairs(most = 300_000): SeenPairs {
  return { known: new Map(), left: most };
}

/** A pair of schemas and, step by step, the pairs of what stands in both: properties of one name, items, free values. */
export function* schemaPairs(base: Schema, head: Schema, seen: SeenPairs, path = ""): Generator<SchemaPair> {
  const open: { readonly base: Schema; readonly head: Schema; readonly path: string }[] = [{ base, head, path }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isNew(next.base, next.head, seen)) continue;
    const [before, after] = [schemaMembersOf(next.base), schemaMembersOf(next.head)];
    const added = new Map<string, Schema>();
    for (const [name, schemas] of after.properties) {
      const others = before.properties.get(name);
      if (others === undefined) added.set(name, schemas[0]!);
      else
        pairUp(
          others,
          schemas,
          next.path === "" || next.path.endsWith(" ") ? `${next.path}${name}` : `${next.path}.${name}`,
        );
    }
    pairUp(before.items, after.items, `${next.path}[]`);
    pairUp(before.free, after.free, `${next.path}{}`);
    yield { ...next, added };
  }

  /** One with one, in order: alternatives that came or went at the end leave the others as they are. */
  function pairUp(before: readonly Schema[], after: readonly Schema[], at: string): void {
    const length = Math.min(before.length, after.length);
    for (let index = 0; index < length; index += 1) open.push({ base: before[index]!, head: after[index]!, path: at });
  }
}

function isNew(base: Schema, head: Schema, seen: SeenPairs): boolean {
  // The property's own object counts: `readOnly` stands beside a reference.
  const heads = seen.known.get(base);
  if (heads === undefined) seen.known.set(base, new Set([head]));
  else if (heads.has(head)) return false;
  else heads.add(head);
  seen.left -= 1;
  return seen.left > 0;
}

/** What stands in a value: of all that a schema is composed of. */
export interface Members {
  readonly parts: readonly Schema[];
  readonly properties: ReadonlyMap<string, readonly Schema[]>;
  readonly items: readonly Schema[];
  readonly free: readonly Schema[];
}

const KNOWN = new WeakMap<Schema, Members>();
const MOST_PARTS = 500;

/** What stands in a value that a schema describes; each schema is read once. */
export function schemaMembersOf(schema: Schema): Members {
  const target = targetOf(schema);
  let members = KNOWN.get(target);
  if (members === undefined) KNOWN.set(target, (members = readMembers(target)));
  return members;
}

function readMembers(target: Schema): Members {
  const parts = new Set<Schema>([target]);
  for (const part of parts) {
    if (parts.size > MOST_PARTS) break;
    for (const inner of partsOf(part)) parts.add(targetOf(inner));
  }
  const properties = new Map<string, Schema[]>();
  for (const part of parts)
    for (const [name, property] of part.properties) {
      const before = properties.get(name);
      if (before === undefined) properties.set(name, [property]);
      else before.push(property);
    }
  return {
    parts: [...parts],
    properties,
    items: [...parts].flatMap(itemSchemasOf),
    free: [...parts].flatMap(freeSchemasOf),
  };
}

/** What holds of a value whatever alternative it is: the schema, what it refers to, and what it is composed of by `allOf`. */
export function bindingParts(schema: Schema): readonly Schema[] {
  const parts = new Set<Schema>([schema]);
  for (const part of parts) {
    if (parts.size > MOST_PARTS) break;
    for (const inner of [part.ref, ...part.allOf]) if (inner !== undefined) parts.add(inner);
  }
  return [...parts];
}

/** Whether any binding part says so: `readOnly` stands at the property or at what it refers to. */
export function isFlagged(schema: Schema, flag: "readOnly" | "writeOnly"): boolean {
  return schema[flag] || targetOf(schema)[flag] || bindingParts(schema).some((part) => part[flag]);
}

/** The properties of an object that have another name: by their own the one that they had, where one alone went and came that is alike. */
export function renamedAmong(
  base: Schema,
  head: Schema,
  added: ReadonlyMap<string, Schema>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  if (added.size === 0) return renamed;
  const now = schemaMembersOf(head).properties;
  const gone = [...schemaMembersOf(base).properties].filter(([name]) => !now.has(name));
  if (gone.length * added.size > MOST_COMPARED) return renamed;
  for (const [name, property] of added) {
    const [only, ...others] = gone.filter(([, [other]]) => other !== undefined && isAlike(other, property));
    if (only === undefined || others.length > 0) continue;
    if ([...added.values()].filter((other) => isAlike(only[1][0]!, other)).length === 1) renamed.set(name, only[0]);
  }
  return renamed;
}

const MOST_COMPARED = 10_000;

/** Whether two schemas say the same of a value, as far as a name in its place would tell. */
export function isAlike(a: Schema, b: Schema): boolean {
  const [one, other] = [targetOf(a), targetOf(b)];
  const namesOf = (schema: Schema): string => [...schemaMembersOf(schema).properties.keys()].toSorted().join("\n");
  return (
    one.types.toSorted().join() === other.types.toSorted().join() &&
    one.format === other.format &&
    namesOf(one) === namesOf(other)
  );
}
