import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";

/** A request takes what only the owner's own programs are to set. */
export const internalSwitch: Rule = {
  id: "internal-switch",
  title: "Callers can set what is meant for the inside",
  owasp: ["API3:2023", "API8:2023"],
  cwe: [915, 489],
  asvs: ["V15.3.3", "V13.4.2"],
  confidence: "likely",

  rationale: prose`
    A field that is called internal, or a switch that skips a check or shows what is inside, was made for the programs
    or the developers of the owner. Once it is in the description every caller has it, and the server does as it is
    told.
  `,
  exploit: prose`
    An attacker finds a parameter in the description that skips a check, or one that is called internal, and sets it.
    The server does as it is told, as it does for its own jobs. The check that everybody relied on is off for whoever
    has read the description.
  `,
  remediation: prose`
    Take it out of what callers send, and refuse requests that have it. Switch such things in the configuration of the
    server, or by an operation of its own for those who may.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /products/{id}:
            put:
              security: []
              parameters:
                - name: internal_status # ✗
                  in: query
                  schema:
                    type: string
          /orders:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        skip_payment_check: # ✗
                          type: boolean
      `,
    ],
    good: [
      yaml`
        paths:
          /products/{id}:
            put:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        internal_status:
                          type: string
                          readOnly: true
                        internal_id:
                          type: string
          /admin/products/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        internal_status:
                          type: string
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      operation.operationKind === "path" &&
      api.assessed(operation).judgedAs !== "private" &&
      !isAdministration(operation) &&
      !isUnsaid(api, operation)
        ? switchesOf(operation).map((field) => ({ field, operation }))
        : [],
    );
    for (const [isOpen, found] of grouped(spots, ({ operation }) => isForStrangers(api, operation))) {
      const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(found.map(({ operation }) => operation.id))];
      yield {
        at: found[0]!.field.at,
        cause: isOpen ? "open" : "known",
        places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${
          names.length === 1 ? "is" : "are"
        } meant for the inside by ${names.length === 1 ? "its name" : "their names"}`,
        aggravations:
          isOpen && found.some(({ field }) => forcesAnswer(field, api.lexicon))
            ? ["whoever calls decides what others are told"]
            : [],
        mitigations: isOpen ? [] : ["nothing says that strangers can send it"],
      };
    }
  },
};

const switchesOf = memo((operation: Operation) =>
  requestFields(operation).filter((field) => isInternal(field, operation)),
);

function isInternal(field: RequestField, operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  // Where developers look and settings are made a switch is in its place.
  if (field.in === "path" || field.depth > 1 || /debug|config|setting|log/i.test(path)) return false;
  if (segmentWords(operation).some((words) => lexicon.has(words, "set-up"))) return false;
  if (lexicon.is(field.text, "inner-mode") || skipsGuard(field.words, lexicon) || forcesAnswer(field, lexicon))
    return true;
  return method !== "GET" && method !== "HEAD" && isOfInside(field, lexicon);
}

/** What the owner's own programs write. */
function isOfInside({ text, words }: RequestField, lexicon: Lexicon): boolean {
  return (
    lexicon.is(text, "internal-only") ||
    (words.length > 1 && lexicon.has(words, "internal") && isMadeOf(words, lexicon, "internal-thing", "internal"))
  );
}

/** Whether a switch leaves out what keeps callers from things: `skipPaymentCheck`, `omitirVerificacion`, `pruefungUeberspringen`. */
function skipsGuard(words: readonly string[], lexicon: Lexicon): boolean {
  const first = lexicon.lengthAt(words, 0, "skips");
  const last = words.at(-1) ?? "";
  const isLast = lexicon.is(last, "skips") && lexicon.inEnglish(last, "skips") !== last;
  const rest = first > 0 ? words.slice(first) : isLast ? words.slice(0, -1) : [];
  if (rest.length === 0 || rest.length > 3) return false;
  // One word may say of what the check is, before it in English, behind it in Romance languages.
  const isAtEnd = [0, 1].some((at) => at < rest.length && lexicon.lengthAt(rest, at, "guard") === rest.length - at);
  return isAtEnd || (!endsIn(rest, lexicon, "guard") && isHeadedBy(rest, lexicon, "guard"));
}

/** Whether a switch makes an answer other than it would be, whatever is true: `force_status`, `statusErzwingen`. */
function forcesAnswer({ words }: RequestField, lexicon: Lexicon): boolean {
  if (words.length < 2 || words.length > 3) return false;
  const isForced = (forced: string, answer: string): boolean =>
    lexicon.is(forced, "forces") && lexicon.is(answer, "answered");
  const [first, last] = [words[0]!, words.at(-1)!];
  return isForced(first, last) || isForced(last, first);
}
