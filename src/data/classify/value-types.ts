import type { Category } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";
import { readName, type Hit } from "./field-name.ts";
import type { FieldInContext } from "./judgement.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { readOwner } from "./owner-name.ts";
import { phraseAtEnd } from "../taxonomy/phrases.ts";
import { evidenceOf } from "../values/value-evidence.ts";

/** The types of the value, or of an array's items. */
export function valueTypes({ types, arrayOf = [] }: FieldFacts): readonly string[] {
  return types.includes("array") ? arrayOf : types;
}

/** Whether the field's place, type, format, enum and content allow for a value of the category. */
export function canHold({ category, strength }: Pick<Hit, "category" | "strength">, field: FieldInContext): boolean {
  const { facts } = field;
  if (category.places.size > 0 && !category.places.has(facts.place)) return false;
  const types = valueTypes(facts);
  if (types.length > 0 && types.every((type) => type === "boolean" || category.not.has(type))) return false;
  if (category.binary && !isFile(facts)) return false;
  if (facts.enum !== undefined && facts.enum.length > 0 && !category.enums) return false;
  if (facts.format !== undefined && (category.notFormats.has(facts.format) || !isFormatOf(category, facts.format)))
    return false;
  if (!types.includes("object")) return true;
  if (facts.children.length > 0)
    return (
      (strength !== "parts" && !category.byContent && isHolder(category, field)) ||
      facts.children.some((child) => isContained(child, category, field)) ||
      (strength !== "parts" &&
        category.byContent &&
        category.certain &&
        facts.children.every((child) => isOpaque(child, field)))
    );
  return types.length > 1 || facts.types.includes("array") || strength === "parts" || category.certain;
}

/** Whether a value is a file, and no text, name or link of one. */
function isFile({ format, types }: FieldFacts): boolean {
  return types.includes("file") || (format !== undefined && FILE_FORMATS.has(format));
}

const FILE_FORMATS: ReadonlySet<string> = new Set(["binary", "byte", "base64"]);

/** Whether a property of this name is what an object of the category has in it. */
export function isContained(
  child: string,
  category: Category,
  { categories }: Pick<FieldInContext, "categories">,
): boolean {
  const words = wordsOf(child);
  if (words.length > 1 && categories.words.switches.has(words[0] ?? "")) return false;
  const found = phraseAtEnd(category.contains, words);
  const before = found === undefined ? [] : words.slice(0, -found.words.length);
  if (before.some((word) => category.notAfter.has(word))) return false;
  if (found !== undefined && isOwnWord(before, found.words, category)) return true;
  return readName(child, categories).hits.some((hit) => hit.category === category && hit.strength === "anywhere");
}

/** A number in a bank account is its own, and not that of its bank: `routing_number`. */
function isOwnWord(before: readonly string[], found: readonly string[], { key }: Category): boolean {
  if (!key.startsWith("user.financial.") || found.length > 1 || found[0] !== "number") return true;
  return before.length === 0 || OWN.has(before.at(-1) ?? "");
}

const OWN: ReadonlySet<string> = new Set(["account", "card", "iban", "full", "real"]);

/** Whether a property of this name may be anything: it is no metadata of a secret, such as its name or date. */
function isOpaque(child: string, { categories: { words } }: Pick<FieldInContext, "categories">): boolean {
  const named = wordsOf(child);
  const last = named.at(-1) ?? "";
  return (
    !words.metadata.has(last) && !words.heads.has(last) && !(named.length > 1 && words.switches.has(named[0] ?? ""))
  );
}

/** Whether the format or an example shows a value of the category. */
export function isOfEvidence({ key }: Category, { facts, categories }: FieldInContext): boolean {
  if (facts.format !== undefined && categories.byFormat.get(facts.format)?.key === key) return true;
  return facts.examples.some((example) => categories.byEvidence.get(evidenceOf(example) ?? "")?.key === key);
}

function isFormatOf(category: Category, format: string): boolean {
  if (format === "uuid") return category.certain || category.files;
  return category.dates || !DATES.has(format);
}

const DATES: ReadonlySet<string> = new Set(["date", "date-time", "time", "duration"]);

function isHolder(category: Category, { facts: { schemaName }, categories }: FieldInContext): boolean {
  return schemaName !== undefined && readOwner(schemaName, categories).holders.includes(category);
}
