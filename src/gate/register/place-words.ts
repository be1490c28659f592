import type { FindingPlace } from "../../core/review.ts";

/** What a reader knows a place by: `GET /users/{id}, 2xx email`; its file where it is of no operation. */
export function placeWords({ operation, witness, file }: FindingPlace): string {
  const words = [operation, witness].filter((part) => part !== null).join(", ");
  return words === "" ? file : words;
}

/** Whether such words are of a place of an operation, by its id. */
export function isPlaceOf(words: string, operation: string): boolean {
  return words === operation || words.startsWith(`${operation}, `);
}
