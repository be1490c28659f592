import { count } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { harmWords } from "../operations/great-harm.ts";
import { oneKeyOf } from "../operations/schemes/one-key.ts";

/**
 * Whether a key that is only there to read can do great harm: one question for an API, since its description cannot show what
 * a key is limited to. Where one key opens all of it and no text tells keys apart, that is a finding (`missing-scope`).
 */
export function oneKeyQuestion(api: AssessedApi): Review["questions"] {
  const one = oneKeyOf(api);
  if (one === undefined || one.ofAll !== undefined) return [];
  const { harms, reads } = one;
  return [
    {
      id: "one-key",
      text: `${
        reads.length === 0
          ? "A key alone is enough for operations that can cause great damage"
          : `The same key can read (${count(reads.length, "operation")}, such as ${mostTelling(api, reads).id}) and cause great damage`
      }: ${harmWords(harms)}. Can a key be limited to what its holder needs? Do these operations require more, such as a separate key, a second person or a second factor?`,
      operations: [...harms.values()].flat().map(({ id }) => id),
      settle: null,
    },
  ];
}

/** The read that returns the most of what is sensitive; the first of all where none does. */
function mostTelling(api: AssessedApi, reads: readonly Operation[]): Operation {
  const weight = (operation: Operation): number =>
    api
      .assessed(operation)
      .flows.filter(({ direction, field }) => direction === "read" && isAbove(field.sensitivity, "internal")).length;
  return reads.toSorted((a, b) => weight(b) - weight(a))[0]!;
}
