import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isAdministration } from "../exposure/administration.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { changesOwnEntry, isOfNamedRecord, isOfOwnRecord } from "./own-record.ts";
import { saysOnesOwn } from "./said-of-callers.ts";

/**
 * Whether people change their own record by a call: by its path alone, or since its text says whose it is. Staff may change all
 * of them by the same call.
 */
export function changesOwnRecord(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    api.assessed(operation).judgedAs !== "private" &&
    !isAdministration(operation) &&
    (isOfOwnRecord(api, operation) ||
      isCalledOwn(operation) ||
      changesOwnEntry(operation) ||
      (isOfNamedRecord(operation) && saysOnesOwn(operation)))
  );
}

/**
 * Whether the summary calls what is changed the caller's, and the path names none of several: "Atualizar os dados da minha loja",
 * "Vertrag des angemeldeten Kunden ändern".
 */
function isCalledOwn({ method, path, summary = "", lexicon }: Operation): boolean {
  if ((method !== "PUT" && method !== "PATCH") || path.includes("{")) return false;
  const words = wordsInOrder(summary.slice(0, LONGEST_SUMMARY));
  return words.some((word) => lexicon.is(word, "own-mark")) || lexicon.has(words, "of-who-is-logged-in");
}

/** So much of a summary is looked at. */
const LONGEST_SUMMARY = 100;
