import type { ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { plainText } from "./kind-by-fields.ts";
import { readOwner } from "./owner-name.ts";
import { phraseAtEnd } from "../taxonomy/phrases.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import { canHold } from "./value-types.ts";

/**
 * A text that is called as a person is, or as whoever did something, and holds what that person is called: `borrower`, `deudor`,
 * `reportedBy`. Where an object names what
 * it refers to (`customerId`), or has identifiers of another type than text, such a text is none of them.
 */
export function byPersonNoun(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (facts.types.length !== 1 || facts.types[0] !== "string" || facts.place === "path" || facts.place === "header")
    return undefined;
  if (facts.format !== undefined || facts.enum !== undefined || facts.schemaName !== undefined || reading.isSwitch)
    return undefined;
  const isNoun =
    isRole(reading.words, categories.lexicon) ||
    (readOwner(facts.name, categories).kind === "person" && isBareNoun(reading.words, field));
  if (!isNoun && !categories.lexicon.is(plainText(facts.name), "done-by-somebody")) return undefined;
  if (facts.examples.some((example) => typeof example === "string" && !HAS_SPACE.test(example))) return undefined;
  if (
    facts.description !== undefined &&
    categories.lexicon.has(wordsInOrder(facts.description.slice(0, LIMIT)), "refers-by")
  )
    return undefined;
  if (
    !namesReferences(facts.object, categories) &&
    !isSaidPerson(facts.name) &&
    !(isNoun ? isRole(reading.words, categories.lexicon) : isForeign(facts.name, categories.lexicon))
  )
    return undefined;
  const category = readName("full name", categories).hits[0]?.category;
  return category === undefined || !canHold({ category, strength: "anywhere" }, field)
    ? undefined
    : {
        category,
        confidence: "likely",
        because: [
          `named "${facts.name}"`,
          isNoun
            ? "a person is called so, and identifiers stand apart"
            : "somebody did it, and identifiers stand apart",
        ],
      };
}

/** Whether a noun is that of somebody's work, and none by which most APIs name an account: `instructor`, and not `user`. */
function isRole(words: readonly string[], lexicon: Lexicon): boolean {
  const [only = "", ...others] = words;
  return others.length === 0 && (lexicon.is(only, "role-at-work") || WORKER.test(only));
}

/** How German ends what somebody is called by their work: `Tanzlehrer`, `Bauleiterin`. */
const WORKER = /^[a-z]{3,}(?:lehrer|leiter|trainer|pruefer|techniker|fuehrer|pfleger)(?:in)?$/;

/** Whether it is no English name of whoever did something, as which many APIs give the identifier of an account. */
function isForeign(name: string, lexicon: Lexicon): boolean {
  const text = plainText(name);
  return lexicon.inEnglish(text, "done-by-somebody") !== text;
}

/** Whether a noun is that for a person, with what says which one: `meldendePerson`, `personaQueInforma`. */
function isSaidPerson(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 && (PERSON.test(words[0]!) || PERSON.test(words.at(-1)!));
}

const PERSON = /^(?:person|persona|personne|pessoa)$/;

/** Whether it is no wrapper's or group's name: "user" alone is an identifier as often as a name. */
function isBareNoun(words: readonly string[], { facts, categories }: FieldInContext): boolean {
  const { lexicon, words: lists } = categories;
  const last = words.at(-1) ?? "";
  // `idCiudadano` is the identifier of one.
  const noun = phraseAtEnd(categories.owners, words)?.means;
  if (isCountOrRatio(words, lexicon)) return false;
  // A Romance language names first what it is: a `tipoUsuario` is a kind of user.
  if (words.length > 1 && lists.headsBefore.has(words[0]!)) return false;
  // A user's agent is no user.
  if (words[0] === "id" || (noun !== "person" && noun !== "entrance")) return false;
  // A poster among banners and thumbnails hangs on a wall.
  const isPicture = (word: string): boolean => lexicon.is(word, "picture-shown");
  if (isPicture(last) && facts.object.fields.some((name) => name !== facts.name && wordsOf(name).some(isPicture)))
    return false;
  return !lists.heads.has(last) && !lists.metadata.has(last) && !lexicon.is(words.join(" "), "anybody");
}

/** Whether a name is of how many there are, or of so much for each: `nbrOfEmployees`, `turnoverPerEmployee`. */
function isCountOrRatio(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.has(words, "how-many") ||
    lexicon.has(words, "counted-or-averaged") ||
    // What stands first divides nothing: `proCustomer`.
    words.some((word, at) => at > 0 && at < words.length - 1 && lexicon.is(word, "per-each"))
  );
}

/** Whether the identifiers of an object can be told from names: by how they are called, or by their type. */
const namesReferences = rememberedByObject(({ fields, hasTypedIdentifier }: ObjectFacts): boolean => {
  if (hasTypedIdentifier === true) return true;
  return fields.some((name) => {
    const words = wordsOf(name);
    return words.length > 1 && (words.at(-1) === "id" || words[0] === "id");
  });
});

const HAS_SPACE = /\S\s+\S/;
/** So much of a description is looked at. */
const LIMIT = 300;
