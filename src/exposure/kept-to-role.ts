/*
 * The role that a text keeps an operation to, whatever the text's form: a sentence, a label, a demand. That it is
 * enforced cannot be seen: it never changes who is admitted, and makes a fault milder by a step.
 */
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";
import { isSaidForAdministrators } from "./administration.ts";
import { labelledHolder } from "./labelled-holder.ts";
import { saidRole } from "./said-role.ts";

/** The role without which an operation refuses its callers, by its text, a refusal's or its tag's: `administrator`, `manager`. */
export function roleKeptTo(api: Pick<Api, "tags">, operation: Operation): string | undefined {
  return (
    saidRole(operation) ??
    demandedRole(operation) ??
    (isSaidForAdministrators(api, operation) ? "administrator" : undefined)
  );
}

/** The role that a label or a demand names: "Access policy: team leader", "Requires the manager role", "must be a manager". */
const demandedRole = memo(({ summary = "", description = "", responses, lexicon }: Operation): string | undefined => {
  const refusals = responses.flatMap(({ status, description: said = "" }) => (status === "403" ? [said] : []));
  for (const text of [summary, description, ...refusals]) {
    const label = labelledHolder(text, lexicon);
    if (label !== undefined) return label;
    for (const sentence of sentencesOf(text)) {
      const role = roleIn(wordsInOrder(sentence), lexicon);
      if (role !== undefined) return role;
    }
  }
  return undefined;
});

/** A role behind what demands it, before the word for a right: "needs the permissions of a manager", "must be a manager". */
function roleIn(words: readonly string[], lexicon: Lexicon): string | undefined {
  if (denies(words, lexicon)) return undefined;
  for (const [at] of words.entries()) {
    const be = lexicon.lengthAt(words, at, "must-be");
    const have = lexicon.lengthAt(words, at, "must-have");
    const from = at + Math.max(be, have);
    if (from === at) continue;
    for (let on = from; on < Math.min(words.length, from + (be > 0 ? NEAR : NEAR + 2)); on++) {
      if (!isHolder(words[on]!, lexicon)) continue;
      const beside = words.slice(Math.max(from, on - 3), on + 3);
      if (be > 0 || beside.some((word) => lexicon.is(word, "right") || lexicon.is(singular(word), "right")))
        return singular(words[on]!);
    }
  }
  return undefined;
}

/** So many words stand between at most: "must be a security manager". */
const NEAR = 3;

function isHolder(word: string, lexicon: Lexicon): boolean {
  return [word, singular(word)].some((one) => lexicon.is(one, "role-holder") || lexicon.is(one, "administrator"));
}

function singular(word: string): string {
  return wordsOf(word).join(" ");
}
