/*
 * What texts demand of a credential that a requirement can't tell or doesn't ask for: a key and a token at once, where either
 * is enough; the token of a user, where one scheme is for all; a token that an operation issues, where no scheme takes one.
 */
import { memo, memoBy } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import { requestFields } from "../request-fields.ts";

/** A key and another credential that a text demands together, and of which either lets callers in. */
export interface BothDemanded {
  readonly pair: readonly [key: SecurityScheme, other: SecurityScheme];
  readonly sentence: string;
}

/** "You'll need an API key and an access token", where the requirement lists the two as alternatives. */
export const bothDemanded = memo((operation: Operation): BothDemanded | undefined => {
  if (operation.operationKind !== "path" || operation.security === undefined) return undefined;
  const pair = keyOrToken(operation.security);
  if (pair === undefined) return undefined;
  const { lexicon } = operation;
  const said = sentencesOfOperation(operation);
  const sentence = said.find((one) => demandsBoth(wordsInOrder(one), lexicon));
  // "You can search with only an API key."
  if (sentence === undefined || said.some((one) => letsKeyAlone(wordsInOrder(one), lexicon))) return undefined;
  return { pair, sentence };
});

/** The key and the token of which either is enough for a requirement. */
const keyOrToken = memo(
  ({ alternatives }: SecurityRequirement): readonly [key: SecurityScheme, other: SecurityScheme] | undefined => {
    const alone = alternatives.flatMap(({ schemes }) => (schemes.length === 1 ? [schemes[0]!.scheme] : []));
    const key = alone.find((scheme) => scheme.schemeKind === "apiKey" && !takesToken(scheme));
    const other = alone.find((scheme) => scheme !== key && takesToken(scheme));
    return key === undefined || other === undefined ? undefined : [key, other];
  },
);

function sentencesOfOperation({ summary = "", description = "" }: Operation): readonly string[] {
  return sentencesOf(`${summary}.\n\n${description}`, LIMIT);
}

/** So much of a text is looked at. */
const LIMIT = 4000;

function demandsBoth(words: readonly string[], lexicon: Lexicon): boolean {
  if (!lexicon.has(words, "demands") || denies(words, lexicon)) return false;
  return words.some((_, at) => {
    const key = lexicon.lengthAt(words, at, "api-key");
    if (key === 0) return false;
    const joint = lexicon.lengthAt(words, at + key, "joins-both");
    const rest = words.slice(at + key + joint, at + key + joint + NEAR);
    return joint > 0 && rest.some((word) => lexicon.is(word, "token")) && !rest.some((word) => OR.test(word));
  });
}

/** So far behind "and" the second credential is named: "and a short-lived access token". */
const NEAR = 5;
const OR = /^(?:or|oder|ou|o)$/;

function letsKeyAlone(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.has(words, "api-key") &&
    !words.some((word) => lexicon.is(word, "token")) &&
    (lexicon.has(words, "is-enough") || lexicon.has(words, "reserved"))
  );
}

/** Whether what a scheme takes is a token: by its kind, or by the name of what it is sent in. */
/** Whether a scheme takes a token: by its kind, its name or its text. */
export function takesToken({
  schemeKind,
  scheme,
  name,
  parameterName = "",
  description = "",
  lexicon,
}: SecurityScheme): boolean {
  if (schemeKind === "oauth2" || schemeKind === "openIdConnect" || scheme === "bearer") return true;
  return [name, parameterName, description.slice(0, LIMIT)].some((text) =>
    wordsOf(text).some((word) => lexicon.is(word, "token") || CARRIES_TOKEN.test(word)),
  );
}

/** What tokens are sent in, whatever they are called: words of protocols (RFC 6750, RFC 7519). */
const CARRIES_TOKEN = /^(?:authorization|bearer|jwt|oauth2?|session)$/;

/** A kind of credential that a text demands, where a requirement takes any. */
export interface KindDemanded {
  readonly operation: Operation;
  readonly at: Place;
  /** The value that is meant, where the text is that of one. */
  readonly field: string | undefined;
  readonly witness: string | undefined;
  /** `user API token`, as the text says it. */
  readonly phrase: string;
  /** The word that tells it from others: `user`. */
  readonly kind: string;
  readonly sentence: string;
  /** What is required, or defined where nothing is. */
  readonly schemes: readonly SecurityScheme[];
}

/** The operations and values that only one kind of a credential opens by their texts, where the requirement is that of all. */
export const kindsDemanded = memoBy(
  ({ operations }: Api) => operations,
  (api: Api): readonly KindDemanded[] => {
    const secured = api.operations.filter(
      ({ operationKind, access }) => operationKind === "path" && access !== "anonymous",
    );
    const found = secured.flatMap((operation) => demandedOf(operation, api));
    const demanding = new Set(found.map(({ operation }) => operation));
    // What is said nearly everywhere is how the one credential is called.
    return demanding.size * 2 <= secured.length ? found : [];
  },
);

function demandedOf(operation: Operation, api: Api): readonly KindDemanded[] {
  const asked = operation.security === undefined ? undefined : askedBy(operation.security);
  const schemes = asked === undefined || asked.schemes.length === 0 ? api.securitySchemes : asked.schemes;
  if (schemes.length === 0 || asked?.isScoped === true) return [];
  const { lexicon } = operation;
  const isDemand = (words: readonly string[]): boolean =>
    lexicon.has(words, "only-with") || lexicon.has(words, "demands");
  const own = demandIn(sentencesOfOperation(operation), lexicon, isDemand);
  const texts =
    own === undefined
      ? requestFields(operation).flatMap((field) => {
          // "User token. Required." is what is sent, and demands nothing of who sends it.
          const demand = demandIn(sentencesOf(field.description, LIMIT), lexicon, (words) =>
            lexicon.has(words, "only-with"),
          );
          return demand === undefined ? [] : [{ ...demand, at: field.at, field: field.name, witness: field.witness }];
        })
      : [{ ...own, at: placeOf(operation), field: undefined, witness: undefined }];
  return texts
    .filter(({ kind }) => !areOfKind(schemes, kind, lexicon))
    .map((text) => ({ ...text, operation, schemes }));
}

/** The schemes that a requirement names, and whether it asks for scopes. */
const askedBy = memo(({ alternatives }: SecurityRequirement) => {
  const required = alternatives.flatMap(({ schemes }) => schemes);
  return {
    schemes: [...new Set(required.map(({ scheme }) => scheme))],
    isScoped: required.some(({ scopes }) => scopes.length > 0),
  };
});

/** Whether one of some schemes is of a kind: looked up once for all whom they let in. */
function areOfKind(schemes: readonly SecurityScheme[], kind: string, lexicon: Lexicon): boolean {
  const known = kindsOf(schemes);
  const already = known.get(kind);
  if (already !== undefined) return already;
  const isOne = schemes.some((scheme) => isOfKind(scheme, kind, lexicon));
  known.set(kind, isOne);
  return isOne;
}

const kindsOf = memo<readonly SecurityScheme[], Map<string, boolean>>(() => new Map());

interface Demand {
  readonly phrase: string;
  readonly kind: string;
  readonly sentence: string;
}

function demandIn(
  sentences: readonly string[],
  lexicon: Lexicon,
  isDemand: (words: readonly string[]) => boolean,
): Demand | undefined {
  for (const sentence of sentences) {
    const words = wordsInOrder(sentence);
    const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "credential-of-a-kind") > 0);
    if (at < 0 || !isDemand(words) || denies(words, lexicon)) continue;
    const phrase = words.slice(at, at + lexicon.lengthAt(words, at, "credential-of-a-kind"));
    const kind = phrase.find((word) => !lexicon.is(word, "token") && !OF_ANY_KIND.test(word));
    const asWritten = new RegExp(phrase.join(String.raw`[^\p{L}]{1,3}`), "iu").exec(sentence)?.[0] ?? phrase.join(" ");
    if (kind !== undefined) return { phrase: asWritten, kind, sentence };
  }
  return undefined;
}

/** Words by which no credential differs from others. */
const OF_ANY_KIND = /^(?:api|access|key|clave|clé|chave|de?)$/;

/** Whether anything that is said of a scheme names a kind of credential, or its flows give a token to a user alone. */
function isOfKind(scheme: SecurityScheme, kind: string, lexicon: Lexicon): boolean {
  const { name, parameterName = "", description = "", bearerFormat = "", flows } = scheme;
  const said = [name, parameterName, description.slice(0, LIMIT), bearerFormat].flatMap((text) => wordsInOrder(text));
  if (said.some((word) => word.startsWith(kind.slice(0, MOST_OF_WORD)))) return true;
  return lexicon.is(kind, "user") && flows.length > 0 && flows.every(({ flow }) => flow !== "clientCredentials");
}

/** Endings differ: "personal" and "personnel". */
const MOST_OF_WORD = 6;

/** A token that texts demand for all that is protected and an operation issues, and no scheme takes. */
export interface IssuedAndUnasked {
  readonly issuer: Operation;
  /** `live session token`, as the path names it. */
  readonly phrase: string;
  readonly sentence: string;
  readonly schemes: readonly SecurityScheme[];
  /** What the schemes let in. */
  readonly opened: readonly Operation[];
}

/** "In order to access protected resources, a live session token is required", of an API of which each scheme takes something else. */
export const issuedAndUnasked = memoBy(
  ({ operations }: Api) => operations,
  (api: Api): IssuedAndUnasked | undefined => {
    const opened = api.operations.filter(
      ({ operationKind, access }) => operationKind === "path" && access === "secured",
    );
    // Inherited requirements are one and the same: each is looked at once.
    const required = [...new Set(opened.flatMap(({ security }) => security ?? []))].flatMap((one) => one.alternatives);
    const schemes = [...new Set(required.flatMap((one) => one.schemes.map(({ scheme }) => scheme)))];
    if (schemes.length === 0 || !schemes.every((scheme) => scheme.schemeKind === "apiKey" && !takesToken(scheme)))
      return undefined;
    const { lexicon } = api;
    for (const issuer of api.operations) {
      if (issuer.operationKind !== "path" || issuer.method === "GET") continue;
      const named = wordsOf(issuer.path.slice(issuer.path.lastIndexOf("/") + 1));
      if (named.length < 2 || !lexicon.is(named.at(-1)!, "token")) continue;
      const sentence = sentencesOfOperation(issuer).find((one) => {
        const words = wordsInOrder(one);
        return (
          ` ${words.join(" ")} `.includes(` ${named.join(" ")} `) &&
          lexicon.has(words, "demanded") &&
          lexicon.has(words, "reaches-protected") &&
          !denies(words, lexicon)
        );
      });
      if (sentence !== undefined) return { issuer, phrase: named.join(" "), sentence, schemes, opened };
    }
    return undefined;
  },
);
