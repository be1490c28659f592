import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { intentOf } from "../../exposure/intent.ts";
import { requestFields } from "../request-fields.ts";
import { isSentTo } from "./named-things.ts";
import type { ObjectIdentifier } from "./object-identifiers.ts";
import type { Resource } from "./resources.ts";
import { headOf, type KnownThings } from "./thing-head.ts";

/** The maps of a body whose keys name things of somebody: `{ "limitsByCardId": { "…": 100 } }`. */
export function keyedThings(operation: Operation, known: KnownThings): readonly ObjectIdentifier[] {
  if (operation.operationKind !== "path" || intentOf(operation) !== undefined) return [];
  return mapsOf(operation).flatMap(({ name, schema, description }): ObjectIdentifier[] => {
    const thing = keyOf(schema, name, description, operation, known);
    if (thing === undefined) return [];
    return [
      { name, in: "body", schema: undefined, at: placeOf(schema), required: false, isMany: true, isKey: true, thing },
    ];
  });
}

interface KeyedMap {
  /** Empty where it is the whole body. */
  readonly name: string;
  readonly schema: Schema;
  readonly description: string;
}

function mapsOf(operation: Operation): readonly KeyedMap[] {
  const whole = (operation.requestBody?.content ?? []).flatMap(({ schema }): KeyedMap[] => {
    const target = schema === undefined ? undefined : targetOf(schema);
    if (target === undefined || !isMap(target)) return [];
    return [
      {
        name: "",
        schema: target,
        description: `${target.description ?? ""} ${operation.requestBody?.description ?? ""}`,
      },
    ];
  });
  const within = requestFields(operation).flatMap(({ in: way, name, parts, description }): KeyedMap[] => {
    const schema = way === "body" ? parts.find(isMap) : undefined;
    return schema === undefined ? [] : [{ name, schema, description }];
  });
  return [...whole, ...within];
}

/** Whether the names of an object's properties are data themselves. */
function isMap({ properties, additionalProperties, patternProperties }: Schema): boolean {
  return (
    properties.size === 0 &&
    (patternProperties.size > 0 || (additionalProperties !== undefined && additionalProperties !== false))
  );
}

/** The kind of thing whose identifiers the keys of a map are, as its name, its text or what is said of its keys has it. */
function keyOf(
  schema: Schema,
  name: string,
  description: string,
  operation: Operation,
  known: KnownThings,
): Resource | undefined {
  const { lexicon } = operation;
  const keys = schema.others.get("propertyNames");
  const extension = schema.extensions.get("x-additionalPropertiesName")?.value;
  const said = [
    ...[name, description.slice(0, LIMIT)].flatMap((text) => {
      const words = wordsOf(text);
      const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "keyed-by") > 0);
      return at < 0 ? [] : [words.slice(at + lexicon.lengthAt(words, at, "keyed-by"))];
    }),
    ...[keys?.title, keys?.description, extension].flatMap((text) => (typeof text === "string" ? [wordsOf(text)] : [])),
  ];
  for (const words of said) {
    const at = words.findIndex((word) => lexicon.is(word, "says-identifier"));
    if (at <= 0) continue;
    const head = [2, 1]
      .map((length) => headOf(words.slice(Math.max(0, at - length), at), known, lexicon))
      .find(Boolean);
    if (head !== undefined) return head.isUser && isSentTo(operation) ? undefined : head.thing;
  }
  return undefined;
}

/** So much of a text is looked at. */
const LIMIT = 300;
