import { isIdentifierWord } from "../data/classify/entity.ts";
import { ownSentence } from "../exposure/callers-own.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { takesOldPassword } from "./great-harm.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether a call works on the session or log-in that the caller has, and on nothing that it names: "… for the currently logged
 * in user", with the old password, or the session itself. Where nothing is required anywhere, a stranger has none of these.
 */
export function isOfOwnSession(operation: Operation): boolean {
  const { path, parameters, operationId = "", lexicon } = operation;
  const fields = requestFields(operation);
  if (path.includes("{") || fields.some(({ words }) => isIdentifierWord(words.at(-1) ?? ""))) return false;
  if (takesOldPassword(operation) || ownSentence(operation) !== undefined) return true;
  const names = [path.split("/").at(-1) ?? "", operationId.split(/[._]/).at(-1) ?? ""];
  return (
    fields.length === 0 &&
    parameters.length === 0 &&
    names.some((name) => {
      const [verb = "", thing = "", ...rest] = wordsInOrder(name);
      const isKept = lexicon.is(verb, "resume") || lexicon.is(verb, "renew") || lexicon.is(verb, "validate");
      return rest.length === 0 && thing === "session" && isKept;
    })
  );
}
