import { isObject } from "../../core/json-value.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { MediaType, Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { segmentWords } from "../request-fields.ts";

/** Whether a link is to a document that somebody keeps: by its own name, what has it, or the path of the operation. */
export function ofDocuments(name: string, holder: Schema, operation: Operation): boolean {
  const { lexicon } = operation;
  const named = [wordsOf(name), wordsOf(holder.name ?? holder.title ?? ""), ...segmentWords(operation)];
  return (
    named.some((words) => lexicon.has(words, "kept-file") || lexicon.has(words, "download")) &&
    !named.some((words) => lexicon.has(words, "shown-to-all"))
  );
}

/**
 * What the examples of a link show: it is `signed` until some time, it has a `key` in its query or fragment, or it is `plain`.
 * `undefined` where there is no example.
 */
export function shownLink(
  name: string,
  schema: Schema,
  { examples }: MediaType,
): "signed" | "key" | "plain" | undefined {
  const own = [...schema.examples, ...targetOf(schema).examples].map(({ value }) => value);
  const shown = [
    ...own,
    ...valuesOf(
      name,
      examples.map(({ value }) => value),
    ),
  ].flatMap((value) => (typeof value === "string" && URL_ITSELF.test(value) ? value.slice(0, LONGEST) : []));
  const keys = shown.map((url) =>
    url
      .split(/[?&#;]/)
      .slice(1)
      .flatMap((part) => part.split("=")[0] ?? []),
  );
  if (keys.some((names) => names.some((one) => ENDS.test(one)))) return "signed";
  if (keys.some((names) => names.some((one) => OPENS.test(one)))) return "key";
  return shown.length > 0 ? "plain" : undefined;
}

const URL_ITSELF = /^https?:\/\/\S+$/i;
const LONGEST = 2000;
/** Names of the parameters of signed URLs that say until when: of Amazon S3, Google Cloud Storage, Azure (SAS) and CloudFront. */
const ENDS = /^(?:x-(?:amz|goog)-expires|expires(?:_?(?:at|in))?|expir(?:y|ation)|exp|se)$/i;
/** Names of a parameter that opens what stands there. */
const OPENS = /(?:^|[_-])(?:token|secret|signature|sig|key|hash|auth|code|password)$/i;

/** The values under a name in examples. */
function valuesOf(name: string, examples: readonly unknown[]): readonly unknown[] {
  const found: unknown[] = [];
  const queue = [...examples];
  for (let index = 0; index < queue.length && index < MOST_VALUES; index += 1) {
    const value = queue[index];
    if (Array.isArray(value)) queue.push(...(value as readonly unknown[]).slice(0, MOST_ITEMS));
    else if (isObject(value)) {
      if (Object.hasOwn(value, name)) found.push(value[name]);
      queue.push(...Object.values(value).slice(0, MOST_ITEMS));
    }
  }
  return found;
}

const MOST_VALUES = 2000;
const MOST_ITEMS = 100;
