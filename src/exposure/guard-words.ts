/*
 * Words by which a text says that a right is needed: they bind who may use what they describe, an operation, a scheme or a header. That
 * the right is checked cannot be seen: it is a test, and no finding that anybody may.
 */
import { memoOfTextBy } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";

/**
 * The sentence of a text by which a role, a permission or an administrator is needed: "requires that the key has the permission
 * 'setrid'". What is denied needs none, and what only some may have binds nobody.
 */
export const demandOfRight = memoOfTextBy((text: string, lexicon: Lexicon): string | undefined =>
  sentencesOf(text, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    if (denies(words, lexicon)) return false;
    const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "demands") > 0);
    return (
      at >= 0 &&
      words
        .slice(Math.max(0, at - NEAR), at + FAR)
        .some((word) =>
          OF_RIGHTS.some((concept) => lexicon.is(word, concept) || lexicon.is(wordsOf(word)[0] ?? "", concept)),
        )
    );
  }),
);

const OF_RIGHTS = ["right", "administrator"] as const;

/** So many words before what demands it, as in "the role root is required", and so many behind it. */
const NEAR = 6;
const FAR = 24;
/** So much of a text is looked at. */
const LIMIT = 1000;
