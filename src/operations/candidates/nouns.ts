import { memoOfText } from "../../core/memo.ts";
import { withoutRevealing } from "../../data/values/revealing.ts";
import { withPrefixJoined, wordsOf } from "../../lexicon/name-tokens.ts";

/** The words of a name as they would be written: `custom attributes` for `custom-attributes`, `API keys` for `api_keys`. */
export const phraseOf = memoOfText((name): string => {
  if (IS_PLAIN.test(name)) return written(name);
  const parts = withPrefixJoined(withoutRevealing(name.slice(0, LONGEST)).normalize("NFC")).match(WORD) ?? [];
  return parts
    .slice(0, MOST_WORDS)
    .map((part) => written(part.toLowerCase()))
    .join(" ");
});

/** The same of one thing: `custom attribute`, `API key`. */
export const nounOf = memoOfText((name): string => {
  const words = phraseOf(name).split(" ");
  const last = words.pop() ?? "";
  return [...words, singularOf(last)].join(" ");
});

const IS_PLAIN = /^[a-z]+$/;
const WORD = /\p{Lu}{2,}s?(?!\p{Ll})|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\d]*|\d+/gu;

/** The last word of a noun, which says what it is: `link` of `payment link`. */
export function lastWord(noun: string): string {
  return noun.slice(noun.lastIndexOf(" ") + 1);
}

/** Several of what a noun names. */
export function pluralOf(noun: string): string {
  if (noun.endsWith("person")) return noun.replace(/person$/, "people");
  if (noun.endsWith("child")) return `${noun}ren`;
  if (UNCOUNTED.test(noun) || /(?:series|history)$/.test(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh|z)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** A noun with its indefinite article; none where it is of what nobody counts, as data. */
export function aNoun(noun: string): string {
  if (UNCOUNTED.test(noun)) return noun;
  const isVowel = /^(?:[aeio]|u(?!s[aei]|ni[^nm]|r[il])|API|IP|ID|SSO|SMS|SSH|SSL|MFA|HTTP|X)/.test(noun);
  return `${isVowel ? "an" : "a"} ${noun}`;
}

const UNCOUNTED = /(?:^| )(?:data|media|news|info|information|staff|feedback|content)$/;

/** Names can be as long as a description likes. */
const MOST_WORDS = 8;
const LONGEST = 200;

function written(word: string): string {
  if (word === "oauth" || word === "oauth2") return `OAuth${word.slice(5)}`;
  const bare = word.replace(/s$/, "");
  return ACRONYMS.has(word) ? word.toUpperCase() : ACRONYMS.has(bare) ? `${bare.toUpperCase()}s` : word;
}

const ACRONYMS = new Set(
  "api ip id sso sms ssl tls saml scim mfa otp totp pdf csv url uri dns ssh gpg jwt pin qr iban vpn vin crm http https ui csr crl ocsp".split(
    " ",
  ),
);

function singularOf(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (/^[A-Z]{2,}s$/.test(word)) return word.slice(0, -1);
  if (/^[A-Z]/.test(word)) return word;
  if (GERMAN_PLURAL.test(word)) return word.slice(0, -2);
  if (GERMAN_PLURAL_IN_N.test(word) || (ROMANCE_PLURAL.test(word) && !SINGULAR_IN_S.test(word)))
    return word.slice(0, -1);
  // The shared table knows the regular ones; short forms stay as they are written.
  const [singular = word, ...more] = wordsOf(word);
  return more.length === 0 && word.startsWith(singular.slice(0, 3)) && singular.length <= word.length ? singular : word;
}

/** `buchungen`, `transaktionen`, `mitglieder`: endings that English does not have. */
const GERMAN_PLURAL = /(?:(?:ung|heit|keit|schaft|ion|tät|taet)en|glieder)$/;

/** `stunden`, `parzellen`, `kassen`: those of words that end in `e`. */
const GERMAN_PLURAL_IN_N = /(?:unde|elle|asse|enze|ille|uppe)n$/;

/** `viaturas`, `facturas`, `pedidos`: no English plural ends so but for `photos` and the like, which lose the same letter. */
const ROMANCE_PLURAL = /[a-z]{3}[b-df-hj-np-tv-zi](?:a|o)s$/;
const SINGULAR_IN_S = /(?:alias|canvas|atlas|chaos|cosmos|bias|texas|christmas|pancreas|kudos|thermos|gas|albatros)$/;

/** Whether a word of a path says in what state things are, as English participles do: `scheduled`, and not `feed`. */
export function isState(word: string): boolean {
  return PARTICIPLE.test(word) && !/(?:eed|^embed|^testbed)$/.test(word);
}

/** A noun without the verb that a path has written before it, in one word too, or behind several: `file` of `copyfile`. */
export function withoutVerb(noun: string, verb: string): string {
  if (noun.startsWith(`${verb} `)) return noun.slice(verb.length + 1);
  const things = noun.endsWith(` ${verb}`) ? noun.slice(0, -verb.length - 1) : noun;
  if (things !== noun && nounOf(things) !== things) return things;
  const glued = verb.length > 2 && noun.startsWith(verb) ? noun.slice(verb.length) : "";
  return GLUED.test(glued) ? glued : noun;
}

/** What may follow a verb without a space, and is no ending of it, nor the rest of a longer word: `additional`, `settlement`. */
const GLUED =
  /^(?!ition|itive|ress|end(?:um|a)|ener|at(?:ion|or|ive)|tl|([bdglmnprt])\1?(?:er|ing)s?(?: |$))(?!ings?$|er[sy]?$|ers$|able$|ions?$|ments?$|ances?$)[a-z]{4,}(?: [a-z]+)*$/;

/** Whether a noun is no thing, but the verb of a call by another word: `stopall`, where that stops something. */
export function isCallName(noun: string, verb: string): boolean {
  return isManner(noun) || (noun !== verb && /^\p{L}+\d*$/u.test(noun) && noun.startsWith(verb) && verb.length > 2);
}

/** Whether a phrase says how or into what something is done, as `to draft` of `revert-to-draft` does. */
export function isManner(phrase: string): boolean {
  return /^(?:to|into|from|with|by|as) /.test(phrase);
}

const PARTICIPLE = /^[a-z]{4,}ed$/;

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["people", "person"],
  ["children", "child"],
  ["aliases", "alias"],
  ["statuses", "status"],
  ["movies", "movie"],
  ["cookies", "cookie"],
  ["series", "series"],
  ["news", "news"],
  ["analytics", "analytics"],
  ["caches", "cache"],
  ["axes", "axis"],
  ["data", "data"],
  ["sms", "SMS"],
]);
