import type { Review } from "../../core/review.ts";

/** The operations that a question is about; none where its own words name each of them. */
export function askedOperations({ text, operations }: Review["questions"][number]): readonly string[] {
  return operations.every((id) => text.includes(id)) ? [] : operations;
}
