import { denies } from "../lexicon/denial.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { clausesOf, sentencesOf } from "../lexicon/sentences.ts";
import { memoBy } from "../core/memo.ts";
import { quoted } from "../core/prose.ts";
import { intentOf } from "./intent.ts";
import type { Api } from "../model/api.ts";
import { isCredentialHeaderName } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";

/**
 * The sentence that says of all calls of an API that they need a credential, whoever writes it: "Authentication is required to
 * access all methods", "All requests must be made with the access token".
 */
export function sentenceOnAll(api: Pick<Api, "info" | "securitySchemes" | "operations">): string | undefined {
  return (
    sentenceIn(api.info.description, api.info.title, api.info.lexicon) ??
    schemeSaidForAll(api)?.sentence ??
    sentenceOfToken(api)
  );
}

/** What the operation that gives a token says of all others: "A valid bearer token is required for all other API requests". */
function sentenceOfToken({ info, operations }: Pick<Api, "info" | "operations">): string | undefined {
  for (const operation of operations) {
    if (intentOf(operation) !== "token" && intentOf(operation) !== "log-in") continue;
    const sentence = sentenceIn(operation.description, info.title, info.lexicon);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

/** The scheme whose own text says that all calls need it, though no requirement names it. */
export function schemeSaidForAll({
  info,
  securitySchemes,
}: Pick<Api, "info" | "securitySchemes">): { readonly scheme: SecurityScheme; readonly sentence: string } | undefined {
  for (const scheme of securitySchemes) {
    const sentence = sentenceIn(scheme.description, info.title, scheme.lexicon);
    if (sentence !== undefined) return { scheme, sentence };
  }
  return undefined;
}

/** A scheme that only a text states: the header that all further calls must have. */
export interface HeaderSaidForAll {
  readonly header: string;
  readonly sentence: string;
  /** Who says so: the description, a tag, or a log-in. */
  readonly where: string;
}

/**
 * The header that all calls after a log-in must have, where no requirement names it and the description, a tag or the log-in
 * says so: "returns a token, which must be added to X-Auth-Token in the header of all future requests".
 */
export const headerSaidForAll = memoBy(
  ({ operations }: Pick<Api, "info" | "tags" | "operations">) => operations,
  ({ info, tags, operations }): HeaderSaidForAll | undefined => {
    const giving = operations.filter((operation) => GIVING.has(intentOf(operation) ?? ""));
    // A tag speaks for the others where it is that of the log-ins, or the only one.
    const ofAll = new Set(tags.length === 1 ? [tags[0]!.name] : giving.flatMap((operation) => operation.tags));
    const texts: readonly (readonly [where: string, text: string | undefined])[] = [
      ["The description", info.description],
      ...tags.flatMap(({ name, description }) =>
        ofAll.has(name) ? [[`The tag ${quoted(name)}`, description] as const] : [],
      ),
      ...giving.flatMap(({ id, summary, description }) => [[id, summary] as const, [id, description] as const]),
    ];
    const names = new Set(wordsInOrder(info.title ?? ""));
    for (const [where, text = ""] of texts) {
      for (const sentence of sentencesOf(text.replaceAll("*", ""), LIMIT)) {
        const header = headerNamedIn(sentence, info.lexicon);
        if (header !== undefined && isToBeSentWithAll(sentence, header, names, info.lexicon))
          return { header, sentence: sentence.slice(0, LONGEST), where };
      }
    }
    return undefined;
  },
);

/** What gives a credential may say how it is sent. */
const GIVING: ReadonlySet<string> = new Set(["log-in", "sign-up", "token", "verification"]);

/** A header in a sentence that holds a credential by its name: with a hyphen, or `Authorization` where a header is named. */
function headerNamedIn(sentence: string, lexicon: Lexicon): string | undefined {
  const named = [...sentence.matchAll(HEADER_NAME)]
    .map(([name]) => name)
    .find((name) => isCredentialHeaderName(name, lexicon));
  if (named !== undefined) return named;
  return AUTHORIZATION.test(sentence) && lexicon.has(wordsInOrder(sentence), "header") ? "Authorization" : undefined;
}

const HEADER_NAME = /(?<![\w-])[A-Za-z]\w{0,30}(?:-\w{1,30}){1,5}(?![\w-])/g;
const AUTHORIZATION = /(?<![\w-])authorization(?![\w-])/i;

/** Whether a sentence says of a header that all calls, or all that follow, are to have it, and neither denies nor allows it. */
function isToBeSentWithAll(sentence: string, header: string, names: ReadonlySet<string>, lexicon: Lexicon): boolean {
  const clauses = clausesOf(sentence);
  if (clauses.some((words) => lexicon.has(words, "excepting"))) return false;
  const called = wordsInOrder(header).join(" ");
  return clauses.some((words) => {
    if (denies(words, lexicon) || lexicon.has(words, "may") || !` ${words.join(" ")} `.includes(` ${called} `))
      return false;
    const start = words.findIndex((_, at) => endOfFurtherCalls(words, at, names, lexicon) > at);
    if (start < 0) return false;
    const behind = words.slice(endOfFurtherCalls(words, start, names, lexicon));
    const isSent = (some: readonly string[]): boolean =>
      lexicon.has(some, "put-into-calls") || lexicon.has(some, "demands");
    // What follows the calls says what they must have, or how they have it, and does not pick some of them.
    if (behind.length > 0 && !lexicon.is(behind[0]!, "joins-clauses") && !isOfHeader(behind, called, lexicon))
      return ["demands", "put-into-calls"].some((concept) => lexicon.lengthAt(behind, 0, concept as Concept) > 0);
    return isSent(words.slice(0, start)) || isSent(behind);
  });
}

/** Whether words begin with the header: "in all requests in the X-Auth-Token header". */
function isOfHeader(words: readonly string[], called: string, lexicon: Lexicon): boolean {
  return lexicon.lengthAt(words, 0, "header") > 0 || words.join(" ").startsWith(called);
}

/** Where words end that begin at `at` and mean all calls, or all that follow: "all future requests", "peticiones posteriores". */
function endOfFurtherCalls(words: readonly string[], at: number, names: ReadonlySet<string>, lexicon: Lexicon): number {
  const all = lexicon.lengthAt(words, at, "quantifier-all");
  const adjective = pastSmall(words, at + all, names, lexicon);
  const before = lexicon.lengthAt(words, adjective, "said-to-follow");
  const noun = pastSmall(words, adjective + before, names, lexicon);
  if (!lexicon.is(words[noun] ?? "", "kind-of-call")) return at;
  const behind = lexicon.lengthAt(words, noun + 1, "said-to-follow");
  return all + before + behind === 0 ? at : pastSmall(words, noun + 1 + behind, names, lexicon);
}

function sentenceIn(text = "", title = "", lexicon: Lexicon): string | undefined {
  const names = new Set(wordsInOrder(title));
  const sentence = sentencesOf(text.replaceAll("*", ""), LIMIT).find((one) => isSaidOfAll(one, names, lexicon));
  return sentence?.slice(0, LONGEST);
}

/** So much of a text is looked at. */
const LIMIT = 20_000;

/** So much of a sentence is shown. */
const LONGEST = 200;

/**
 * Whether a sentence says that all calls need a credential, and denies nothing. It speaks of no part of them: "all admin
 * requests", "all requests that change data", "all requests but those to log in" need something else.
 */
function isSaidOfAll(sentence: string, names: ReadonlySet<string>, lexicon: Lexicon): boolean {
  const clauses = clausesOf(sentence);
  if (clauses.some((words) => lexicon.has(words, "excepting"))) return false;
  // "All requests must be made using HTTPS, with the access token in a header": the second clause says what with.
  const whole = clauses.flatMap((words, at) =>
    WITH.test(words[0] ?? "") && at > 0 ? [words, [...clauses[at - 1]!, ...words]] : [words],
  );
  return whole.some((words) => {
    const start = words.findIndex((_, at) => endOfCalls(words, at, names, lexicon) > at);
    if (start < 0) return false;
    const end = endOfCalls(words, start, names, lexicon);
    return isDemandedOf(words.slice(Math.max(0, start - FAR), start), words.slice(end, end + FAR), lexicon);
  });
}

const WITH = /^(?:with|using|mit|samt|unter|avec|en|con|com|usando)$/;

/** So many words around "all calls" tell what is needed for them. */
const FAR = 10;

/** So many small words, and words of the title, stand in a row: "all of the Acme Shop API's calls". */
const MOST_SMALL = 12;

/** Whether it is a credential that is demanded of all calls, by the words before these and behind. */
function isDemandedOf(before: readonly string[], behind: readonly string[], lexicon: Lexicon): boolean {
  if (denies(before, lexicon)) return false;
  const [demand, credential] = ["demands", "lets-callers-in"] as const;
  // "A token is required for all calls", and no more follows that may pick some of them.
  if (behind.length === 0 || lexicon.is(behind[0]!, "joins-clauses"))
    return lexicon.has(before, demand) && lexicon.has(before, credential);
  const isFirst = (concept: Concept): boolean => lexicon.lengthAt(behind, 0, concept) > 0;
  // "All calls need a token"; in German also "für alle Aufrufe ist ein Token nötig", "ein Token ist für alle Aufrufe nötig".
  if (isFirst(demand)) return lexicon.has(before, credential) || isAffirmed(behind, credential, lexicon);
  return isFirst(credential) && isAffirmed(behind, demand, lexicon);
}

function isAffirmed(words: readonly string[], concept: Concept, lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, concept) > 0);
  return at >= 0 && !denies(words.slice(0, at + 1), lexicon);
}

/** Where words end that begin at `at` and mean all calls of the API, with what picks none of them: `at` where there are none. */
function endOfCalls(words: readonly string[], at: number, names: ReadonlySet<string>, lexicon: Lexicon): number {
  const all = lexicon.lengthAt(words, at, "quantifier-all");
  if (all > 0) {
    const noun = pastSmall(words, at + all, names, lexicon);
    if (lexicon.is(words[noun] ?? "", "kind-of-call")) return pastSmall(words, noun + 1, names, lexicon);
  }
  const everything = lexicon.lengthAt(words, at, "everything-called");
  return everything > 0 ? pastSmall(words, at + everything, names, lexicon) : at;
}

/** Whether a word is one of the title, or what one of these begins with: "Acme" of "Acmeapp". */
function isOfTitle(word: string, names: ReadonlySet<string>): boolean {
  return names.has(word) || (word.length >= SHORTEST_NAME && [...names].some((name) => name.startsWith(word)));
}

const SHORTEST_NAME = 4;

/** Where small words, and words of the title, end that begin at `from`. */
function pastSmall(words: readonly string[], from: number, names: ReadonlySet<string>, lexicon: Lexicon): number {
  let end = from;
  const last = Math.min(words.length, from + MOST_SMALL);
  while (end < last && (lexicon.is(words[end]!, "around-all-calls") || isOfTitle(words[end]!, names))) end += 1;
  return end;
}
