import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { isOnlyVerb, verbOf } from "./verbs.ts";

/** The verb that the operationId or the summary begins with; PUT, PATCH and DELETE say theirs by themselves. */
export function saidVerb(operation: Operation): string | undefined {
  const { method, path, lexicon } = operation;
  // A GET that changes something says how by its name alone.
  const isOpen = method === "POST" || method === "GET" || /\}\/[^{}]*\{[^{}]*\}$/.test(path);
  const said = saidFirst(operation);
  if (said === undefined || lexicon.is(said, "reads")) return undefined;
  return (isOpen && method !== "DELETE" && method !== "PATCH") || lexicon.is(said, "speaks-for-itself")
    ? said
    : undefined;
}

/** The verb that the summary or the operationId begins with, in English. */
export const saidFirst = memo(({ operationId = "", summary = "", lexicon }: Operation): string | undefined => {
  return (
    verbBehind(summary, lexicon) ??
    firstVerb(summary, lexicon) ??
    verbBehind(operationId, lexicon) ??
    firstVerb(operationId, lexicon) ??
    // `UsersController_createUser`, `repos/create-hook`
    firstVerb(operationId.slice(operationId.search(/[_./-](?=[^_./-]*$)/) + 1), lexicon) ??
    foreignVerb(operationId, lexicon)
  );
});

/** The verb that a text or a name in any convention begins with. */
function firstVerb(text: string, lexicon: Lexicon): string | undefined {
  // `Create2` is another `Create`.
  const words = wordsInOrder(text.replaceAll(/(?<!\d)\d+\b/g, " "));
  const length = lexicon.lengthAt(words, 0, "action");
  // "Iniciar sesión" starts nothing: it is said of whoever logs in.
  if (length > 0 && lexicon.lengthAt(words, 0, "log-in") > length) return undefined;
  const word = words.slice(0, Math.max(length, 1)).join(" ");
  const verb = verbOf(word, lexicon);
  // Of other languages than English, what begins with a noun names a thing: "Bestätigung des Kunden".
  const isNoun = verb !== undefined && lexicon.is(word, "action-or-thing") && !word.startsWith(verb);
  return isNoun ? undefined : verb;
}

/** The verb at the end of what German says of a thing whose name would be a verb in English: "Link zum Teilen senden". */
function verbBehind(text: string, lexicon: Lexicon): string | undefined {
  const [first = ""] = wordsInOrder(text);
  const isThing = lexicon.is(first, "action-or-thing") && lexicon.inEnglish(first, "action") === first;
  return isThing ? foreignVerb(text, lexicon) : undefined;
}

/** German names have their verb at the end: `kundeLoeschen`. */
function foreignVerb(name: string, lexicon: Lexicon): string | undefined {
  const words = wordsInOrder(name);
  if (lexicon.has(words, "log-in")) return undefined;
  const last = words.at(-1) ?? "";
  const verb = isOnlyVerb(last, lexicon) ? lexicon.inEnglish(last, "action") : undefined;
  return verb === last ? undefined : verb;
}

/** Whether the summary or the operationId says that one more comes to be. */
export function saidMaking(operation: Operation): boolean {
  return operation.lexicon.is(saidFirst(operation) ?? "", "makes");
}

/** Whether the summary says that a verb is done to several things, as "Close stores" does for `close` and `stores`. */
export function isSaidToDo(operation: Operation, verb: string, things: string): boolean {
  const { summary = "", lexicon } = operation;
  return saidFirst(operation) === lexicon.inEnglish(verb, "action") && wordsInOrder(summary).includes(things);
}

/** Whether the operationId or the summary says that something is read: "Retrieves the leave of an employee". */
export function isSaidToRead({ operationId = "", summary = "", lexicon }: Operation): boolean {
  const [named = ""] = wordsInOrder(operationId);
  const [said = ""] = wordsInOrder(summary);
  // `views_publish` is about views.
  return lexicon.is(named, "begins-a-read") || lexicon.is(verbOf(said, lexicon) ?? said, "begins-a-read");
}
