import { ownSentence } from "../../exposure/callers-own.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { takesOldPassword } from "../great-harm.ts";
import { actionOf } from "./action.ts";
import { nounOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Whether a call replaces the password, key or session of whoever makes it: a text says so or the old one proves it, and the path
 * names nobody, but at most where all of them are, as in `PUT /authn/{account}/password`. There is no B whose it could be.
 */
export function replacesOwnCredential(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const last = steps.findLast(({ parameter }) => parameter === undefined)?.text ?? "";
  if (actionOf(operation).isReading || steps.at(-1)?.parameter !== undefined) return false;
  if (!CREDENTIALS.some((concept) => endsIn(wordsOf(nounOf(last)), lexicon, concept))) return false;
  const namesOne = steps.some(({ parameter }, at) => parameter !== undefined && !isPlaceOfAll(steps, at, operation));
  return !namesOne && (takesOldPassword(operation) || ownSentence(operation) !== undefined || saysOwn(operation));
}

const CREDENTIALS = ["password", "api-key", "session", "token"] as const;

/** Whether a parameter says in which organization callers log in, and stands behind no collection of such things. */
function isPlaceOfAll(steps: ReturnType<typeof pathSteps>, at: number, { lexicon }: Operation): boolean {
  const words = wordsOf(steps[at]!.parameter!).filter((word) => !lexicon.is(word, "identifier-word"));
  const before = steps[at - 1]?.text ?? "";
  const isPlace = words.length > 0 && PLACES.some((concept) => endsIn(words, lexicon, concept));
  // One of `/accounts/{account}` is somebody's.
  return isPlace && !PLACES.some((concept) => lexicon.is(nounOf(before), concept));
}

const PLACES = ["account", "tenant"] as const;

/** Whether a text says that the old one proves who calls, or that it is the caller's own: "current password", "its own API key". */
function saysOwn({ summary = "", description = "", lexicon }: Operation): boolean {
  return sentencesOf(`${summary}. ${description.slice(0, LIMIT)}`).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      CREDENTIALS.some((concept) => lexicon.has(words, concept)) &&
      words.some((word) => OWN.test(word) || lexicon.is(word, "old"))
    );
  });
}

const OWN = /^(?:own|eigene[nrsm]?|propre|propi[oa]|própri[oa])$/;

/** So much of a text is looked at. */
const LIMIT = 3000;
