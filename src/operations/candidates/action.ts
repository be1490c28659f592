import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { nounOf, phraseOf } from "./nouns.ts";
import { tailOf } from "./path-steps.ts";
import { isOnlyVerb, verbOf } from "./verbs.ts";

/** What an operation does, in its own words. */
export interface Action {
  /** In the infinitive: `cancel`. */
  readonly verb: string;
  /** What of the object it does that to: `plan` of `/subscriptions/{id}/swap-plan`, `cards` of `/customers/{id}/cards`. */
  readonly part: string | undefined;
  /** Whether one more of the part comes to be. */
  readonly isMaking: boolean;
  /** Whether nothing changes by it, whatever its method is. */
  readonly isReading: boolean;
  /** Whether it is about many at once. */
  readonly isBatch: boolean;
}

/** What an operation does: by the last words of its path, its operationId or summary, else by its method. */
export const actionOf = memo((operation: Operation): Action => {
  const { method, lexicon } = operation;
  const tail = tailOf(operation).filter((text) => !/^v?\d/.test(text));
  const last = tail.at(-1) ?? "";
  const all = wordsOfSegment(last);
  const words = all.filter((word) => !lexicon.is(word, "batch"));
  const isBatch = words.length < all.length;
  const length = lexicon.lengthAt(words, 0, "action");
  const said = words.slice(0, length).join(" ");
  const rest = words.slice(length);
  const act = isAct(operation, said, rest) ? lexicon.inEnglish(said, "action") : undefined;
  const isReading = readingOf(operation) !== undefined;
  const isBelow = operation.path.includes("{");
  const above = tail.slice(0, -1).findLast((text) => !isOnlyVerb(phraseOf(text), lexicon));
  const of = act === undefined ? last : rest.length > 0 ? rest.join(" ") : above;
  // Without an object above it, what the end of the path names is what the operation is about.
  const part =
    (isBelow || (act !== undefined && rest.length > 0)) && of !== undefined && of !== "" ? phraseOf(of) : undefined;
  if (isReading) return { verb: readingVerb(act, lexicon), part, isMaking: false, isReading, isBatch };
  if (act !== undefined) {
    const isMaking = lexicon.is(act, "makes") && (!isBelow || part !== undefined);
    return { verb: act, part, isMaking, isReading, isBatch };
  }
  const own = saidVerb(operation);
  const isMade = own !== undefined && lexicon.is(own, "makes");
  // What is sent to a collection becomes one more of it.
  const isMaking = method === "POST" && last !== "" && (isPlural(last) || isMade);
  const verb = isMaking
    ? isMade
      ? own
      : "create"
    : (own ?? (method === "POST" && !isBelow ? "send" : (BY_METHOD[method] ?? "call")));
  return { verb, part, isMaking, isReading, isBatch };
});

function wordsOfSegment(segment: string): readonly string[] {
  return phraseOf(segment)
    .split(" ")
    .filter((word) => word !== "");
}

/** `search`, `download`, `calculate`; most ways to say that something is read are no more than that. */
function readingVerb(act: string | undefined, lexicon: Lexicon): string {
  return act === undefined || lexicon.is(act, "plainly-reads") ? "read" : act;
}

/** Whether the first words of the last step of a path say what is done; some are acts only where a POST does them. */
function isAct(operation: Operation, said: string, rest: readonly string[]): boolean {
  const { method, lexicon } = operation;
  if (!lexicon.is(said, "action")) return false;
  // `follow-requests` are requests, and `swap-plan` swaps.
  const isSeveral = rest.length > 0 && isPlural(rest.at(-1)!);
  if (isSeveral && !lexicon.is(said, "acts-on-several")) return false;
  if (method === "GET" || method === "HEAD")
    return (
      lexicon.is(said, "shows-more") ||
      lexicon.is(said, "reads") ||
      // "Retrieves the leave of an employee" names what is read.
      (isOnlyVerb(said, lexicon) && !lexicon.is(said, "plainly-reads") && !isSaidToRead(operation))
    );
  // `PUT /messages/{id}/read` marks it.
  if (lexicon.is(said, "read-state")) return false;
  if (method === "POST") return true;
  return method === "DELETE" ? lexicon.is(said, "speaks-for-itself") : isOnlyVerb(said, lexicon);
}

function isSaidToRead({ operationId = "", summary = "", lexicon }: Operation): boolean {
  return [operationId, summary].some((text) => {
    const [first = ""] = wordsInOrder(text);
    return lexicon.is(verbOf(first, lexicon) ?? first, "begins-a-read");
  });
}

/** The verb that the operationId or the summary begins with; PUT, PATCH and DELETE say theirs by themselves. */
function saidVerb(operation: Operation): string | undefined {
  const { method, path, lexicon } = operation;
  // A GET that changes something says how by its name alone.
  const isOpen = method === "POST" || method === "GET" || /\}\/[^{}]*\{[^{}]*\}$/.test(path);
  const said = saidFirst(operation);
  if (said === undefined || lexicon.is(said, "reads")) return undefined;
  return (isOpen && method !== "DELETE" && method !== "PATCH") || lexicon.is(said, "speaks-for-itself")
    ? said
    : undefined;
}

function saidFirst({ operationId = "", summary = "", lexicon }: Operation): string | undefined {
  return (
    firstVerb(summary, lexicon) ??
    firstVerb(operationId, lexicon) ??
    // `UsersController_createUser`, `repos/create-hook`
    firstVerb(operationId.slice(operationId.search(/[_./-](?=[^_./-]*$)/) + 1), lexicon) ??
    foreignVerb(operationId, lexicon)
  );
}

/** The verb that a text or a name in any convention begins with. */
function firstVerb(text: string, lexicon: Lexicon): string | undefined {
  // `Create2` is another `Create`.
  const words = wordsInOrder(text.replaceAll(/(?<!\d)\d+\b/g, " "));
  const length = lexicon.lengthAt(words, 0, "action");
  const word = words.slice(0, Math.max(length, 1)).join(" ");
  const verb = verbOf(word, lexicon);
  // Of other languages than English, what begins with a noun names a thing: "Bestätigung des Kunden".
  const isNoun = verb !== undefined && lexicon.is(word, "action-or-thing") && !word.startsWith(verb);
  return isNoun ? undefined : verb;
}

/** German names have their verb at the end: `kundeLoeschen`. */
function foreignVerb(name: string, lexicon: Lexicon): string | undefined {
  const last = wordsInOrder(name).at(-1) ?? "";
  const verb = isOnlyVerb(last, lexicon) ? lexicon.inEnglish(last, "action") : undefined;
  return verb === last ? undefined : verb;
}

function isPlural(text: string): boolean {
  return text !== "" && nounOf(text) !== phraseOf(text);
}

const BY_METHOD: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "read",
  QUERY: "read",
  PUT: "change",
  PATCH: "change",
  POST: "change",
  DELETE: "delete",
};
