import type { Categories, Category, OwnerKind } from "../taxonomy/categories.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { phraseAtEnd, type Phrase } from "../taxonomy/phrases.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";

/** An owner's name, read. */
export interface OwnerReading {
  readonly kind: OwnerKind;
  /** Its words, without those round it that say nothing ("CreateUserRequest"). */
  readonly head: readonly string[];
  /** It names a person before its last word: `UserSettings`. */
  readonly hasPerson: boolean;
  /** It speaks of machines: `VolumeDriver`. */
  readonly hasMachine: boolean;
  /** The categories that it holds a value of and nothing else: an Address, a Secret. */
  readonly holders: readonly Category[];
}

/** What the name of an owner says by itself. */
export const readOwner = rememberedByText((name, categories): OwnerReading =>
  readWords(ownWords(name, categories), categories),
);

function readWords(words: readonly string[], categories: Categories): OwnerReading {
  const head = withoutQualifiers(words, categories);
  const end = phraseAtEnd(categories.owners, head) ?? personInCompound(head);
  const before = kindsIn(end === undefined ? head : head.slice(0, head.length - end.words.length), categories);
  const kind = end === undefined ? "unknown" : kindOf(end.means, before, end.words.length === head.length);
  const hasPerson = before.has("person");
  const hasMachine = before.has("infrastructure") || kind === "infrastructure";

  const held = phraseAtEnd(categories.holders, head);
  if (held === undefined) return { kind, head, hasPerson, hasMachine, holders: [] };
  const aside = head.slice(0, head.length - held.words.length);
  const holders = [...holdersOf(held.words, categories)].filter(
    ({ notAfter }) => !aside.some((word) => notAfter.has(word)),
  );
  const isHeld = holders.length > 0 && kind !== "person" && kind !== "carried" && kind !== "about";
  return {
    kind: isHeld ? kindOfHeld(aside, holders, categories) : kind,
    head,
    hasPerson,
    hasMachine,
    holders,
  };
}

/** A person whom German names in one word with what they do: `Abholperson`, `Stammkunde`. */
function personInCompound(head: readonly string[]): Phrase<OwnerKind> | undefined {
  const last = head.at(-1) ?? "";
  return last.length >= SHORTEST_COMPOUND && PERSON_AT_END.test(last) ? { words: [last], means: "person" } : undefined;
}

const SHORTEST_COMPOUND = 9;
const PERSON_AT_END =
  /.{3}(?:person|kunde|kundin|lehrer(?:in)?|mitglied|nehmer(?:in)?|fahrer(?:in)?|halter(?:in)?|betreuer(?:in)?|patient(?:in)?)$/;

/** A noun of a Romance language comes before what qualifies it: `CartaoCredito` is a card. */
function withoutQualifiers(words: readonly string[], { words: { headFirst }, owners, holders }: Categories) {
  if (words.length < 2 || !headFirst.has(words[0] ?? "")) return words;
  const isKnown = phraseAtEnd(owners, words) !== undefined || phraseAtEnd(holders, words) !== undefined;
  return isKnown ? words : words.slice(0, 1);
}

/** Whose value it is that a holder is: of a `UserAddress` the user. What a message is of is what somebody tells with it. */
function kindOfHeld(aside: readonly string[], holders: readonly Category[], { owners }: Categories): OwnerKind {
  const kind = phraseAtEnd(owners, aside)?.means ?? "unknown";
  const isMessage = holders.some(({ key }) => key === "user.content.private");
  return isMessage && kind === "place" ? "perhaps" : kind;
}

/** What the last word of an owner's name says, with the words before it: a `UserProfile` is a person, `UserSettings` are not. */
function kindOf(named: OwnerKind, before: ReadonlySet<OwnerKind>, isWhole: boolean): OwnerKind {
  const hasPerson = before.has("person");
  if (named === "person") return before.has("infrastructure") ? "unknown" : named;
  if (named === "entrance") return isWhole || hasPerson ? "person" : "unknown";
  if (named === "place") return hasPerson || before.has("perhaps") ? "perhaps" : named;
  if (!hasPerson) return named;
  if (named === "perhaps") return "person";
  return named === "thing" ? "unknown" : named;
}

function kindsIn(words: readonly string[], { owners }: Categories): ReadonlySet<OwnerKind> {
  const kinds = words.map((_, at) => phraseAtEnd(owners, words.slice(0, at + 1))?.means);
  return new Set(kinds.filter((kind) => kind !== undefined));
}

function* holdersOf(words: readonly string[], { holders }: Categories): Generator<Category> {
  for (const phrase of holders.get(words[0] ?? "") ?? []) {
    if (phrase.words.length === words.length && phrase.words.every((word, at) => word === words[at]))
      yield phrase.means;
  }
}

/** Without the namespace before it ("io.k8s.api.core.v1.Secret") and the file type behind it ("users.json"). */
function ownWords(name: string, categories: Categories): readonly string[] {
  for (const part of name.split(/[./]/).toReversed()) {
    const words = withoutWrappers(wordsOf(part), categories);
    if (words.length > 0) return words;
  }
  return [];
}

/** What is an end elsewhere belongs to what a record is known by: a `LabResult`, a `MedicalRecord`. */
function withoutWrappers(words: readonly string[], categories: Categories): readonly string[] {
  const {
    holders,
    words: { wrappers, endings, tails, suffixes },
  } = categories;
  let start = 0;
  let end = words.length;
  const isRecord = (): boolean => {
    const named = phraseAtEnd(holders, words.slice(start, end));
    return (
      named !== undefined &&
      named.words.length > 1 &&
      [...holdersOf(named.words, categories)].some(({ whole }) => whole)
    );
  };
  if (isOneOf(words[end - 1], suffixes)) {
    if (isOneOf(words[end - 2], wrappers)) end--;
    else if (end > 2 && LAYER.test(words[end - 2]!)) end -= 2;
  }
  while (end > start && isOneOf(words[end - 1], wrappers, endings) && !isRecord()) end--;
  while (end > start + 1 && isOneOf(words[end - 1], tails)) end--;
  while (start < end && isOneOf(words[start], wrappers) && !isRecord()) start++;
  return words.slice(start, end);
}

/** The layer of a program that a class is of: a `WebHookApiModel` is a web hook. */
const LAYER = /^(?:api|domain|rest|web)$/;

function isOneOf(word: string | undefined, ...sets: readonly ReadonlySet<string>[]): boolean {
  return word !== undefined && sets.some((set) => set.has(word));
}
