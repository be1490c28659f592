/*
 * What the text of an operation says of who may have what: every caller, only whose it is, or more than that by a
 * parameter.
 */
import { denies } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Place } from "../core/place.ts";
import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";
import { isChoice, requestFields, type RequestField } from "./request-fields.ts";
import { saidRole } from "../exposure/said-role.ts";

/** The sentence that gives an operation to every caller: "for any signed-in user"; `undefined` where there is none. */
export const lettingIn = memo(({ summary = "", description = "", lexicon }: Operation): string | undefined =>
  sentencesOf(`${summary}. ${description}`).find((sentence) => isHeld(sentence, "every-caller", lexicon)),
);

/** A parameter that reaches what is others', by what is said of it: left out it gives everybody's, or it may name another. */
export interface OpeningFilter {
  readonly name: string;
  readonly at: Place;
  readonly witness: string;
  readonly sentence: string;
  /** Whether those others have accounts of their own, for sure: tenants, partners. */
  readonly isOfTenants: boolean;
}

/** The parameter that opens what belongs to others, by its own text or that of the operation. */
export const openingFilter = memo((operation: Operation): OpeningFilter | undefined => {
  const { summary = "", description = "", lexicon } = operation;
  const filters = requestFields(operation).filter(
    ({ in: way, isRequired, words }) =>
      (way === "query" || way === "header") && !isRequired && isOfOwner(words, lexicon),
  );
  for (const { name, at, witness, description: own, words } of filters) {
    const noun = words.find((word) => !IDENTIFYING.has(word)) ?? "";
    const said = [...sentencesOf(own), ...(filters.length === 1 ? sentencesOf(`${summary}. ${description}`) : [])];
    const sentence = said.find((one) => opensAll(one, noun, lexicon) || opensAnother(one, lexicon));
    if (sentence !== undefined) {
      const isOfTenants = wordsInOrder(sentence).some((word) =>
        TENANTS.some((concept) => lexicon.is(wordsOf(word).join(" "), concept)),
      );
      return { name, at, witness, sentence, isOfTenants };
    }
  }
  return undefined;
});

/**
 * An optional value that names whose things are meant, and of which the text says only that it stands for the caller where
 * it is left out: "Account to produce the statement for. When left out, your own."
 */
export const ownByDefault = memo((operation: Operation): Omit<OpeningFilter, "isOfTenants"> | undefined => {
  const { lexicon } = operation;
  for (const field of requestFields(operation)) {
    const { name, at, witness, description, in: way, depth, isRequired, isList, types } = field;
    if (way === "path" || depth > 0 || isRequired || isList || description === "" || types.includes("boolean"))
      continue;
    if (isChoice(field) || !namesOwner(field, lexicon)) continue;
    const said = sentencesOf(description);
    const sentence = said.find((one) => {
      const inOrder = wordsInOrder(one);
      // An entry of a list tells of one of the values, and further on a default is one of something else.
      const isDefault = lexicon.lengthAt(inOrder, 0, "if-left-out") > 0 && !/^[*-]/.test(one);
      // "All of one's own" is what a filter narrows.
      return (
        isDefault &&
        !lexicon.has(inOrder, "all-of-it") &&
        (lexicon.has(inOrder, "ones-own") || statedIn(one).has("own-only"))
      );
    });
    const isBounded = said.some(
      (one) =>
        one !== sentence &&
        (lexicon.has(wordsInOrder(one), "ones-own") ||
          lexicon.has(wordsInOrder(one), "reserved") ||
          lexicon.has(wordsInOrder(one), "names-role")),
    );
    if (sentence !== undefined && !isBounded) return { name, at, witness, sentence };
  }
  return undefined;
});

/** Whether a value can name whose things are meant: somebody, an account, or a number. The topic of a talk names nobody. */
function namesOwner({ words, description }: RequestField, lexicon: Lexicon): boolean {
  const said = wordsInOrder(description.slice(0, LIMIT)).slice(0, MOST_OF_SUBJECT);
  return (
    isOfOwner(words, lexicon) ||
    OWNERS.some((concept) => hasWord(words, concept, lexicon) || hasWord(said, concept, lexicon))
  );
}

const OWNERS = ["person", "tenant", "account", "clientele", "contact-address"] as const;
/** What a text is about stands in its first words. */
const MOST_OF_SUBJECT = 6;

/** Whether a text or a refusal says that others' objects are refused: "404 if it is another patient's". */
export const refusesOthers = memo((operation: Operation): boolean => refusesOthersBeside(operation, ""));

/** Whether anything but one sentence says so, which may speak of others' objects because it gives them. */
export function refusesOthersBeside(operation: Operation, sentence: string): boolean {
  const { lexicon } = operation;
  return (
    textsOf(operation).some((text) => {
      const words = wordsInOrder(text.replaceAll(/\s+/g, " ").replace(sentence, ""));
      return lexicon.has(words, "not-ones-own") || lexicon.has(words, "only-ones-own");
    }) ||
    operation.responses.some((response) => refusesByRelation(response, lexicon)) ||
    sentencesOf(`${operation.summary ?? ""}. ${operation.description ?? ""}`, LIMIT).some(
      (one) => one !== sentence && keepsToRelation(one, lexicon),
    )
  );
}

/** Whether a refusal names who is refused by how they stand to the object or its owner: 403 "Not a housemate". */
function refusesByRelation({ status, description = "" }: Operation["responses"][number], lexicon: Lexicon): boolean {
  if (status !== "403" && status !== "404") return false;
  const words = wordsInOrder(description.slice(0, LIMIT));
  // "Member not found" says which object is missing, and "Owner suspended" what became of somebody.
  return (
    (hasWord(words, "relation", lexicon) || hasWord(words, "in-common", lexicon)) &&
    (denies(words, lexicon) || lexicon.has(words, "reserved")) &&
    !lexicon.has(words, "is-missing")
  );
}

/**
 * Whether a sentence keeps a call to those who stand in some relation to the object: "Returns 403 unless the caller shares a
 * household with the user", "Only housemates of the user may read it".
 */
function keepsToRelation(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  if (lexicon.has(words, "is-missing")) return false;
  const isOfPeople = hasWord(words, "relation", lexicon);
  if (REFUSED.test(sentence))
    return (
      (isOfPeople || hasWord(words, "in-common", lexicon)) && (denies(words, lexicon) || lexicon.has(words, "unless"))
    );
  return isOfPeople && lexicon.has(words, "reserved") && hasWord(words, "has-permission", lexicon);
}

/** Whether a word is of a concept, as it stands or in the singular. */
function hasWord(words: readonly string[], concept: Concept, lexicon: Lexicon): boolean {
  return words.some((word) => lexicon.is(word, concept) || lexicon.is(wordsOf(word).join(" "), concept));
}

/** Whether a text says that others' objects are refused, or that the operation is about what is the caller's own. */
export const saysOnesOwn = memo(
  (operation: Operation): boolean =>
    refusesOthers(operation) ||
    textsOf(operation).some((text) =>
      sentencesOf(text).some((sentence) => {
        const words = wordsInOrder(sentence);
        // "To get your own, use `self` instead" says that it is for those of others too, "Used for the own profile screen" where.
        return (
          operation.lexicon.has(words, "ones-own") &&
          !operation.lexicon.has(words, "in-its-place") &&
          !isOfScreen(words, operation.lexicon)
        );
      }),
    ),
);

/** Whether anything is said of whose objects an operation is for, or which role it takes. */
export const hintsWhose = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  return (
    refusesOthers(operation) ||
    saidRole(operation) !== undefined ||
    textsOf(operation).some((text) =>
      sentencesOf(text).some((sentence) => {
        const words = wordsInOrder(sentence);
        return !isOfScreen(words, lexicon) && (lexicon.has(words, "says-who-may") || lexicon.has(words, "of-ones-own"));
      }),
    )
  );
});

/** Whether a sentence says where in an app a call is used: what the app shows there is no rule of the server's. */
function isOfScreen(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words.slice(0, EARLY), "used-there") && lexicon.has(words, "screen");
}

/** So early a sentence says that it tells where something is used. */
const EARLY = 4;

function textsOf({ summary = "", description = "", responses }: Operation): readonly string[] {
  const refusals = responses.flatMap(({ status, description: said = "" }) =>
    status === "403" || status === "404" ? [said] : [],
  );
  return [summary, description.slice(0, LIMIT), ...refusals];
}

/** Whether the text of the whole says that others' objects are refused. */
export function isSaidOfAllCallers({ info, lexicon }: Pick<Api, "info" | "lexicon">): boolean {
  return sentencesOf(info.description ?? "", WHOLE).some((sentence) =>
    lexicon.has(wordsInOrder(sentence), "not-ones-own"),
  );
}

/**
 * Whether the text of the whole says that what an operation is about is not there for others: "An object that the caller can't
 * read is a `404`", of anything; "Pedido em que ele não é parte responde 404", of what it names.
 */
export function isRefusedToOthers({ info }: Pick<Api, "info">, { path, lexicon }: Operation): boolean {
  const named = path.split("/").flatMap((segment) => (segment.includes("{") ? [] : wordsOf(segment)));
  return sentencesOf((info.description ?? "").slice(0, WHOLE), WHOLE).some((sentence) => {
    if (!REFUSED.test(sentence)) return false;
    const words = wordsInOrder(sentence.replaceAll(/\([^()]{8,200}\)/g, " "));
    if (!denies(words, lexicon)) return false;
    const nouns = words.flatMap(wordsOf);
    return nouns.some((noun) => lexicon.is(noun, "any-thing") || named.some((name) => isSameNoun(noun, name)));
  });
}

const REFUSED = /(?<!\d)40[34](?!\d)/;
const WHOLE = 20_000;

const LIMIT = 1000;

/** Whether a sentence has a phrase that nothing before it denies, and does not speak of what is one's own. */
function isHeld(sentence: string, concept: Concept, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, concept) > 0);
  if (at < 0 || lexicon.has(words, "of-ones-own") || lexicon.has(words, "says-who-may")) return false;
  return !denies(words.slice(Math.max(0, at - 4), at), lexicon);
}

/** Whether a filter names whose things are wanted: a tenant, a person, or some identifier. */
function isOfOwner(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some(
    (word) =>
      IDENTIFYING.has(word) || lexicon.is(word, "tenant") || lexicon.is(word, "partner") || lexicon.is(word, "code"),
  );
}

const IDENTIFYING = new Set(["id", "uuid", "guid"]);

/** "Without it, those of all tenants", "leer = alle Wehren". */
function opensAll(sentence: string, noun: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  if (!lexicon.has(words, "if-left-out") || lexicon.has(words, "of-ones-own") || lexicon.has(words, "may-be-seen"))
    return false;
  const isUnit = (word: string): boolean => lexicon.is(wordsOf(word).join(" "), "unit-of-many");
  return words.some(
    (_, at) =>
      lexicon.lengthAt(words, at, "quantifier-all") > 0 &&
      lexicon.lengthAt(words, at + 1, "part-of-organization") === 0 &&
      words.slice(at + 1, at + 3).some((word) => isUnit(word) || (isUnit(noun) && isSameNoun(word, noun))),
  );
}

/** Whether two words have one stem, whatever their endings. */
function isSameNoun(word: string, noun: string): boolean {
  const stem = noun.slice(0, Math.max(4, noun.length - 1));
  return noun.length >= 4 && wordsOf(word).join("").startsWith(stem);
}

/** "The code of another partner may be given". */
function opensAnother(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  if (denies(words, lexicon) || lexicon.has(words, "reserved")) return false;
  return words.some(
    (_, at) =>
      lexicon.lengthAt(words, at, "another") > 0 &&
      words
        .slice(at + 1, at + 3)
        .some((word) => TENANTS.some((concept) => lexicon.is(wordsOf(word).join(" "), concept))),
  );
}

const TENANTS = ["tenant", "partner", "clientele"] as const;
