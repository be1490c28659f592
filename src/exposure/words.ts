import { memo, memoOfText } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";

/** What an operation is called: path, operationId and summary as one text with separators as spaces, in small letters. */
export const calledText = memo((operation: Operation): string =>
  `${structuralText(operation)} ${plain(operation.summary ?? "")}`.trim(),
);

/** The path and the operationId alone, which prose does not change. */
export const structuralText = memo(({ path, operationId }: Operation): string => plain(`${path} ${operationId ?? ""}`));

/** The segments of a path that are not parameters, in small letters. */
export const fixedSegments = memoOfText((path): readonly string[] =>
  path
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{"))
    .map((segment) => segment.toLowerCase()),
);

/** The words of a name or a sentence, in its order and in small letters, plurals as they stand. */
export function wordsInOrder(text: string): readonly string[] {
  return plain(text).split(" ");
}

/** camelCase, kebab-case, snake_case and slashes as words with single spaces. */
function plain(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(IS_ASCII.test(text) ? /[^A-Za-z\d{}]+/g : /[^\p{L}\p{N}{}]+/gu, " ")
    .toLowerCase()
    .trim();
}

/** The letters of all languages take longer to tell from the rest. */
const IS_ASCII = /^[\0-\x7f]*$/;
