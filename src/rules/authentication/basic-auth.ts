import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { affirmsKey, isSaidOfBasic, saysKeyAsPassword } from "../../exposure/basic-key.ts";
import { intentOf } from "../../exposure/intent.ts";
import { memoBy } from "../../core/memo.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { isInClear } from "../../operations/in-clear.ts";
import { harmsOf, harmWords, type Harm } from "../../operations/great-harm.ts";
import type { Rule } from "../rule.ts";
import { openedByCredential } from "../../operations/schemes/opened-by-credential.ts";
import { schemesInUse } from "../../operations/schemes/schemes-in-use.ts";

/** HTTP Basic authentication (RFC 7617). */
export const basicAuth: Rule = {
  id: "basic-auth",
  title: "HTTP Basic authentication sends the password with every request",
  owasp: ["API2:2023"],
  cwe: [522],
  asvs: ["V7.2.2"],
  confidence: "certain",

  rationale: prose`
    HTTP Basic sends the password with every request. Anyone who reads one request, in a log, at a proxy or on a stolen
    device, has the password permanently. The password does not expire, and one client cannot be locked out without the
    others.
  `,
  exploit: prose`
    An attacker sees one request in a debug log, at a proxy or on a stolen device, and decodes the header. It contains
    the password itself, not a token that expires in an hour. The attacker can log in until the password is changed,
    here and at other services where it is reused.
  `,
  remediation: prose`
    Use OAuth 2.0 or another bearer token that expires. Basic is fine at a token endpoint, where a
    client authenticates with its own secret (RFC 6749, section 2.3.1), and at a log-in that returns a token.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - password: []
        components:
          securitySchemes:
            password:
              type: http
              scheme: Basic # ✗
      `,
      yaml`
        swagger: "2.0"
        paths:
          /orders:
            get:
              security:
                - password: []
        securityDefinitions:
          password:
            type: basic # ✗
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - token: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        paths:
          /oauth2/token:
            post:
              security:
                - clientSecret: []
        components:
          securitySchemes:
            clientSecret:
              type: http
              scheme: basic
      `,
    ],
  },

  *check(api) {
    for (const scheme of schemesInUse(api)) {
      if (scheme.schemeKind !== "http" || scheme.scheme !== "basic") continue;
      const operations = scheme.usedBy.filter((operation) => !isExchange(operation));
      if (operations.length === 0 && scheme.usedBy.length > 0) continue;
      // What a text calls a key is no password: a header would carry the same.
      if (isSaidKey(scheme, api.info.description)) continue;
      const isKey = scheme.lexicon.has(wordsOf(scheme.name), "program-key");
      const harms = isKey || !isPersonsPassword(api, scheme) ? undefined : harmsBehind(api, operations);
      const where = operations.length === 0 ? "" : ` to ${count(operations.length, "operation")}`;
      yield {
        at: placeOf(scheme, api.format.version === "2.0" ? "type" : "scheme"),
        cause: scheme.name,
        carriers: operations,
        ...(isKey ? OF_KEY : {}),
        message: `With the security scheme ${quoted(scheme.name)}, clients send ${isKey ? "an API key" : "the password"} in every request${where}`,
        evidence: harms === undefined ? [] : [`With the password of a user: ${harms}.`],
        mitigations: isKey
          ? ["the name of the credential says that it is an API key, not a user's password"]
          : isOneOfSeveral(scheme, operations, api.securitySchemes.length)
            ? ["another kind of credential is accepted instead"]
            : harms === undefined && !operations.some(isInClear)
              ? [
                  "the password is not sent in clear text, and no high-risk operation is known to accept a user's password",
                ]
              : [],
      };
    }
  },
};

/** What is sent is no password that a person chose, and may use elsewhere. */
const OF_KEY = {
  title: "HTTP Basic authentication sends an API key with every request",
  rationale: prose`
    The key is sent with every request, as the user name or the password of HTTP Basic. Anyone who reads one request, in
    a log or at a proxy, has the key until it is replaced.
  `,
  remediation: prose`
    Use OAuth 2.0 client credentials or another token that expires. If the key must stay, give each client its own key,
    which can be limited and replaced without affecting the others.
  `,
};

/** What in the hands of somebody else does great harm, in words; a scheme that nothing asks for may be meant for all. */
function harmsBehind(api: AssessedApi, operations: readonly Operation[]): string | undefined {
  if (operations.length > 0) return harmsOfOpening(api, operations);
  return api.operations.every(({ access }) => access === "unstated") ? harmsOfAll(api) : undefined;
}

/** The same for all operations of an API, once for all schemes that nothing asks for. */
const harmsOfAll = memoBy(judgementOf, (api) => harmsOfOpening(api, api.operations));

function harmsOfOpening(api: AssessedApi, opened: readonly Operation[]): string | undefined {
  // Whoever has somebody's password has that account anyway.
  const harms = new Map([...harmsOf(api, opened)].filter(([harm]) => !OF_ACCOUNT.has(harm)));
  if (harms.size > 0) return harmWords(harms);
  const { what } = openedByCredential(api, opened);
  return what === "everything" || what === "rule"
    ? "an attacker can do nearly everything, including changes and deletions"
    : undefined;
}

/**
 * Whether the password is that of a person: a text calls it so, or the API itself takes the passwords of users. Machines
 * have passwords too.
 */
function isPersonsPassword(api: AssessedApi, { description = "", lexicon }: SecurityScheme): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  const isSaid = lexicon.has(words, "password") && (lexicon.has(words, "user") || lexicon.has(words, "natural-person"));
  return isSaid || takesPasswords(api);
}

const OF_ACCOUNT: ReadonlySet<Harm> = new Set([
  "replace credentials",
  "change settings of the whole account",
  "close, stop or reinstate accounts",
]);

/** Whether an operation takes the password of a user. */
const takesPasswords = memoBy(judgementOf, ({ operations, data }) =>
  operations.some((operation) =>
    data
      .flowsOf(operation)
      .some(
        ({ direction, field }) =>
          direction === "write" && field.category === "user.authorization.password" && field.confidence !== "possible",
      ),
  ),
);

/**
 * Whether a text says that what is sent is a program's: an API key as user name, a token as password. That of the API says it in
 * a sentence about HTTP Basic, or about the password.
 */
function isSaidKey(scheme: SecurityScheme, about = ""): boolean {
  const { description = "", lexicon } = scheme;
  return (
    affirmsKey(description.slice(0, LIMIT), lexicon, (clause) => lexicon.has(wordsInOrder(clause), "program-key")) ||
    isSaidOfBasic(scheme, about) ||
    saysKeyAsPassword(`${description}\n\n${about}`, lexicon)
  );
}

/** So much of a text is looked at. */
const LIMIT = 2000;

/** Whether a caller need not send it: every operation has another way in, or none requires any of several schemes. */
function isOneOfSeveral(scheme: SecurityScheme, operations: readonly Operation[], schemes: number): boolean {
  if (operations.length === 0) return schemes > 1;
  return operations.every(({ security }) =>
    (security?.alternatives ?? []).some(
      (alternative) => alternative.schemes.length > 0 && alternative.schemes.every((one) => one.scheme !== scheme),
    ),
  );
}

/** Whether an operation takes the password once and gives a token for it. */
function isExchange(operation: Operation): boolean {
  const intent = intentOf(operation);
  return TOKEN_ENDPOINT.test(operation.path) || intent === "log-in" || intent === "token";
}

/** Endpoints of OAuth 2.0 at which a client authenticates (RFC 6749, RFC 7009, RFC 7662). */
const TOKEN_ENDPOINT = /\/(?:token|introspect(?:ion)?|revoke|revocation)$/i;
