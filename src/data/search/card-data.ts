import { memo, memoOfText, MOST_LONG_TEXTS } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { propertiesByName } from "./properties-by-name.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** What a property carries of a payment card: its whole `number`, the `code` that proves possession, or all `details` unnamed. */
export type CardData = "number" | "code" | "details";

/** A search for whole card numbers and codes; one for each API. */
export function cardData({ schemas }: Pick<Api, "schemas">): PropertySearch<CardData> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) => {
  const canBe = (name: string): boolean => saidBy(name, schemas[0]!.lexicon) !== undefined; // there is a name, so there is a schema
  const others = namesOfOtherCards(schemas, canBe);
  return propertySearch(schemas, {
    canBe,
    signOf: (name, property, holder) => {
      const sign = cardDataOf(name, property, holder);
      return sign === "number" && others.has(name) && !hasPaymentBeside(holder) ? undefined : sign;
    },
  });
});

/**
 * The names by which an API calls the numbers of other cards somewhere, such as those of members: what shows it in one object
 * (a pattern of eight digits) is left out in others.
 */
function namesOfOtherCards(schemas: readonly Schema[], canBe: (name: string) => boolean): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, properties] of propertiesByName(schemas))
    if (canBe(name) && properties.some(({ property, holder }) => isOfOtherCard(property, holder))) names.add(name);
  return names;
}

/** Whether what is called the number of a card is no number of a payment card, by its format or by what is said of it. */
function isOfOtherCard(property: Schema, holder: Schema): boolean {
  if (hasPaymentBeside(holder)) return false;
  const target = targetOf(property);
  if (NOT_OF_PAYMENT.test((property.pattern ?? target.pattern ?? "").trim())) return true;
  const texts = [property.title, property.description, target.title, target.description];
  const isShown = [...property.examples, ...target.examples].some(
    ({ value }) => isNumberOfOtherCard(value) && !isCut(property, target),
  );
  return isShown || isSaidOfOtherCard([...texts, holder.title, holder.description, holder.name], holder.lexicon);
}

/** Whether texts speak of a card of members, readers or passengers, and neither of a payment nor of a card for payments. */
export function isSaidOfOtherCard(texts: readonly (string | undefined)[], lexicon: Lexicon): boolean {
  const said = texts.flatMap((text) => (text === undefined ? [] : [singularWords(text.slice(0, LIMIT))]));
  return (
    said.some((words) => lexicon.has(words, "other-card")) &&
    !said.some((words) => OF_PAYMENT.some((concept) => lexicon.has(words, concept)))
  );
}

/** Each property is asked about with the texts of the object that it stands in. */
const singularWords = memoOfText((text): readonly string[] => wordsInOrder(text).flatMap(wordsOf), MOST_LONG_TEXTS);

const OF_PAYMENT = ["payment-card", "payment-word", "pay", "card-code"] as const;

/** So much of a text is looked at. */
const LIMIT = 600;

/** A value with digits that is too short for a payment card, or has letters in it (ISO/IEC 7812-1: at least eight digits, in practice 12 to 19). */
function isNumberOfOtherCard(value: unknown): boolean {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return false;
  const plain = text.replace(/[ ./-]/g, "");
  return /^(?=(?:[A-Z]*\d){4})[A-Z\d]{4,}$/i.test(plain) && !/^\d{12,}$/.test(plain);
}

/** A pattern of fewer than twelve digits, or one that begins with letters: `^\d{8}$`, `^[0-9]{6,10}$`, `^BK-\d+$`. */
const NOT_OF_PAYMENT =
  /^\^(?:(?:\\d|\[0-9\])\{(?:\d,)?(?:\d|1[01])(?:,(?:\d|1[01]))?\}|\(?[A-Z]{1,6}\)?[-_]?(?:\\d|\[[^\]]+\]).*)\$$/;

function cardDataOf(name: string, property: Schema, holder: Schema): CardData | undefined {
  const said = saidBy(name, holder.lexicon);
  const target = targetOf(property);
  if (said === undefined || target.enum !== undefined || target.types.includes("boolean")) return undefined;
  const isObject = target.types.includes("object") || target.properties.size > 0;
  if (isObject) {
    const isOpen =
      target.properties.size === 0 && target.allOf.length + target.oneOf.length + target.anyOf.length === 0;
    return isOpen && said === "details" ? said : undefined;
  }
  if (target.types.includes("array")) return undefined;
  if (said === "code" || (said === "perhaps code" && hasNumberBeside(holder))) return "code";
  const isNumber = said === "number" || (said === "perhaps number" && hasCardBeside(holder));
  return isNumber && !isCut(property, target) ? "number" : undefined;
}

/** What a name says of a card; one that is only called a number, or a security code, is perhaps a card's. */
function saidBy(name: string, lexicon: Lexicon): CardData | "perhaps number" | "perhaps code" | undefined {
  const words = wordsOf(name);
  const [first = ""] = words;
  const own = WHOLE.has(first) ? words.slice(1) : words;
  const text = own.join(" ");
  if (BARE.has(text)) return own === words ? "perhaps number" : undefined;
  if (lexicon.is(text, "card-number")) return "number";
  const card = lexicon.lengthAt(own, 0, "card");
  const ofCard = own.slice(card);
  if (card > 0 && lexicon.is(ofCard.join(" "), "card-details")) return "details";
  // `cvv2`
  const code = ofCard.filter((word) => !/^\d$/.test(word)).join(" ");
  if (own !== words) return undefined;
  if (lexicon.is(code, "card-code")) return "code";
  if (!lexicon.is(code, "security-code")) return undefined;
  return card > 0 ? "code" : "perhaps code";
}

/** Before the word for a card, and no other card. */
const WHOLE: ReadonlySet<string> = new Set(["raw", "full", "plain", "virtual"]);
const BARE: ReadonlySet<string> = new Set(["number", "pan", "numero", "nummer", "num"]);

/** A number is a card's where its code or its expiry stands beside it. */
function hasCardBeside({ properties, lexicon }: Schema): boolean {
  for (const name of properties.keys()) {
    const text = textOfName(name);
    if (lexicon.is(text.replace(/ \d$/, ""), "card-code") || lexicon.is(text, "card-expiry")) return true;
  }
  return false;
}

/** Whether what only payment cards have stands beside a number: code, expiry, brand. */
export function hasPaymentBeside(holder: Schema): boolean {
  return (
    hasCardBeside(holder) ||
    [...holder.properties.keys()].some((name) => {
      const words = wordsOf(name);
      return (
        holder.lexicon.is(words.join(" "), "security-code") ||
        BRAND.test(words.join(" ")) ||
        (["payment-card", "payment-word"] as const).some((one) => holder.lexicon.has(words, one))
      );
    })
  );
}

/** What a payment card has beside its number, as providers call it (ISO/IEC 7812-1: the issuer identification number). */
const BRAND = /^(?:(?:card )?(?:brand|network|scheme|issuer|holder(?: name)?)|bin|iin|cardholder(?: name)?|pan)$/;

/** A security code is a card's where the number of the card stands beside it. Asked once for all its names: `code 1 2`. */
const hasNumberBeside = memo(({ properties, lexicon }: Schema): boolean => {
  for (const name of properties.keys()) if (lexicon.is(textOfName(name), "card-number")) return true;
  return false;
});

/** Whether only some of the digits are there: it says so, its example shows it, or it is too short. */
function isCut(property: Schema, target: Schema): boolean {
  const longest = keyword(target, "maxLength");
  if (typeof longest === "number" && longest < 12) return true;
  const words = `${property.description ?? ""} ${target.description ?? ""} ${property.title ?? ""}`;
  if (/mask|last.?(?:four|4)|truncat|obfuscat|redact|token|encrypt|first.?(?:six|6)/i.test(words)) return true;
  // Formats of a country or standard: `x-cds-type: MaskedPANString`.
  const formats = [property, target].flatMap(({ extensions }) => [...extensions.values()].map(({ value }) => value));
  if (formats.some((value) => typeof value === "string" && /mask|truncat/i.test(value))) return true;
  return [...property.examples, ...target.examples].some(
    ({ value }) => typeof value === "string" && /[*xX•.]{2}/.test(value),
  );
}
