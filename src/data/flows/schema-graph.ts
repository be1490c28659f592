import { byCodeUnit } from "../../core/compare.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { ClassifiedField } from "./flow.ts";
import type { Entities } from "../classify/entity.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { isSaidNeverReturned, isSaidOnRequest } from "../classify/said-of-value.ts";
import type { Fields } from "./fields-of.ts";
import { heldSchemaOf, freeSchemasOf, isLeaf, isSeries, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";

/** A schema, references followed, with the ways that lead on from it. */
export interface SchemaNode {
  readonly schema: Schema;
  readonly ways: readonly SchemaEdge[];
  /** What one of many is, where it holds many; else the schema without what only wraps it. */
  readonly element: Schema;
  /** It holds many of one kind, and is nothing itself. */
  readonly isSeries: boolean;
  readonly isEntity: boolean;
  /** It is a thing, and no person, that other operations are about. */
  readonly isToldElsewhere: boolean;
  /** An identifier or the object itself, as the caller asks: `anyOf: [string, object]`. */
  readonly isEither: boolean;
  /** It stands for one of its alternatives, which says more of a value than it does. */
  readonly isChoice: boolean;
}

/** A step from a schema to one within: to a part of the same value, a property, an item or the value of a free key. */
export interface SchemaEdge {
  readonly kind: "part" | "property" | "item" | "free";
  readonly name: string;
  /** `undefined` where nothing more is beneath. */
  readonly to: Schema | undefined;
  /** What the property holds, where that may flow. */
  readonly field: ClassifiedField | undefined;
  /** It is not `writeOnly`: it stands in what is read. */
  readonly isRead: boolean;
  /** It holds nothing that is read, whatever it is called: of a payment card the number is `writeOnly`, and its brand is left. */
  readonly isHollow: boolean;
  /** It is not `readOnly`. */
  readonly isWritten: boolean;
  /** The name says that a person follows. */
  readonly isPerson: boolean;
  /** The name says that what failed is told: `last_payment_error`. */
  readonly isFailure: boolean;
}

/** The schemas of an API as a graph, of which each part is made when a way first leads there. */
export function schemaGraph(fields: Fields, entities: Entities): (schema: Schema) => SchemaNode {
  const nodes = new Map<Schema, SchemaNode>();
  const asked = fields.askedFor(entities);
  return (schema) => {
    const target = targetOf(schema);
    let node = nodes.get(target);
    if (node === undefined) nodes.set(target, (node = nodeAt(target, fields, entities, asked)));
    return node;
  };
}

/** Whether a field can make a flow: a guess is a question, and what is public may go anywhere. */
export function canFlow({ confidence, sensitivity }: ClassifiedField): boolean {
  return confidence !== "possible" && sensitivity !== "public";
}

function nodeAt(schema: Schema, fields: Fields, entities: Entities, asked: ReadonlySet<Schema>): SchemaNode {
  const ways: SchemaEdge[] = [];
  schema.properties.forEach((property, name) => {
    const found = fields.ofProperty(property, name);
    const field = found !== undefined && canFlow(found) ? found : undefined;
    const target = targetOf(property);
    const to = isLeaf(target) ? undefined : target;
    if (field === undefined && to === undefined) return;
    const said = property.description ?? target.description;
    const isKept =
      field !== undefined && ((isCredential(field.category) && isSaidNeverReturned(said)) || isSaidOnRequest(said));
    ways.push({
      kind: "property",
      name,
      to,
      field,
      isRead: !property.writeOnly && !target.writeOnly && !isKept,
      isHollow: field !== undefined && to !== undefined && isHollow(to, fields),
      isWritten: !property.readOnly && !target.readOnly,
      isPerson: to !== undefined && entities.isPersonName(name),
      isFailure: to !== undefined && FAILURE.test(name),
    });
  });
  // By name: of two ways of one length the same is found in whatever order they stand, so that places keep their identity.
  ways.sort((a, b) => byCodeUnit(a.name, b.name));
  const add = (kind: SchemaEdge["kind"], schemas: Iterable<Schema>): void => {
    for (const inner of schemas) {
      const to = targetOf(inner);
      if (!isLeaf(to)) ways.push({ ...PLAIN, kind, to });
    }
  };
  add("part", partsOf(schema));
  add("item", itemSchemasOf(schema));
  add("free", freeSchemasOf(schema));
  const element = heldSchemaOf(schema);
  return {
    schema,
    ways,
    element,
    isToldElsewhere: asked.has(element) && !(element.name !== undefined && entities.isPersonName(element.name)),
    isSeries: isSeries(schema),
    isEntity: entities.isEntity(schema),
    isEither: isEither(schema),
    isChoice: schema.properties.size === 0 && (schema.name === undefined || schema.allOf.length === 0),
  };
}

/**
 * Whether an object's name promises what is not read of it: what it is about is `writeOnly` or comes on request, or there is
 * nothing in it but numbers, switches and choices. One that is open, or has no properties, may hold anything.
 */
function isHollow(schema: Schema, fields: Fields): boolean {
  const parts = new Set([targetOf(schema)]);
  let isKept = false;
  let isTextual = false;
  let named = 0;
  for (const part of parts) {
    if (parts.size > MOST_PARTS || part.additionalProperties === true) return false;
    for (const [name, property] of part.properties) {
      // The figures of a position are all that it is.
      if (COORDINATE.test(name)) return false;
      const target = targetOf(property);
      const found = fields.ofProperty(property, name);
      const isClassified = found !== undefined && canFlow(found);
      named += 1;
      if (property.writeOnly || target.writeOnly || isSaidOnRequest(property.description ?? target.description)) {
        isKept ||= isClassified;
        continue;
      }
      if (isClassified) return false;
      isTextual ||= isLeaf(target) && !isFigure(target);
      parts.add(target);
    }
    for (const inner of [...partsOf(part), ...itemSchemasOf(part), ...freeSchemasOf(part)]) {
      const target = targetOf(inner);
      isTextual ||= isLeaf(target) && !isFigure(target);
      parts.add(target);
    }
  }
  return named > 0 && (isKept || !isTextual);
}

const COORDINATE = /^(?:lat(?:itude)?|lng|lon(?:gitude)?|coordinates)$/i;

const MOST_PARTS = 100;

/** Whether a value is a number, a switch or one of a few words. */
function isFigure({ types, enum: values }: Schema): boolean {
  return values !== undefined || (types.length > 0 && types.every((type) => FIGURES.has(type)));
}

const FIGURES: ReadonlySet<string> = new Set(["number", "integer", "boolean", "null"]);

const PLAIN = {
  name: "",
  field: undefined,
  isRead: true,
  isHollow: false,
  isWritten: true,
  isPerson: false,
  isFailure: false,
};
const FAILURE = /(?:^|[_-])(?:errors?|failure)$|(?:Error|Failure)s?$/;

/** Whether a value is an identifier or the object itself, as the caller asks. */
export function isEither(schema: Schema): boolean {
  if (schema.properties.size > 0 && schema.types.some(isIdentifierType)) return true;
  if (schema.anyOf.length + schema.oneOf.length === 0) return false;
  const alternatives = [...schema.anyOf, ...schema.oneOf].map(heldSchemaOf);
  return alternatives.some(isIdentifier) && alternatives.some(isObject);
}

/** A text or number that can name anything: not one of a few words, nor a date. */
function isIdentifier({ types, enum: values, format }: Schema): boolean {
  return (
    types.length > 0 &&
    types.every((type) => isIdentifierType(type) || type === "null") &&
    types.some(isIdentifierType) &&
    values === undefined &&
    !(format ?? "").startsWith("date")
  );
}

function isIdentifierType(type: string): boolean {
  return type === "string" || type === "integer" || type === "number";
}

function isObject(schema: Schema): boolean {
  return schema.properties.size > 0 || schema.allOf.length + schema.oneOf.length + schema.anyOf.length > 0;
}
