/*
 * What a text says to be never returned, and a response returns: "Bank details are only accepted, never returned", beside a schema or
 * an example that has them.
 */
import { isObject, member } from "../core/json-value.ts";
import { isAbove } from "../core/exposure-words.ts";
import { memo, memoOfText } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type MediaType, type Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { requestFields } from "./request-fields.ts";
import { isAbout, LIMIT, sentencesSaid } from "./sentences-on-fields.ts";

/** A property of a response, and the sentence that says that it is never returned. */
export interface NeverReturned {
  readonly operation: Operation;
  readonly name: string;
  readonly at: Place;
  readonly witness: string;
  readonly sentence: string;
}

/**
 * The sensitive properties that reads return against a text of the whole, of the read, or of the property. Where the same schema is that of
 * what is sent, it only says what can be sent: then an example must show the value.
 */
export function neverReturned(api: AssessedApi): readonly NeverReturned[] {
  const ofWhole = keepingSentences(api.info.description ?? "");
  const sent = new Set(api.operations.flatMap(sentPlaces));
  const sensitive = new Set(
    api.data.fields.flatMap(({ node, sensitivity }) => (isAbove(sensitivity, "internal") ? [node.pointer] : [])),
  );
  return api.operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || operation.method !== "GET") return [];
    const sentences = [...ofWhole, ...sentencesSaid(operation).filter(isKeeping)];
    return operation.responses.flatMap(({ statusClass, content }) =>
      statusClass !== "2xx"
        ? []
        : content.flatMap((media) => returnedAgainst(media, operation, sentences, sent, sensitive)),
    );
  });
}

function returnedAgainst(
  media: MediaType,
  operation: Operation,
  sentences: readonly string[],
  sent: ReadonlySet<string>,
  sensitive: ReadonlySet<string>,
): readonly NeverReturned[] {
  if (media.schema === undefined) return [];
  const held = heldSchemaOf(media.schema);
  const shown = [...media.examples, ...media.schema.examples, ...held.examples].map(({ value }) => value);
  return [...composedProperties(held)].flatMap(([name, property]): readonly NeverReturned[] => {
    const target = targetOf(property);
    if (property.writeOnly || target.writeOnly || target.types.includes("boolean")) return [];
    const text = property.description ?? target.description ?? "";
    if (statedIn(text).has("minimised") || statedIn(text).has("shown-once")) return [];
    const words = wordsOf(name);
    const sentence =
      keepingSentences(text).find((one) => !isOnRecords(one, operation, words)) ??
      (words.length > 0 && sensitive.has(property.node.pointer)
        ? sentences.find((one) => isAbout(one, words))
        : undefined);
    if (sentence === undefined) return [];
    if (isSent(property, sent) && !shown.some((value) => isShown(value, name))) return [];
    return [{ operation, name, at: placeOf(property), witness: `2xx ${name}`, sentence }];
  });
}

/** The sentences of a text that say that something is never returned. */
const keepingSentences = memoOfText((text): readonly string[] =>
  text === "" ? [] : sentencesOf(text.slice(0, LIMIT), LIMIT).filter(isKeeping),
);

/** A sentence with names in code lists what a value can be: "`check_returned`, `debit_not_authorized`". */
function isKeeping(sentence: string): boolean {
  return (
    !sentence.includes("`") &&
    !CUT.test(sentence) &&
    !CONDITIONAL.test(sentence) &&
    !OF_SOME.test(sentence) &&
    !ELSEWHERE.test(sentence) &&
    statedIn(sentence).has("never-returned")
  );
}

/** The rest of a sentence, whose beginning may be a condition: "If nothing is found (i.e., no entry,) this part is not returned". */
const CUT = /^\s*[,)]/;

/**
 * Begins in each language with the records that the sentence is of: "For external members no surname is returned". A reason is none:
 * "For security reasons …".
 */
const OF_SOME =
  /^\W{0,4}(?:for|für|pour|para)\s(?!(?:all|every|any|alle|allen|jeden|tous|toutes|todos|todas)(?![\p{L}]))(?!(?:\S+\s){0,3}(?:reasons?|security|privacy|safety|gründen?|sicherheit|datenschutz|raisons?|sécurité|confidentialité|razones|motivos?|razões|seguridad|segurança|privacidade?)(?![\p{L}]))/iu;

/**
 * Says in each language that the sentence is of some cases or calls: "If there are no more items, …", "Not returned for create requests".
 * A relative clause is no condition.
 */
const CONDITIONAL =
  /^\W{0,4}(?:if|in case|when|unless|wenn|falls|sofern|si|lorsque|quand|cuando|se|quando|caso)\b|\b(?:in case|unless|es sei denn|sauf si|à moins que|a menos que|salvo si|a não ser que)\b|\b(?:for|in|on|by|bei|pour|lors de|para|em|nas|en) (?:\p{L}+ ){0,2}(?:requests?|calls?|anfragen|aufrufen|requêtes|appels|peticiones|llamadas|pedidos|chamadas)\b/iu;

/** Says in each language where people do not see it, which is no response: "not exposed on any pages of the shop". */
const ELSEWHERE =
  /(?<![\p{L}])(?:on|in|auf|sur|dans|en|em|no|na|nos|nas)\s(?:\p{L}+\s){0,3}(?:pages?|sites?|websites?|screens?|storefronts?|apps?|ui|webseiten?|seiten?|oberflächen?|páginas?|paginas?|pantallas?|telas?|écrans?|logs?|protokollen?|registros|journaux|e-?mails?)(?![\p{L}])/iu;

/**
 * Whether a sentence says of which records none comes back, and nothing of a value: "Deleted executions are not returned" beside
 * `deletedAt` of `/executions/{id}`.
 */
function isOnRecords(sentence: string, { path }: Operation, words: readonly string[]): boolean {
  const records = new Set(fixedSegments(path).flatMap((segment) => wordsInOrder(segment).slice(-1)));
  const said = wordsInOrder(sentence);
  const at = said.findIndex((word) => records.has(word) && PLURAL.test(word));
  // What stands beside the noun says which of the records are meant.
  return at >= 0 && !isAbout([...said.slice(0, Math.max(0, at - 1)), ...said.slice(at + 2)].join(" "), words);
}

/** How the name of a collection ends, in any of the languages that are read. */
const PLURAL = /(?:s|en|er|x)$/;

/** Where what an operation takes is described. */
const sentPlaces = memo((operation: Operation): readonly string[] =>
  requestFields(operation).flatMap((field) => (field.in === "body" ? [`${field.at.file}${field.at.pointer}`] : [])),
);

function isSent(property: Schema, sent: ReadonlySet<string>): boolean {
  const { file, pointer } = placeOf(property);
  return sent.has(`${file}${pointer}`);
}

/** Whether an example, or an entry of it, has a value of that name. */
function isShown(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return isShown(value[0], name);
  if (!isObject(value)) return false;
  const own = member(value, name);
  if (own !== undefined) return own !== null && own !== "";
  return Object.values(value).some((one) => Array.isArray(one) && isObject(one[0]) && isShown(one[0], name));
}
