import { isAbove } from "../../core/exposure-words.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import {
  changeByReading,
  changesByChoice,
  isChangingGet,
  isLinkInMessage,
  isOfEverything,
  isSigningOut,
} from "../../exposure/changing-get.ts";
import { anonymousHarm } from "../../operations/anonymous-harm.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { explicitCredential } from "../../exposure/explicit-credential.ts";
import { sharingOwn } from "../../exposure/said-to-act.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";

/** A GET that changes something, by what it is called (RFC 9110, section 9.2.1: GET is safe). */
export const stateChangingGet: Rule = {
  id: "state-changing-get",
  title: "GET request changes state",
  alsoKnownAs: ["CSRF", "cross-site request forgery"],
  owasp: ["API8:2023"],
  cwe: [650, 352],
  asvs: ["V3.5.3"],
  confidence: "likely",

  rationale: prose`
    Browsers, proxies, link previews and crawlers repeat, prefetch and store GET requests, because GET is meant to
    change nothing. An attacker who gets a user to open a link, or an image with that URL, makes the change as that
    user.
  `,
  exploit: prose`
    An attacker puts the URL of the operation into an image on a page or into a message. The browser or link preview of
    a logged-in user fetches it. The order is cancelled or the record deleted as that user, without any click.
  `,
  remediation: prose`
    Change state by POST, PUT, PATCH or DELETE. Reject GET with 405. If a link in a message must trigger the change, let the
    link open a page with a button.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders/{id}/cancel:
            get: {} # ✗
          /createdb:
            get: {} # ✗
          /notes/{id}/trash:
            get: # ✗
              operationId: deleteNote
          /delete:
            get: # ✗
              operationId: deleteAll
          /init:
            get: # ✗
              responses:
                "200":
                  description: Done.
                  content:
                    application/json:
                      schema:
                        type: string
          /drivers/{id}/block:
            get: # ✗
              responses:
                "204":
                  description: Blocked.
      `,
    ],
    good: [
      yaml`
        paths:
          /orders/{id}/cancel:
            post: {}
          /transfers/{id}:
            get: {}
          /reset:
            get:
              operationId: getResetPage
          /notes/deleted:
            get: {}
          /init:
            get:
              responses:
                "200":
                  description: The initial settings of an app.
                  content:
                    application/json:
                      schema:
                        properties:
                          languages:
                            type: array
                            items:
                              type: string
          /orders/{id}/refund:
            get:
              responses:
                "200":
                  description: The refunded amount.
                  content:
                    application/json:
                      schema:
                        properties:
                          amount:
                            type: integer
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => isChangingGet(operation) || changesByChoice(operation));
    for (const [isOfAll, alike] of grouped(operations, isDeletingAll)) {
      const ids = listed(
        alike.map(({ id }) => id),
        3,
      );
      yield {
        at: placeOf(alike[0]!),
        cause: isOfAll ? "all" : "",
        places: alike.map((operation) => ({ at: placeOf(operation), operation })),
        message: isOfAll
          ? `${ids} ${alike.length === 1 ? "deletes" : "delete"} everything, judging by ${alike.length === 1 ? "its name" : "their names"}, and a link is enough to trigger it`
          : `${ids} ${alike.length === 1 ? "changes state, according to its name or description" : "change state, according to their names or descriptions"}`,
        ...wordsByCredential(api, alike),
        evidence: alike.flatMap((operation) => {
          const sentence = changeByReading(operation) ?? sharingOwn(operation);
          return sentence === undefined ? [] : [`The description of ${operation.id} says: ${quoted(sentence)}.`];
        }),
        aggravations: isOfAll
          ? ["it deletes many objects at once", "a call names no object and needs no confirmation"]
          : [],
        mitigations: mitigationsOf(api, alike),
      };
    }
  },
};

/** Whether a GET takes away all that there is. */
function isDeletingAll(operation: Operation): boolean {
  return isOfEverything(operation) && anonymousHarm(operation) === "many";
}

/**
 * Who sends the credential of a call: a browser does by itself where it is a cookie, Basic or a client's certificate, and where
 * there is none the URL alone is enough; a key in the query is a part of the URL; a key or token in a header is put there by a program.
 */
function carriedBy(api: AssessedApi, operations: readonly Operation[]): "browser" | "url" | "program" {
  // A header that must be sent holds the credential, whatever is declared.
  const asking = operations.filter(
    ({ access, parameters }) =>
      access === "secured" || credentialHeader(parameters.filter(({ required }) => required)) === undefined,
  );
  if (asking.length === 0) return "program";
  // What a call must be sent beside, nobody else can put into a link.
  const unproven = asking.filter((operation) => explicitCredential(operation) === undefined);
  if (unproven.length === 0) return "url";
  const schemes = unproven.map((operation) => api.assessed(operation).schemes.map(({ scheme }) => scheme));
  if (schemes.some((asked) => asked.length === 0 || asked.some(isAmbient))) return "browser";
  // One way in is enough, also where it is not the easiest.
  if (operations.some(isOpenToBrowser)) return "browser";
  return schemes.some((asked) => asked.some((scheme) => scheme.in === "query")) ? "url" : "program";
}

/** Whether an alternative asks for nothing but what a browser adds by itself: `[{ bearer: [] }, { cookie: [] }]`. */
function isOpenToBrowser({ security }: Operation): boolean {
  return (security?.alternatives ?? []).some(
    ({ schemes }) =>
      schemes.length > 0 && schemes.every(({ scheme }) => scheme?.schemeKind === "apiKey" && scheme.in === "cookie"),
  );
}

/** Whether a browser adds a credential by itself; what is not understood may be one. */
function isAmbient({ schemeKind, in: place, scheme }: SecurityScheme): boolean {
  if (schemeKind === "apiKey") return place === "cookie" || place === undefined;
  return schemeKind === "oauth2" ? false : schemeKind !== "http" || scheme !== "bearer";
}

const NOT_BY_ITSELF =
  "browsers do not add the credential by themselves, so opening a link is not enough to make the change";

/** Why it matters, where no browser sends the credential by itself. */
function wordsByCredential(
  api: AssessedApi,
  operations: readonly Operation[],
): { readonly rationale?: string; readonly exploit?: string } {
  const by = carriedBy(api, operations);
  return by === "browser" ? {} : REASONS[by];
}

const REASONS = {
  url: {
    rationale: prose`
      Proxies, link previews and crawlers repeat, prefetch and store GET requests, because GET is meant to change
      nothing. The URL contains the key as well, so anything that has stored the URL can make the change again.
    `,
    exploit: prose`
      A URL of the operation, with its key, is in a log, a history or a message. A link preview, a crawler or a retry
      fetches it. The change is made again unintentionally.
    `,
  },
  program: {
    rationale: prose`
      Clients, proxies and caches repeat, prefetch and store GET requests, because GET is meant to change nothing. The
      change is then made twice, or a stored response reports a change that was never made.
    `,
    exploit: prose`
      A client's library or a proxy repeats the request after a timeout, which is allowed for GET. The change is made
      twice. Or a cache returns a stored response, and the caller wrongly believes that the change was made.
    `,
  },
} as const;

function mitigationsOf(api: AssessedApi, operations: readonly Operation[]): readonly string[] {
  if (operations.every(isSigningOut)) return ["it only logs the caller out"];
  if (operations.every(isLinkInMessage)) return ["it looks like a link in a message"];
  const harm = operations.every(isOfCallersBrowser)
    ? ["it only changes what the caller's own browser keeps"]
    : operations.every(({ path, lexicon }) => lexicon.is(lastName(path), "gives-back-state"))
      ? ["it only puts back or renews something, and takes nothing away"]
      : operations.every((operation) => makesOnlyNew(api, operation))
        ? ["it only computes something new, and the API keeps nothing that belongs to a caller"]
        : [];
  return [...harm, ...ofBrowser(api, operations)];
}

/** Whether a path is about the cookies that a browser sends: who calls has them, and nobody else. */
function isOfCallersBrowser({ path }: Operation): boolean {
  return /(?:^|\/)cookies?(?:\/|$)/i.test(path);
}

/** Whether a call makes something where nothing can be changed by another method, and nothing is of a person or restricted. */
function makesOnlyNew(api: AssessedApi, { path, lexicon }: Operation): boolean {
  return (
    lexicon.which(lastName(path), MAKES) !== undefined &&
    api.operations.every(
      (operation) =>
        operation.method === "GET" &&
        !api.data.flowsOf(operation).some(({ field }) => field.isPersonal || isAbove(field.sensitivity, "internal")),
    )
  );
}

const MAKES = ["new", "create", "generate"] as const;

function lastName(path: string): string {
  return textOfName(path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "");
}

function ofBrowser(api: AssessedApi, operations: readonly Operation[]): readonly string[] {
  return carriedBy(api, operations) === "browser" ? [] : [NOT_BY_ITSELF];
}
