/**
 * Several of what a noun names, in small letters, where the shared tokenizer does not find the singular again: Romance
 * languages put `es` to a consonant, German has endings of its own. What has no rule stands in the lexicon itself.
 */
export function pluralsOf(noun: string, language: string): readonly string[] {
  if (noun.includes(" ")) return [];
  return (RULES[language] ?? []).flatMap(([ending, ...plurals]) =>
    noun.endsWith(ending) && noun.length > ending.length + 1
      ? plurals.map((plural) => noun.slice(0, noun.length - ending.length) + plural)
      : [],
  );
}

/** The ending of a noun, and those of its plural. */
type PluralRule = readonly [ending: string, ...plurals: string[]];

const RULES: Readonly<Record<string, readonly PluralRule[]>> = {
  // `movies`, of which the tokenizer would make a `movy`.
  en: [["ie", "ies"]],
  de: [
    ["e", "en"],
    ["in", "innen"],
    ["ung", "ungen"],
    ["ent", "enten"],
    ["ant", "anten"],
    ["at", "aten"],
    ["ist", "isten"],
    ["or", "oren"],
    ["ion", "ionen"],
    ["haft", "haften"],
    ["ei", "eien"],
  ],
  fr: [
    ["eau", "eaux"],
    ["al", "aux"],
    ["eu", "eux"],
    // What the tokenizer would take for an English plural, or for none.
    ["che", "ches"],
    ["sse", "sses"],
    ["u", "us"],
    ["i", "is"],
  ],
  es: [
    ["a", "as"],
    ["r", "res"],
    ["l", "les"],
    ["d", "des"],
    ["z", "ces"],
    ["ón", "ones"],
    ["án", "anes"],
    ["én", "enes"],
    ["s", "ses"],
    ["és", "eses"],
  ],
  pt: [
    ["a", "as"],
    ["r", "res"],
    ["z", "zes"],
    ["ão", "ões", "ães", "ãos"],
    ["m", "ns"],
    ["al", "ais"],
    ["el", "eis"],
    ["il", "is"],
    ["ol", "ois"],
  ],
};
