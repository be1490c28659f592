import { isWithin } from "../taxonomy/is-within.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { readSiblings } from "./sibling-fields.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";

/**
 * Where somebody is, or the way that they went, as an object or a list of objects with coordinates: the `position` beside the
 * number of a phone, the `from` and `to` of a trip. A point beside nobody is that of a place.
 */
export function byPointOfSomebody(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, context, categories } = field;
  if (facts.place !== "property" || facts.children.length > MOST_OF_POINT) return undefined;
  if (readSiblings(facts.children, categories).points < 2) return undefined;
  const { fields } = facts.object;
  const isOfSomebody = context.kind === "person" || context.kind === "carried" || context.isTracked || isBesideDevice();
  if (!isOfSomebody || !categories.lexicon.has(reading.words, "point-or-way")) return undefined;
  const category = readName("latitude", categories).hits[0]?.category;
  return category && { category, confidence: "likely", because: [`named "${facts.name}"`, "it holds coordinates"] };

  function isBesideDevice(): boolean {
    return fields.some((name) =>
      readName(name, categories).hits.some(
        ({ category: { key }, isWhole, strength }) =>
          isWhole &&
          strength === "anywhere" &&
          ((isWithin(key, "user.device.device_id") && wordsOf(name).at(-1) !== "token") ||
            isWithin(key, "user.government_id.vehicle_registration")),
      ),
    );
  }
}

/** What has more is an address or a place. */
const MOST_OF_POINT = 6;
