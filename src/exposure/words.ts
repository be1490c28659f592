import type { Operation } from "../model/api.ts";

/** What an operation is called: path, operationId and summary as one text with separators as spaces, in small letters. */
export function calledText({ path, operationId, summary }: Operation): string {
  return plain(`${path} ${operationId ?? ""} ${summary ?? ""}`);
}

/** The path and the operationId alone, which prose does not change. */
export function structuralText({ path, operationId }: Operation): string {
  return plain(`${path} ${operationId ?? ""}`);
}

/** The segments of a path that are not parameters, in small letters. */
export function fixedSegments(path: string): readonly string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{"))
    .map((segment) => segment.toLowerCase());
}

/** The words of a name or a sentence, in its order and in small letters, plurals as they stand. */
export function wordsInOrder(text: string): readonly string[] {
  return plain(text).split(" ");
}

/** camelCase, kebab-case, snake_case and slashes as words with single spaces. */
function plain(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}{}]+/gu, " ")
    .toLowerCase()
    .trim();
}
