import { memo } from "../../core/memo.ts";
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
  const { method } = operation;
  const tail = tailOf(operation).filter((text) => !/^v?\d/.test(text));
  const last = tail.at(-1) ?? "";
  const words = phraseOf(last)
    .split(" ")
    .filter((word) => word !== "");
  const isBatch = words.some((word) => BATCH.has(word));
  const [first = "", ...rest] = words.filter((word) => !BATCH.has(word));
  const act = isAct(operation, first, rest) ? first : undefined;
  const isGet = method === "GET" || method === "HEAD" || method === "QUERY";
  const isReading = isGet ? act === undefined || !isChange(act) : readingOf(operation) !== undefined;
  const isBelow = operation.path.includes("{");
  const above = tail.slice(0, -1).findLast((text) => !isOnlyVerb(phraseOf(text)));
  const of = act === undefined ? last : rest.length > 0 ? rest.join(" ") : above;
  // Without an object above it, what the end of the path names is what the operation is about.
  const part =
    (isBelow || (act !== undefined && rest.length > 0)) && of !== undefined && of !== "" ? phraseOf(of) : undefined;
  if (isReading) return { verb: readingVerb(act), part, isMaking: false, isReading, isBatch };
  if (act !== undefined) {
    const isMaking = MAKING.has(act) && (!isBelow || part !== undefined);
    return { verb: act, part, isMaking, isReading, isBatch };
  }
  const own = saidVerb(operation);
  // What is sent to a collection becomes one more of it.
  const isMaking = method === "POST" && last !== "" && (isPlural(last) || (own !== undefined && MAKING.has(own)));
  const verb = isMaking
    ? own !== undefined && MAKING.has(own)
      ? own
      : "create"
    : (own ?? (method === "POST" && !isBelow ? "send" : (BY_METHOD[method] ?? "call")));
  return { verb, part, isMaking, isReading, isBatch };
});

/** `search`, `download`, `calculate`; most ways to say that something is read are no more than that. */
function readingVerb(act: string | undefined): string {
  return act === undefined || PLAIN.has(act) ? "read" : act;
}

const PLAIN = new Set("retrieve list lookup find filter get fetch query show view check".split(" "));

/** Whether the last words of a path say what is done; some are acts only where a POST does them. */
function isAct(operation: Operation, word: string, rest: readonly string[]): boolean {
  const { method } = operation;
  if (verbOf(word) !== word) return false;
  // `follow-requests` are requests, and `swap-plan` swaps.
  const isSeveral = rest.length > 0 && isPlural(rest.at(-1)!);
  if (isSeveral && !BEFORE_SEVERAL.has(word)) return false;
  if (method === "POST") return true;
  return method === "GET" || method === "HEAD"
    ? SHOWING.has(word) || SEARCHES.has(word) || (isOnlyVerb(word) && !PLAIN.has(word))
    : method === "DELETE"
      ? SPECIAL.has(word)
      : isOnlyVerb(word);
}

const BEFORE_SEVERAL = new Set(
  "get find list search retrieve add remove delete create update submit cancel".split(" "),
);

/** Acts that a GET does where somebody made it so. */
function isChange(word: string): boolean {
  return isOnlyVerb(word) && !SEARCHES.has(word) && !SHOWING.has(word) && !PLAIN.has(word);
}

/** The verb that the operationId or the summary begins with; PUT, PATCH and DELETE say theirs by themselves. */
function saidVerb(operation: Operation): string | undefined {
  const { method, path } = operation;
  const isOpen = method === "POST" || /\}\/[^{}]*\{[^{}]*\}$/.test(path);
  const said = saidFirst(operation);
  if (said === undefined || SEARCHES.has(said)) return undefined;
  return (isOpen && method !== "DELETE" && method !== "PATCH") || SPECIAL.has(said) ? said : undefined;
}

function saidFirst({ operationId = "", summary = "" }: Operation): string | undefined {
  return (
    firstVerb(summary) ??
    firstVerb(operationId) ??
    // `UsersController_createUser`, `repos/create-hook`
    firstVerb(operationId.slice(operationId.search(/[_./-](?=[^_./-]*$)/) + 1))
  );
}

/** The verb that a text or a name in any convention begins with. */
function firstVerb(text: string): string | undefined {
  const word = /^\W*([A-Za-z][a-z]*)/.exec(text)?.[1];
  return word === undefined ? undefined : verbOf(word);
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

/** Words of a path that say that many are meant. */
const BATCH = new Set(["bulk", "batch", "multi", "mass"]);

/** What reads, by whatever method. */
const SEARCHES = new Set(
  "search query retrieve list lookup find filter get fetch count calculate preview estimate validate show view".split(
    " ",
  ),
);

/** Words for reading that say more than that. */
const SHOWING = new Set(["download", "export", "preview", "verify", "validate"]);

/** Words for making one more. */
const MAKING = new Set("create add append insert attach post upload generate register issue".split(" "));

/** What a PUT, PATCH or DELETE can be that its method does not say. */
const SPECIAL = new Set(
  "add remove revoke cancel unlink link disconnect disable enable lock unlock archive restore assign unassign void withdraw block unblock ban unban rotate regenerate reset close reopen dismiss star unstar follow unfollow subscribe unsubscribe suspend approve reject accept decline mute unmute detach attach".split(
    " ",
  ),
);
