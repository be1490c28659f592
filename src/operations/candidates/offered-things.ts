import { isAbove } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { memoOfText } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { isOwn } from "../../exposure/principals.ts";
import { saidBy } from "../../exposure/said.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { returnedProperties } from "../returned-properties.ts";
import { actionOf } from "./action.ts";
import type { AtRisk } from "./at-risk.ts";
import { OF_SOMEBODY } from "./catalogue.ts";
import { lastWord, nounOf } from "./nouns.ts";
import { pathIdentifiers, resourceInPath } from "./object-identifiers.ts";
import type { Resource, Resources } from "./resources.ts";

/**
 * Gives whether a kind of thing is there for all who call, such as the banks that a service can reach: a list is said to hold
 * what is available or supported, no operation makes or changes one, what is read of one is not sensitive, and nothing says
 * that any is somebody's.
 */
export function offeredThings(
  { operations }: Pick<AssessedApi, "operations">,
  resources: Resources,
  stakesOf: (operation: Operation) => AtRisk,
): (resource: Resource) => boolean {
  let called: ReadonlyMap<string, readonly Operation[]> | undefined;
  const calledOn = (bare: string): readonly Operation[] => {
    called ??= grouped(
      operations.filter(({ operationKind }) => operationKind === "path"),
      (operation) => resourceInPath(operation, resources)?.bare ?? "",
    );
    return called.get(bare) ?? [];
  };
  const isOffered = memoOfText((bare) => {
    const own = calledOn(bare);
    const lexicon = own[0]?.lexicon;
    if (lexicon === undefined || OF_SOMEBODY.some((one) => lexicon.is(textOfName(lastWord(bare)), one))) return false;
    return (
      own.some((operation) => listsOffered(operation, lastWord(bare))) &&
      own.every((operation) => actionOf(operation).isReading && isNobodys(operation))
    );
  });
  const isNobodys = (operation: Operation): boolean =>
    pathIdentifiers(operation).length <= 1 &&
    !isOwn(operation) &&
    stakesOf(operation).unknown?.kind !== "untyped" &&
    !isAbove(stakesOf(operation).sensitivity, "internal") &&
    !saidBy(operation).some((words) => OF_CALLERS.some((one) => operation.lexicon.has(words, one))) &&
    !returnedProperties(operation).some(([name]) => operation.lexicon.has(wordsOf(name), "whose"));
  return ({ bare }) => isOffered(bare);
}

/** Whether a list is said to be of what is offered: "available institutions", "institutions that are supported". */
function listsOffered(operation: Operation, noun: string): boolean {
  const { lexicon } = operation;
  return (
    pathIdentifiers(operation).length === 0 &&
    returnsList(operation) &&
    saidBy(operation).some((words) => {
      const offered = words.flatMap((_, at) => (lexicon.lengthAt(words, at, "offered-to-all") > 0 ? [at] : []));
      return words.some((word, at) => nounOf(word) === noun && offered.some((one) => Math.abs(one - at) <= NEAR));
    })
  );
}

/** So many words apart, one says something of the other. */
const NEAR = 3;

const OF_CALLERS: readonly Concept[] = ["yours", "of-some-callers"];
