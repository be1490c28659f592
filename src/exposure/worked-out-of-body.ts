import { memo } from "../core/memo.ts";
import { hasIdentifier } from "../data/classify/entity.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { isKeptNowhere } from "./computes-from-input.ts";
import { readingOf } from "./reading.ts";
import { returnsList } from "./lists.ts";
import { isSaid } from "./said.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether what comes back is worked out of the body that was just sent, and of no record: a POST that names nothing, whose body holds
 * nothing by which somebody is known, whose answer has no identifier, and which its name or its text calls a computation, or
 * that is one in an API that keeps nothing. Nobody but
 * who sent it is in it.
 */
export const isWorkedOutOfBody = memo((operation: Operation): boolean => {
  const { operationKind, method, path, parameters, requestBody, responses } = operation;
  if (operationKind !== "path" || method !== "POST" || path.includes("{")) return false;
  if (parameters.some(({ in: place, required }) => place === "query" && required)) return false;
  const sent = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(heldSchemaOf(schema)).keys()],
  );
  if (sent.length < LEAST_SENT || sent.some((name) => isKnownBy(name, operation))) return false;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  const held = fine.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
  return (
    fine.length > 0 &&
    fine.every(({ status }) => status === "200") &&
    held.length > 0 &&
    !held.some((schema) => hasIdentifier(heldSchemaOf(schema))) &&
    (isCalledComputation(operation) || (readingOf(operation) === "computed" && isKeptNowhere(operation))) &&
    !isSaid(operation, "keeps-result")
  );
});

/**
 * Whether what comes back is worked out of the values in the query, and of no record: a GET whose path ends in a computation, "an
 * estimate" or "a quote", which takes several values, none of them one by which somebody is known, and answers with no list and no
 * identifier.
 */
export const isWorkedOutOfQuery = memo((operation: Operation): boolean => {
  const { operationKind, method, path, parameters, responses, lexicon } = operation;
  if (operationKind !== "path" || method !== "GET" || path.includes("{")) return false;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  if (!(["quoted-price", "calculate", "convert"] as const).some((concept) => lexicon.is(last.at(-1) ?? "", concept)))
    return false;
  const asked = parameters.filter(({ in: place }) => place === "query");
  if (asked.length < LEAST_SENT || asked.some(({ name }) => isKnownBy(name, operation))) return false;
  const held = responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
  return held.length > 0 && !returnsList(operation) && !held.some((schema) => hasIdentifier(heldSchemaOf(schema)));
});

/** One value may be that of which everything is looked up. */
const LEAST_SENT = 2;

/** Whether a name is by which a person or a record is found. */
function isKnownBy(name: string, { lexicon }: Operation): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  return (
    lexicon.is(last, "identifier-word") ||
    /^(?:ids?|email|phone|ssn|iban|token|reference|key)$/.test(last) ||
    (["known-fact", "login-name", "contact-address", "natural-person"] as const).some(
      (concept) => lexicon.lengthAt(words, 0, concept) > 0 || lexicon.is(textOfName(name), concept),
    )
  );
}

/** Whether the first word of its name and of its text say that something is computed or given by what the caller provides. */
function isCalledComputation({ operationId = "", summary = "", description = "", lexicon }: Operation): boolean {
  const [verb = ""] = wordsOf(operationId);
  const [said = ""] = wordsInOrder(description === "" ? summary : description);
  const isVerb = (word: string): boolean =>
    (["calculate", "works-out"] as const).some(
      (concept) => lexicon.is(word, concept) || lexicon.is(word.replace(/s$/, ""), concept),
    );
  return isVerb(verb) || (isVerb(said) && OF_WHAT_IS_SENT.test(description.slice(0, LIMIT)));
}

const OF_WHAT_IS_SENT =
  /\b(?:based on|from|out of) (?:the )?(?:provided|given|submitted|sent|supplied)\b|\baus den (?:angegebenen|übermittelten)\b|(?<![a-zà-ÿ])à partir des? (?:\p{L}+ )?(?:fourni|transmis|donné)|\ba partir de (?:los?|las?|os?|as?) (?:\p{L}+ )?(?:proporcionad|enviad|fornecid|informad)/iu;
/** So much of a text is looked at. */
const LIMIT = 300;
