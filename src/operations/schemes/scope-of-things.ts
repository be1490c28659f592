import type { Place } from "../../core/place.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { requestFields } from "../request-fields.ts";
import { askedScopes, declaredScopes, isReadScope, thingOfScope } from "./scopes.ts";

/** A scope that is declared for some things and that nobody asks for, and the operations on these that take tokens without any. */
export interface ScopeOfThings {
  readonly scope: string;
  readonly text: string;
  readonly scheme: SecurityScheme;
  readonly uses: readonly { readonly operation: Operation; readonly at: Place; readonly accepted: SecurityScheme }[];
}

/**
 * Scopes that no operation asks for, although operations on what they name accept a user's token without any scope: `shops`,
 * "Manage shops", beside `PUT /shops/{id}` with `login: []`. Where a scheme is asked for no scope at all, that is the fault of
 * the whole scheme.
 */
export function scopesOfThings(api: Pick<Api, "operations" | "securitySchemes">): readonly ScopeOfThings[] {
  const asked = new Set(api.securitySchemes.flatMap((scheme) => [...askedScopes(scheme)]));
  return api.securitySchemes.flatMap((scheme) =>
    [...declaredScopes(scheme)].flatMap((scope): readonly ScopeOfThings[] => {
      if (asked.has(scope) || OF_THE_PROTOCOL.has(scope)) return [];
      const thing = wordsOf(thingOfScope(scope, scheme.lexicon)).join(" ");
      if (thing === "") return [];
      const isForReading = isReadScope(scope, scheme.lexicon);
      const uses = api.operations.flatMap((operation) => {
        if (isOwn(operation) || !isAbout(operation, thing)) return [];
        if (isForReading && readingOf(operation) === undefined) return [];
        const found = unscopedToken(operation, scheme);
        return found === undefined ? [] : [{ operation, ...found }];
      });
      const changes = uses.some(({ operation }) => readingOf(operation) === undefined);
      const text = scheme.flows.map(({ scopes }) => scopes.get(scope)).find((one) => one !== undefined) ?? "";
      return changes ? [{ scope, text, scheme, uses }] : [];
    }),
  );
}

/** What OpenID Connect defines: it is for the log-in itself. */
const OF_THE_PROTOCOL: ReadonlySet<string> = new Set(["openid", "profile", "email", "address", "phone"]);

/** Whether what a path names is a thing: `/shops/{id}` is about `shop`. */
function isAbout({ path }: Operation, thing: string): boolean {
  return fixedSegments(path).some((segment) => wordsOf(segment).join(" ") === thing);
}

/** Where a requirement takes a token of a user with no scope at all, by another scheme than the one that has the scope. */
function unscopedToken(
  { operationKind, security }: Operation,
  declaring: SecurityScheme,
): { readonly at: Place; readonly accepted: SecurityScheme } | undefined {
  if (operationKind !== "path") return undefined;
  for (const { schemes } of security?.alternatives ?? []) {
    const [only] = schemes;
    if (only === undefined || schemes.length > 1 || only.scopes.length > 0) continue;
    if (!TOKENS.has(only.scheme.schemeKind)) continue;
    if (only.scheme === declaring && askedScopes(declaring).size === 0) continue;
    return { at: placeOf(only), accepted: only.scheme };
  }
  return undefined;
}

const TOKENS: ReadonlySet<string> = new Set(["oauth2", "openIdConnect"]);

/**
 * Whether an operation changes where others' logins lead, or by which secret an application proves itself: the registered data of
 * clients (RFC 7591), or what is called so.
 */
export function changesClients(operation: Operation): boolean {
  const isOfClients = fixedSegments(operation.path).some((segment) => CLIENTS.test(segment));
  return (
    readingOf(operation) === undefined &&
    requestFields(operation).some(
      ({ in: way, text }) => way === "body" && (CLIENT_DATA.test(text) || (isOfClients && LEADS_LOG_INS.test(text))),
    )
  );
}

const CLIENTS = /^(?:oauth[-_]?)?(?:clients?|apps?|applications?)$/i;
const CLIENT_DATA =
  /^(?:allowed |valid |oauth )?(?:redirect|redirection|post logout redirect) (?:ur[il]|url)s?$|^client secret$/;
/** Of an application, where logins lead; of a payment, where a result is sent. */
const LEADS_LOG_INS = /^(?:allowed |valid |oauth )?(?:callback|logout) (?:ur[il]|url)s?$/;
