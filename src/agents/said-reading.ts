import { memo } from "../core/memo.ts";
import { saidBy } from "../exposure/said.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";

/**
 * What a POST or PUT is said to read, beside what a review takes for a read: what is `stored`, or what is `computed` from what it
 * takes. "Compute the Sharpe ratio", "This API returns all carrier accounts": such a call answers at once with what it found, and
 * no other sentence and no name of it says that it does something.
 */
export const saidReading = memo((operation: Operation): "stored" | "computed" | undefined => {
  const { method, responses } = operation;
  if (method !== "POST" && method !== "PUT") return undefined;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (fine.length === 0 || !fine.every(({ status, content }) => status === "200" && content.length > 0))
    return undefined;
  if (isNamedAsAct(operation)) return undefined;
  const { lexicon } = operation;
  if (saidBy(operation).some((words) => saysAct(words, lexicon))) return undefined;
  const [summary, description] = [operation.summary, operation.description].map((text) =>
    wordsInOrder(sentencesOf(text ?? "")[0] ?? ""),
  );
  // A summary that only names what the call is about, "Sharpe ratio", leaves it to the description.
  const read = readBy(summary!, lexicon);
  return read ?? (isName(summary!, lexicon) ? readBy(description!, lexicon) : undefined);
});

/** Whether no word of a sentence is something that is done. */
function isName(words: readonly string[], lexicon: Lexicon): boolean {
  return !words.some((word) => lexicon.is(word, "action") && !lexicon.is(word, "action-or-thing"));
}

/** What a sentence says first that is read: "Returns …", "This API will get …". */
function readBy(words: readonly string[], lexicon: Lexicon): "stored" | "computed" | undefined {
  const at = firstAt(words, lexicon);
  const forms = formsOf(words[at] ?? "");
  const isGiven = words[at] === "returns" || (words[at] === "return" && GIVEN.has(words[at + 1] ?? ""));
  // Who returns all or part of an order, or an item to its owner, brings it back.
  if (words[at] === "return" && words[at + 2] === "or") return undefined;
  if (isGiven) return words.includes("to") || words.some((word) => MADE.has(word)) ? undefined : "stored";
  if (forms.some((form) => lexicon.is(form, "works-out"))) return "computed";
  return forms.some((form) => lexicon.is(form, "looks-up")) ? "stored" : undefined;
}

/** Whether a sentence begins with something that is done, or says that it is done as well: "Returns the cart and empties it". */
function saysAct(words: readonly string[], lexicon: Lexicon): boolean {
  const first = firstAt(words, lexicon);
  return words.some(
    (word, at) =>
      (at === first || AS_WELL.has(words[at - 1] ?? "")) &&
      formsOf(word).some((form) => isAct(form, lexicon) || isArrival(form, words[at + 1])),
  );
}

/** Who checks in or out has arrived, or left. */
function isArrival(verb: string, next: string | undefined): boolean {
  return verb === "check" && (next === "in" || next === "out");
}

const AS_WELL = new Set(["and", "or", "then", "to"]);

/** Where the verb of a sentence may stand, behind "This API will". */
function firstAt(words: readonly string[], lexicon: Lexicon): number {
  const at = words.findIndex((word) => !lexicon.is(word, "framing") && !LEADING.has(word));
  return Math.max(0, at);
}

/** What stands behind "return" where something is given, and nothing is brought back. */
const GIVEN = new Set(["the", "all", "any", "information", "details", "get", "list"]);

/** What says of what comes back that this call has made or changed it: "Returns the newly created comment". */
const MADE = new Set(["new", "newly", "created", "updated", "added", "changed", "deleted", "removed"]);

const LEADING = new Set(["call", "will", "operation", "method", "is", "used"]);

function formsOf(verb: string): readonly string[] {
  return [verb, verb.replace(/s$/, ""), verb.replace(/es$/, "")];
}

/** Whether what the path ends in, or the operationId begins with, is something that is done. */
function isNamedAsAct(operation: Operation): boolean {
  const { operationId = "", lexicon } = operation;
  const last = pathSteps(operation).at(-1);
  const step = last?.parameter === undefined ? wordsInOrder(last?.text ?? "") : [];
  // A path that ends in one verb is called by it: `/loans/close`.
  if (step.length === 1 && lexicon.is(step[0]!, "action") && !READING.some((concept) => lexicon.is(step[0]!, concept)))
    return true;
  return [step, wordsInOrder(operationId)].some(([first = ""]) => isAct(first, lexicon));
}

/** Whether a verb does something, and is no name of a thing as well. */
function isAct(verb: string, lexicon: Lexicon): boolean {
  if (lexicon.is(verb, "is-no-read")) return true;
  return lexicon.is(verb, "action") && !QUIET.some((concept) => lexicon.is(verb, concept));
}

const READING = ["looks-up", "works-out"] as const;
const QUIET = [...READING, "action-or-thing", "framing"] as const;
