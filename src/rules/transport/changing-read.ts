import { count, listed, prose, yaml } from "../../core/prose.ts";
import { wordsOf } from "../../data/classify/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";

/** A GET that changes something, by what it is called (RFC 9110, section 9.2.1: GET is safe). */
export const changingRead: Rule = {
  id: "changing-read",
  title: "A read changes something",
  owasp: ["API8:2023"],
  cwe: [650, 352],
  asvs: ["V3.5.3"],
  confidence: "likely",

  rationale: prose`
    Browsers, proxies, link previews and crawlers repeat a GET, prefetch it and keep it in histories, because it is meant
    to change nothing. Whoever gets a user to open a link, or an image with that address, makes the change in the user's
    name.
  `,
  exploit: prose`
    An attacker puts the address of the operation into a picture on a page or into a message. The browser or the link
    preview of somebody who is logged in fetches it. The order is cancelled or the record deleted in that person's name,
    with no click at all.
  `,
  remediation: prose`
    Use POST, PUT, PATCH or DELETE, and answer a GET of it with 405. Where a link in a message must do it, let the link
    show a page with a button.
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
          /orders/{id}/refund:
            get:
              responses:
                "200":
                  description: What was paid back.
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
    const operations = api.operations.filter(changes);
    if (operations.length === 0) return;
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        operations.map(({ id }) => id),
        3,
      )} ${operations.length === 1 ? "changes something, as its name says" : `change something, as the names of ${count(operations.length, "operation")} say`}`,
      mitigations: mitigationsOf(operations),
    };
  },
};

function mitigationsOf(operations: readonly Operation[]): readonly string[] {
  if (operations.every(({ path }) => SIGNING_OUT.test(path))) return ["all that it changes is that the caller is out"];
  // Who follows a link in a message has no token to send.
  return operations.every(({ path, access }) => access !== "secured" && IN_MESSAGES.test(path))
    ? ["it looks like the link of a message"]
    : [];
}

/** What a link in a message leads to. */
const IN_MESSAGES = /verif|confirm|activat|unsubscrib|invit|opt-?_?out|approve|accept|magic/i;

/** Whether a read is called after a change: by the last fixed segment of its path, its operationId or its summary. */
function changes(operation: Operation): boolean {
  if (operation.operationKind !== "path" || operation.method !== "GET") return false;
  const named = (operation.operationId ?? "").split(/[./:]/).at(-1) ?? "";
  const id = wordsOf(named);
  const first = id[0] ?? "";
  const summary = wordsOf(operation.summary ?? "");
  if (READING.has(first) || READING.has(summary[0] ?? "")) return false;
  if (id.length > 1 && (VERBS.has(first) || (first === "create" && !isBeginning(operation, id)))) return true;
  const last = operation.path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
  if (DATABASES.test(last) || SIGNING_OUT.test(last) || (VERBS.has(wordsOf(last)[0] ?? "") && !/ed$/i.test(last)))
    return true;
  return isActOnOne(operation, wordsOf(last)) && (answersNothing(operation) || isImperative(operation, summary, id));
}

/** Whether a path ends in what may be done to the one thing before it: `/orders/{id}/refund`. */
function isActOnOne({ path }: Operation, last: readonly string[]): boolean {
  const isAct =
    last.length === 1
      ? NOUNS_TOO.has(last[0]!) || ABROAD.has(last[0]!)
      : ACTS_OF_TWO.test(last.join(" ")) || (last.length === 2 && NOUNS_TOO.has(last[0]!));
  return isAct && /\}\/[^/{}]+\/?$/.test(path);
}

/** Whether nothing comes back that could have been read: no body, or only how it went. */
function answersNothing({ responses }: Operation): boolean {
  const succeeded = responses.filter(({ status }) => /^[23]/.test(status));
  return (
    succeeded.length > 0 &&
    succeeded.every(({ status, content }) =>
      /^2(?:00|XX)$/i.test(status) ? content.length > 0 && content.every(({ schema }) => isReceipt(schema)) : true,
    )
  );
}

function isReceipt(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const { properties, types } = targetOf(schema);
  if (properties.size === 0) return types.includes("boolean");
  return [...properties.keys()].every((name) => /^(?:ok|success|status|state|message|result|code)$/i.test(name));
}

/** Whether the summary or the operationId tells somebody to do it: "Refund an order", `refundOrder`. */
function isImperative({ path }: Operation, [verb = "", next = ""]: readonly string[], id: readonly string[]): boolean {
  const last = wordsOf(path.split("/").findLast((segment) => segment !== "") ?? "")[0]!;
  return (verb === last && ARTICLES.has(next)) || (id.length > 1 && id[0] === last);
}

const ARTICLES = new Set(["a", "an", "the", "this", "that", "own", "my", "one", "your", "all"]);

/** Whether what is created is only the beginning of a log-in, or an address to go to. */
function isBeginning(operation: Operation, words: readonly string[]): boolean {
  return (
    /log-?in|sign-?in|auth|self-service|regist|recover|settings/i.test(operation.path) ||
    words.some((word) => /^(?:flow|session|url|uri|link|token)$/.test(word))
  );
}

/** What names of reads begin with, whatever follows. */
const READING = new Set(
  "get list read show find fetch retrieve return check search query view describe preview download is has can".split(
    " ",
  ),
);

/** Verbs that are no nouns as well: a transfer, an update and a reset can be things that are read. */
const VERBS = new Set(
  "delete remove destroy purge wipe erase cancel approve reject activate deactivate enable disable revoke unsubscribe restart reboot shutdown regenerate invalidate toggle unlock decline dismiss suspend unsuspend unblock unban reinstate terminate publish unpublish unarchive resend unfollow disconnect reopen redeem demote evict expel impersonate discard rollback unassign reassign deregister unfreeze unmute fulfil fulfill finalize finalise reindex".split(
    " ",
  ),
);

/** Verbs that are nouns too, or begin names of things: what tells is where they stand, and what comes back. */
const NOUNS_TOO = new Set(
  "accept acknowledge archive assign ban block book charge claim clear close complete confirm deny deposit end expire extend finish flush follow freeze grant kick like lock mark mute pause pay promote refund release renew reset restore resume retry rotate send settle share sign start stop submit sync transfer trigger update upgrade downgrade void withdraw".split(
    " ",
  ),
);
const ACTS_OF_TWO =
  /^(?:check (?:in|out)|opt (?:in|out)|mark (?:as )?\w+|pay out|cash (?:in|out)|turn (?:on|off)|switch (?:on|off)|roll back|write off|set (?:as )?\w+|make \w+|force \w+|log out all)$/;
const ABROAD = new Set(
  "loeschen stornieren sperren entsperren freigeben ablehnen annehmen genehmigen bestaetigen aktivieren deaktivieren kuendigen annuler supprimer approuver refuser accepter valider activer desactiver rembourser bloquer debloquer cancelar eliminar borrar aprobar rechazar aceptar activar desactivar reembolsar bloquear desbloquear anular confirmar excluir aprovar rejeitar recusar aceitar ativar desativar remover apagar".split(
    " ",
  ),
);

const SIGNING_OUT = /(?:^|\/)(?:log|sign)[-_]?out$/i;
const DATABASES = /^(?:create|drop|init|reset|seed|wipe|populate)[-_]?(?:db|database|data)$/i;
