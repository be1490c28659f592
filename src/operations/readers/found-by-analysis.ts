import { member } from "../../core/json-value.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { affirms } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { composedProperties } from "../../model/schema-parts.ts";

/**
 * Whether a secret was found in a program, such as the firmware of a device, by an analysis for weaknesses: the text of the API says
 * that it makes such analyses, and the operation that it is of the program and was found. Nobody was issued it here. What its text
 * says to be used today is no such secret, since an API may also analyse what it signs with it.
 */
export function isFoundByAnalysis(flow: AssessedFlow, api: AssessedApi): boolean {
  const { operation, path } = flow;
  const { lexicon } = operation;
  const isOfProgram = fixedSegments(operation.path).some((segment) =>
    lexicon.is(wordsOf(segment).join(" "), "binary-of-app"),
  );
  if (!isOfProgram || operation.access !== "secured" || isAdministration(operation)) return false;
  const isOfSomebody = path.some(({ schema }) =>
    [...composedProperties(schema).keys()].some((name) => lexicon.has(wordsOf(name), "contact-address")),
  );
  return (
    !isOfSomebody &&
    !isSaidInUse(flow) &&
    lexicon.has(wordsInOrder((api.info.description ?? "").slice(0, LIMIT)), "security-analysis") &&
    saidBy(operation).some((words) => lexicon.has(words, "binary-of-app")) &&
    isSaidFound(flow)
  );
}

/** Whether the path, the text of the operation or the object that holds the secret says that it was found. */
function isSaidFound({ field, operation, path }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const holder = path.at(-1)?.schema;
  const names = [...fixedSegments(operation.path), field.owner ?? "", holder?.name ?? ""].map(wordsInOrder);
  const texts = sentencesOf((holder?.description ?? "").slice(0, LIMIT)).map(wordsInOrder);
  return [...names, ...saidBy(operation), ...texts].some((words) => affirms(words, lexicon, "said-found"));
}

/** Whether the text of the secret says what it does: "PEM key with which the release is signed". */
function isSaidInUse({ field, operation: { lexicon }, path }: AssessedFlow): boolean {
  const around = path.flatMap(({ property }, index) =>
    property === undefined ? [] : path[index - 1]?.schema.properties.get(property)?.description,
  );
  return [member(field.node.value, "description"), ...around].some(
    (text) => typeof text === "string" && lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "said-in-use"),
  );
}

/** So much of a text is looked at. */
const LIMIT = 2000;
