import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { credentialHeaders } from "../../model/credential-header.ts";

/**
 * Whether all that lets a caller in is one secret of the server itself, which everybody who calls has: "The gateway's shared
 * secret", "the master key in the configuration file". Who has it may do all of it, so that there are no callers A and B.
 */
export const isBehindOneSecret = memo((operation: Operation): boolean => {
  const { parameters, security, access, lexicon } = operation;
  const headers = credentialHeaders(parameters.filter(({ required }) => required));
  if (headers.some(({ description = "" }) => namesOneSecret(description, lexicon))) return true;
  const ways = access === "secured" ? (security?.alternatives ?? []) : [];
  return (
    ways.length > 0 &&
    ways.every(({ schemes }) =>
      schemes.some(({ scheme }) => namesOneSecret(`${scheme.name}. ${scheme.description ?? ""}`, lexicon)),
    )
  );
});

/** Whether a text calls a credential the server's, and nobody's own. */
function namesOneSecret(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "secret-of-the-server") && !lexicon.has(words, "yours") && !denies(words, lexicon);
  });
}

/** So much of a text is looked at. */
const LIMIT = 1000;
