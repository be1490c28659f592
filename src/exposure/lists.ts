import { memo } from "../core/memo.ts";
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
    if (!ENVELOPE.test(name)) continue;
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
  return lists.length === 1 && [...target.properties.keys()].filter((name) => !PAGING.test(name)).length <= 1;
}

const ENVELOPE =
  /^(?:data|items|results?|records?|values?|entries|list|content|elements|objects|rows|resources|collection|hits|payload|_embedded|response)$/i;
const PAGING =
  /page|next|prev|cursor|total|count|limit|offset|links?|meta|has_?more|size|token|object|url|pagination|self|first|last|start|end|status|success|message/i;
