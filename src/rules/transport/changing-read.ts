import { count, listed, prose, yaml } from "../../core/prose.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";

/** A GET that changes something, by what it is called (RFC 9110, section 9.2.1: GET is safe). */
export const changingRead: Rule = {
  id: "changing-read",
  title: "A read changes something",
  alsoKnownAs: ["CSRF", "cross-site request forgery"],
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
  const { lexicon } = operation;
  const named = (operation.operationId ?? "").split(/[./:]/).at(-1) ?? "";
  const id = wordsOf(named);
  const first = id[0] ?? "";
  const summary = wordsOf(operation.summary ?? "");
  if (reads(first, lexicon) || reads(summary[0] ?? "", lexicon)) return false;
  if (id.length > 1 && (isChange(first, lexicon) || (lexicon.is(first, "create") && !isBeginning(operation, id))))
    return true;
  const last = operation.path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
  if (
    DATABASES.test(last) ||
    SIGNING_OUT.test(last) ||
    (isChange(wordsOf(last)[0] ?? "", lexicon) && !/ed$/i.test(last))
  )
    return true;
  return isActOnOne(operation, wordsOf(last)) && (answersNothing(operation) || isImperative(operation, summary, id));
}

/** What names of reads begin with, whatever follows; a check of something is one too. */
function reads(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "begins-a-read") || /^(?:return|is|has|can)$/.test(word);
}

/** Verbs that are no nouns as well: a transfer, an update and a reset can be things that are read. */
function isChange(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "unmistakably-changes") && !lexicon.is(word, "action-or-thing");
}

/** Whether a path ends in what may be done to the one thing before it: `/orders/{id}/refund`. */
function isActOnOne({ path, lexicon }: Operation, last: readonly string[]): boolean {
  const isAct =
    (last.length <= 2 && lexicon.is(last[0] ?? "", "changes-the-one")) ||
    (last.length > 1 &&
      (ACTS_OF_TWO.test(last.join(" ")) || lexicon.lengthAt(last, 0, "changes-the-one") === last.length));
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

const ACTS_OF_TWO =
  /^(?:check (?:in|out)|opt (?:in|out)|mark (?:as )?\w+|pay out|cash (?:in|out)|turn (?:on|off)|switch (?:on|off)|roll back|write off|set (?:as )?\w+|make \w+|force \w+|log out all)$/;
const SIGNING_OUT = /(?:^|\/)(?:log|sign)[-_]?out$/i;
const DATABASES = /^(?:create|drop|init|reset|seed|wipe|populate)[-_]?(?:db|database|data)$/i;
