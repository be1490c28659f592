import type { Lexicon } from "../lexicon/lexicon.ts";
import { isDenial } from "../lexicon/denial.ts";
import { clausesOf, joinedClauses, withoutLinkTargets, withoutLineEnds } from "../lexicon/sentences.ts";
import { verbOf } from "../operations/candidates/verbs.ts";

/*
 * What a text says that is done, wherever and however it says so: "The queue is emptied", "It also revokes the token". Of what
 * only begins with what a call does, `harmless.ts` knows more. A verb that nobody knows counts as one that changes something:
 * what is left out by mistake costs a test, and what is called by mistake may cost data.
 */

/** Which verbs change nothing that matters for a call: those of reading, and what the call is for. */
export type IsPlainVerb = (word: string) => boolean;

/** Whether a text says in one of its clauses that something is done. */
export function saysThatDone(text: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return clausesIn(text, lexicon).some(
    (words) => isSaidPassively(words, lexicon, isPlain) || isSaidActively(words, lexicon, isPlain),
  );
}

/** Whether the description of a response says so, which often is the participle alone: "Purged", "Order deleted successfully". */
export function reportsDone(text: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return (
    saysThatDone(text, lexicon, isPlain) ||
    clausesIn(text, lexicon).some((words) => {
      const said = words.filter((word) => !isAdverb(word));
      const [first = "", second = ""] = said;
      const last = said.at(-1) ?? "";
      const isFirst = said.length > 1 && isObject(second, lexicon) && isDone(first, lexicon, isPlain);
      // "As requested by the client" and "Deleted orders" are no reports; "Order deleted" is one.
      const isLast =
        said.length <= LONGEST_REPORT &&
        isDone(last, lexicon, isPlain) &&
        !isUnsure(last, lexicon) &&
        !isOfCall(said, lexicon);
      return isFirst || isLast;
    })
  );
}

const LONGEST_REPORT = 6;

/** Whether it is only the call that came to its end: "Request accepted", "Operation completed". */
function isOfCall(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    words.some((word) => lexicon.is(word, "kind-of-call")) &&
    basesOf(words.at(-1)!).some((base) => CALL_ENDS.some((concept) => lexicon.is(base, concept)))
  );
}

const CALL_ENDS = ["complete", "accept", "execute"] as const;

function clausesIn(text: string, lexicon: Lexicon): readonly (readonly string[])[] {
  return withoutLinkTargets(withoutLineEnds(text.slice(0, LIMIT)))
    .split(/[.;!?\n]/)
    .flatMap((sentence) => clausesOf(sentence).flatMap((clause) => joinedClauses(clause, lexicon)));
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/** "The queue is emptied", "Die Warteschlange wird geleert", "se elimina la cola". */
function isSaidPassively(words: readonly string[], lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return mainPlaces(words, lexicon, (word, place) => isPassiveWord(word, place, lexicon)).some((at) => {
    const behind = words.slice(at + 1);
    // The passive of Spanish and Portuguese: "se elimina".
    if (words[at] === "se") return isKnownAct(behind[0] ?? "", lexicon, isPlain);
    // German has its participle last.
    const near = GERMAN_AUXILIARY.test(words[at]!) ? behind.slice(-2) : untilNoun(behind, lexicon);
    const found = near.find((word) => isParticiple(word, lexicon));
    if (found === undefined || isPlainParticiple(found, lexicon, isPlain)) return false;
    if (isTakenDown(found, words.slice(0, at), lexicon, isPlain)) return false;
    const place = words.indexOf(found, at);
    return !deniesBefore(words, place, lexicon) && !OF_VERSIONS.test(words.slice(place).join(" "));
  });
}

/** Whether only a log has it that something was read: "Each search is recorded". */
function isTakenDown(participle: string, subject: readonly string[], lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return (
    formsOf(participle).some((form) => lexicon.is(form, "taken-down")) &&
    subject.some((word) => isPlain(word) || lexicon.is(word, "kind-of-call") || EACH.test(word))
  );
}

const EACH = /^(?:each|every|jeder|jede|jedes|chaque|cada)$/;

/** What is to become of the call itself: "It will be removed in a future version". */
const OF_VERSIONS = /^\w+ (?:in|with|from|when|by) (?:\w+ ){0,2}(?:versions?|releases?|v\d+)\b/;

function isPassiveWord(word: string, at: number, lexicon: Lexicon): boolean {
  // "Gets deleted orders" reads.
  return lexicon.is(word, "passive-word") || (word === "gets" && at > 0);
}

const GERMAN_AUXILIARY = /^(?:wird|werden|wurde|wurden)$/;

/** The few words behind an auxiliary among which its participle is, if there is one: "is also automatically deleted". */
function untilNoun(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const end = words.findIndex(
    (word) => isObject(word, lexicon) || lexicon.is(word, "path-preposition") || lexicon.is(word, "negation"),
  );
  return words.slice(0, end < 0 ? MOST_BETWEEN : Math.min(end, MOST_BETWEEN));
}

const MOST_BETWEEN = 4;

/** "It also revokes the token", "This endpoint empties the queue", "Löscht die Liste". */
function isSaidActively(words: readonly string[], lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  const isFinite = (word: string, at: number): boolean => {
    const next = words[at + 1] ?? "";
    // "Orders that" are things.
    return next !== "that" && isObject(next, lexicon) && (/[^su]s$/.test(word) || verbOf(word, lexicon) !== undefined);
  };
  return mainPlaces(words, lexicon, isFinite).some((at) => {
    const word = words[at]!;
    if (isPlain(word) || lexicon.is(word, "tells-of-itself") || deniesBefore(words, at, lexicon)) return false;
    if (!isSubject(words.slice(startOfCall(words, at, lexicon), at), lexicon)) return false;
    // "Send the header" tells the reader what to do. An unknown word in -s is a verb before "the".
    const isFiniteForm = verbOf(word, lexicon) !== word;
    if (isFiniteForm && isKnownAct(word, lexicon, isPlain)) return true;
    return /[^su]s$/.test(word) && ENGLISH_OBJECT.test(words[at + 1] ?? "");
  });
}

const ENGLISH_OBJECT = /^(?:the|an?|all|every|its|their|your|any|each|them)$/;

/** Where a clause about the call begins, which says what that does: behind "an endpoint that". */
function startOfCall(words: readonly string[], end: number, lexicon: Lexicon): number {
  return (
    words.findLastIndex(
      (word, at) => at < end && isSubordinating(word, lexicon) && isOfCallBefore(words, at, lexicon),
    ) + 1
  );
}

function isOfCallBefore(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  return lexicon.is(words[at - 1] ?? "", "kind-of-call") && !lexicon.is(words[at]!, "only-possible");
}

/** Whether all that stands before a verb is the call itself, or nothing: "It", "This endpoint also", "The service then". */
function isSubject(words: readonly string[], lexicon: Lexicon): boolean {
  const last = words.at(-1) ?? "it";
  // "The fields" has its noun behind the article.
  if (isObject(last, lexicon) && !PRONOUN.test(last)) return false;
  return words.every(
    (word) =>
      isAdverb(word) ||
      isObject(word, lexicon) ||
      lexicon.is(word, "kind-of-call") ||
      lexicon.is(word, "the-service") ||
      PRONOUN.test(word),
  );
}

const PRONOUN = /^(?:it|this|also|es|dies|dabei|elle|él|ela)$/;

/**
 * Where finite verbs stand that say what happens: each "that", "if" and "can" takes one of them. A clause about the call
 * itself says what happens as well: "An endpoint that clears the cache".
 */
function mainPlaces(
  words: readonly string[],
  lexicon: Lexicon,
  isFinite: (word: string, at: number) => boolean,
): readonly number[] {
  let taken = 0;
  return words.flatMap((word, at) => {
    if (isSubordinating(word, lexicon)) {
      // Of two in a row, "if that", one counts.
      if (!isOfCallBefore(words, at, lexicon) && taken === 0) taken = 1;
      return [];
    }
    if (!isFinite(word, at)) return [];
    if (taken === 0) return [at];
    taken -= 1;
    return [];
  });
}

function isSubordinating(word: string, lexicon: Lexicon): boolean {
  // "If" in Portuguese, which makes a passive in Spanish.
  return word !== "se" && SUBORDINATING.some((concept) => lexicon.is(word, concept));
}

const SUBORDINATING = ["leads-in-clause", "on-condition", "only-possible"] as const;

function deniesBefore(words: readonly string[], end: number, lexicon: Lexicon): boolean {
  return words.slice(0, end).some((word, at) => NOTHING.test(word) || isDenial(words, at, lexicon));
}

const NOTHING = /^(?:nothing|nichts|rien|nada)$/;

function isObject(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "article-or-own") || lexicon.is(word, "all-of-it") || OBJECT.test(word);
}

const OBJECT = /^(?:them|any|each|these|those)$/;

function isAdverb(word: string): boolean {
  return ADVERB.test(word);
}

const ADVERB = /(?:ly|mente|ment|reich)$|^(?:also|now|success|sucesso|éxito)$/;

/** Whether a participle says by itself that something was done. Where nobody knows its verb, only English shows that it is one. */
function isDone(word: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return isParticiple(word, lexicon) && !isPlainParticiple(word, lexicon, isPlain);
}

/** Whether a word that looks like a participle may be a noun of another language: `pedido`, `estado`. */
function isUnsure(word: string, lexicon: Lexicon): boolean {
  return (
    !word.endsWith("ed") &&
    !lexicon.is(word, "irregularly-done") &&
    !basesOf(word).some((base) => verbOf(base, lexicon) !== undefined)
  );
}

function isParticiple(word: string, lexicon: Lexicon): boolean {
  return PARTICIPLE.test(word) || formsOf(word).some((form) => lexicon.is(form, "irregularly-done"));
}

const PARTICIPLE = new RegExp(
  [
    "[a-z]{2,}[^e\\W]ed|agreed|freed",
    "\\p{L}*ge\\p{L}{3,}(?:t|en)|\\p{L}+iert|(?:be|ent|er|ver|zer|über|unter)\\p{L}{3,}(?:t|en)",
    "\\p{L}{2,}ée?s?",
    "\\p{L}{2,}[aií]d[oa]s?",
  ]
    .map((form) => `^(?:${form})$`)
    .join("|"),
  "u",
);

function isPlainParticiple(word: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return formsOf(word).some((form) => lexicon.is(form, "said-of-reading")) || [word, ...basesOf(word)].some(isPlain);
}

/** A participle of a Romance language as dictionaries have it, beside itself: `vidé` of `vidées`, `eliminado` of `eliminadas`. */
function formsOf(word: string): readonly string[] {
  return [word, word.replace(/es?$|s$/, ""), word.replace(/[oa]s?$/, "o")];
}

/** What the verb of a participle may be. */
function basesOf(word: string): readonly string[] {
  const bases = [
    word.replace(/ed$/, ""),
    word.replace(/d$/, ""),
    word.replace(/ied$/, "y"),
    word.replace(/(.)\1ed$/, "$1"),
    word.replace(/^ge(.*)t$/, "$1en"),
    word.replace(/t$/, "en"),
    word.replace(/ée?s?$/, "er"),
    word.replace(/[aií]d[oa]s?$/, "ar"),
    word.replace(/[aií]d[oa]s?$/, "er"),
    word.replace(/[aií]d[oa]s?$/, "ir"),
  ];
  return bases.filter((base) => base !== word);
}

/** Whether a word is a verb that is known, and changes something. */
function isKnownAct(word: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return verbOf(word, lexicon) !== undefined && !isPlain(word);
}
