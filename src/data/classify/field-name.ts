import type { Categories, Category, OwnerKind, Strength } from "../taxonomy/categories.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { phraseAtEnd, phrasesAt, phrasesEnding, type Phrase } from "../taxonomy/phrases.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";

/** What a name says by itself: the categories that it may be of, the likeliest first. */
export interface NameReading {
  readonly words: readonly string[];
  /** The words in one, with spaces. */
  readonly text: string;
  readonly hits: readonly Hit[];
  /** What a word says that stands anywhere in it. */
  readonly within: readonly Category[];
  /** It asks whether, or how many; or something else than a pattern's thing is its head. */
  readonly isSwitch: boolean;
}

/** A pattern that a name matches. */
export interface Hit {
  readonly category: Category;
  readonly strength: Strength;
  /** What kind of object the words before the pattern name: a person in `customer_name`. */
  readonly of: OwnerKind | undefined;
  /** The words before the pattern are only such as change nothing, or a person. */
  readonly isPlain: boolean;
  readonly isWhole: boolean;
  /** The word before the pattern is of what is mostly only identified by it: a *merchant* token. */
  readonly isDoubtful: boolean;
  readonly length: number;
}

/** Reads a field's name. */
export const readName = rememberedByText((name, categories): NameReading => {
  const words = wordsOf(name).flatMap((word) => partsOfPair(word, categories) ?? partsOfPersons(word, categories));
  return {
    words,
    text: words.join(" "),
    hits: hitsOf(name, words, categories).toSorted(byLikelihood),
    within: words.flatMap((_, at) => phrasesAt(categories.within, words, at).map(({ means }) => means)),
    isSwitch: isSwitch(words, categories),
  };
});

/** `fahrername` is the name of a driver: what German writes in one word, where its beginning is a person. */
function partsOfPersons(word: string, { owners, names }: Categories): readonly string[] {
  if (word.length < SHORTEST_OF_PERSON) return [word];
  const head = HEAD_OF_PERSON.exec(word)?.[0];
  if (head === undefined || (names.get(word)?.length ?? 0) > 0) return [word];
  const before = word.slice(0, -head.length);
  const person = [before, before.replace(/(?:e[ns]|[ns])$/, "")].find(
    (one) => phraseAtEnd(owners, [one])?.means === "person",
  );
  return person === undefined ? [word] : [person, head];
}

const SHORTEST_OF_PERSON = 8;
const HEAD_OF_PERSON = /(?:name|foto|bild|text|code|pin|daten|stimme)$/;

/** `gesichtsvektor` is a vector of a face: what is written in one word, where two together say what it is. */
function partsOfPair(word: string, { pairs, names }: Categories): readonly string[] | undefined {
  if (word.length < SHORTEST_PAIR || (names.get(word)?.length ?? 0) > 0) return undefined;
  for (let cut = SHORTEST_OF_PAIR; cut <= word.length - SHORTEST_OF_PAIR; cut++) {
    const last = pairs.get(word.slice(cut));
    if (last === undefined) continue;
    const before = word.slice(0, cut);
    const first = [before, before.replace(/(?:e[ns]|[ns])$/, "")].find((one) =>
      pairs.get(one)?.some(({ pair, isFirst }) => last.some((side) => side.pair === pair && side.isFirst !== isFirst)),
    );
    if (first !== undefined) return [first, word.slice(cut)];
  }
  return undefined;
}

const SHORTEST_PAIR = 8;
const SHORTEST_OF_PAIR = 3;

/** Reads the noun phrase that a description opens with as if it were a name. */
export const readDescription = rememberedByText((description, categories): DescriptionReading => {
  const phrase = leadPhrase(description) ?? "";
  if (phrase === "") return { phrase, hits: [] };
  const { hits } = readName(phrase, categories);
  return {
    phrase,
    hits: hits.some(({ isPlain }) => isPlain) ? hits : [...hits, ...hitsOfPossession(phrase, categories)],
  };
});

/**
 * What belongs to somebody by the words before it, whatever stands between: "The member's work username". What is called after
 * another thing is that thing's: the user's *team* name.
 */
function hitsOfPossession(phrase: string, categories: Categories): readonly Hit[] {
  const [, whose, what] = POSSESSION.exec(phrase) ?? [];
  if (whose === undefined || what === undefined || wordsOf(whose).some((word) => categories.words.particles.has(word)))
    return [];
  if (phraseAtEnd(categories.owners, wordsOf(whose))?.means !== "person") return [];
  return readName(what, categories)
    .hits.filter(({ of, strength }) => of === undefined && (strength === "anywhere" || strength === "personal"))
    .map((hit) => ({ ...hit, of: "person", isPlain: true }));
}

const POSSESSION = /^([^'’]{2,40})['’]s? (.{2,60})$/;

/** The noun phrase that a description opens with, and what it may be the name of. */
export type DescriptionReading = Pick<NameReading, "hits"> & { readonly phrase: string };

/** What a name may be of; of a path such as `carRental.renterName`, what its end says where the whole says nothing. */
function hitsOf(name: string, words: readonly string[], categories: Categories): readonly Hit[] {
  const hits = [...hitsIn(words, categories)];
  if (hits.some(({ strength, isPlain }) => strength === "anywhere" || (isPlain && !needsRecord(strength)))) return hits;
  const end = name.slice(name.lastIndexOf(".") + 1);
  if (end !== name) return hits.length > 0 ? hits : [...hitsIn(wordsOf(end), categories)];
  const numbered = hitsOfNumber(name, words, categories);
  if (numbered.length > 0) return [...hits, ...numbered];
  const parts = hits.length > 0 ? words : inParts(words);
  const inside = parts === words ? [] : [...hitsIn(parts, categories)];
  return [...hits, ...(inside.length > 0 ? inside : hitsInOneWord(words, categories))];
}

/** Whether a name says it in a certain record only, whatever the record is a person's or not. */
export function needsRecord(strength: Strength): boolean {
  return strength === "parts" || strength === "record";
}

/** What a name may be of whose number is abbreviated: `numPasaporte`, where `num` tallies nothing, `noCarte`, `kreditkartenNr`. */
function hitsOfNumber(name: string, words: readonly string[], categories: Categories): readonly Hit[] {
  const [first = "", ...rest] = words;
  if (rest.length === 0) return [];
  if (!NUMBER_FIRST.test(first) || IS_SEVERAL.test(name))
    return words.includes("number")
      ? [
          ...hitsIn(
            words.map((word) => (word === "number" ? "nummer" : word)),
            categories,
          ),
        ]
      : [];
  return [...hitsIn(["numero", ...rest], categories)].filter(
    ({ category: { key }, isWhole }) => isWhole || NUMBERED.some((one) => isWithin(key, one)),
  );
}

/** What has a number, of which more may be said behind it: `num_carte_paiement`. */
const NUMBERED = ["user.government_id", "user.financial.bank_account", "user.financial.credit_card"];
/** How a Romance language abbreviates the number that it names first; the tokenizer writes out the others. */
const NUMBER_FIRST = /^(?:number|no|nr|n)$/;
/** So many cards: `num_cartes`. */
const IS_SEVERAL = /[a-z]{3}s$/i;

/** What a German compound is of that is written in several words: `konto_stand`, `profilBild`, `geburts_datum_kind`. */
function hitsInOneWord(words: readonly string[], categories: Categories): readonly Hit[] {
  if (words.length >= 2 && words.length <= MOST_JOINED && words.every((word) => word.length >= SHORTEST_JOINED)) {
    const hits = [...hitsIn(wordsOf(words.join("")), categories)].filter(({ isWhole }) => isWhole);
    if (hits.length > 0) return hits;
  }
  for (let at = 0; at < words.length - 1; at++) {
    const [first, second] = [words[at]!, words[at + 1]!];
    if (first.length < SHORTEST_JOINED || second.length < SHORTEST_JOINED) continue;
    const joined = first + second;
    // Where both words are a pattern, they were read as that.
    if ((categories.names.get(joined)?.length ?? 0) === 0 || isPattern(words, at, categories)) continue;
    // What says it in a person only is mostly two words of its own beside others: `wishList`, `turnOvers`.
    const hits = [...hitsIn([...words.slice(0, at), joined, ...words.slice(at + 2)], categories)].filter(
      ({ strength }) => strength === "anywhere",
    );
    if (hits.length > 0) return hits;
  }
  return [];
}

function isPattern(words: readonly string[], at: number, { names }: Categories): boolean {
  return phrasesAt(names, words, at).some((phrase) => phrase.words.length > 1);
}

const MOST_JOINED = 3;
const SHORTEST_JOINED = 4;

/** The words of a name that says nothing as it stands, with German compounds in their parts. */
function inParts(words: readonly string[]): readonly string[] {
  const parts = words.flatMap((word) => {
    const head = word.length < SHORTEST_COMPOUND ? undefined : COMPOUND_HEAD.exec(word)?.[0];
    return head === undefined ? [word] : [word.slice(0, -head.length).replace(/(?<=[a-z]{4})s$/, ""), head];
  });
  return parts.length === words.length ? words : parts;
}

const SHORTEST_COMPOUND = 8;
/** Nouns that end German compounds, of which words of other languages end in some. */
const COMPOUND_HEAD =
  /(?<=[a-z]{3})(?:text|hinweis|code|pin|grund|foto|bild|notiz|bericht|ergebnis|guthaben|beitrag|rueckstand|praemie|einkommen|vermoegen|miete|standort|vermerk|schreiben|zahlung)$/;

function* hitsIn(words: readonly string[], categories: Categories): Generator<Hit> {
  for (let start = 0; start < words.length; start++) {
    const found = phrasesAt(categories.names, words, start);
    for (const { words: pattern, means } of [...found, ...pairsAt(words, start, categories)]) {
      const behind = words.slice(start + pattern.length);
      if (behind.some((word) => means.category.notBefore.has(word))) continue;
      const isHeadFirst = categories.words.headFirst.has(pattern[0] ?? "");
      const qualifiers =
        isHeadFirst && !isNothingMore(means)
          ? qualifiersOfHead(behind, categories)
          : qualifiersBehind(behind, means.category, categories);
      if (qualifiers === undefined) continue;
      const before = words.slice(0, start);
      if (changesMeaning(before, means.category, categories)) continue;
      if (isHeadFirst && categories.words.headsBefore.has(before[0] ?? "")) continue;
      // Where an identifier is named first it is one of what follows: `idRemboursement`; an `idPassportNumber` is the number.
      if (before[0] === "id" && !isNumberItself(means.category.key)) continue;
      // Behind such a noun stands what it is like, which is nothing that makes it another's.
      const around = isHeadFirst ? before : [...before, ...qualifiers];
      yield {
        ...means,
        strength: isPartOf(before, means, categories) ? "anywhere" : means.strength,
        of: kindBefore(before, qualifiers, categories),
        isPlain: around.every((word) => isNeutral(word, categories)),
        isWhole: before.length + qualifiers.length === 0,
        isDoubtful: means.category.possibleAfter.has(before.at(-1) ?? ""),
        length: pattern.join("").length,
      };
    }
  }
}

/**
 * Whether a noun of a Romance language says it alone only: `numero` is the number of the card that it is of, and `numero_factura`
 * is none; a `clave` is a password, and a `clave_entidad` a code of another kind; a name that is one in a person only is none in
 * `nomServeur`.
 */
function isNothingMore({ category: { key, loose }, strength }: Pick<Hit, "category" | "strength">): boolean {
  return (
    (strength === "parts" && !loose) ||
    (strength === "personal" && isCredential(key)) ||
    (strength === "person" && isWithin(key, "user.name"))
  );
}

/** What words say together from `start` on: words of the two sides of a pair, and particles between them. */
function* pairsAt(
  words: readonly string[],
  start: number,
  { pairs, words: { particles } }: Categories,
): Generator<NamePhrase> {
  for (const { pair, isFirst, category } of pairs.get(words[start] ?? "") ?? []) {
    let end = start + 1;
    let isPair = false;
    for (let at = end; at < words.length; at++) {
      const sides = pairs.get(words[at]!)?.filter((side) => side.pair === pair) ?? [];
      if (sides.length === 0) {
        if (particles.has(words[at]!)) continue;
        break;
      }
      end = at + 1;
      isPair ||= sides.some((side) => side.isFirst !== isFirst);
    }
    if (isPair) yield { words: words.slice(start, end), means: { category, strength: "anywhere" } };
  }
}

type NamePhrase = Phrase<{ readonly category: Category; readonly strength: Strength }>;

/** Whether what is of the category is an identifier by itself: `id` before it is the word *identity*, or says no more. */
function isNumberItself(key: string): boolean {
  return isCredential(key) || isWithin(key, "user.government_id");
}

/** Whether the words before a part name what it is a part of: `billing_address_city`. */
function isPartOf(
  before: readonly string[],
  { category, strength }: Pick<Hit, "category" | "strength">,
  { holders }: Categories,
): boolean {
  if (strength !== "parts" || before.length === 0 || !category.joined) return false;
  return phrasesEnding(holders, before).some(({ means }) => means === category);
}

/** The words behind a pattern that qualify it ("email *del cliente*"), or nothing when they make the name one of something else. */
function qualifiersBehind(
  behind: readonly string[],
  category: Category,
  { words, owners }: Categories,
): readonly string[] | undefined {
  for (let at = 0; at < behind.length; at++) {
    const word = behind[at] ?? "";
    if (words.particles.has(word) && at < behind.length - 1)
      return words.heads.has(behind.at(-1) ?? "") ? undefined : behind.slice(at + 1);
    if (words.after.has(word) || IS_NUMBER.test(word)) continue;
    if (words.after.has(`${word} ${behind[at + 1] ?? ""}`)) continue;
    if ((category.files && words.files.has(word)) || (category.measures && words.series.has(word))) continue;
    if (category.codes && words.codes.has(word)) continue;
    const rest = behind.slice(at);
    const owner = phraseAtEnd(owners, rest);
    return owner?.means === "person" && owner.words.length === rest.length ? rest : undefined;
  }
  return [];
}

/** The words behind a noun of a Romance language, which come after what they qualify: `saldo inicial`, `clave sms`. */
function qualifiersOfHead(
  behind: readonly string[],
  { words: { heads, particles } }: Categories,
): readonly string[] | undefined {
  if (behind.some((word) => heads.has(word))) return undefined;
  return particles.has(behind[0] ?? "") ? behind.slice(1) : behind;
}

function changesMeaning(before: readonly string[], category: Category, { words }: Categories): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  if (words.particles.has(last) || words.switches.has(before[0] ?? "") || words.aspects.has(before[0] ?? ""))
    return true;
  return before.some((word, at) => {
    if (words.tallies.has(word) || (words.counts.has(word) && !category.measures)) return true;
    return category.notAfter.has(word) || category.notAfter.has(`${word} ${before[at + 1] ?? ""}`);
  });
}

function kindBefore(
  before: readonly string[],
  qualifiers: readonly string[],
  { owners, words }: Categories,
): OwnerKind | undefined {
  const behind = phraseAtEnd(owners, qualifiers)?.means;
  if (behind !== undefined) return behind;
  for (let end = before.length; end > 0; end--) {
    const kind = phraseAtEnd(owners, before.slice(0, end))?.means;
    if (kind !== undefined) return kind;
    if (!words.before.has(before[end - 1] ?? "")) return undefined;
  }
  return undefined;
}

function isNeutral(word: string, { words, owners }: Categories): boolean {
  return (
    words.before.has(word) ||
    IS_NUMBER.test(word) ||
    words.particles.has(word) ||
    (owners.get(word) ?? []).some(({ words: phrase, means }) => means === "person" && phrase.length === 1)
  );
}

function isSwitch(names: readonly string[], { words }: Categories): boolean {
  return names.length > 1 && words.switches.has(names[0] ?? "");
}

function byLikelihood(a: Hit, b: Hit): number {
  return (
    b.length - a.length ||
    STRENGTH_ORDER[a.strength] - STRENGTH_ORDER[b.strength] ||
    a.category.order - b.category.order
  );
}

const STRENGTH_ORDER: Readonly<Record<Strength, number>> = { anywhere: 0, parts: 1, personal: 2, person: 3, record: 4 };
const IS_NUMBER = /^\d+$/;
