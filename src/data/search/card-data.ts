import { memo } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** What a property carries of a payment card: its whole `number`, the `code` that proves possession, or all `details` unnamed. */
export type CardData = "number" | "code" | "details";

/** A search for whole card numbers and codes; one for each API. */
export function cardData({ schemas }: Pick<Api, "schemas">): PropertySearch<CardData> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch(schemas, {
    canBe: (name) => saidBy(name, schemas[0]!.lexicon) !== undefined, // there is a name, so there is a schema
    signOf: cardDataOf,
  }),
);

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
