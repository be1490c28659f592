import { grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { isNumber, requestFields, type RequestField } from "./request-fields.ts";
import { wordsWithOwner } from "./sentences-on-fields.ts";

/**
 * Whether a figure says where something stands on a page or a screen, or how large it is there, and is no sum that anybody is owed:
 * it is called a side or a size, and stands in a margin, or beside others. `left` is a side beside `top`.
 */
export function isMeasureOfLayout(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (!isNumber(field) || !lexicon.is(field.text, "layout-measure")) return false;
  const owner = wordsWithOwner(field).slice(0, -field.words.length || undefined);
  if (owner.some((word) => lexicon.is(word, "layout-area"))) return true;
  return (measuresBeside(operation).get(holderOf(field)) ?? []).some(({ name }) => name !== field.name);
}

/** The figures of a layout that stand in each object of a request. */
const measuresBeside = memo((operation: Operation): ReadonlyMap<string, readonly RequestField[]> => {
  const measures = requestFields(operation).filter(({ text }) => operation.lexicon.is(text, "layout-measure"));
  return grouped(measures, holderOf);
});

/** The object that a field stands in. */
function holderOf({ witness, name }: RequestField): string {
  return witness.endsWith(name) ? witness.slice(0, -name.length) : witness;
}
