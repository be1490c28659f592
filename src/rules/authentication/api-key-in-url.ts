import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import type { Rule } from "../rule.ts";
import { schemesInUse } from "../../operations/schemes/schemes-in-use.ts";
import { keyAlsoTakenInUrl, keyStillTakenInUrl } from "../../operations/schemes/key-still-in-url.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { weightOfKeyInUrl } from "../../operations/schemes/weight-of-key-in-url.ts";
import { keyInHeader, withoutKeyInQuery } from "../../operations/fixes/known-fixes.ts";

/** An API key in the query string. */
export const apiKeyInUrl: Rule = {
  id: "api-key-in-url",
  title: "API key in the query string",
  alsoKnownAs: ["token in URL"],
  owasp: ["API2:2023"],
  cwe: [598],
  asvs: ["V14.2.1"],
  confidence: "certain",

  rationale: prose`
    URLs are recorded in many places: access logs, proxies, browser histories, error reports and Referer headers. A key
    in the URL ends up in all of them, and anyone who reads one of them can call the API as the owner of the key.
  `,
  exploit: prose`
    An attacker finds the key in a log, a bookmark, a screenshot or the Referer header of a linked site. The key does
    not expire and works from anywhere. The attacker calls the API as the owner, at the owner's expense, until the key
    is replaced.
  `,
  remediation: prose`
    Send the key in a header, and stop accepting it in the query string. Replace keys that were sent in URLs.
  `,
  fixes: [
    {
      name: "Accept the key only in the header",
      certainty: "suggested",
      requires: () =>
        "The service no longer accepts the key in the query string, and all clients send it in the header.",
      changes: (api, { at }) => withoutKeyInQuery(api, at),
    },
    {
      name: "Move the key to a header",
      certainty: "suggested",
      requires: () =>
        "The service accepts the key in the header and no longer in the query string, and clients send it in the header. The header's name is a proposal.",
      changes: (api, { at }) => keyInHeader(api, at),
    },
  ],

  examples: {
    bad: [
      yaml`
        security:
          - key: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            key:
              type: apiKey
              in: query # ✗
              name: api_key
      `,
    ],
    good: [
      yaml`
        security:
          - key: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-API-Key
      `,
    ],
  },

  *check(api) {
    let isDeclared = false;
    for (const scheme of schemesInUse(api)) {
      if (scheme.schemeKind !== "apiKey" || scheme.in !== "query") continue;
      isDeclared = true;
      // The identifier of a client is no secret, and must not be taken for one (RFC 6749, section 2.2).
      if (/^client[-_]?id$/i.test(scheme.parameterName ?? "") && !scheme.usedBy.some((one) => isChangedBy(scheme, one)))
        continue;
      const weight = weightOfKeyInUrl(api, scheme.usedBy);
      const isHeaderToo = saysHeader(scheme) || saysEither(api, scheme);
      const twin = isHeaderToo ? undefined : headerTwin(scheme);
      const how = isHeaderToo
        ? "according to its description, the key is also accepted in a header, so clients can keep it out of URLs"
        : twin === undefined
          ? undefined
          : `${quoted(twin.name)} accepts a key in a header instead, so clients can keep it out of URLs`;
      const where = scheme.usedBy.length === 0 ? "" : ` of ${count(scheme.usedBy.length, "operation")}`;
      yield {
        at: placeOf(scheme, "in"),
        cause: scheme.name,
        carriers: scheme.usedBy,
        message: `The security scheme ${quoted(scheme.name)} expects the API key in the query string${where}, as ${quoted(scheme.parameterName ?? "?")}`,
        ...weight,
        // Either is enough: the two are not less than low together.
        ...(how !== undefined && weight.mitigations === undefined ? { mitigations: [how] } : {}),
      };
    }
    if (!isDeclared) yield* oldWayFault(api);
  },
};

/** A text by which keys in URLs are accepted still, whatever the schemes say. */
function* oldWayFault(api: AssessedApi): Generator<Fault> {
  const texts = [api.info, ...api.securitySchemes];
  for (const one of texts) {
    const old = keyStillTakenInUrl(one.description ?? "", api.lexicon);
    const sentences = old ?? keyAlsoTakenInUrl(one.description ?? "", api.lexicon);
    if (sentences === undefined) continue;
    yield {
      at: placeOf(one),
      cause: "old way",
      title:
        old === undefined ? "Credentials in the URL are accepted as well" : "Credentials in the URL are still accepted",
      remediation: prose`
        Announce an end date for credentials in URLs, and reject them from that date. Rotate those that were sent this
        way.
      `,
      carriers: api.operations.filter((operation) => operation.operationKind === "path"),
      message:
        old === undefined
          ? "According to the description, callers may send the credential in the URL instead of a header"
          : "According to the description, credentials in the URL still work",
      evidence: sentences.map((sentence) => `The description says: ${quotedSentence(sentence)}.`),
    };
    return;
  }
}

/** Whether an operation changes or deletes what is there, and asks for nothing but what a scheme says. */
function isChangedBy(scheme: SecurityScheme, { method, security }: Operation): boolean {
  return (
    (method === "PUT" || method === "PATCH" || method === "DELETE") &&
    (security?.alternatives ?? []).some(({ schemes }) => schemes.length === 1 && schemes[0]!.scheme === scheme)
  );
}

/**
 * Whether the text of a scheme says that a header takes the key as well: "in the query string or as a request header". A
 * header of the response takes nothing.
 */
function saysHeader({ description = "", lexicon }: SecurityScheme): boolean {
  return sentencesOf(description, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      lexicon.has(words, "header") &&
      !NOT_OF_THE_KEY.some((concept) => lexicon.has(words, concept)) &&
      !denies(words, lexicon)
    );
  });
}

/**
 * Whether the text of the API lets callers choose: "either as the request parameter `user_key` or in the Authorization header".
 * It names the parameter, so that no other key is meant.
 */
function saysEither({ info }: AssessedApi, { parameterName = "" }: SecurityScheme): boolean {
  if (parameterName === "") return false;
  return sentencesOf((info.description ?? "").replace(/<\/?[a-z][^<>]{0,200}>/gi, " "), LONG).some((sentence) => {
    // "key" stands in many words, and a header may hold something else.
    if (!sentence.split(/[^\w-]+/).includes(parameterName)) return false;
    const words = wordsInOrder(sentence);
    const isInHeader = words.some(
      (word, at) =>
        info.lexicon.is(word, "header") && words.slice(Math.max(0, at - 4), at).some((before) => IN.test(before)),
    );
    return isInHeader && words.some((word) => OR.test(word)) && !denies(words, info.lexicon);
  });
}

const OR = /^(?:or|oder|ou|o)$/;
const IN = /^(?:in|into|as|im|als|dans|en|comme|como|no)$/;

/** So much of the text of an API is looked at. */
const LONG = 20_000;

/**
 * The scheme that takes a key in a header wherever this one takes it in the URL: as the other way in of each operation, or
 * beside it, where both texts say that it is the same key.
 */
function headerTwin(scheme: SecurityScheme): SecurityScheme | undefined {
  const [first] = scheme.usedBy;
  const candidates = (first?.security?.alternatives ?? []).flatMap((one) => one.schemes.map((part) => part.scheme));
  return candidates.find(
    (other) =>
      other !== scheme &&
      isKeyInHeader(other) &&
      scheme.usedBy.every(({ security }) =>
        (security?.alternatives ?? []).some(
          ({ schemes }) =>
            schemes.some((part) => part.scheme === other) &&
            ((schemes.length === 1 && !isSaidOfOthers(scheme, other)) ||
              (schemes.length === 2 && areOneKey(scheme, other))),
        ),
      ),
  );
}

/** Whether a text of its own says of the other key what is not said of this one: "Only for our staff". */
function isSaidOfOthers(
  { description = "" }: SecurityScheme,
  { description: other = "", lexicon }: SecurityScheme,
): boolean {
  return (
    other !== "" &&
    other !== description &&
    description === "" &&
    SAID_OF_PEOPLE.some((concept) => lexicon.has(wordsInOrder(other), concept))
  );
}

/** How to write a header says nothing of who has the key. */
const SAID_OF_PEOPLE = ["reserved", "staff", "administrator"] as const;

function isKeyInHeader({ schemeKind, in: place, scheme }: SecurityScheme): boolean {
  return (schemeKind === "apiKey" && place === "header") || (schemeKind === "http" && scheme === "bearer");
}

function areOneKey(one: SecurityScheme, other: SecurityScheme): boolean {
  return one.description !== undefined && one.description.trim() !== "" && one.description === other.description;
}

const NOT_OF_THE_KEY = ["answered", "rate-limit"] as const;

/** So much of a text is looked at. */
const LIMIT = 2000;
