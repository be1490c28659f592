import type { Header } from "./api.ts";
import { targetOf } from "./schema.ts";

/** The values that a header is said to have, as texts: its examples and those of its schema, and what that lists. */
export function headerTexts({ schema, examples }: Header): readonly string[] {
  const target = schema === undefined ? undefined : targetOf(schema);
  // Of two values an example of the type says nothing about this header.
  const ofType = target?.types.includes("boolean") === true ? [] : (target?.examples ?? []);
  const shown = [...examples, ...ofType].map(({ value }) => value);
  return [...shown, ...(target?.enum ?? [])].flatMap((value) =>
    typeof value === "string" || typeof value === "boolean" ? [`${value}`] : [],
  );
}
