import { isAbove } from "../../core/exposure-words.ts";
import { memoBy } from "../../core/memo.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isOfPublishedPerson } from "../../exposure/published-people.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { returnedProperties } from "../returned-properties.ts";
import { actionOf } from "./action.ts";
import { lastWord, nounOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Whether an API is a catalogue: it shows what is the same for all, and what it shows is found by a search, so that there is no
 * B whose things A must not see. The companies of the world are one.
 */
export function isCatalogue(api: AssessedApi): boolean {
  return showsTheSame(api) && api.operations.some(isSearch);
}

/**
 * Whether an API only shows things of which nothing says whose they are, as a service does that publishes its own: callers
 * make none of them, so that A and B have none to keep from each other. Accounts, orders, devices or messages are somebody's,
 * and so is what a text calls the caller's own or keeps to people.
 */
export const showsTheSame = memoBy(judgementOf, (api): boolean => {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  return (
    paths.length > 0 &&
    paths.length === api.operations.length &&
    paths.every((one) => actionOf(one).isReading) &&
    !hasYours(api.info.description ?? "", paths[0]!) &&
    !paths.some((one) => isOfSomebody(api, one))
  );
});

/** Whether anything is found by words of the caller's own: `GET /companies/search?q=…`. */
function isSearch(operation: Operation): boolean {
  const { path, parameters, lexicon } = operation;
  return (
    SEARCHES.some((concept) => lexicon.has(fixedSegments(path).flatMap(searchWords), concept)) &&
    parameters.some(({ in: place, required, name }) => place === "query" && required && !/id$/i.test(name))
  );
}

/** The words of a segment, of one that names write together the search too: `basicsearch`. */
function searchWords(segment: string): readonly string[] {
  const joined = /^([a-z]{4,})(search|suche|busca)$/.exec(segment);
  return joined === null ? wordsOf(segment) : [joined[1]!, joined[2]!];
}

const SEARCHES = ["search", "find"] as const;

/** Whether something says that what an operation reads is somebody's. */
function isOfSomebody(api: AssessedApi, operation: Operation): boolean {
  const { lexicon, summary = "", description = "", parameters } = operation;
  const { schemes, subject, flows } = api.assessed(operation);
  if (isOwn(operation) || subject === "caller" || schemes.some(({ scheme }) => isOfUser(scheme))) return true;
  if (
    [summary, description, ...parameters.map((one) => one.description ?? "")].some((text) => hasYours(text, operation))
  )
    return true;
  const nouns = pathSteps(operation).flatMap(({ text, parameter }) => (parameter === undefined ? [nounOf(text)] : []));
  const names = [...nouns, ...parameters.map(({ name }) => nounOf(name.replace(/[-_]?ids?$/i, "")))];
  if (names.some((name) => OF_SOMEBODY.some((concept) => lexicon.is(lastWord(name).toLowerCase(), concept))))
    return true;
  return (
    returnedProperties(operation).some(([name]) => lexicon.has(wordsOf(name), "whose")) ||
    flows.some(
      (flow) =>
        flow.direction === "read" &&
        flow.field.confidence !== "possible" &&
        !isOfPublishedPerson(flow) &&
        (flow.field.sensitivity === "restricted" || (flow.principal && isAbove(flow.field.sensitivity, "internal"))),
    )
  );
}

/** Whether a person logs in by it. A key may be called after a user, and is that of a program. */
function isOfUser({ schemeKind, in: place }: SecurityScheme): boolean {
  return schemeKind === "oauth2" || schemeKind === "openIdConnect" || place === "cookie";
}

/** Whether a text speaks of what is the reader's own; "your API key" and "your plan" are no data. */
function hasYours(text: string, { lexicon }: Operation): boolean {
  return lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "yours");
}

/** What is somebody's by its noun. */
export const OF_SOMEBODY: readonly Concept[] = [
  "belonging",
  "natural-person",
  "account",
  "person-record",
  "own-thing",
  "profile",
];

/** So much of a text is looked at. */
const LIMIT = 2000;
