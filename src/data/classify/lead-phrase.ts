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
  const text = withoutPreamble(plainText(description));
  const words = (CLAUSE.exec(text.slice(0, LIMIT))?.[0] ?? "").split(/\s+/);
  const lead: string[] = [];
  for (const word of words) {
    const plain = word.toLowerCase();
    // An article of another language may be a word of English behind a noun.
    const opens = lead.length === 0;
    if (OTHER_ARTICLES.has(plain) && (opens || (!INDEFINITE.has(plain) && JOINS.has(lead.at(-1)!.toLowerCase()))))
      continue;
    // "The time this entry was made": behind a noun, another one begins a clause.
    if (lead.length > 0 && ARTICLES.has(plain) && !JOINS.has(lead.at(-1)!.toLowerCase())) break;
    if (plain === "" || ARTICLES.has(plain) || (lead.length === 0 && OPENING.has(plain))) continue;
    if (lead.length === 0 && ASIDE.has(plain)) return undefined;
    // "Vor- und Nachname" is one noun.
    if (STOP.has(plain) && !(plain === "und" && lead.at(-1)?.endsWith("-") === true)) break;
    lead.push(word);
  }
  return lead.length === 0 || lead.length > LONGEST ? undefined : lead.join(" ");
}, MOST_LONG_TEXTS);

/** A text without the tags of HTML, and without what stands before it in a list of facts: "Format: … Description: …". */
function plainText(text: string): string {
  const plain = text.includes("<") ? text.replace(/<[^<>]{1,200}>/g, " ").trimStart() : text;
  return LABELLED.test(plain) ? plain.replace(LABELLED, "") : plain;
}

/** A text without what only says that something is described, how many there are, or how it is written. */
function withoutPreamble(text: string): string {
  const thing = text.replace(CONDITION, "").replace(PREAMBLE, "");
  return (SEVERAL.test(thing.slice(0, 60)) ? thing.replace(LISTED, "") : thing).replace(ENCODED, "");
}

/** When a value must be there, which is said before what it is: "Required for card payments. The e-mail address of …". */
const CONDITION =
  /^\W{0,3}(?:required|optional|mandatory|recommended|strongly encouraged|deprecated|pflichtfeld|obligatoire|obligatorio|obrigatório)\W{0,2}(?: (?:for|if|when|in|by|wenn|si|se|para|pour)\b[^.]{0,120})?\.\W{1,3}(?=\w)/i;

const SEVERAL = /list|array|set |collection|tableau|arreglo/i;
const LABELLED = /^(?:format|type|length|required)\s{0,3}:[^]{0,160}?\bdescription\s{0,3}:\s{0,3}/i;

/** That there are several, which are of the same kind as one: "An optional list of e-mail addresses", "Liste der Gäste". */
const LISTED =
  /^\W{0,3}(?:(?:an?|the|die|eine|la|une|una|uma|a) )?(?:optional |optionale |facultative |opcional )?(?:comma[- ]separated )?(?:list|array|set|collection|liste|lista|listado|tableau|arreglo) (?:of|with|der|von|mit|des?|avec|del?|con|d[aeo]s?|com) /i;

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
const JOINS = wordSet("of for about de du des del da do der von sur sobre über");
/** Those of German, French, Spanish and Portuguese. */
const OTHER_ARTICLES = wordSet(
  "der die das den dem ein eine le la les l un une el los las una o os um uma ihr ihre su sua seu votre",
);
/** Those of them that count: "de un solo uso" speaks of one use. */
const INDEFINITE = wordSet("ein eine un une una um uma");
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
  "that which to used in on at as is are was were will can must should may when if si falls where who whose whom with by from associated assigned belonging linked related under and or being has have you we it - – — an für fuer zum zur bei mit und oder wie als falls wenn pour qui que dont avec dans sur et ou comme para por con donde y como com onde em en",
);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
