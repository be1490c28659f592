/*
 * Changes that by their text reach all of the kind that callers are: firmware for every sensor, with the token of one sensor.
 */
import { memo } from "../core/memo.ts";
import { listed, prose, shortened } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { roleKeptTo } from "../exposure/kept-to-role.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { namesRole } from "../exposure/said-role.ts";
import { plainWord, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import type { Fault } from "./fault.ts";
import { saysOnesOwn } from "./said-of-callers.ts";

/** Changes of all that are such as the caller, with the credential that each of them has. */
export function* actsOnAllFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const found = secured.filter(
    (operation) =>
      reachingAll(operation) !== undefined &&
      api.assessed(operation).judgedAs !== "private" &&
      api.assessed(operation).intent === undefined &&
      !operation.responses.some(({ status }) => status === "403") &&
      !namesRole(operation) &&
      roleKeptTo(api, operation) === undefined &&
      !saysOnesOwn(operation),
  );
  const [first] = found;
  if (first === undefined) return;
  yield {
    at: placeOf(first),
    cause: "acts on all",
    title: "Any caller can change data of all users (BFLA)",
    rationale: OF_ONE,
    exploit: "An attacker takes the credential of one caller, their own is enough, and changes what all others have.",
    remediation: OF_OPERATORS,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "reaches" : "reach"} all of them (“${shortened(reachingAll(first)!, 100)}”), and ${found.length === 1 ? "requires" : "require"} only what each has`,
  };
}

const OF_ONE = prose`
  The description says that the operation changes data of all users of the caller's kind, and requires only the
  credential that each of them has. No role, scope or refusal keeps it to those who run the service.
`;
const OF_OPERATORS = prose`
  Require a scheme, scope or role that only those who run the service have. Declare it and a 403, and test that the
  credential of one caller is refused.
`;

/** The sentence that says that a change reaches all whose credential is asked for: "to all sensors", behind `sensorToken`. */
const reachingAll = memo((operation: Operation): string | undefined => {
  const { path, summary = "", description = "", security, lexicon } = operation;
  if (path.includes("{") || isOwn(operation) || readingOf(operation) !== undefined) return undefined;
  const holders = (security?.alternatives ?? []).flatMap(({ schemes }) =>
    schemes.flatMap(({ scheme }) =>
      wordsOf(scheme.name)
        .filter((word) => HOLDERS.some((concept) => lexicon.is(word, concept)))
        .map(plainWord),
    ),
  );
  if (holders.length === 0) return undefined;
  return sentencesOf(`${summary}.\n${description}`, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some(
      (word, at) =>
        holders.some((holder) => isPluralOf(plainWord(word), holder)) &&
        statedIn(words.slice(Math.max(0, at - NEAR), at).join(" ")).has("of-each-one"),
    );
  });
});

/** Whether a word is a noun or a plural of it, which all of the languages make by an ending. */
function isPluralOf(word: string, noun: string): boolean {
  return word.startsWith(noun) && word.length <= noun.length + 2;
}

/** Of whom or what a credential can be, of which there are many. */
const HOLDERS = ["user", "clientele", "population", "tenant", "partner", "device-that-calls"] as const;
/** So many words before a noun say how many there are. */
const NEAR = 3;
/** So much of a text is looked at. */
const LIMIT = 1000;
