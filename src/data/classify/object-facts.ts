import type { Parameter } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { ApiPurpose, ApiSubject } from "./api-subject.ts";
import type { ObjectFacts } from "./field-facts.ts";
import type { ObjectContext, ParameterContext } from "./object-contexts.ts";
import { addTo } from "../../core/grouped.ts";
import { fieldNamesReader, heldSchemaOf, isLeaf } from "../../model/schema-parts.ts";

/** Gives what is known of objects and lists of parameters; fields that stand together get the same one. */
export interface ObjectFactsReader {
  readonly ofObject: (context: ObjectContext) => ObjectFacts;
  readonly ofParameters: (
    context: Pick<ParameterContext, "resources" | "isOpen"> & {
      readonly beside: ParameterContext["beside"] | undefined;
    },
  ) => ObjectFacts;
}

/** A reader over the objects of an API, which knows who refers to whom, and by the paths of components. */
export function objectFactsReader(
  objects: readonly ObjectContext[],
  pathsOf: ReadonlyMap<Schema, readonly string[]>,
  subject?: ApiSubject,
  purpose?: ApiPurpose,
  askedByPerson: ReadonlySet<Schema> = NONE,
  listedByPerson: ReadonlySet<Schema> = NONE,
  sentFor?: ReadonlyMap<Schema, ObjectFacts["sentFor"]>,
): ObjectFactsReader {
  const referrers = referrersIn(objects);
  let holders: ReturnType<typeof holdersIn> | undefined;
  let byWhole: ReadonlyMap<Schema, ObjectContext> | undefined;
  const namesOf = fieldNamesReader();
  const known = new Map<Schema, ObjectFacts>();
  const byResources = new Map<readonly Parameter[], Map<string, ObjectFacts>>();

  const reader: ObjectFactsReader = {
    ofObject({ schema, whole, owners, texts, resources, component, isSent }) {
      const before = known.get(whole);
      if (before !== undefined && before.owners === owners) return before;
      let values: ObjectFacts["values"] | undefined;
      let heldIn: ObjectFacts["heldIn"];
      let holds: ObjectFacts["holds"];
      const facts: ObjectFacts = {
        kind: "object",
        subject,
        purpose,
        owners,
        isSent,
        isAskedByPerson: askedByPerson.has(schema) || askedByPerson.has(whole),
        isListedByPerson: listedByPerson.has(schema) || listedByPerson.has(whole),
        sentFor: sentFor?.get(whole) ?? sentFor?.get(schema),
        said: whole.description ?? schema.description,
        texts,
        resources,
        referredBy: (component && referrers.get(component)) ?? [],
        get heldIn() {
          return (heldIn ??= ((holders ??= holdersIn(objects)).get(whole) ?? []).map((holder) =>
            reader.ofObject(holder),
          ));
        },
        get holds() {
          return (holds ??= heldBy(schema, (byWhole ??= new Map(objects.map((one) => [one.whole, one])))).map((held) =>
            reader.ofObject(held),
          ));
        },
        hasTypedIdentifier: hasTypedIdentifier(schema) || (whole !== schema && hasTypedIdentifier(whole)),
        path: component === schema ? pathsOf.get(schema) : undefined,
        fields: namesOf(whole),
        // Of most objects nobody asks.
        get values() {
          return (values ??= valuesIn(schema, whole));
        },
      };
      known.set(whole, facts);
      return facts;
    },
    ofParameters({ resources, beside = [], isOpen }) {
      const key = resources.join("/");
      let facts = byResources.get(beside);
      if (facts === undefined) byResources.set(beside, (facts = new Map()));
      let object = facts.get(key);
      if (object === undefined) {
        const fields = beside.map(({ name }) => name);
        facts.set(
          key,
          (object = {
            kind: "parameters",
            subject,
            purpose,
            isOpen,
            owners: [],
            resources,
            referredBy: [],
            fields,
            values: {},
          }),
        );
      }
      return object;
    },
  };
  return reader;
}

const NONE: ReadonlySet<Schema> = new Set();

function hasTypedIdentifier({ properties }: Schema): boolean {
  const own = properties.get("id");
  return own !== undefined && (own.format === "uuid" || own.types.includes("integer"));
}

/** The component that a schema, its parts or its items refer to. */
export function schemaNameOf(schema: Schema): string | undefined {
  return referenceIn(schema)?.name;
}

function referenceIn(schema: Schema, depth = 0): Schema | undefined {
  for (let ref = schema.ref, hops = 0; ref !== undefined && hops < 20; ref = ref.ref, hops += 1)
    if (ref.name !== undefined) return ref;
  if (depth > 6) return undefined;
  const { allOf, anyOf, oneOf, items } = schema;
  if (allOf.length + anyOf.length + oneOf.length > 0) {
    for (const part of [...allOf, ...anyOf, ...oneOf]) {
      const found = referenceIn(part, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return items === undefined ? undefined : referenceIn(items, depth + 1);
}

type Referrer = ObjectFacts["referredBy"][number];

function referrersIn(objects: readonly ObjectContext[]): ReadonlyMap<Schema, readonly Referrer[]> {
  const referrers = new Map<Schema, Referrer[]>();
  for (const { schema, owners } of objects) {
    schema.properties.forEach((value, property) => {
      const component = referenceIn(value);
      if (component === undefined) return;
      const referrer = { property, owner: owners[0] ?? "" };
      const list = referrers.get(component);
      if (list === undefined) referrers.set(component, [referrer]);
      else list.push(referrer);
    });
  }
  return referrers;
}

/** The objects that hold each object by a property, where they are few: what many hold is shared, and no part of any. */
function holdersIn(objects: readonly ObjectContext[]): ReadonlyMap<Schema, readonly ObjectContext[]> {
  const holders = new Map<Schema, ObjectContext[]>();
  for (const holder of objects) {
    holder.schema.properties.forEach((value) => {
      if (isLeaf(value)) return;
      const held = heldSchemaOf(value);
      if (held.properties.size + held.allOf.length > 0 && held !== holder.whole) addTo(holders, held, holder);
    });
  }
  for (const [held, list] of holders) if (list.length > MOST_HOLDERS) holders.delete(held);
  return holders;
}

const MOST_HOLDERS = 8;

/** The objects that the properties of one hold. */
function heldBy({ properties }: Schema, byWhole: ReadonlyMap<Schema, ObjectContext>): readonly ObjectContext[] {
  const held: ObjectContext[] = [];
  properties.forEach((value) => {
    const object = isLeaf(value) ? undefined : byWhole.get(heldSchemaOf(value));
    if (object !== undefined) held.push(object);
  });
  return held;
}

/** The texts that the properties of these objects are fixed to or exemplified by. */
function valuesIn(...objects: readonly Schema[]): Readonly<Record<string, readonly string[]>> {
  let values: Record<string, readonly string[]> | undefined;
  for (const object of new Set(objects)) {
    for (const [name, property] of object.properties) {
      if (property.enum === undefined && property.examples.length === 0) continue;
      const fixed = property.examples.filter(({ pointer }) => /\/(?:const|default)$/.test(pointer));
      const texts = [...(property.enum ?? []), ...fixed.map(({ value }) => value)].filter(
        (value) => typeof value === "string",
      );
      if (texts.length > 0) (values ??= nameless())[name] = texts;
    }
  }
  return values ?? NO_VALUES;
}

/** `__proto__` is a name as any other. */
function nameless(): Record<string, readonly string[]> {
  return Object.create(null) as Record<string, readonly string[]>; // it has no keys yet
}

const NO_VALUES: Readonly<Record<string, readonly string[]>> = {};
