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
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { fieldsBeside, type FieldsBeside } from "../fields-beside.ts";
import { isText, segmentWords, type RequestField } from "../request-fields.ts";

/** The field beside a bare `url` that takes the content itself, of which only one is given; `undefined` without one. */
export function contentInsteadOf(url: RequestField, operation: Operation): RequestField | undefined {
  if (url.isRequired || url.depth > 0) return undefined;
  const { fields, named, alternatives, ofThing } = contentsAmong(fieldsBeside(url, operation));
  if (fields.length === 0) return undefined;
  const [first] = firstTwo(
    [
      ...wordsOfChoices(url.description, operation.lexicon).flatMap((words) =>
        words.flatMap((word) => at(named, word)),
      ),
      ...at(alternatives, url.name.toLowerCase()),
      ...at(ofThing, thingOf(url, operation)),
    ].filter((index) => fields[index] !== url),
  );
  return first === undefined ? undefined : fields[first];
}

/** The fields of an object that take content, and where among them those stand that a word leads to. */
interface Contents {
  readonly fields: readonly RequestField[];
  /** By their names. */
  readonly named: Leads;
  /** By the words of sentences, theirs and those of the operation that name them, that say that only one thing is given. */
  readonly alternatives: Leads;
  /** By the words before the last of their labels: "raw document text". */
  readonly ofThing: Leads;
}

/** The first two of a word, as one may be the URL itself. */
type Leads = ReadonlyMap<string, readonly number[]>;

/** Found by words and not one for each URL: an object may have very many of both. */
const contentsAmong = memo(({ fields: all, operation }: FieldsBeside): Contents => {
  const { lexicon, description = "", requestBody } = operation;
  const fields = all.filter((field) => !field.isRequired && isText(field) && isOfContent(field.words, lexicon));
  const named = new Map<string, readonly number[]>();
  const alternatives = new Map<string, readonly number[]>();
  const ofThing = new Map<string, readonly number[]>();
  if (fields.length === 0) return { fields, named, alternatives, ofThing };
  for (const [index, field] of fields.entries()) {
    addLead(named, [field.name.toLowerCase()], index);
    for (const words of wordsOfChoices(field.description, lexicon)) addLead(alternatives, words, index);
    const label = wordsOf(leadPhrase(field.description) ?? "");
    const last = field.words.at(-1);
    const things = label.filter((word) => word !== last);
    if (label.length <= LABEL && label.at(-1) === last) addLead(ofThing, things, index);
  }
  for (const words of [description, requestBody?.description ?? ""].flatMap((text) => wordsOfChoices(text, lexicon)))
    for (const index of firstTwo(words.flatMap((word) => at(named, word)))) addLead(alternatives, words, index);
  return { fields, named, alternatives, ofThing };
});

function addLead(leads: Map<string, readonly number[]>, words: readonly string[], index: number): void {
  for (const word of words) leads.set(word, firstTwo([...at(leads, word), index]));
}

function at(leads: Leads, word: string | undefined): readonly number[] {
  return (word === undefined ? undefined : leads.get(word)) ?? [];
}

function firstTwo(indices: readonly number[]): readonly number[] {
  return [...new Set(indices)].toSorted((a, b) => a - b).slice(0, 2);
}

function isOfContent(words: readonly string[], lexicon: Lexicon): boolean {
  return isHeadedBy(words, lexicon, "readable-content") || isHeadedBy(words, lexicon, "sent-file");
}

/** The words of the sentences of a text that say that only one of several things is given. */
function wordsOfChoices(text: string, lexicon: Lexicon): readonly (readonly string[])[] {
  return sentencesOf(text)
    .map((sentence) => wordsInOrder(sentence))
    .filter((words) => lexicon.has(words, "only-one-given"));
}

/**
 * What a URL is said to be of: "document URL" stands for the same as "raw document text". Where the things of the path are these,
 * they may be what is kept, or looked for.
 */
function thingOf(url: RequestField, operation: Operation): string | undefined {
  const things = wordsOf(leadPhrase(url.description) ?? "").filter(
    (word) => !/^ur[il]$/.test(word) && !operation.lexicon.is(word, "linking"),
  );
  return things.length === 1 && !segmentWords(operation).flat().includes(things[0]!) ? things[0] : undefined;
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
