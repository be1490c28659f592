import type { Review } from "../../core/review.ts";
import type { TalliedField } from "./data-tally.ts";

/** Where something stands: its line, with the file where the description has more than one. */
export function whereWords(
  { document }: Review,
  { file, line }: { readonly file: string; readonly line: number },
): string {
  return document.files.length > 1 ? `${file}:${line}` : String(line);
}

/** How sure a field's category is: `likely` by its name and text, or `stated` by the description, but for how it says so. */
export function knownWords({ basis, confidence }: TalliedField): string {
  return basis === "declared" ? "stated" : confidence;
}

/** What the description calls a field, where that is an object: its key and values, and no JSON. */
export function declaredWords(declaredAs: string): string {
  const [, key, json] = /^([\w-]+): (\{.*\})$/s.exec(declaredAs) ?? [];
  if (key === undefined || json === undefined) return declaredAs;
  const values = [...json.matchAll(/: ?"((?:[^"\\]|\\.)*)"/g)].map(([, value]) => value);
  return values.length === 0 ? declaredAs : `${key}: ${values.join(", ")}`;
}

/** What a finding calls a field by. */
export function fieldKey({ file, pointer }: TalliedField): string {
  return `${file}${pointer}`;
}
