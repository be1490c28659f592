import { readingOf } from "../../exposure/reading.ts";
import { calledWords } from "../../exposure/words.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { keyword } from "../../model/schema.ts";
import type { RequestField } from "../request-fields.ts";

/**
 * Whether a caller can turn off a check of what comes from elsewhere, or of what others may do, by a switch that is on
 * unless the caller says otherwise: `verifySignature: false`, `firma_verificar: false`.
 */
export function turnsCheckOff(field: RequestField, operation: Operation): boolean {
  const { lexicon, method } = operation;
  if (method === "GET" || field.in === "path" || field.depth > 1 || !field.types.includes("boolean")) return false;
  // What only checks something, and says how it came out, may be told how.
  if (readingOf(operation) !== undefined || !isOnUnlessSaid(field)) return false;
  const { words } = field;
  const first = lexicon.lengthAt(words, 0, "makes-sure");
  const last = words.at(-1) ?? "";
  const rest = first > 0 ? words.slice(first) : lexicon.is(last, "makes-sure") ? words.slice(0, -1) : [];
  if (rest.length === 0 || rest.length > 3) return false;
  return endsIn(rest, lexicon, "safeguard") || isHeadedBy(rest, lexicon, "safeguard");
}

/** Whether what was not checked is then put into use: an image, a package, code. */
export function putsIntoUse(operation: Operation): boolean {
  const words = calledWords(operation);
  return operation.lexicon.has(words, "runs-code") || operation.lexicon.has(words, "program-image");
}

/** Whether a switch is on by its default, or a text says what follows where it is off. */
function isOnUnlessSaid({ parts, description }: RequestField): boolean {
  const values = parts.map((part) => keyword(part, "default"));
  if (values.includes(true)) return true;
  return !values.includes(false) && wordsInOrder(description.slice(0, LIMIT)).includes("false");
}

/** So much of a text is looked at. */
const LIMIT = 1000;
