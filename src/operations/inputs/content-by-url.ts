/*
 * Content that a request brings itself, or tells where it is: `text` or `url`. Whoever gets the URL must load it, as the
 * content is what the operation works on.
 */
import { leadPhrase } from "../../data/classify/lead-phrase.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { member } from "../../core/json-value.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { fieldsBeside } from "../fields-beside.ts";
import { isText, segmentWords, type RequestField } from "../request-fields.ts";

/** The field beside a bare `url` that takes the content itself, of which only one is given; `undefined` without one. */
export function contentInsteadOf(url: RequestField, operation: Operation): RequestField | undefined {
  if (url.isRequired || url.depth > 0) return undefined;
  return fieldsBeside(url, operation).fields.find(
    (field) =>
      field !== url &&
      !field.isRequired &&
      isText(field) &&
      isOfContent(field.words, operation.lexicon) &&
      (areAlternatives(url, field, operation) || areOfOneThing(url, field, operation)),
  );
}

function isOfContent(words: readonly string[], lexicon: Lexicon): boolean {
  return isHeadedBy(words, lexicon, "readable-content") || isHeadedBy(words, lexicon, "sent-file");
}

/** Whether a sentence that names both, or that of one that names the other, says that only one of them is given. */
function areAlternatives(url: RequestField, content: RequestField, operation: Operation): boolean {
  const { lexicon, description = "", requestBody } = operation;
  const saysBoth = (text: string, ...names: readonly string[]): boolean =>
    sentencesOf(text).some((sentence) => {
      const words = wordsInOrder(sentence);
      return lexicon.has(words, "only-one-given") && names.every((name) => words.includes(name.toLowerCase()));
    });
  return (
    saysBoth(url.description, content.name) ||
    saysBoth(content.description, url.name) ||
    [description, requestBody?.description ?? ""].some((text) => saysBoth(text, url.name, content.name))
  );
}

/**
 * Whether both are said to be of one thing and nothing else is: "document URL" and "raw document text". Where the things of the
 * path are these, they may be what is kept, or looked for.
 */
function areOfOneThing(url: RequestField, content: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const thing = wordsOf(leadPhrase(url.description) ?? "").filter(
    (word) => !/^ur[il]$/.test(word) && !lexicon.is(word, "linking"),
  );
  const beside = wordsOf(leadPhrase(content.description) ?? "");
  return (
    thing.length === 1 &&
    beside.length <= LABEL &&
    beside.includes(thing[0]!) &&
    beside.at(-1) === content.words.at(-1) &&
    thing[0] !== content.words.at(-1) &&
    !segmentWords(operation).flat().includes(thing[0]!)
  );
}

/** A text of more words explains more than what it names. */
const LABEL = 3;

/**
 * Whether a URL is one way of several to name a file that the operation works on, and an alternative of its own: the sources
 * are `{ type: "template", id }` or `{ type: "url", url }`.
 */
export function isFileByUrl(url: RequestField, operation: Operation): boolean {
  if (url.in !== "body" || url.depth === 0) return false;
  const steps = url.witness.replaceAll("[]", "").split(/[ .]/).slice(1, -1);
  if (!isHeadedBy(wordsOf(steps.at(-1) ?? ""), operation.lexicon, "sent-file")) return false;
  return (operation.requestBody?.content ?? []).some(({ schema }) => {
    const alternatives = alternativesAt(schema, steps);
    return alternatives.some(isOfUrls) && alternatives.some((one) => isById(one) && !isOfUrls(one));
  });
}

/** What an object may be that stands below these properties. */
function alternativesAt(schema: Schema | undefined, steps: readonly string[]): readonly Schema[] {
  const holder = steps.reduce<Schema | undefined>(
    (object, step) => object && composedProperties(heldSchemaOf(object)).get(step),
    schema,
  );
  if (holder === undefined) return [];
  const { oneOf, anyOf } = heldSchemaOf(holder);
  return [...oneOf, ...anyOf].map((one) => targetOf(one));
}

/** Whether an alternative is of the kind of URLs alone. */
function isOfUrls({ properties }: Schema): boolean {
  return [...properties].some(([name, property]) => {
    const { enum: values, node } = targetOf(property);
    const only = values?.length === 1 ? values[0] : member(node.value, "const");
    return /^(?:type|kind)$/i.test(name) && typeof only === "string" && /^ur[il]$/i.test(only);
  });
}

function isById({ properties }: Schema): boolean {
  return [...properties.keys()].some((name) => wordsOf(name).at(-1) === "id");
}
