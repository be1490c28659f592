import { isObject, member } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { lastToken, parentPointer, tokensOf } from "../core/place.ts";

const LONGEST = 40;

/** A text of the document as a message shows it: in quotes, control characters escaped, no longer than 40 characters. */
export function quotedVisibly(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}

/** A value of the document as a message shows it: a text in quotes, a list or an object by its kind only. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quotedVisibly(value);
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  if (value === null) return "empty (null)";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return typeof member(value, "$ref") === "string" ? "a reference" : "an object";
  return value === true ? "true" : "false";
}

/** What the thing at a pointer is called: its key in quotes, an item by its list, `"tags[0]"`; at the root "the file". */
export function structureName(pointer: string, root: unknown): string {
  if (pointer === "#") return "the file";
  let owner = parentPointer(pointer);
  let name = lastToken(pointer);
  let index = "";
  while (owner !== "#" && Array.isArray(valueAt(owner, root))) {
    index = `[${name}]${index}`;
    name = lastToken(owner);
    owner = parentPointer(owner);
  }
  return quotedVisibly(`${name}${index}`);
}

/** What stands at a pointer; `undefined` where nothing does. */
export function valueAt(pointer: string, root: unknown): unknown {
  return tokensOf(pointer).reduce<unknown>((value, token) => member(value, token), root);
}

/** `"a" or "b"`, `"a", "b" or "c"`. */
export function either(keys: readonly string[]): string {
  return alternatives(keys.map(quotedVisibly), "or");
}

/** `a and b`, `a, b and c`. */
export function alternatives(words: readonly string[], last = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** The word that was probably meant by a misspelt or shortened one: `responses` by `respones`, `boolean` by `bool`. */
export function meantBy(word: string, known: readonly string[]): string | undefined {
  if (word.length < 3 || word.length > LONGEST) return undefined;
  const longer = known.filter((one) => one.startsWith(word));
  return nearest(word, known) ?? (longer.length === 1 ? longer[0] : undefined);
}

/** The end of a message that offers what was meant, where that is known. */
export function suggestion(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${quotedVisibly(meant)}?`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "a string",
};

/** JSON Schema's types in words: `an object or a boolean`. */
export function typesInWords(types: readonly string[]): string {
  return types.map((type) => TYPE_WORDS[type] ?? type).join(" or ");
}
