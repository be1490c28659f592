import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";

/** Whether what comes back is a list, or an envelope whose one list of objects is what was asked for. */
export const returnsList = memo(({ responses }: Operation): boolean => {
  // Beside a success response the default one is that of an error.
  const hasSuccess = responses.some(({ statusClass }) => statusClass === "2xx");
  return responses.some(
    ({ statusClass, content }) =>
      (statusClass === "2xx" || (statusClass === "default" && !hasSuccess)) && content.some(holdsList),
  );
});

/** Whether what is sent is such a list, and not one of identifiers, or a file, which may hold one. */
export const takesMany = memo(({ requestBody }: Operation): boolean => {
  return (requestBody?.content ?? []).some(
    (media) => isFile(media.type) || (holdsList(media) && !isOfScalars(media.schema)),
  );
});

function isOfScalars(schema: Schema | undefined): boolean {
  const items = schema === undefined ? undefined : targetOf(schema).items;
  return items !== undefined && targetOf(items).properties.size + targetOf(items).allOf.length === 0;
}

function holdsList({ schema, itemSchema }: MediaType): boolean {
  return itemSchema !== undefined || (schema !== undefined && isList(schema, 0));
}

function isFile(type: string): boolean {
  return /^(?:multipart\/|text\/csv|application\/(?:octet-stream|zip|vnd\.(?:ms-excel|openxmlformats)))/i.test(type);
}

/** Parts of a schema that are looked at: composition may be circular, and as long as a document likes. */
const MOST_PARTS = 200;

function isList(schema: Schema, depth: number, seen = new Set<Schema>()): boolean {
  const target = targetOf(schema);
  if (seen.has(target) || seen.size > MOST_PARTS) return false;
  seen.add(target);
  if (target.items !== undefined || target.types.includes("array")) return true;
  if (depth > 1) return false;
  const parts = [...target.allOf, ...target.oneOf, ...target.anyOf];
  if (parts.some((part) => isList(part, depth, seen))) return true;
  for (const [name, property] of target.properties) {
    if (!target.lexicon.is(name.toLowerCase().replace(/^_/, ""), "envelope")) continue;
    const inner = targetOf(property);
    if (
      inner.items !== undefined &&
      (targetOf(inner.items).properties.size > 0 || targetOf(inner.items).allOf.length > 0)
    )
      return true;
    if (depth === 0 && inner.properties.size > 0 && isList(inner, depth + 1, seen)) return true;
  }
  // An envelope of paging words and one list of objects.
  const lists = [...target.properties.values()]
    .map(targetOf)
    .filter(({ items }) => items !== undefined && targetOf(items).properties.size > 0);
  return (
    lists.length === 1 &&
    [...target.properties.keys()].filter((name) => !isBesideList(wordsOf(name), target.lexicon)).length <= 1
  );
}

/** Whether a name is of how a list was paged, how the call went, or the identifier of what the list is of. */
function isBesideList(words: readonly string[], lexicon: Lexicon): boolean {
  return words.at(-1) === "id" || lexicon.has(words, "beside-list");
}
