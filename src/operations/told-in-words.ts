import { memo } from "../core/memo.ts";
import type { Concept } from "../lexicon/concept.ts";
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
  if (!isToldAtAll(operation)) return false;
  const { things, said, more } = wordsTold(operation);
  // What only says the path again tells nothing.
  if (more < (namesThing(things, said) ? 1 : FEWEST_WORDS + 1)) return false;
  const { parameters, lexicon } = operation;
  const words = [...things, ...said, ...parameters.flatMap(wordsOfAsked)];
  return !words.some((word) => OWNED.some((concept) => lexicon.is(word, concept))) && !namesSomebody(operation);
});

/** Whether a text names the thing of the path, or says as much of something else: "Gets what was asked for" does not. */
export const isToldOfSomething = memo((operation: Operation): boolean => {
  const { things, said, more } = wordsTold(operation);
  return namesThing(things, said) || more >= FEWEST_WORDS;
});

/**
 * Whether a text of an operation says what it gives: it names what the path names, and neither people nor what lets somebody
 * in, of whom a careful reviewer wants to see each field. What answers any question is told by none.
 */
export const isToldInWords = memo((operation: Operation): boolean => {
  const { things, said, others } = wordsTold(operation);
  const { lexicon } = operation;
  return (
    others >= FEWEST_WORDS &&
    namesThing(things, said) &&
    !things.some((word) => ASKS_ANYTHING.test(word)) &&
    !said.some((word) => ASKS_ANYTHING.test(word) || PRIVATE.some((concept) => lexicon.is(word, concept)))
  );
});

/** The words of the path, and those of the texts. */
interface WordsTold {
  readonly things: readonly string[];
  readonly said: readonly string[];
  /** How many of the texts' words are not of the path, since what only says the path again tells nothing. */
  readonly others: number;
  /** How many of these say more than that something is read. */
  readonly more: number;
}

const wordsTold = memo(({ summary = "", description = "", path, lexicon }: Operation): WordsTold => {
  const things = fixedSegments(path).flatMap(wordsOf);
  const said = [summary, description].flatMap((text) => wordsOf(text.slice(0, TOLD)));
  const others = [...new Set(said)].filter((word) => word.length > FEWEST_WORDS && !things.includes(word));
  const more = others.filter((word) => !READING.some((concept) => lexicon.is(word, concept)));
  return { things, said, others: others.length, more: more.length };
});

function namesThing(things: readonly string[], said: readonly string[]): boolean {
  return things.some((word) => word.length >= FEWEST_WORDS && said.includes(word));
}

function wordsOfAsked({ in: place, name }: Operation["parameters"][number]): readonly string[] {
  return place === "path" || place === "query" ? wordsOf(name) : [];
}

/** Whether the path or a text of an operation names people, what lets somebody in, or how the service works inside. */
export const namesSomebody = memo((operation: Operation): boolean => {
  const { summary = "", description = "", path, parameters, lexicon } = operation;
  const is = (word: string, concepts: readonly Concept[]): boolean =>
    concepts.some((concept) => lexicon.is(word, concept));
  const said = [summary, description].map((text) => wordsOf(text.slice(0, TOLD)));
  return (
    fixedSegments(path)
      .flatMap(wordsOf)
      .some((word) => ASKS_ANYTHING.test(word) || (word !== "code" && is(word, OF_SOMEBODY_OR_SECRET))) ||
    said
      .flat()
      .some((word) => ASKS_ANYTHING.test(word) || (!OF_MANY_MEANINGS.test(word) && is(word, OF_SOMEBODY_OR_SECRET))) ||
    (said.flat().includes("key") && !KEY_THAT_IS_SENT.test(`${summary} ${description}`.slice(0, 2 * TOLD))) ||
    // What is sent is none of what comes back: a key that is asked for, and an order by which a list is sorted.
    parameters.flatMap(wordsOfAsked).some((word) => !OF_MANY_MEANINGS.test(word) && is(word, PEOPLE)) ||
    INSIDE.some((concept) => [wordsOf(path), ...said].some((words) => lexicon.has(words, concept)))
  );
});

/** Whether the path or a text of an operation names people or their records; who plays in a contest is published with it. */
export const isToldOfPeople = memo(({ summary = "", description = "", path, lexicon }: Operation): boolean =>
  [...fixedSegments(path), summary, description]
    .flatMap((text) => wordsOf(text.slice(0, TOLD)))
    .some(
      (word) =>
        !OF_MANY_MEANINGS.test(word) &&
        !lexicon.is(word, "takes-part-in-contest") &&
        PEOPLE_OR_PAY.some((concept) => lexicon.is(word, concept)),
    ),
);

/** So many words tell something: "Success" and "Get orders" do not. */
const FEWEST_WORDS = 3;
const TOLD = 200;
const ASKS_ANYTHING = /^(?:graphql|rpc|jsonrpc|batch|dump|raw|export|config)$/;
const PRIVATE = ["natural-person", "log-in-secret", "belonging", "health-subject"] as const;
/** Verbs that say nothing but that something is read. */
const READING = ["plainly-reads", "hands-back"] as const;
const OF_SOMEBODY_OR_SECRET = [
  ...PRIVATE,
  ...(["person-record", "staff", "ordinary-person", "people-list"] as const),
  ...(["secret-word", "token", "session", "key-or-code", "kept-key", "pay-for-work", "payslip", "internal"] as const),
] as const;
const PEOPLE = [
  "natural-person",
  "health-subject",
  "person-record",
  "staff",
  "ordinary-person",
  "people-list",
] as const;
const PEOPLE_OR_PAY = [...PEOPLE, "payslip", "pay-for-work"] as const;
/** Words that a text has for other things as well: an API key, a country code, what matches, a single one, in order. */
const OF_MANY_MEANINGS = /^(?:key|code|match|single|order)$/;
/** The key of a call, or of a row: any other that a read speaks of may be what it gives. */
const KEY_THAT_IS_SENT = /\b(?:api|licen[cs]e|subscription|primary|foreign|sort|natural)[ _-]?key\b/i;
/** What belongs to a caller wherever it is spoken of. */
const OWNED = ["account-thing", "own-thing", "yours"] as const;
/** How a service is set up and opened, which nobody outside is to know. */
const INSIDE = ["inner-configuration", "debug-output", "private-key", "kept-from-most"] as const;
