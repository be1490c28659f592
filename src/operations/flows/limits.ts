import { denies, isDenial } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";

/** Whether a description says that an operation is limited: a 429, a header or an extension of rate limits, a captcha, or its words. */
export const isLimited = memo((operation: Operation): boolean => {
  const headers = operation.responses.flatMap((response) => response.headers.map(({ name }) => name));
  const texts = [
    operation.description,
    operation.summary,
    ...operation.responses.map(({ description }) => description),
  ];
  return (
    operation.responses.some(({ status }) => status === "429") ||
    headers.some((name) => /rate-?limit|retry-after/i.test(name)) ||
    [...operation.extensions.keys(), ...operation.pathItem.extensions.keys()].some((name) =>
      /rate|throttl|limit/i.test(name),
    ) ||
    requestFields(operation).some(({ name }) => /captcha|turnstile|proof_?of_?work/i.test(name)) ||
    texts.some((text) => text !== undefined && saysLimited(text, operation.lexicon)) ||
    operation.responses.some(
      ({ status, description = "" }) =>
        status.startsWith("4") && LOCKED.test(description) && !BY_OTHERS.test(description),
    )
  );
});

/** A refusal because the account is locked, in each language: what locks it is too many guesses. */
const LOCKED =
  /\b(?:account|user) (?:is |has been |was )?(?:temporarily )?locked\b|\b(?:konto|benutzer) (?:ist |wurde )?(?:vorübergehend )?gesperrt\b|\bcompte (?:est |a été )?(?:verrouillé|bloqué)|\bcuenta (?:está |ha sido )?bloqueada\b|\bconta (?:está |foi )?bloqueada\b/i;

/** Who locks an account for another reason than guesses. */
const BY_OTHERS =
  /\badmin|\bmaintenance\b|\bpayment\b|\bwartung\b|\bverwalt|\bzahlung|\bmantenimiento\b|\bpago\b|\bmanuten[çc][ãa]o|\bpagamento\b|\bpaiement\b/i;

/** Why a fault is milder where a limit of all calls is described, which may be too high against guessing. */
export const GENERAL_LIMIT = "the description mentions a general rate limit";

/** Whether the text of the whole says that calls are limited. */
export function isLimitedAsAWhole({ info, description, tags, operations, lexicon }: Api): boolean {
  const used = new Set(operations.flatMap((operation) => operation.tags));
  // A tag of no operation is a chapter about all of them.
  const chapters = tags.flatMap((tag) => (used.has(tag.name) ? [] : [tag.description]));
  return [info.description, description, ...chapters].some((text) => text !== undefined && saysLimited(text, lexicon));
}

/** Whether a text says that calls are limited, and not that they are not: "rate limiting is missing". */
export function saysLimited(text: string, lexicon: Lexicon): boolean {
  // "If you haven't hit the limit" denies none.
  const words = sentencesOf(text, LIMIT)
    .filter((sentence) => !WHERE_NOT_REACHED.test(sentence))
    .flatMap((sentence) => wordsInOrder(sentence));
  return (
    (lexicon.has(words, "rate-limit") && !words.some((_, at) => isDenied(words, at, lexicon))) ||
    sentencesOf(text, LIMIT).some((sentence) => {
      const said = wordsInOrder(sentence);
      return countsAttempts(said, lexicon) || countsCalls(said, lexicon);
    })
  );
}

const WHERE_NOT_REACHED = /^(?:if|unless|until|as long as|wenn|solange|si|tant que|mientras|se|enquanto) /i;

/** So much of a text is looked at. */
const LIMIT = 20_000;

/**
 * Whether a sentence says how many attempts there are: "blocked after five attempts", "Tras cinco intentos se bloquea", "You have
 * 10 attempts".
 */
function countsAttempts(words: readonly string[], lexicon: Lexicon): boolean {
  // "No more than", "cannot exceed" deny nothing of the limit: what denies it stands beside.
  const most = words.findIndex((_, index) => lexicon.lengthAt(words, index, "at-most") > 0);
  const beside = most < 0 ? words : words.toSpliced(most, lexicon.lengthAt(words, most, "at-most"));
  if (denies(beside, lexicon)) return false;
  const isLimit = most >= 0 || lexicon.has(words, "shuts-out");
  return words.some((_, at) => {
    if (lexicon.lengthAt(words, at, "tried-again") === 0) return false;
    const number = words.slice(0, at).findLastIndex((word) => /^\d+$/.test(word) || lexicon.is(word, "small-number"));
    if (number < 0 || at - number > 3) return false;
    return isLimit || lexicon.is(words[number - 1] ?? "", "have-left");
  });
}

/**
 * Whether a sentence says how many calls there may be in a time: "five requests per hour", "Cinq demandes par heure"; what
 * is counted may have any name where it is counted by caller: "5 avisos por hora e IP".
 */
function countsCalls(words: readonly string[], lexicon: Lexicon): boolean {
  const isByCaller = lexicon.has(words, "counted-by");
  return words.some((word, at) => {
    // Hundreds in a minute are the limit of everything, and none against guessing.
    if (!/^\d{1,2}$/.test(word) && !lexicon.is(word, "small-number")) return false;
    const behind = words.slice(at + 1, at + MOST_BEHIND);
    if (isByCaller && countsByTime(behind, lexicon)) return !denies(words, lexicon);
    if (isByCaller && lexicon.lengthAt(behind, 1, "per-time") > 0) return !denies(words, lexicon);
    const counted = behind.findIndex((_, index) => lexicon.lengthAt(behind, index, "counted-call") > 0);
    return counted >= 0 && counted < 3 && lexicon.has(behind.slice(counted + 1), "per-time") && !denies(words, lexicon);
  });
}

/** Whether a unit of time and who is counted by stand right behind a number, as in "3 je IP und Tag", "5 por IP/dia", "10 an hour and address". */
function countsByTime(behind: readonly string[], lexicon: Lexicon): boolean {
  const near = behind.slice(0, 5);
  return (["time-unit", "counted-by"] as const).every((concept) =>
    near.some((word) => lexicon.is(wordsOf(word).join(" "), concept)),
  );
}

/** So many words may follow a number in which calls and a time are named. */
const MOST_BEHIND = 8;

/** Whether a negation stands at a place, and a limit at most two words behind it. */
function isDenied(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (!isDenial(words, at, lexicon)) return false;
  const length = lexicon.lengthAt(words, at, "negation");
  return [0, 1, 2].some((between) => lexicon.lengthAt(words, at + length + between, "limit-of-calls") > 0);
}
