import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import type { Operation } from "../../model/api.ts";
import { isNumber, leavesOut, requestFields, says, type RequestField } from "../../operations/request-fields.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { phrasePattern, withPlainSigns, WORD_START } from "../../lexicon/phrase-pattern.ts";
import { memo, memoOfText, memoOfTextBy } from "../../core/memo.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { withKeyword } from "../../operations/fixes/keyword-changes.ts";

/** The caller says how much is returned, and nothing says how much that can be. */
export const unboundedPageSize: Rule = {
  id: "unbounded-page-size",
  title: "Page size has no maximum",
  alsoKnownAs: ["pagination", "resource exhaustion", "denial of service"],
  owasp: ["API4:2023"],
  cwe: [770],
  asvs: ["V2.2.1", "V15.2.2"],
  confidence: "likely",

  rationale: prose`
    A limit without a maximum is no limit. One request for a page of a billion entries, or a tree a thousand levels
    deep, reads everything: it exhausts the server's memory and exposes the whole collection.
  `,
  exploit: prose`
    An attacker sets the page size to a billion and sends the request a few times. The server loads everything into
    memory and crashes, or returns the whole collection at once. A rate limit does not help, because one call is enough.
  `,
  remediation: prose`
    Give the parameter a maximum in its schema, and cap or reject larger values.
  `,
  fixes: [
    {
      name: "Limit the size of a page",
      certainty: "suggested",
      requires: () =>
        "The service caps or rejects larger values. The maximum is a proposal: take the largest that clients need.",
      changes: (api, { at, witness = "" }) =>
        withKeyword(api, at, "maximum", isOfTree(witness) ? 5 : 100, { types: ["integer", "number"] }),
    },
  ],

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /articles:
            get:
              parameters:
                - name: limit # ✗
                  in: query
                  schema:
                    type: integer
                    minimum: 1
          /tree:
            get:
              parameters:
                - name: depth # ✗
                  in: query
                  schema:
                    type: integer
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /articles:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    minimum: 1
                    maximum: 100
          /tree:
            get:
              parameters:
                - name: depth
                  in: query
                  schema:
                    type: integer
                    maximum: 5
      `,
      yaml`
        paths:
          /articles:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    maximum: 100
                - name: page
                  in: query
                  schema:
                    type: integer
          /comments:
            get:
              parameters:
                - name: per_page
                  in: query
                  description: How many to return, at most 50.
                  schema:
                    type: integer
          /shoes:
            get:
              parameters:
                - name: size
                  in: query
                  schema:
                    type: integer
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      (isUnsaid(api, operation) ? [] : sizesOf(operation).filter(({ name }) => !isCappedByText(api, name))).map(
        ({ name, at, witness }) => ({
          name,
          at,
          operation,
          witness,
        }),
      ),
    );
    // What is bounded elsewhere has been thought of, and here forgotten.
    const bounded = spots.length === 0 ? undefined : boundedSizes(api, spots);
    const kindOf = ({ operation }: SizeSpot): Kind =>
      isForStrangers(api, operation) ? "open" : bounded === undefined ? "known" : "forgotten";
    for (const [kind, found] of grouped(spots, kindOf)) {
      const isOpen = kind === "open";
      const evidence =
        kind === "forgotten"
          ? [`In contrast, ${quoted(bounded!.name)} of ${bounded!.operation.id} has a maximum.`]
          : [];
      const definitions = isOpen
        ? []
        : [...grouped(found, ({ at }) => `${at.file}${at.pointer}`).values()].filter(isShared);
      for (const uses of definitions) {
        const { name, at } = uses[0]!;
        yield {
          at,
          cause: `definition ${name}`,
          carriers: uses.map(({ operation }) => operation),
          message: `${quoted(name)}, which ${count(uses.length, "operation")} share, has no maximum`,
          rationale: rationaleOf([name]),
        };
      }
      const shared = new Set(definitions.flat());
      const own = found.filter((spot) => !shared.has(spot));
      if (own.length > 0)
        yield {
          ...ownFault(own),
          cause: kind === "known" ? "" : kind,
          evidence,
          rationale: rationaleOf(own.map(({ name }) => name)),
        };
    }
  },
};

function isOfTree(name: string): boolean {
  return /depth|level/i.test(name);
}

type Kind = "open" | "forgotten" | "known";

/**
 * A page size that has a maximum, where those without are few. Where many have none, the writer left them out of the
 * description.
 */
function boundedSizes(
  api: AssessedApi,
  unbounded: readonly SizeSpot[],
): { readonly name: string; readonly operation: Operation } | undefined {
  const bounded = api.operations.flatMap((operation) =>
    requestFields(operation)
      .filter((field) => isPageSize(field, operation) && isNumber(field) && says(field, "maximum", "exclusiveMaximum"))
      .map(({ name }) => ({ name, operation })),
  );
  return unbounded.length === 1 || (unbounded.length <= FEW && bounded.length > unbounded.length)
    ? bounded[0]
    : undefined;
}

const FEW = 5;

/** Why it matters of what there is: pages, trees, or both. */
function rationaleOf(found: readonly string[]): string {
  const trees = found.filter(isOfTree).length;
  const asked = [
    ...(trees < found.length ? ["for a page of a billion entries"] : []),
    ...(trees > 0 ? ["for a tree a thousand levels deep"] : []),
  ];
  return `A limit without a maximum is no limit. One request ${asked.join(", or ")} reads everything: it exhausts the server's memory and exposes the whole ${trees < found.length ? "collection" : "tree"}.`;
}

interface SizeSpot extends Pick<RequestField, "name" | "at" | "witness"> {
  readonly operation: Operation;
}

/** Whether one definition is used so often that it is what there is to mend. */
function isShared(uses: readonly SizeSpot[]): boolean {
  return uses.length > 5;
}

function ownFault(found: readonly SizeSpot[]): Pick<Fault, "at" | "places" | "message"> {
  const operations = new Set(found.map(({ operation }) => operation));
  const [first] = found;
  return {
    at: first!.at,
    places: found.map(({ at, operation, witness }) => ({ at, operation, witness })),
    message:
      operations.size === 1
        ? `${quoted(first!.name)} of ${first!.operation.id} has no maximum`
        : `${names(found)} of ${count(operations.size, "operation")} ${severalNames(found) ? "have" : "has"} no maximum`,
  };
}

const sizesOf = memo((operation: Operation) =>
  requestFields(operation).filter(
    (field) => isPageSize(field, operation) && isNumber(field) && !isBounded(field, operation.lexicon),
  ),
);

function names(spots: readonly { readonly name: string }[]): string {
  return listed(
    [...new Set(spots.map(({ name }) => name))].map((name) => quoted(name)),
    3,
  );
}

function severalNames(spots: readonly { readonly name: string }[]): boolean {
  return new Set(spots.map(({ name }) => name)).size > 1;
}

/** Those that beside a size say where a page begins. */
const STARTS = /^(?:first|last)$/;
/** Paths of reads that need a body. */
const SEARCHES = /(?:^|[/:_.-])(?:search|query|list|find|filter)[\w-]*$/i;

function isPageSize(field: RequestField, operation: Operation): boolean {
  const inQuery = field.in === "query" && (operation.method === "GET" || operation.method === "POST");
  const inSearch = field.in === "body" && field.depth === 0 && SEARCHES.test(operation.path);
  if (!inQuery && !inSearch) return false;
  const { lexicon } = operation;
  const name = field.text;
  if (NUMBER_OF_DAYS.test(field.description)) return false;
  if (lexicon.is(name, "page-size")) return true;
  if (!lexicon.is(name, "page-size-or-other")) return false;
  if (STARTS.test(name) && requestFields(operation).some(({ text }) => isSize(text, lexicon))) return false;
  return (
    (inQuery &&
      operation.method === "GET" &&
      !lexicon.is(name, "bare-size") &&
      (returnsList(operation) || isExport(operation))) ||
    isPerPage(field.description, lexicon) ||
    requestFields(operation).some((other) => other !== field && lexicon.is(other.text, "page-begin"))
  );
}

/** A text by which a number is one of days, and not of what comes back. */
const NUMBER_OF_DAYS =
  /\bnumber of (?:past |last )?(?:days|hours|weeks|months|years)\b|\bAnzahl (?:der )?Tage\b|\bnombre de jours\b|\bn[úu]mero de d[ií]as\b/i;

function isSize(name: string, lexicon: Lexicon): boolean {
  return lexicon.is(name, "page-size") || (lexicon.is(name, "page-size-or-other") && !STARTS.test(name));
}

function isExport({ path }: Operation): boolean {
  return /(?:^|[/_.-])(?:export|dump|download|report|feed)s?(?:\.\w+)?\/?$/i.test(path);
}

/** A description that says that a number of what comes back is meant. */
const isPerPage = memoOfTextBy((description, lexicon: Lexicon) => perPage(lexicon).test(withPlainSigns(description)));

const perPage = memo(
  (lexicon: Lexicon) =>
    new RegExp(
      `${phrasePattern(lexicon.alternatives("how-many"))}.{0,40}${WORD_START}(?:${lexicon.alternatives("what-lists-hold")})`,
      "u",
    ),
);

/** Whether a largest value is given: by a keyword, or by what the description says. */
function isBounded(field: RequestField, lexicon: Lexicon): boolean {
  return !leavesOut(field, "maximum", "exclusiveMaximum", "enum", "const") || statesMost(field.description, lexicon);
}

/**
 * Whether the text of the whole names a parameter and, in the same sentence, a number that is no default: "`limit` is capped at
 * 100", "`size`, 50 au plus".
 */
function isCappedByText({ info, description }: AssessedApi, name: string): boolean {
  return [info.description, description].some((text) => text !== undefined && capsIn(text).has(name));
}

const capsIn = memoOfText(
  (text): ReadonlySet<string> =>
    new Set(
      sentencesOf(text.slice(0, TEXT), TEXT)
        .filter((sentence) =>
          /(?<![\d.])\d{2,5}(?![\d.])/.test(
            sentence.replaceAll(/\b(?:default|standard|défaut|defecto|padrão)\W{0,3}\d+/gi, ""),
          ),
        )
        .flatMap((sentence) => sentence.match(/[A-Za-z_][\w.-]*/g) ?? []),
    ),
);

/** So much of the text of the whole is looked at. */
const TEXT = 20_000;

/** Whether a text states a largest value; a default beside it is none. */
const statesMost = memoOfTextBy(
  (text, lexicon: Lexicon): boolean => FIGURES.test(text) || mostInWords(lexicon).test(withPlainSigns(text)),
);

const FIGURES = new RegExp(
  [
    String.raw`\b\d[\d,]* (?:is the )?(?:max(?:imum)?|(?:or|and) (?:less|fewer|lower))\b`,
    String.raw`\b(?:must|should|can|may) (?:not )?be .{0,20}\bbetween\b|\bbetween \d+ and \d`,
    String.raw`\b[01] ?(?:-|\u2013|to|\.\.\.?|,) ?\d{2,}\b`,
    String.raw`(?:<=|\u2264|<) ?\d`,
  ].join("|"),
  "iu",
);

const mostInWords = memo(
  (lexicon: Lexicon) =>
    new RegExp(
      String.raw`${phrasePattern(lexicon.alternatives("at-most"))}(?:(?!default)[^.\d]|\.(?!\s)){0,40}\d|${phrasePattern(lexicon.alternatives("capped"))}`,
      "u",
    ),
);
