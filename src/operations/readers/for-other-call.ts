import { member } from "../../core/json-value.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { returnsList } from "../../exposure/lists.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { isDenial } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";

/**
 * Whether a token is issued by this call for another call on things of that kind, by its text: `GET /projects/{id}/export` returns
 * what "should be passed to ImportProject", and `POST /projects/import` takes it. Not what opens the account of somebody or
 * other calls as well, and not what a read of a thing or a list of things returns: that is kept.
 */
export function isForOtherCall({ field, operation, path }: AssessedFlow, api: AssessedApi): boolean {
  const said = member(field.node.value, "description");
  if (typeof said !== "string" || operation.access !== "secured" || !isStepOnThing(operation)) return false;
  if (returnsList(operation) || isAdministration(operation) || !wordsOf(field.name).includes("token")) return false;
  const { lexicon } = operation;
  const around = [...fixedSegments(operation.path), field.owner ?? "", ...path.map(({ schema }) => schema.name ?? "")];
  if (around.some((name) => PEOPLE.some((concept) => lexicon.has(wordsOf(name), concept)))) return false;
  const things = fixedSegments(operation.path)[0];
  const words = wordsInOrder(said.slice(0, LIMIT));
  if (!lexicon.has(words, "given-to-call") || lexicon.has(words, "opens-more")) return false;
  return api.operations.some(
    (other) =>
      other !== operation &&
      other.operationId !== undefined &&
      wordsOf(other.operationId).length > 1 &&
      isGivenTo(other.operationId, words, lexicon) &&
      other.access === "secured" &&
      fixedSegments(other.path)[0] === things &&
      other.parameters.some(({ name }) => name === field.name),
  );
}

/** Whether words say that something is given to a call: "passed to ImportProject", "used with the ImportProject operation". */
function isGivenTo(operationId: string, words: readonly string[], lexicon: Lexicon): boolean {
  const called = wordsInOrder(operationId);
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "given-to-call");
    if (length === 0 || isDenial(words, at - 1, lexicon)) return false;
    const from = at + length + (ARTICLE.test(words[at + length] ?? "") ? 1 : 0);
    return called.every((word, index) => words[from + index] === word);
  });
}

const ARTICLE = /^(?:the|la|el|le|o|a|den|die|das)$/;

/** Whether a path ends in what is done to the thing before it: `/projects/{id}/export`, and no kind of things. */
function isStepOnThing({ path, lexicon }: Operation): boolean {
  const [thing = "", last = ""] = path.split("/").slice(-2);
  return thing.endsWith("}") && !last.endsWith("}") && lexicon.is(wordsOf(last).join(" "), "export");
}

const PEOPLE = ["user", "human", "population", "staff", "clientele", "account", "password", "session"] as const;

/** So much of a text is looked at. */
const LIMIT = 2000;
