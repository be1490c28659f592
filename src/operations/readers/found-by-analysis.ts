import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties } from "../../model/schema-parts.ts";

/**
 * Whether a secret was found in a program, such as the firmware of a device, by an analysis for weaknesses: the text of the API says
 * that it makes such analyses, and that of the operation that the secret is of the program. Nobody was issued it here.
 */
export function isFoundByAnalysis({ operation, path }: AssessedFlow, api: AssessedApi): boolean {
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
    lexicon.has(wordsInOrder((api.info.description ?? "").slice(0, LIMIT)), "security-analysis") &&
    saidBy(operation).some((words) => lexicon.has(words, "binary-of-app"))
  );
}

/** So much of a text is looked at. */
const LIMIT = 2000;
