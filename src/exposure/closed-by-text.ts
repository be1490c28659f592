import { memo } from "../core/memo.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { ownSentence } from "./callers-own.ts";

/** What shows that callers are known, though a requirement is missing: a sentence, or the text of a refusal. */
export interface ClosedByText {
  readonly by: "text" | "refusal";
  readonly sentence: string;
  /** `401`, where it is the text of a refusal. */
  readonly status: string | undefined;
}

/**
 * What says of an operation without a requirement, in an API that requires one elsewhere, that callers are known all the same:
 * it is "for the authorized user", or refuses who "is not allowed to delete this". What is stated to be open is open: an empty
 * requirement says more than a text. Generators write "Unauthorized" and "Forbidden" at every operation.
 */
export const closedByText = memo((operation: Operation): ClosedByText | undefined => {
  const { operationKind, access, security, responses, lexicon } = operation;
  if (operationKind !== "path" || access !== "anonymous" || security !== undefined) return undefined;
  const own = ownSentence(operation);
  if (own !== undefined) return { by: "text", sentence: own, status: undefined };
  for (const { status, description = "" } of responses) {
    if (status !== "401" && status !== "403") continue;
    const words = wordsInOrder(description.slice(0, LIMIT));
    if (REFUSALS.some((concept) => lexicon.has(words, concept)))
      return { by: "refusal", sentence: description, status };
  }
  return undefined;
});

const REFUSALS = ["refused-by-right", "right-of-the-caller"] as const;

/** So much of a text is looked at. */
const LIMIT = 300;
