import { memo } from "../core/memo.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";

/**
 * The parameter of a path or query that a call cannot do without and that lets its caller in: `key`, "A valid master key", `auth`, "The
 * authentication data", `{accessTokens}`. Who sends it has it: no page or message can make somebody else's browser send it.
 */
export const explicitCredential = (operation: Operation): Parameter | undefined => explicitCredentials(operation)[0];

/** The same, all that a call has: the key of an account, and its secret beside it. */
export const explicitCredentials = memo(({ parameters }: Operation): readonly Parameter[] =>
  parameters.filter(
    (parameter) =>
      parameter.required && (parameter.in === "query" || parameter.in === "path") && letsCallerIn(parameter),
  ),
);

function letsCallerIn({ name, description = "", lexicon }: Parameter): boolean {
  const words = wordsOf(name);
  const said = wordsOf(leadPhrase(description.slice(0, LIMIT)) ?? "");
  if (OF_OTHERS.some((concept) => lexicon.has(words, concept))) return false;
  if (lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "said-to-filter")) return false;
  if (isHeadedBy(words, lexicon, "opening-key") || isHeadedBy(words, lexicon, "said-credential")) return true;
  if (isHeadedBy(words, lexicon, "password")) return true;
  // A bare `key`, `token` or `auth` is one where its text says so.
  return BARE.some((concept) => lexicon.is(words.join(" "), concept)) && SAYS.some((one) => lexicon.has(said, one));
}

/** Whether the last words of a name, or the first ones in Romance languages, are of a concept: `myApiKey`, `cléApi`. */
function isHeadedBy(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, concept);
    return length > 0 && (at + length === words.length || at === 0);
  });
}

/** What lets nobody in, and what a thing is kept by. */
const OF_OTHERS = ["key-of-request", "push-token", "token-of-a-thing", "credential-cursor"] as const;
const BARE = ["opens-the-api", "session"] as const;
const SAYS = ["opening-key", "said-credential", "proof-of-caller"] as const;

/** So much of a text is looked at. */
const LIMIT = 300;
