import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import { isHeadedBy } from "../lexicon/phrases.ts";
import { keyword, targetOf, type Schema } from "./schema.ts";

/**
 * Whether a property of data is a file in Base64, and not a key, a hash or a signature: `format: byte`, `contentEncoding`,
 * its name or its text say that it is encoded, and its name or its text that it is a file.
 */
export function isEncodedFile(name: string, property: Schema, lexicon: Lexicon): boolean {
  const target = targetOf(property);
  const text = (property.description ?? target.description ?? "").slice(0, MOST_TEXT);
  const isText = target.types.length === 0 || target.types.includes("string");
  if (!isText || target.enum !== undefined) return false;
  // `base64Data` is bytes of which nothing else is said.
  if (target.format === undefined && /^(?:base_?64|b64)_?(?:data|content|string)?$/i.test(name)) return true;
  const isEncoded =
    isFormatOfBytes(target) ||
    (target.format === undefined && (BASE_64.test(text) || /(?:[_-]|[a-z])(?:base64|b64)$/i.test(name)));
  if (!isEncoded) return false;
  const words = textOfName(name)
    .replace(/ (?:data|content|bytes?|base ?64|b ?64)$/, "")
    .split(" ");
  return (words.length <= MOST_WORDS && isHeadedBy(words, lexicon, "sent-file")) || isSaidFile(text, lexicon);
}

/** A name of more says something else of the file. */
const MOST_WORDS = 3;
const MOST_TEXT = 300;
const BASE_64 = /\bbase[- ]?64\b/i;

/** Bytes in a text, by OpenAPI 2.0 and 3.0 (`format: byte`) or by 3.1 (`contentEncoding`). */
export function isFormatOfBytes(schema: Schema): boolean {
  const encoding = keyword(schema, "contentEncoding");
  return (
    schema.format === "byte" || schema.format === "base64" || (typeof encoding === "string" && BASE_64.test(encoding))
  );
}

/** "The content of the document in Base64"; no hash or signature of one. */
function isSaidFile(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text);
  return lexicon.has(words, "sent-file") && !lexicon.has(words, "made-of-bytes");
}
