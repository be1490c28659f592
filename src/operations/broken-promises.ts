/*
 * What people were promised, and a read does not keep: answers that are said to be anonymous come back with who gave them, and those
 * who asked not to be shown are shown unless the caller says otherwise.
 */
import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation, type Parameter } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { keyword } from "../model/schema.ts";
import { namelessIn } from "./admitted-effects.ts";
import { isPerson } from "./acting-as-others.ts";
import { namesOwner } from "./ownership.ts";
import { listedProperties } from "./returned-properties.ts";
import { LIMIT, sentencesSaid, wordStem, stemsIn } from "./sentences-on-fields.ts";

/** A property by which it is known whose an answer is, and the sentence that calls the answers anonymous. */
export interface NamedThough {
  readonly operation: Operation;
  readonly name: string;
  readonly at: Place;
  readonly witness: string;
  readonly sentence: string;
}

/** Reads of what a text calls anonymous, by a word of their path, with a property that names who handed it in. */
export function namedThoughAnonymous(api: AssessedApi): readonly NamedThough[] {
  const ofAll = sentencesOf((api.info.description ?? "").slice(0, LIMIT), LIMIT);
  const said: readonly Said[] = [
    ...ofAll.map((sentence) => ({ sentence, thing: undefined })),
    ...api.operations.flatMap((operation) =>
      sentencesSaid(operation).map((sentence) => ({ sentence, thing: thingOf(operation) })),
    ),
  ].filter(({ sentence }) => statedIn(sentence).has("said-anonymous") && !isConditional(sentence));
  return [...namedThoughNameless(api), ...namedIn(api, said)];
}

/** A sentence, and of which things: those of an operation's own, or of all. */
interface Said {
  readonly sentence: string;
  readonly thing: string | undefined;
}

/** The things that an operation is about, by their place: `/surveys//answers` for one answer and for all. */
function thingOf({ path }: Operation): string {
  const segments = path.replaceAll(/\{[^{}]*\}/g, "").split("/");
  return segments.slice(0, segments.findLastIndex((segment) => segment !== "") + 1).join("/");
}

/** Whether a sentence says it of a case alone: "If an anonymous link is used, names are left out". */
function isConditional(sentence: string): boolean {
  return CONDITION.test(sentence);
}

const CONDITION = /\b(?:if|unless|wenn|falls)\b|(?:^|[,:] ?|que )(?:si|se|caso)\b/i;

/** Whether to make things anonymous is what an operation is there for: the real names stand beside the others in its key. */
function isAboutAnonymity({ path }: Operation): boolean {
  return fixedSegments(path).some((segment) => wordsOf(segment).some((word) => ANONYMITY.test(word)));
}

/** The root is the same in all languages. */
const ANONYMITY = /^(?:de-?)?(?:pseud)?anonym|^(?:pseud[oô]nim|anonim|anônim|anónim)/;

/** Reads that are said to leave out who people are, with a field by which people are known all the same. */
function namedThoughNameless(api: AssessedApi): readonly NamedThough[] {
  return api.operations.flatMap((operation): readonly NamedThough[] => {
    const sentence = namelessIn(operation);
    if (sentence === undefined || isConditional(sentence) || isAboutAnonymity(operation)) return [];
    const naming = api
      .assessed(operation)
      .exposed.find(({ field, direction }) => direction === "read" && KNOWN_BY.test(field.category));
    if (naming === undefined) return [];
    const name = naming.field.name;
    return [{ operation, name, at: placeOf(naming.field), witness: naming.witness, sentence }];
  });
}

/** Categories by which a person is known. */
const KNOWN_BY = /^user\.(?:name|contact|government_id|unique_id|account)/;

function namedIn(api: AssessedApi, said: readonly Said[]): readonly NamedThough[] {
  if (said.length === 0) return [];
  return api.operations.flatMap((operation): readonly NamedThough[] => {
    if (operation.operationKind !== "path" || operation.method !== "GET" || isAboutAnonymity(operation)) return [];
    const own = thingOf(operation);
    const sentences = said.flatMap(({ sentence, thing }) =>
      thing === undefined || thing === own || thing.startsWith(`${own}/`) || own.startsWith(`${thing}/`)
        ? [sentence]
        : [],
    );
    const last = wordsOf(fixedSegments(operation.path).at(-1) ?? "").map(wordStem);
    const sentence = sentences.find((one) => last.some((word) => stemsIn(one).has(word)));
    const naming =
      sentence === undefined
        ? undefined
        : listedProperties(operation).find(
            ([name, property]) =>
              namesSomebody(name, operation) ||
              (isPerson(wordsOf(name), operation.lexicon) || operation.lexicon.has(wordsOf(name), "hands-in")
                ? [...composedProperties(heldSchemaOf(property)).keys()].some((inner) => namesPerson(inner, operation))
                : false),
          );
    if (sentence === undefined || naming === undefined) return [];
    const [name, property] = naming;
    return [{ operation, name, at: placeOf(property), witness: `2xx ${name}`, sentence }];
  });
}

/** `respondentEmail`, `matricule`, `employeeId`. */
function namesSomebody(name: string, { lexicon }: Operation): boolean {
  const words = wordsOf(name);
  return (
    lexicon.has(words, "number-of-person") ||
    lexicon.has(words, "contact-address") ||
    namesOwner(name, lexicon) ||
    (words.length > 1 &&
      isPerson(words, lexicon) &&
      (["identifier-word", "numbering", "known-name"] as const).some((one) => lexicon.has(words, one))) ||
    (words.length === 1 && lexicon.is(words[0]!, "numbering") && words[0]!.length > 7)
  );
}

/** Within an object that is a person: a name, an address, an identifier. */
function namesPerson(name: string, { lexicon }: Operation): boolean {
  const words = wordsOf(name);
  return (["known-name", "contact-address", "identifier-word", "numbering"] as const).some((one) =>
    lexicon.has(words, one),
  );
}

/** A switch of a read by which people who do not want to be shown are shown where it is left out. */
export const showsByDefault = memo((operation: Operation): readonly Parameter[] => {
  const { lexicon, path } = operation;
  if (operation.operationKind !== "path" || operation.method !== "GET") return [];
  return operation.parameters.filter((parameter) => {
    const { in: way, name, description = "", schema } = parameter;
    const value = schema === undefined ? undefined : keyword(schema, "default");
    if (way !== "query" || typeof value !== "boolean") return false;
    const words = wordsOf(name);
    const said = [...wordsInOrder(name), ...wordsInOrder(description.slice(0, 300))];
    const isSwitch = value ? lexicon.has(words, "widening-switch") : lexicon.has(words, "leaves-away");
    return (
      isSwitch &&
      !(value && lexicon.has(words, "leaves-away")) &&
      lexicon.has(said, "asked-not-to") &&
      (arePeople(said.flatMap(wordsOf), lexicon) || endsInPeople(path, lexicon))
    );
  });
});

function arePeople(words: readonly string[], lexicon: Lexicon): boolean {
  return isPerson(words, lexicon) || words.some((word) => lexicon.is(word, "served-person"));
}

function endsInPeople(path: string, lexicon: Lexicon): boolean {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return (["served-person", "user", "population", "staff"] as const).some((one) => endsIn(last, lexicon, one));
}
