import { memoBy } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { saidBy } from "../../exposure/said.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf } from "./action.ts";
import { OF_SOMEBODY } from "./catalogue.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Whether a path is of the caller's own list, and names in it a thing that the API only shows: a series in `/user/favorites/{id}`,
 * an item by its type in `/me/ratings/{itemType}/{itemId}`. B has the same thing in a list of B's, and no call names that.
 */
export function namesThingInOwnList(api: AssessedApi, operation: Operation): boolean {
  const steps = pathSteps(operation);
  const at = steps.findIndex(({ parameter }) => parameter !== undefined);
  // `/user/favorites` is that of the one user who calls.
  const before = steps[at - 2]?.text ?? "";
  if (!isOwn(operation) && !(operation.lexicon.is(before, "user") && !before.endsWith("s"))) return false;
  const list = lastOf(steps[at - 1]?.text ?? "");
  const parameter = steps[at]?.parameter;
  if (parameter === undefined || list === "") return false;
  const { lexicon } = operation;
  const words = wordsOf(parameter);
  // What type of thing it is stands before what names one of them.
  const next = steps[at + 1]?.parameter;
  if (next !== undefined && KIND.test(words.at(-1)!)) return wordsOf(next)[0] === words[0] || words.length === 1;
  const isId = (word: string): boolean => lexicon.is(word, "identifier-word");
  const named =
    words.length > 1 && isId(words.at(-1)!)
      ? [words.at(-2)!]
      : isId(words[0]!)
        ? thingsSaid(operation, parameter)
        : words.slice(-1);
  const ofList = stemsOf(list);
  return named.some((thing) =>
    stemsOf(thing).some((stem) => stem !== "" && !ofList.includes(stem) && shownOnly(api).has(stem)),
  );
}

const KIND = /^(?:type|kind|typ|art|tipo)$/;

/** What a text says an identifier is of: "the series ID", "ID of the series", "Serien-ID". */
function thingsSaid(operation: Operation, parameter: string): readonly string[] {
  const { lexicon, parameters } = operation;
  const described = parameters.find(({ name, in: place }) => place === "path" && name === parameter)?.description ?? "";
  return [wordsInOrder(described.slice(0, LIMIT)), ...saidBy(operation)].flatMap((sentence) => {
    const words = sentence.flatMap(wordsOf);
    return words.flatMap((word, at) => {
      if (!lexicon.is(word, "identifier-word")) return [];
      const behind = words.slice(at + 1, at + 1 + NEAR);
      return [words[at - 1] ?? "", ...behind];
    });
  });
}

/** So many words behind "ID" may be what it is of: "the ID of the series", "l'identifiant de la série". */
const NEAR = 3;
const LIMIT = 300;

/** The kinds of things of which callers make and change none, and that are nobody's by their nouns. */
const shownOnly = memoBy(
  ({ operations }: AssessedApi) => operations,
  ({ operations }): ReadonlySet<string> => {
    const shown = new Set<string>();
    const changed = new Set<string>();
    for (const operation of operations) {
      if (operation.operationKind !== "path" || isOwn(operation)) continue;
      const nouns = pathSteps(operation).flatMap(({ text, parameter }) =>
        parameter === undefined ? stemsOf(lastOf(text)) : [],
      );
      if (!actionOf(operation).isReading) for (const noun of nouns) changed.add(noun);
      else if (operation.path.includes("{"))
        for (const noun of nouns)
          if (!OF_SOMEBODY.some((concept: Concept) => operation.lexicon.is(noun, concept))) shown.add(noun);
    }
    return new Set([...shown].filter((noun) => !changed.has(noun)));
  },
);

/** The last word of a segment, as it is written: `Series` of `tvSeries`. */
function lastOf(text: string): string {
  const part = text.split(/(?=\p{Lu})/u).at(-1) ?? "";
  return part.split(/[^\p{L}]/u).at(-1) ?? "";
}

/** What a noun is known by, as it is written and in the singular. */
function stemsOf(word: string): readonly string[] {
  return [stemOf(word), stemOf(wordsOf(word).at(-1) ?? "")];
}

function stemOf(word: string): string {
  return word.toLowerCase().replace(/s$/, "").replace(/[en]$/, "");
}
