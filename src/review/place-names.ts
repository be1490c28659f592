import type { FindingPlace } from "../core/review.ts";

/** What a waiver may call a place. */
export interface PlaceNames {
  /** Without the names of path parameters. */
  readonly operation: string | undefined;
  /** Its way in or out, with and without the part of the message; its owner and name. */
  readonly fields: readonly string[];
}

/** What a waiver may call a place; `names` are those of fields, by file and pointer. */
export function placeNames(
  { file, pointer, operation, witness }: FindingPlace,
  names: ReadonlyMap<string, string>,
): PlaceNames {
  const field = names.get(`${file}${pointer}`);
  return {
    operation: operation === null ? undefined : withoutParameterNames(operation),
    fields: [
      ...(witness === null ? [] : [witness, witness.replace(/^\S+ /, "")]),
      ...(field === undefined ? [] : [field]),
    ],
  };
}

/** The id of an operation with nothing in the braces of its path: parameters are renamed. */
export function withoutParameterNames(id: string): string {
  return id.replace(/\{[^{}]*\}/g, "{}");
}
