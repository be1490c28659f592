import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { plainWord, textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { sendsByQuery } from "../../exposure/changing-get.ts";
import { chosenAct } from "../../exposure/chosen-act.ts";
import { readingOf } from "../../exposure/reading.ts";
import { deletedByList } from "./deleted-by-list.ts";
import { aNoun, isState, nounOf, phraseOf } from "./nouns.ts";
import { tailOf } from "./path-steps.ts";
import { isSaidToDo, isSaidToRead, saidFirst, saidVerb } from "./said-verb.ts";
import { madeIn, sharesByItsEnd, verbStepOf, type VerbStep } from "./verb-steps.ts";
import { isOnlyVerb, spelledOut } from "./verbs.ts";

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
  /** Whether something goes to the object, which stays as it is. */
  readonly isSending?: boolean;
  /** Whether nothing says what is done, and the verb only stands for the method. */
  readonly isSupposed?: boolean;
}

/** What an operation does: by the last words of its path, its operationId or summary, else by its method. */
export const actionOf = memo((operation: Operation): Action => {
  const { method, lexicon } = operation;
  const chosen = chosenAct(operation);
  if (chosen !== undefined) return actionOfChoice(operation, chosen);
  if (sendsByQuery(operation)) return operation.path.includes("{") ? SENDS_TO : SENDS;
  if (method === "GET" && sharesByItsEnd(operation))
    return { ...SENDS, verb: textOfName(tailOf(operation).at(-1) ?? "share"), isSending: false };
  const step = verbStepOf(operation);
  if (step !== undefined) return actionOfStep(operation, step);
  const collection = madeIn(operation);
  if (collection !== undefined)
    return {
      verb: saidFirst(operation)!,
      part: phraseOf(collection),
      isMaking: true,
      isReading: false,
      isBatch: false,
    };
  const tail = tailOf(operation).filter((text) => !/^v?\d/.test(text));
  const isOfMany = tail.length > 1 && wordsOfSegment(tail.at(-1)!).every((word) => lexicon.is(word, "batch"));
  const last = (isOfMany ? tail.at(-2) : tail.at(-1)) ?? "";
  const all = wordsOfSegment(last);
  const words = all.filter((word) => !lexicon.is(word, "batch"));
  const length = lexicon.lengthAt(words, 0, "reverse-in-name") > 0 ? 0 : lexicon.lengthAt(words, 0, "action");
  const called = words.slice(0, length).join(" ");
  // `delete-all` deletes all of what stands before it.
  const rest = words.slice(length).filter((word) => !lexicon.is(word, "all-of-it"));
  const isBatch =
    isOfMany ||
    words.length < all.length ||
    (length > 0 && length + rest.length < words.length) ||
    deletedByList(operation).length > 0;
  const isThing = isOfMany && !isOnlyVerb(called, lexicon);
  const act = !isThing && isAct(operation, called, rest) ? saidInFull(operation, called) : undefined;
  // `POST /getAccountHolder` says that it reads, whatever else is not known of it.
  const isReading = readingOf(operation) !== undefined || (act !== undefined && lexicon.is(act, "read"));
  const isBelow = operation.path.includes("{");
  const above = tail.slice(0, -1).findLast((text) => !isOnlyVerb(phraseOf(text), lexicon));
  const named = act === undefined ? last : rest.length > 0 ? rest.join(" ") : above;
  // `/payments/scheduled` are scheduled payments.
  const ofState = named !== undefined && isState(named) && above !== undefined ? `${named} ${above}` : named;
  // `/insight/{id}/daily` is figures of each day.
  const of = ofState !== undefined && lexicon.is(ofState, "period-word") ? `${ofState} figures` : ofState;
  // Without an object above it, what the end of the path names is what the operation is about.
  const part =
    (isBelow || (act !== undefined && rest.length > 0)) && of !== undefined && of !== "" ? phraseOf(of) : undefined;
  if (isReading) return { verb: spelledOut(readingVerb(act, lexicon)), part, isMaking: false, isReading, isBatch };
  if (act !== undefined) {
    const isMaking = lexicon.is(act, "makes") && (!isBelow || part !== undefined);
    return { verb: spelledOut(act), part, isMaking, isReading, isBatch };
  }
  // Each path below messages is a message of a kind.
  if (method === "POST" && above !== undefined && lexicon.is(nounOf(above).toLowerCase(), "message"))
    return { verb: "send", part: `${phraseOf(last)} ${nounOf(above)}`, isMaking: true, isReading, isBatch };
  const said = saidVerb(operation);
  // What is deleted of subscriptions is one of them, whatever the text calls that.
  const own = method === "DELETE" && said !== undefined && isActOf(last, said) ? undefined : said;
  // Of settings there is one, whatever they are sent by.
  const isSetUp = own === undefined && endsIn(wordsOf(last), lexicon, "set-up");
  const isMaking = method === "POST" && last !== "" && !isSetUp && isMade(own, last, operation);
  const verb = isMaking
    ? own !== undefined && lexicon.is(own, "makes")
      ? own
      : "create"
    : (own ?? (method === "POST" && !isBelow && !isSetUp ? "send" : (BY_METHOD[method] ?? "change")));
  const isSupposed = own === undefined && !isMaking;
  return { verb: spelledOut(verb), part, isMaking, isReading, isBatch, ...(isSupposed ? { isSupposed } : {}) };
});

/** What is done where the caller says which of several acts: `run a command on` a machine. */
function actionOfChoice(operation: Operation, name: string): Action {
  const act = operation.lexicon.inEnglish(textOfName(name), "chosen-act") ?? "";
  return {
    ...SENDS,
    verb: `run ${aNoun(act === "command" || act === "operation" ? act : "action")} on`,
    isReading: readingOf(operation) !== undefined,
    isSending: false,
  };
}

const SENDS: Action = {
  verb: "send",
  part: undefined,
  isMaking: false,
  isReading: false,
  isBatch: false,
  isSending: true,
};
const SENDS_TO: Action = { ...SENDS, verb: "send to" };

/** `issue` of a `cert`, where a path ends in `/certs/issue/{entityId}`; `cancel` where it ends in `/orders/cancel/{id}`. */
function actionOfStep(operation: Operation, { verb, collection }: VerbStep): Action {
  const isMaking = operation.lexicon.is(verb, "makes") && collection !== undefined;
  return { verb, part: isMaking ? phraseOf(collection) : undefined, isMaking, isReading: false, isBatch: false };
}

/** What a path does in a word of which the summary says more: `utiliser` where that begins "Utiliser un bon". */
function saidInFull({ summary = "", lexicon }: Operation, said: string): string | undefined {
  const words = wordsInOrder(summary);
  const phrase = words.slice(0, lexicon.lengthAt(words, 0, "action")).join(" ");
  return lexicon.inEnglish(plainWord(phrase).startsWith(`${plainWord(said)} `) ? phrase : said, "action");
}

/** Whether a thing is an act itself, which a verb takes back: `unsubscribe` a subscription. */
function isActOf(thing: string, verb: string): boolean {
  const act = verb.replace(/^un/, "");
  return act !== verb && act.length >= STEM && nounOf(thing).startsWith(act.slice(0, STEM));
}

/** So many letters tell a word: `subscri`. */
const STEM = 5;

/** Whether what is sent to a collection becomes one more of it, as it does where nothing else is said. */
function isMade(own: string | undefined, last: string, operation: Operation): boolean {
  const { lexicon } = operation;
  if (own !== undefined && lexicon.is(own, "makes")) return true;
  const isSeveral = isPlural(last) || isAlikeInBoth(last, lexicon) || isToldApart(last, operation);
  return isSeveral && !(own !== undefined && lexicon.is(own, "changes-what-is-there"));
}

/** Whether a name is of people in a word of which there is no plural form, as German has many: `schueler`, `mitarbeiter`. */
function isAlikeInBoth(last: string, lexicon: Lexicon): boolean {
  const word = textOfName(last);
  return word.endsWith("er") && (lexicon.inEnglish(word, "natural-person") ?? word) !== word;
}

/** Whether a name is several of what the operationId or the summary names as one: `nachrichten` of `nachrichtSenden`. */
function isToldApart(last: string, { operationId = "", summary = "" }: Operation): boolean {
  const several = plainWord(last);
  return wordsInOrder(`${operationId} ${summary}`).some((word) => {
    const one = plainWord(word);
    return one.length >= 3 && several.startsWith(one) && GERMAN_PLURAL.test(several.slice(one.length));
  });
}

const GERMAN_PLURAL = /^(?:e|n|en|er)$/;

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
  // "Creates the leave setup of an employee" is about a setup of leave.
  const own = rest.length > 0 ? saidFirst(operation) : undefined;
  const isSaid = own !== undefined && own === lexicon.inEnglish(said, "action");
  // "Issue link token" makes one.
  if (own !== undefined && !isSaid && (isOnlyVerb(own, lexicon) || lexicon.is(own, "makes"))) return false;
  // `follow-requests` are requests, and `swap-plan` swaps; so does `close-stores` of which it is said "Close stores".
  const isSeveral = rest.length > 0 && isPlural(rest.at(-1)!);
  if (isSeveral && !lexicon.is(said, "acts-on-several") && !isSaidToDo(operation, said, rest.at(-1)!)) return false;
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
  // `PUT /zones/{id}/transfer` transfers where its name says so, and `PUT /users/{id}/reset-password` resets.
  if (method !== "DELETE")
    return (
      isOnlyVerb(said, lexicon) ||
      (rest.length === 0 && saidFirst(operation) === lexicon.inEnglish(said, "action")) ||
      (rest.length > 0 && lexicon.is(said, "reset"))
    );
  return lexicon.is(said, "speaks-for-itself") || (isOnlyVerb(said, lexicon) && lexicon.is(said, "destroys"));
}

/** Whether a step of a path names several things: `orders`, `bestellungen`. */
export function isPlural(text: string): boolean {
  return nounOf(text) !== phraseOf(text) || FOREIGN_PLURAL.test(text);
}

/** Endings of several that English does not have: `bestellungen`, `citas`. Short names end so by chance. */
const FOREIGN_PLURAL =
  /.(?:ungen|heiten|keiten|schaften|ionen|täten|taeten|träge|traege|sätze|saetze|pläne|plaene|fälle|faelle)$|[a-zñç]{2}(?:as|os|ões|oes|ães)$|rendez[-_ ]?vous$/i;

const BY_METHOD: Readonly<Record<string, string>> = {
  PUT: "change",
  PATCH: "change",
  POST: "change",
  DELETE: "delete",
};
