import type { Review } from "../../src/core/review.ts";
import type { Files } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import type { Texts } from "./harmless.ts";

/** Files that are held in memory. */
export function filesOf(texts: Texts): Files {
  return {
    read(file) {
      const text = texts.get(file);
      return text === undefined
        ? { bytes: undefined, reason: "missing", why: "there is no such file", hint: "Add the file." }
        : { bytes: Buffer.from(text) };
    },
  };
}

/** Every place of a review with its rule, operation and witness, by fingerprint. */
export function placesIn({ findings, assumptions }: Review): ReadonlyMap<string, string> {
  return new Map(
    [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].flatMap(({ rule, places }) =>
      places.map(
        ({ fingerprint, operation, witness }) => [fingerprint, `${rule} | ${operation} | ${witness}`] as const,
      ),
    ),
  );
}

export async function reviewOf(texts: Texts, entry: string): Promise<Review> {
  return reviewDescription(entry, filesOf(texts));
}
