import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";

/* What an operation gives, in words alone: where no schema says it, a text often does. */

/** Whether a text says anything of what comes back, which is enough where nothing is anybody's: "Get box scores by date". */
export function isToldAtAll({ summary = "", description = "", responses, lexicon }: Operation): boolean {
  const texts = [
    summary,
    description,
    ...responses.flatMap((one) => (one.statusClass === "2xx" ? (one.description ?? "") : [])),
  ];
  // "No response was specified" tells nothing.
  return texts.some((text) => {
    const words = wordsInOrder(text.slice(0, TOLD));
    return words.length >= FEWEST_WORDS && !lexicon.is(words[0]!, "negation");
  });
}

/**
 * Whether a text says in a sentence what an operation gives, and neither that nor its path names people, what is theirs, or what
 * lets somebody in: "Get the weather of a place by day". What is missing then is a schema, and no fact that decides.
 */
export const isToldOfNobody = memo((operation: Operation): boolean => {
  const { summary = "", description = "", path, parameters, lexicon } = operation;
  if (!isToldAtAll(operation)) return false;
  const things = fixedSegments(path).flatMap(wordsOf);
  const said = [summary, description].flatMap((text) => wordsOf(text.slice(0, TOLD)));
  const isOfThing = things.some((word) => word.length >= FEWEST_WORDS && said.includes(word));
  // What only says the path again tells nothing.
  const more = new Set(
    said.filter(
      (word) =>
        word.length > FEWEST_WORDS && !things.includes(word) && !READING.some((concept) => lexicon.is(word, concept)),
    ),
  );
  if (more.size < (isOfThing ? 1 : FEWEST_WORDS + 1)) return false;
  const words = [
    ...things,
    ...said,
    ...parameters.flatMap(({ in: place, name }) => (place === "path" || place === "query" ? wordsOf(name) : [])),
  ];
  return (
    !words.some(
      (word) => ASKS_ANYTHING.test(word) || OF_SOMEBODY_OR_SECRET.some((concept) => lexicon.is(word, concept)),
    ) &&
    !INSIDE.some((concept) =>
      [path, summary, description].some((text) => lexicon.has(wordsOf(text.slice(0, TOLD)), concept)),
    )
  );
});

/** So many words tell something: "Success" and "Get orders" do not. */
export const FEWEST_WORDS = 3;
export const TOLD = 200;
export const ASKS_ANYTHING = /^(?:graphql|rpc|jsonrpc|batch|dump|raw|export|config)$/;
export const PRIVATE = ["natural-person", "log-in-secret", "belonging", "health-subject"] as const;
/** Verbs that say nothing but that something is read. */
const READING = ["plainly-reads", "hands-back"] as const;
const OF_SOMEBODY_OR_SECRET = [
  ...PRIVATE,
  ...(["account-thing", "person-record", "own-thing", "staff", "ordinary-person", "people-list", "yours"] as const),
  ...(["secret-word", "token", "session", "key-or-code", "kept-key", "pay-for-work", "payslip", "internal"] as const),
] as const;
/** How a service is set up and opened, which nobody outside is to know. */
const INSIDE = ["inner-configuration", "debug-output", "private-key", "opening-key"] as const;
