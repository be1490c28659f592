/*
 * Whose the things are that a response tells of, by what it says of them: a catalogue belongs to nobody in particular,
 * an order to its customer.
 */
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";

/** What one thing of a response looks like: nothing where no schema says it. */
export function thingsOf({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .map(heldSchemaOf)
    .filter((thing) => composedProperties(thing).size > 0);
}

/** Gives whether a thing, or one in it, says whose it is; each schema is looked at once. */
export function ownership(): (thing: Schema) => boolean {
  const saysIt = memo((schema: Schema) =>
    [...composedProperties(schema).keys()].some((name) => namesOwner(name, schema.lexicon)),
  );
  return memo(
    (thing: Schema) =>
      saysIt(thing) || [...composedProperties(thing).values()].some((property) => saysIt(heldSchemaOf(property))),
  );
}

/** Whether a property or parameter of this name says whose something is. */
export function namesOwner(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return lexicon.has(words, "owner") || words.join(" ") === "created by";
}
