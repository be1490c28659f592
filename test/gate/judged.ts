import type { Review } from "../../src/core/review.ts";
import type { Files } from "../../src/load/files.ts";
import { compared } from "../../src/gate/compare.ts";
import { emptyRegister } from "../../src/gate/register/register.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { judgeDescription, reviewDescription } from "../../src/review.ts";
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

export const AS_OF = "2026-01-31";

/** The review of a changed description with what the gate says of it, under the default policy. */
export async function gated(
  before: Texts,
  after: Texts,
  entry: string,
  policy: Policy = defaultPolicy(),
): Promise<Review & { gate: NonNullable<Review["gate"]> }> {
  const review = compared({
    base: await judgeDescription(entry, filesOf(before), policy),
    head: await judgeDescription(entry, filesOf(after), policy),
    policy,
    register: emptyRegister(".sallyport/register.yaml"),
    files: [entry],
    asOf: AS_OF,
    codeOwner: undefined,
    names: { base: "base", head: "head" },
  });
  return { ...review, gate: review.gate! }; // every compared review has one
}
