import { count, listed, prose, yaml } from "../../core/prose.ts";
import { wordsOf } from "../../data/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
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
  return operations.every((operation) => IN_MESSAGES.test(operation.path))
    ? ["it looks like the link of a message"]
    : [];
}

/** What a link in a message leads to. */
const IN_MESSAGES = /verif|confirm|activat|unsubscrib|invit|opt-?_?out|approve|accept|magic/i;

/** Whether a read is called after a change: by the last fixed segment of its path, or by its operationId. */
function changes(operation: Operation): boolean {
  if (operation.operationKind !== "path" || operation.method !== "GET") return false;
  const named = (operation.operationId ?? "").split(/[./:]/).at(-1) ?? "";
  const id = wordsOf(named);
  const first = id[0] ?? "";
  if (READING.has(first) || READING.has(wordsOf(operation.summary ?? "")[0] ?? "")) return false;
  if (id.length > 1 && (VERBS.has(first) || (first === "create" && !isBeginning(operation, id)))) return true;
  const last = operation.path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
  return DATABASES.test(last) || SIGNING_OUT.test(last) || (VERBS.has(wordsOf(last)[0] ?? "") && !/ed$/i.test(last));
}

/** Whether what is created is only the beginning of a log-in, or an address to go to. */
function isBeginning(operation: Operation, words: readonly string[]): boolean {
  return (
    /log-?in|sign-?in|auth|self-service|regist|recover|settings/i.test(operation.path) ||
    words.some((word) => /^(?:flow|session|url|uri|link|token)$/.test(word))
  );
}

/** What names of reads begin with, whatever follows. */
const READING = new Set([
  "get",
  "list",
  "read",
  "show",
  "find",
  "fetch",
  "retrieve",
  "return",
  "check",
  "search",
  "query",
  "view",
  "describe",
  "preview",
  "download",
  "is",
  "has",
  "can",
]);

/** Verbs that are no nouns as well: a transfer, an update and a reset can be things that are read. */
const VERBS = new Set([
  "delete",
  "remove",
  "destroy",
  "purge",
  "wipe",
  "erase",
  "cancel",
  "approve",
  "reject",
  "activate",
  "deactivate",
  "enable",
  "disable",
  "revoke",
  "unsubscribe",
  "restart",
  "reboot",
  "shutdown",
  "regenerate",
  "invalidate",
  "toggle",
  "unlock",
]);

const SIGNING_OUT = /(?:^|\/)(?:log|sign)[-_]?out$/i;
const DATABASES = /^(?:create|drop|init|reset|seed|wipe|populate)[-_]?(?:db|database|data)$/i;
