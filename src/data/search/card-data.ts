import { memo } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** What a property carries of a payment card: its whole `number`, the `code` that proves possession, or all `details` unnamed. */
export type CardData = "number" | "code" | "details";

/** A search for whole card numbers and codes; one for each API. */
export function cardData({ schemas }: Pick<Api, "schemas">): PropertySearch<CardData> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch(schemas, { canBe: isOfCards, signOf: cardDataOf }),
);

/** Nearly all names are ruled out here, before their words are looked at. */
function isOfCards(name: string): boolean {
  return /c[vs][vcn]|cvn|card|\bpan\b|^pan|number|verification|security/i.test(name);
}

function cardDataOf(name: string, property: Schema, holder: Schema): CardData | undefined {
  const text = textOfName(name);
  const target = targetOf(property);
  if (target.enum !== undefined || target.types.includes("boolean")) return undefined;
  const isObject = target.types.includes("object") || target.properties.size > 0;
  if (isObject) {
    const isOpen =
      target.properties.size === 0 && target.allOf.length + target.oneOf.length + target.anyOf.length === 0;
    return isOpen && DETAILS.test(text) ? "details" : undefined;
  }
  if (target.types.includes("array")) return undefined;
  if (CODE.test(text)) return "code";
  const isNumber = NUMBER.test(text) || (/^(?:number|pan)$/.test(text) && hasCardBeside(holder));
  return isNumber && !isCut(property, target) ? "number" : undefined;
}

const CODE =
  /^(?:(?:credit |debit |payment |bank )?card )?(?:cvv|cvc|cvn|csc|cvd)(?: ?\d)?(?: code| number| value)?$|^(?:credit |debit |payment )?card (?:security|verification) (?:code|value|number)$/;
const NUMBER =
  /^(?:raw |full |plain )?(?:credit|debit|payment|bank|virtual)? ?card (?:number|no|num|pan)$|^primary account number$|^cc (?:number|num)$/;
const DETAILS = /^(?:raw |full |virtual |credit |debit |payment |bank )*card (?:detail|data|info|information)$/;
const BESIDE =
  /^(?:cvv|cvc|cvn|csc|cvc2|cvv2|exp_?month|expiry_?month|expiration_?month|exp_?year|expiry_?year|expiration_?year)$/i;

/** A number is a card's where its code or its expiry stands beside it. */
function hasCardBeside({ properties }: Schema): boolean {
  for (const name of properties.keys()) if (BESIDE.test(name)) return true;
  return false;
}

/** Whether only some of the digits are there: it says so, its example shows it, or it is too short. */
function isCut(property: Schema, target: Schema): boolean {
  const longest = keyword(target, "maxLength");
  if (typeof longest === "number" && longest < 12) return true;
  const words = `${property.description ?? ""} ${target.description ?? ""} ${property.title ?? ""}`;
  if (/mask|last.?(?:four|4)|truncat|obfuscat|redact|token|encrypt|first.?(?:six|6)/i.test(words)) return true;
  return [...property.examples, ...target.examples].some(
    ({ value }) => typeof value === "string" && /[*xX•.]{2}/.test(value),
  );
}
