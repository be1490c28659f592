import { memo } from "../core/memo.ts";
import { denies, isDenial } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Operation } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import { isPublishableKey } from "./principal.ts";

/** What the texts of a description say of who holds a key. */
export interface KeySentences {
  /** It ships in an app or a device, so whoever takes one apart has it: "built into the apps". */
  readonly shipped: string | undefined;
  /** Many hold the same one: "the same for all partners". */
  readonly common: string | undefined;
}

/** What is said of a static key: by itself, by the text of the API, or by the operations that ask for it. */
export function keySentences(scheme: SecurityScheme, { info }: Pick<Api, "info">): KeySentences {
  return keySentencesBeside(info)(scheme);
}

/** Whether nobody is behind a call: each way in is a key whose requests, by its own text, have no user. */
export const hasNoUser = memo(({ security, access }: Operation): boolean => {
  if (access !== "secured" || security === undefined) return false;
  return security.alternatives.every(
    ({ schemes }) => schemes.length > 0 && schemes.every(({ scheme }) => isUserless(scheme)),
  );
});

const isUserless = memo((scheme: SecurityScheme): boolean => userlessSentence(scheme) !== undefined);

function userlessSentence({ description = "" }: SecurityScheme): string | undefined {
  return sentencesOf(description, LIMIT).find((sentence) => statedIn(sentence).has("no-user-behind"));
}

const keySentencesBeside = memo((info: Api["info"]) => memo((scheme: SecurityScheme) => sentencesOnKey(scheme, info)));

function sentencesOnKey(scheme: SecurityScheme, info: Api["info"]): KeySentences {
  const own = sentencesOf(scheme.description ?? "", LIMIT);
  const named = isCalledKey(scheme)
    ? [
        ...withWhatTheyMean(sentencesOf(info.description ?? "", LIMIT)),
        ...scheme.usedBy
          .slice(0, MOST_OPERATIONS)
          .flatMap(({ summary = "", description = "" }) => sentencesOf(`${summary}. ${description}`)),
      ].filter((sentence) => namesKey(sentence, scheme) && !EXAMPLE_CALL.test(sentence))
    : [];
  const all = [...own, ...named];
  // What its own text says is said of it, whatever it is called there.
  const isOfOne = own.some((sentence) => statedIn(`${OF_IT}${sentence}`).has("own-credential"));
  const shared = isOfOne ? [] : own.filter((sentence) => isSharedByStatement(`${OF_IT}${sentence}`));
  const isOfApp = (sentence: string): boolean => scheme.lexicon.has(wordsInOrder(sentence), "copy-of-app");
  // A text of the API may be about another one of its keys: it tells of this one where its own text says nothing.
  const publishable = own.length === 0 ? named : own;
  return {
    shipped:
      all.find((sentence) => isShipped(wordsInOrder(sentence), scheme.lexicon)) ??
      publishable.find((sentence) => isPublishableKey({ description: sentence })) ??
      shared.find(isOfApp),
    common:
      all.find((sentence) => isCommon(wordsInOrder(sentence), scheme.lexicon)) ??
      shared.find((sentence) => !isOfApp(sentence)) ??
      named.find((sentence) => isSharedByStatement(sentence)),
  };
}

/** A call in a text shows how a key is sent, and says of nobody that they have it. */
const EXAMPLE_CALL = /\bcurl\s|\s-H\s+['"\\]/i;

/** Sentences, those that begin with a pronoun behind the one before them: "Each site has one key; it is embedded in the page". */
function withWhatTheyMean(sentences: readonly string[]): readonly string[] {
  return sentences.map((sentence, at) =>
    at > 0 && PRONOUN.test(sentence) ? `${sentences[at - 1]}; ${sentence}` : sentence,
  );
}

const PRONOUN = /^(?:it|they|er|es|sie|elles?|ils?|él|ellas?|ellos|el[ea]s?)\s/i;

/** A subject for sentences that have none: "Die 140 Filialen verwenden denselben Wert". Every language has the word. */
const OF_IT = "API key: ";

function isSharedByStatement(sentence: string): boolean {
  const stated = statedIn(aboutHolders(sentence));
  return stated.has("shared-credential") && !stated.has("own-credential");
}

/**
 * A sentence without what is the same of something else than of who holds a key: of what it may do ("has the same permissions"), of
 * where ("within the same town"), of other calls ("the same key as all other operations"), and without what is embedded as a kind of thing ("the embedded session").
 */
function aboutHolders(sentence: string): string {
  return sentence
    .replaceAll(SAME_RIGHTS, " ")
    .replaceAll(SAME_PLACE, " ")
    .replaceAll(SAME_AS_CALLS, " ")
    .replaceAll(EMBEDDED_THING, " ");
}

/** What follows is no credential. */
const NO_CREDENTIAL =
  /(?!(?:\p{L}{1,20}[ -])?\p{L}{0,20}(?:keys?|tokens?|passwords?|credentials?|secrets?|schlüssel|kennwort|passwort|zugangsdaten|clés?|jetons?|identifiants|mots? de passe|claves?|contraseñas?|credenciales|chaves?|senhas?|credenciais)(?!\p{L}))\p{L}{1,30}/u;
const WITH_THE_SAME =
  /(?<!\p{L})(?:(?:has|have|with|keeps?|gets?|inherits?) the same|(?:hat|haben|mit|behält|bekommt|erhält) (?:den|die|das|dem|der)selben?|(?:a|ont|avec|garde) l(?:e|a|es) mêmes?|(?:tiene|tienen|con|conserva|hereda) (?:el|la|los|las) mism[oa]s?|(?:tem|têm|com|mantém|herda) [oa]s? mesm[oa]s?) /u;
const SAME_RIGHTS = new RegExp(`${WITH_THE_SAME.source}${NO_CREDENTIAL.source}`, "giu");
const SAME_AS_CALLS =
  /(?<!\p{L})(?:the same|de[nrm]selben|dieselben?|dasselbe|l[ae] même|(?:el|la) mism[oa]|[oa] mesm[oa])(?= [^.]{0,60}(?:(?:as|wie|que) (?:\p{L}{1,12} ){0,3}(?:operations?|endpoints?|calls?|requests?|Operationen|Endpunkte|Aufrufe|opérations|appels|operaciones|llamadas|operações|chamadas)(?!\p{L})))/giu;
/** Where something is done, or when: "within the same town", "no mesmo município". */
const IN_THE_SAME =
  /(?<!\p{L})(?:(?:within|in|inside|on|during) the same|(?:innerhalb|in|im|am) (?:der|des|dem|den)?selben?|(?:dans|en|au sein d[eu']) ?l[ae] même|(?:en|dentro) (?:del|de la|el|la) mism[oa]|(?:dentro d|n|d)[oa] mesm[oa]) /u
    .source;
const SAME_PLACE = new RegExp(`${IN_THE_SAME}${NO_CREDENTIAL.source}`, "giu");
const EMBEDDED_THING = new RegExp(`${/(?<=\b(?:the|an?) )embedded /u.source}(?=${NO_CREDENTIAL.source})`, "giu");

const LIMIT = 20_000;
const MOST_OPERATIONS = 200;

/** Whether a scheme is a key by its name or that of its header: a sentence about "the key" is of no token. */
function isCalledKey({ name, parameterName = name, lexicon }: SecurityScheme): boolean {
  return [name, parameterName].some((one) => lexicon.has(wordsOf(one), "static-key"));
}

/** Whether a sentence speaks of a key by the name of its scheme or header, or of "the key". */
function namesKey(sentence: string, { name, parameterName = name, lexicon }: SecurityScheme): boolean {
  const words = wordsInOrder(sentence);
  const text = ` ${words.join(" ")} `;
  // What signs the messages of a webhook is shared by two, and opens nothing.
  if (lexicon.has(words, "web-hook")) return false;
  return (
    [name, parameterName].some((one) => text.includes(` ${wordsInOrder(one).join(" ")} `)) ||
    lexicon.has(words, "static-key")
  );
}

/** "Compiled into the app builds", "in der App hinterlegt", "incluída na app", "key in the firmware". */
function isShipped(words: readonly string[], lexicon: Lexicon): boolean {
  const copies = words.flatMap((_, at) => (lexicon.lengthAt(words, at, "copy-of-app") > 0 ? [at] : []));
  const ships = words.findIndex(
    (_, at) =>
      lexicon.lengthAt(words, at, "built-into") > 0 &&
      copies.some((copy) => copy !== at && Math.abs(copy - at) <= NEAR),
  );
  if (ships >= 0) {
    // "Embutida no APK e no IPA" denies nothing.
    const phrase = words.slice(ships, ships + lexicon.lengthAt(words, ships, "built-into"));
    return !words.some((word, at) => !phrase.includes(word) && isDenial(words, at, lexicon));
  }
  if (lexicon.has(words, "front-end-file")) return !denies(words, lexicon);
  return words.some(
    (word, at) =>
      lexicon.is(word, "binary-of-app") &&
      words.slice(Math.max(0, at - 4), at).some((before) => lexicon.is(before, "static-key")),
  );
}

/** So many words may stand between what is built in and where: "built into the iOS and Android apps". */
const NEAR = 8;

/** "The same for all partners", "la misma en la web, la app y todos los quioscos"; one caller's key is the same in all requests. */
function isCommon(words: readonly string[], lexicon: Lexicon): boolean {
  if (denies(words, lexicon)) return false;
  const ends = words.flatMap((_, at) => {
    const length = lexicon.lengthAt(words, at, "same-for-all");
    return length > 0 ? [at + length] : [];
  });
  const same = words.findIndex((word) => lexicon.is(word, "same-one"));
  const every = same < 0 ? -1 : words.findIndex((word, at) => at > same && lexicon.is(word, "every-holder"));
  if (every > 0 && every - same <= LISTED && lexicon.has(words.slice(every, every + 3), "key-holder")) ends.push(every);
  return ends.some((end) => !words.slice(end, end + 3).some((word) => lexicon.is(word, "kind-of-call")));
}

/** So many words may stand between "the same" and "all", where holders are listed: "on the web page, in the app and on all kiosks". */
const LISTED = 12;
