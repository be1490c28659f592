import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";

/** The words of each fixed step of a path: `/auditLogs`, `/audit-logs.json` and `/audit.logs` are of one meaning. */
export const stepWords = memo((operation: Operation): readonly (readonly string[])[] =>
  pathSteps(operation).flatMap(({ text, parameter }) => (parameter === undefined ? [wordsOf(text)] : [])),
);

/** The words of the last fixed step of a path. */
export function lastStepWords(operation: Operation): readonly string[] {
  return stepWords(operation).at(-1) ?? [];
}
