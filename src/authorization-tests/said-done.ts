import type { Lexicon } from "../lexicon/lexicon.ts";
import { isDenial } from "../lexicon/denial.ts";
import { clausesOf, joinedClauses, sentencesOf } from "../lexicon/sentences.ts";
import { isOnlyVerb, verbOf } from "../operations/candidates/verbs.ts";

/*
 * What a text says that is done, wherever and however it says so: "The queue is emptied", "It also revokes the token". Of what
 * only begins with what a call does, `harmless.ts` knows more. A verb that nobody knows counts as one that changes something:
 * what is left out by mistake costs a test, and what is called by mistake may cost data.
 */

/** Which verbs change nothing that matters for a call: those of reading, and what the call is for. */
export type IsPlainVerb = (word: string) => boolean;

/** Whether a text says in one of its clauses that something is done. */
export function saysThatDone(text: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return (
    clausesIn(text, lexicon).some(
      (words) => isSaidPassively(words, lexicon, isPlain) || isSaidActively(words, lexicon, isPlain),
    ) || isSaidBeside(text, lexicon, isPlain)
  );
}

/** Whether the description of a response says so, which often is the participle alone: "Purged", "Order deleted successfully". */
export function reportsDone(text: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return (
    saysThatDone(text, lexicon, isPlain) ||
    clausesIn(text, lexicon).some((words) => {
      const said = words.filter((word) => !isAdverb(word, lexicon));
      const [first = "", second = ""] = said;
      const last = said.at(-1) ?? "";
      const isFirst = said.length > 1 && beginsObject(second, lexicon) && isDone(first, lexicon, isPlain);
      // "As requested by the client", "Deleted orders" and "Order as stored" are no reports; "Order deleted" is one.
      const isLast =
        said.length <= LONGEST_REPORT &&
        isDone(last, lexicon, isPlain) &&
        !isUnsure(last, lexicon) &&
        !isOfCall(said, lexicon) &&
        !said.some((word, at) => isSubordinating(said, at, lexicon) && !lexicon.is(word, "on-condition")) &&
        !deniesBefore(said.slice(-3), 2, lexicon);
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
  return sentencesIn(text).flatMap((sentence) =>
    clausesOf(sentence).flatMap((clause) => withVerbs(joinedClauses(clause, lexicon), lexicon)),
  );
}

function sentencesIn(text: string): readonly string[] {
  return sentencesOf(text, LIMIT);
}

/** Clauses with what belongs to an auxiliary at their end: "are then terminated" is of one clause. */
function withVerbs(clauses: readonly (readonly string[])[], lexicon: Lexicon): readonly (readonly string[])[] {
  return clauses.reduce<readonly (readonly string[])[]>((before, clause) => {
    const last = before.at(-1) ?? [];
    const isOpen = AUXILIARY.some((concept) => lexicon.is(last.at(-1) ?? "", concept));
    return isOpen ? [...before.slice(0, -1), [...last, ...clause]] : [...before, clause];
  }, []);
}

const AUXILIARY = ["passive-word", "will-do"] as const;

/** So much of a text is looked at. */
const LIMIT = 1000;

/** "The queue is emptied", "Die Warteschlange wird geleert", "se elimina la cola". */
function isSaidPassively(words: readonly string[], lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return mainPlaces(words, lexicon, (_, place) => isPassiveWord(words, place, lexicon)).some((at) => {
    const behind = words.slice(at + 1);
    // The passive of Spanish and Portuguese: "se elimina".
    if (words[at] === "se") return isKnownAct(behind[0] ?? "", lexicon, isPlain);
    const isGerman = GERMAN_AUXILIARY.test(words[at]!);
    // "Wird die Bestellung löschen" is the future, which has its verb last as well.
    if (isGerman && lexicon.is(words[at]!, "will-do") && isKnownAct(behind.at(-1) ?? "", lexicon, isPlain))
      return !deniesBefore(words, words.length, lexicon);
    // German has its participle last.
    const near = isGerman ? behind.slice(-2) : untilNoun(behind, lexicon);
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

function isPassiveWord(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (!GETS.test(words[at]!)) return lexicon.is(words[at]!, "passive-word");
  const next = words.slice(at + 1).find((word) => !isAdverb(word, lexicon));
  // "Gets deleted orders" reads, and so does who gets them.
  return at > 0 && !READER.test(words[at - 1]!) && next !== undefined && isParticiple(next, lexicon);
}

const GETS = /^gets?$/;
const READER = /^(?:you|we|i|users?|clients?|callers?)$/;

const GERMAN_AUXILIARY = /^(?:wird|werden|wurde|wurden)$/;

/** The few words behind an auxiliary among which its participle is, if there is one: "is also automatically deleted". */
function untilNoun(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const end = words.findIndex(
    (word) => beginsObject(word, lexicon) || lexicon.is(word, "path-preposition") || lexicon.is(word, "negation"),
  );
  return words.slice(0, end < 0 ? MOST_BETWEEN : Math.min(end, MOST_BETWEEN));
}

const MOST_BETWEEN = 4;

/** "It also revokes the token", "This will empty the queue", "Löscht die Liste", "Elle la supprime". */
function isSaidActively(words: readonly string[], lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  const isFinite = (word: string, at: number): boolean => {
    const next = words[at + 1] ?? "";
    if (isBehindPronoun(words, at, lexicon)) return true;
    // "Orders that" are things.
    return (
      next !== "that" && beginsObject(next, lexicon) && (/[^su]s$/.test(word) || verbOf(word, lexicon) !== undefined)
    );
  };
  return mainPlaces(words, lexicon, isFinite).some((at) => {
    const word = words[at]!;
    if (isPlain(word) || lexicon.is(word, "tells-of-itself") || isDenied(words, at, lexicon)) return false;
    const before = words.slice(startOfCall(words, at, lexicon), isBehindPronoun(words, at, lexicon) ? at - 1 : at);
    const future = before.findLastIndex((one) => lexicon.is(one, "will-do"));
    const isFuture = future >= 0 && before.slice(future + 1).every((one) => one === "a" || isAdverb(one, lexicon));
    if (!isSubject(isFuture ? before.slice(0, future) : before, lexicon)) return false;
    // "Send the header" tells the reader what to do. An unknown word in -s is a verb before "the".
    const isFiniteForm = isFuture || verbOf(word, lexicon) !== word || !beginsObject(words[at + 1] ?? "", lexicon);
    if (isFiniteForm && isKnownAct(word, lexicon, isPlain)) return true;
    return /[^su]s$/.test(word) && ENGLISH_OBJECT.test(words[at + 1] ?? "");
  });
}

/** Whether a word is a verb behind its object, which is a pronoun of a Romance language: "la supprime", "lo elimina". */
function isBehindPronoun(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  const [word, before] = [words[at]!, words[at - 1] ?? ""];
  return (
    lexicon.is(before, "pronoun-for-thing") &&
    isOnlyVerb(verbOf(word, lexicon) ?? "", lexicon) &&
    !lexicon.is(word, "action-or-thing") &&
    !NOUN.test(word) &&
    // "A change" and "any send" are things; "o remove" and "les archive" are not.
    (verbOf(word, lexicon) !== word || (lexicon.is(before, "article-or-own") && !/^as?$/.test(before)))
  );
}

const NOUN = /(?:age|ión|ção|são)$/;

/** Whether a verb is denied: before it, or, in German, behind it, as in "löscht die Bestellung nicht". */
function isDenied(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  const behind = words.indexOf("nicht", at);
  return deniesBefore(words, at, lexicon) || (behind > at && words[behind + 1] !== "nur");
}

const ENGLISH_OBJECT = /^(?:the|an?|all|every|its|their|your|any|each|them)$/;

/** "Returns the entry, removing it from the queue", "… after removing it", "… en la supprimant", "…, eliminándola". */
function isSaidBeside(text: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  return sentencesIn(text).some((sentence) =>
    clausesOf(sentence).some((words, place) =>
      words.some((word, at) => {
        if (!isGerundOfAct(word, lexicon, isPlain) || deniesBefore(words, at, lexicon)) return false;
        const before = words.slice(0, at);
        // "Removing it ends the contract" says what would be.
        if (place > 0 && before.every((one) => isAdverb(one, lexicon)))
          return beginsObject(words[at + 1] ?? "", lexicon) || CLITIC.test(word);
        return isWhatWasRead(words, at, lexicon) && !before.some((_, index) => isSubordinating(words, index, lexicon));
      }),
    ),
  );
}

/** Whether it is done to what a pronoun stands for, and not advised: "after removing it", and not "before removing it". */
function isWhatWasRead(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  const [before = "", last = ""] = words.slice(Math.max(0, at - 2), at);
  const [next = ""] = words.slice(at + 1);
  if (last === "en" || (before === "en" && lexicon.is(last, "pronoun-for-thing"))) return true;
  return WHILE.test(words[at - 1] ?? "") && lexicon.is(next, "pronoun-for-thing");
}

const WHILE = /^(?:after|by|while)$/;

/** A pronoun at the end of a gerund in Spanish: "eliminándolo". */
const CLITIC = /(?<=[áé]ndo)(?:l[aeo]s?)$/;

function isGerundOfAct(word: string, lexicon: Lexicon, isPlain: IsPlainVerb): boolean {
  const bare = word.replace(CLITIC, "").replace(/ándo$/, "ando").replace(/éndo$/, "endo");
  const stems = [
    [/ing$/, ["", "e"]],
    [/(.)\1ing$/, ["$1"]],
    [/ant$/, ["er", "ir"]],
    [/ando$/, ["ar"]],
    [/i?endo$/, ["er", "ir"]],
    [/indo$/, ["ir"]],
  ] as const;
  return stems.some(
    ([ending, bases]) =>
      ending.test(bare) &&
      bases.some((base) => {
        const verb = bare.replace(ending, base);
        return isKnownAct(verb, lexicon, isPlain) && !isOfReading(verb, lexicon);
      }),
  );
}

/** Whether an English verb says how something is read: "sorting it by date". */
function isOfReading(verb: string, lexicon: Lexicon): boolean {
  return (
    lexicon.is(`${verb}s`, "tells-of-itself") || ["d", "ed"].some((end) => lexicon.is(verb + end, "said-of-reading"))
  );
}

/** Where a clause about the call begins, which says what that does: behind "an endpoint that". */
function startOfCall(words: readonly string[], end: number, lexicon: Lexicon): number {
  return (
    words.findLastIndex(
      (_, at) => at < end && isSubordinating(words, at, lexicon) && isOfCallBefore(words, at, lexicon),
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
  if (beginsObject(last, lexicon) && !lexicon.is(last, "pronoun-for-call")) return false;
  return words.every(
    (word) =>
      isAdverb(word, lexicon) ||
      beginsObject(word, lexicon) ||
      lexicon.is(word, "kind-of-call") ||
      lexicon.is(word, "the-service") ||
      lexicon.is(word, "pronoun-for-call"),
  );
}

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
    if (isSubordinating(words, at, lexicon)) {
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

function isSubordinating(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  const word = words[at]!;
  // "If" in Portuguese makes a passive in Spanish, and "what" in German, which begins its clause, one in English.
  if (word === "se" || (word === "was" && at > 0)) return false;
  return SUBORDINATING.some((concept) => lexicon.is(word, concept));
}

const SUBORDINATING = ["leads-in-clause", "on-condition", "only-possible"] as const;

function deniesBefore(words: readonly string[], end: number, lexicon: Lexicon): boolean {
  return words.slice(0, end).some((word, at) => NOTHING.test(word) || isDenial(words, at, lexicon));
}

const NOTHING = /^(?:nothing|nichts|rien|nada)$/;

/** Whether a word stands where the object of a verb begins, or is that object: "the", "all", "them". */
export function beginsObject(word: string, lexicon: Lexicon): boolean {
  return OBJECT.some((concept) => lexicon.is(word, concept));
}

const OBJECT = ["article-or-own", "all-of-it", "pronoun-for-thing"] as const;

function isAdverb(word: string, lexicon: Lexicon): boolean {
  return ADVERB.test(word) || lexicon.is(word, "done-besides");
}

const ADVERB = /(?:ly|mente|ment|reich)$|^(?:now|success|sucesso|éxito)$/;

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
