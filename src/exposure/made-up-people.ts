import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Info, Operation } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";

/**
 * Whether an API makes people up: their passwords open nothing, and they do not mind. It says so first of itself, or all that its
 * operations do is to generate what nobody has named or kept.
 */
export function makesUpPeople({ info, operations }: Pick<Api, "info" | "operations">): boolean {
  return saysSo(info) || onlyGenerates(operations);
}

/** "Random user generator", "Erzeugt fiktive Kunden". Of what finds such people, or keeps them away, it is not so. */
const saysSo = memo(({ title = "", description = "", lexicon }: Info): boolean =>
  [title, ...sentencesOf(description, OPENING)].some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "made-up-people") && lexicon.has(words, "makes-people") && !denies(words, lexicon);
  }),
);

/** What an API is for is said first. */
const OPENING = 1500;

/**
 * Whether several reads are called after generating something, none takes more than a number, and nothing can be changed: there is
 * nobody of whom a caller could ask, and nothing is kept.
 */
export const onlyGenerates = memo(
  (operations: readonly Operation[]): boolean =>
    operations.filter(isCalledGenerating).length >= SEVERAL && operations.every(takesNumbersAlone),
);

const SEVERAL = 2;

function isCalledGenerating({ operationId = "", summary = "", lexicon }: Operation): boolean {
  return [operationId, summary].some((text) => lexicon.is(wordsInOrder(text)[0] ?? "", "generate"));
}

function takesNumbersAlone({ operationKind, method, access, parameters, requestBody }: Operation): boolean {
  return (
    operationKind === "path" &&
    method === "GET" &&
    access !== "secured" &&
    requestBody === undefined &&
    parameters.every(({ in: place, schema }) => {
      const types = schema === undefined ? [] : targetOf(schema).types;
      return place !== "path" && place !== "query"
        ? place !== "cookie"
        : types.length > 0 && types.every((type) => type === "integer" || type === "number" || type === "boolean");
    })
  );
}
