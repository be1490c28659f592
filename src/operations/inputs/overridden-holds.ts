/*
 * Switches by which whoever calls passes over what holds an act back, or makes a message official: the inspection is overridden,
 * the quarantine waived, the notice goes out in the name of the management.
 */
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** Whether a switch passes over an examination, a hold or a bar: `overrideInspection`, `waive_quarantine`, `sperrfristUebergehen`. */
export function overridesHold(field: RequestField, operation: Operation): boolean {
  if (operation.method === "GET" || field.depth > 1 || !field.types.includes("boolean")) return false;
  const rest = passedOver(field.words, operation.lexicon);
  return (
    rest.length > 0 &&
    rest.length <= MOST_WORDS &&
    HELD.some((concept) => endsIn(rest, operation.lexicon, concept) || isHeadedBy(rest, operation.lexicon, concept))
  );
}

const HELD = ["holds-back", "approval-step"] as const;
const MOST_WORDS = 4;

/** What the name of a switch says is passed over: before it in English and Romance languages, behind it in German. */
function passedOver(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const first = Math.max(...PASSING.map((concept) => lexicon.lengthAt(words, 0, concept)));
  if (first > 0) return words.slice(first);
  const last = words.at(-1) ?? "";
  return PASSING.some((concept) => lexicon.is(last, concept)) ? words.slice(0, -1) : [];
}

const PASSING = ["skips", "overrules"] as const;

/** Whether a switch beside the text of a message makes it official: `as_official`, `en_nombre_de_coordinacion`. */
export function makesOfficial(field: RequestField, operation: Operation): boolean {
  const { method, lexicon } = operation;
  if (method === "GET" || method === "DELETE" || field.in === "path" || field.depth > 1) return false;
  if (!field.types.includes("boolean") || !isInName(field, lexicon)) return false;
  return requestFields(operation).some(
    (other) =>
      other !== field &&
      other.in === "body" &&
      other.depth === field.depth &&
      other.types.includes("string") &&
      endsIn(other.words, lexicon, "part-of-message"),
  );
}

function isInName({ text, words }: RequestField, lexicon: Lexicon): boolean {
  if (lexicon.is(text, "said-official")) return true;
  const at = [0, 1].find((index) => lexicon.lengthAt(words, index, "in-name-of") > 0);
  if (at === undefined) return false;
  const rest = words.slice(at + lexicon.lengthAt(words, at, "in-name-of"));
  return (
    rest.length > 0 &&
    rest.length < MOST_WORDS &&
    (endsIn(rest, lexicon, "official-voice") || isHeadedBy(rest, lexicon, "official-voice"))
  );
}
