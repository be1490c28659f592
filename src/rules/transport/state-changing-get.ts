import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import {
  changeByReading,
  isChangingGet,
  isLinkInMessage,
  isOfEverything,
  isSigningOut,
} from "../../exposure/changing-get.ts";
import { anonymousHarm } from "../../operations/anonymous-harm.ts";
import { placeOf, type Operation } from "../../model/api.ts";
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
    Use POST, PUT, PATCH or DELETE, and reject GET with 405. If a link in a message must trigger it, let the link open a
    page with a button.
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
    const operations = api.operations.filter(isChangingGet);
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
          ? `${ids} ${alike.length === 1 ? "deletes" : "delete"} everything, by ${alike.length === 1 ? "its name" : "their names"}, and a link is enough to trigger it`
          : `${ids} ${alike.length === 1 ? "changes state, according to its name or description" : "change state, according to their names or descriptions"}`,
        evidence: alike.flatMap((operation) => {
          const sentence = changeByReading(operation);
          return sentence === undefined ? [] : [`The description of ${operation.id} says: ${quoted(sentence)}.`];
        }),
        aggravations: isOfAll
          ? ["it deletes many objects at once", "a call names no object and needs no confirmation"]
          : [],
        mitigations: mitigationsOf(alike),
      };
    }
  },
};

/** Whether a GET takes away all that there is. */
function isDeletingAll(operation: Operation): boolean {
  return isOfEverything(operation) && anonymousHarm(operation) === "many";
}

function mitigationsOf(operations: readonly Operation[]): readonly string[] {
  if (operations.every(isSigningOut)) return ["it only logs the caller out"];
  return operations.every(isLinkInMessage) ? ["it looks like a link in a message"] : [];
}
