import { memoOfText, MOST_LONG_TEXTS } from "../../core/memo.ts";

/**
 * The noun phrase that a description opens with: "The customer's e-mail address, if known." gives "customer's e-mail address".
 * Nothing for a description that opens otherwise ("Whether …").
 */
export function leadPhrase(description: string): string | undefined {
  return description === "" ? undefined : leadOf(description.slice(0, MOST));
}

/** Fields share their texts, and each is asked for several times: ten in Stripe. */
const leadOf = memoOfText((description): string | undefined => {
  const words = (CLAUSE.exec(description.replace(PREAMBLE, "").replace(ENCODED, "").slice(0, LIMIT))?.[0] ?? "").split(
    /\s+/,
  );
  const lead: string[] = [];
  for (const word of words) {
    const plain = word.toLowerCase();
    // "The time this entry was made": behind a noun, another one begins a clause.
    if (lead.length > 0 && ARTICLES.has(plain) && !JOINS.has(lead.at(-1)!.toLowerCase())) break;
    if (plain === "" || ARTICLES.has(plain) || (lead.length === 0 && OPENING.has(plain))) continue;
    if (lead.length === 0 && ASIDE.has(plain)) return undefined;
    if (STOP.has(plain)) break;
    lead.push(word);
  }
  return lead.length === 0 || lead.length > LONGEST ? undefined : lead.join(" ");
}, MOST_LONG_TEXTS);

/** What says only that something is described: "An optional parameter specifying the …", "Parameter, das … angibt". */
const PREAMBLE =
  /^\W{0,3}(?:(?:an?|the|this) )?(?:optional |required |mandatory )?(?:parameter|field|value|property|string|text|argument|attribute|integer|number),? (?:that |which )?(?:specif(?:ying|ies)|contain(?:ing|s)|indicat(?:ing|es)|represent(?:ing|s)|hold(?:ing|s)|defin(?:ing|es)|describ(?:ing|es)|giv(?:ing|es)|for) /i;

/** How a value is written, which is no part of what it is: "The base64 encoded AES key". */
const ENCODED =
  /^\W{0,3}(?:(?:an?|the) )?base-?64(?:[- ]?url)?[- ]encoded (?:(?:value|form|string|text|version) of )?/i;

/** So much of a description is looked at. */
const MOST = 400;
const LIMIT = 120;
const LONGEST = 7;
/** The point of a version ends no clause, nor does that of a domain. */
const CLAUSE = /^(?:[^.,;:()<[{`"]|(?<=\d)\.(?=\w)|(?<=\w)\.(?=[a-z]{2,}))*/;

const ARTICLES = wordSet("the a an this your their his her its our");
/** What joins two nouns to one phrase. */
const JOINS = wordSet("of for de du des del da do der von");
/** What may stand before the noun. */
const OPENING = wordSet(
  "is optional optionally required specifies contains represents holds stores provides sets returns gets describes defines identifies specify",
);
/** What does not open with a noun. */
const ASIDE = wordSet(
  "for of to if whether when with without in on by only any all list used use indicates number no not set get",
);
/** Where the noun phrase ends. */
const STOP = wordSet(
  "that which to used in on at as is are was were will can must should may when if where who whose whom with by from associated assigned belonging linked related under and or being has have you we it - – —",
);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
