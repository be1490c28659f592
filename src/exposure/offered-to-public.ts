import { memo } from "../core/memo.ts";
import { affirms, denies } from "../lexicon/denial.ts";
import { precedes } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { saidBy } from "./said.ts";

/**
 * Whether a text says that an operation is there for everybody: "Public release list", "Öffentlich, auch auf den Webseiten",
 * "Only for public projects", "Datos abiertos". It says why a credential is not asked for, and nothing of how harmless the data is.
 */
export const isOfferedToPublic = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  return saidBy(operation).some(
    (words) =>
      // "The public key of a member" offers nothing.
      !precedes(words, lexicon, "said-for-the-public", "key-or-code", 1) &&
      (affirms(words.slice(0, NEAR_START), lexicon, "said-for-the-public") ||
        SAID.some((concept) => affirms(words, lexicon, concept)) ||
        (precedes(words, lexicon, "reserved", "said-for-the-public", 3) && !denies(words, lexicon))),
  );
});

const SAID = ["said-open", "said-open-data", "shown-on-the-site", "published-by-duty"] as const;

/** An adjective stands behind its noun in three of the languages: "Lista pública de versiones". */
const NEAR_START = 3;
