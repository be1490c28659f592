import type { Principal } from "../core/exposure-words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { KeySentences } from "./key-sentences.ts";

/**
 * Who stands behind the credential of a scheme: a person, a machine, many callers at once, or nobody knows. `isForMachines`
 * says that the tokens of the API are got with the secret of a program, `isKey` that HTTP Basic carries a key.
 */
export function principalOf(
  scheme: SecurityScheme,
  configured: ReadonlyMap<string, Principal>,
  { shipped, common }: KeySentences,
  { isForMachines = false, isKey = false }: { readonly isForMachines?: boolean; readonly isKey?: boolean } = {},
): Principal {
  const said = configured.get(scheme.name);
  if (said !== undefined) return said;
  const text = `${scheme.name} ${scheme.description ?? ""}`;
  switch (scheme.schemeKind) {
    case "mutualTLS":
      return "client";
    case "openIdConnect":
      return "user";
    case "oauth2": {
      const flows = scheme.flows.map(({ flow }) => flow);
      if (flows.length > 0 && flows.every((flow) => flow === "clientCredentials")) return "client";
      return flows.some((flow) => flow !== "clientCredentials" && flow !== "unknown") ? "user" : "unknown";
    }
    case "http":
      if (common !== undefined) return "shared";
      if (scheme.scheme !== "basic") return isForMachines ? "client" : "user";
      // An API key in place of the user name lets in whoever holds that key, as in a header of its own.
      return CLIENT.test(text) ? "client" : isKey ? "unknown" : "user";
    case "apiKey": {
      // Who signs what it sends holds a key of its own.
      if (scheme.in === "header" && isSignatureHeader(scheme)) return "client";
      if (SHARED.test(text) || isPublishableKey(scheme)) return "shared";
      if (scheme.in !== "cookie" && (shipped ?? common) !== undefined) return "shared";
      if (isPersonsKey(scheme)) return isForMachines && scheme.in !== "cookie" ? "client" : "user";
      return "unknown";
    }
    case "unknown":
    case "undefined":
      return "unknown";
  }
}

/** Whether an API key is what a person holds after a log-in: a cookie, or called a token or the like. */
export function isPersonsKey({ in: place, name, parameterName = "" }: SecurityScheme): boolean {
  return place === "cookie" || [...wordsOf(parameterName), ...wordsOf(name)].some((word) => PERSONAL.has(word));
}

/** Whether a header holds a signature over the request, by its name: `X-Webhook-Signature`. */
function isSignatureHeader({ parameterName = "", lexicon }: SecurityScheme): boolean {
  return lexicon.is(wordsOf(parameterName).at(-1) ?? "", "signature-header");
}

/** Whether a scheme is a static key, which an app may ship with. */
export function isStaticKey(scheme: SecurityScheme, principal: Principal): boolean {
  return scheme.schemeKind === "apiKey" && scheme.in !== "cookie" && principal !== "user";
}

/** Whether HTTP Basic carries the key of an account: behind a password there is a user. */
export function isKeyByBasic({ schemeKind, scheme }: SecurityScheme, principal: Principal | undefined): boolean {
  return schemeKind === "http" && scheme === "basic" && principal === "unknown";
}

/** Whether a text calls a credential that of an account which integrates: an API key, the token of a channel or an app. */
export function namesAccountKey(text: string): boolean {
  return ACCOUNT_KEY.test(text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " "));
}

const ACCOUNT_KEY =
  /(?<![a-z])(?:api|secret|account|access|server|integration)[ _-]?keys?(?![a-z])|(?<![a-z])(?:api|access)[ _-]?token[ _-](?:id|secret)(?![a-z])|(?<![a-z])(?:account[ _-]?(?:sid|id)[ _-]+auth[ _-]?token|(?:channel|bot|app|merchant|integration|machine)[ _-](?:access[ _-])?token)(?![a-z])/i;

const CLIENT = /\bclient[ _-]?(?:id|secret|credentials?)\b/i;
const SHARED = /\bapp(?:lication)?[ _-]?key\b/i;

/** Whether a key is no secret by its own description: it stands in pages or apps that anybody can open. */
export function isPublishableKey({ description = "" }: Pick<SecurityScheme, "description">): boolean {
  return PUBLISHABLE.test(description);
}

const PUBLISHABLE =
  /(?<!not |never |isn't |un)\bpublishable\b|\b(?:is )?not a secret\b|\bno secret\b|\bsafe to (?:publish|expose|share|embed)\b|(?<!not )\bcan be public\b|\bkein Geheimnis\b|(?<![a-zà-ÿ])öffentlicher Schlüssel\b|\bn'est pas (?:un )?secr[eè]te?\b|\bno es (?:un )?secret[ao]\b|\bnão é (?:um )?(?:segredo|secret[ao])\b/i;
const PERSONAL = new Set(["authorization", "bearer", "session", "jwt", "token", "user", "login", "cookie"]);
