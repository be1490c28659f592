import { prose } from "../../core/prose.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Fault } from "../fault.ts";

/**
 * Whether a secret is that of a link by which somebody hands on a thing: its operation is there to give it, and what is to
 * be asked is who gets it, whether it can be guessed, and how it ends.
 */
export function isSecretOfLink({ field, operation }: AssessedFlow): boolean {
  const { lexicon, path } = operation;
  if (!lexicon.is(wordsOf(field.name).join(" "), "link-token")) return false;
  return (
    fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "shares-by-link")) ||
    saidBy(operation).some((words) => lexicon.has(words, "said-shared-link"))
  );
}

/** The words of such a fault, in place of those of a credential that nobody ought to read. */
export const OF_SHARED_LINK = {
  title: "Secret of a share link can be read by callers who do not own it",
  rationale: prose`
    Who has the secret of a share link sees what it opens. Giving it to the owner is what the operation is for; any
    other caller who names the object gets access without receiving the link, and the setting "only with the link" has
    no effect.
  `,
  exploit: prose`
    An attacker calls the operation with the identifier of another person's object, which is often a sequence number.
    The response contains the link's secret, which opens the thing to anyone. The owner sees nothing of it.
  `,
  remediation: prose`
    Give the secret only to the owner of what it opens, and check that on the server. Draw it at random (128 bits or
    more), let it expire, and let the owner revoke it and make a new one.
  `,
} satisfies Pick<Fault, "title" | "rationale" | "exploit" | "remediation">;
