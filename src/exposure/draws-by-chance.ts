import { clausesOf } from "../lexicon/sentences.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { asksToKeep, givesRecord, givesResult } from "./computes-from-input.ts";
import { answersAtOnce } from "./post-lookups.ts";
import { saidBy } from "./said.ts";

/**
 * Whether a POST only gives what chance gives, to whoever asks: "Roll dice". Of a game that is kept, for a stake, or with a record
 * of it, it is a move.
 */
export function drawsByChance(operation: Operation): boolean {
  const { path, lexicon } = operation;
  if (path.includes("{") || !isAnsweredWithResult(operation) || isForStake(operation)) return false;
  const [first = []] = saidBy(operation);
  return lexicon.lengthAt(first, 0, "chance-draw") > 0;
}

/** Whether a success is said to be kept nowhere, in a clause of its own: "rolled, not kept". */
export function isSaidNotKept(operation: Operation): boolean {
  const { path, responses, lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    !path.includes("{") &&
    isAnsweredWithResult(operation) &&
    !isForStake(operation) &&
    fine.every(({ description = "" }) =>
      clausesOf(description.slice(0, LIMIT)).some((words) => lexicon.is(words.join(" "), "not-kept")),
    )
  );
}

/** So much of a text is looked at. */
const LIMIT = 200;

function isAnsweredWithResult(operation: Operation): boolean {
  return answersAtOnce(operation) && givesResult(operation) && !givesRecord(operation) && !asksToKeep(operation);
}

/** Whether something is lost or won: money is sent. */
function isForStake({ requestBody, parameters, lexicon }: Operation): boolean {
  const names = [
    ...parameters.map(({ name }) => name),
    ...(requestBody?.content ?? []).flatMap(({ schema }) =>
      schema === undefined ? [] : [...composedProperties(schema).keys()],
    ),
  ];
  return names.some((name) => AT_STAKE.some((concept) => endsIn(wordsOf(name), lexicon, concept)));
}

const AT_STAKE = ["money-sum", "price"] as const;
