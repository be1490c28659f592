import type { Review } from "../core/review.ts";

/** Who has signed, and whether it still holds, as a sentence; `undefined` where nobody has. */
export function signOffWords({ signOff }: Review): string | undefined {
  if (signOff === null) return undefined;
  const { by, on, verdict, state, why } = signOff;
  const standing = state === "valid" ? "it holds" : `void: ${why ?? "something changed"}`;
  return `Signed by ${by} on ${on} (${verdict}); ${standing}.`;
}
