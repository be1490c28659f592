import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { liftedRestrictions } from "../../operations/inputs/lifted-restrictions.ts";
import { isChoice, isText, leavesOut, requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { askedFaults } from "../../operations/inputs/asked-by-callers.ts";

/** A parameter makes a response hold more than its schema shows. */
export const excessiveDataByParameter: Rule = {
  id: "excessive-data-by-parameter",
  title: "Parameter lets the client ask for more data than usual",
  owasp: ["API3:2023", "API4:2023"],
  cwe: [213, 770],
  asvs: ["V8.2.3", "V15.3.1"],
  confidence: "likely",

  rationale: prose`
    With a parameter that lists related objects or fields, callers choose what is returned. They get whatever the
    server can reach, far more than the response schema shows. A reviewer cannot tell what is exposed, and callers
    find out by trying names.
  `,
  exploit: prose`
    An attacker tries names of related objects in the parameter: owner, payments, sessions. The server adds every object
    that it can reach, without checking who may see it. The response contains data that no schema of this operation
    shows.
  `,
  remediation: prose`
    Declare the allowed values as an enum of the parameter, and check the caller's rights on each added object. Limit
    the depth of nesting.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: include # ✗
                  in: query
                  schema:
                    type: string
      `,
      yaml`
        security:
          - key: []
        paths:
          /articles:
            get:
              parameters:
                - name: embargoed # ✗
                  in: query
                  schema:
                    enum: [include, exclude]
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-Api-Key
      `,
    ],
    good: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: include
                  in: query
                  schema:
                    type: array
                    items:
                      enum: [author, comments]
      `,
    ],
  },

  *check(api) {
    yield* askedFaults(api, wideningOf, {
      one: "accepts any name of data to return",
      more: "accept any name of data to return",
    });
    yield* liftingFaults(api);
  },
};

/** Parameters by which callers get what is held back, one fault for those of one name. */
function* liftingFaults(api: AssessedApi): Generator<Fault> {
  const lifted = liftedRestrictions(api);
  for (const [name, found] of grouped(lifted, ({ field }) => field.text)) {
    const operations = [...new Set(found.map(({ operation }) => operation.id))];
    const said = found.map(({ field }) => field.description).find((text) => text.trim() !== "");
    yield {
      at: found[0]!.field.at,
      cause: `lifts ${name}`,
      title: "Parameter returns what is held back from callers",
      rationale: HELD_BACK,
      exploit: prose`
        An attacker reads in the description which value of the parameter returns unpublished items, and requests
        them page by page with the credential that every caller has. Some are not meant to be seen yet, others no
        longer.
      `,
      remediation: prose`
        Accept the value only from callers with a scope or role of their own, and refuse it with 403 for all others.
        Say in the description who they are, and test it with an ordinary credential.
      `,
      places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${quoted(found[0]!.field.name)} of ${operations.length > 3 ? count(operations.length, "operation") : listed(operations)} returns what is held back from other requests, and nothing says who may ask for it`,
      evidence: said === undefined ? [] : [`The description says: ${quotedSentence(said)}.`],
      aggravations: [
        ...(found.some(({ mayBeOwn }) => !mayBeOwn)
          ? ["callers of the operation cannot create such content themselves: it is not their own"]
          : []),
        ...(found.some(({ isToldToStrangers }) => isToldToStrangers) ? ["anyone can ask for it"] : []),
      ],
      mitigations: found.some(({ isOfContent }) => isOfContent)
        ? []
        : ["the returned items are deleted, hidden or inactive, and not necessarily secret"],
    };
  }
}

const HELD_BACK = prose`
  Drafts, embargoed and hidden items are hidden from callers until their release is decided. A parameter that
  returns them to anyone who sends a request makes that decision worthless.
`;

const wideningOf = memo((operation: Operation) =>
  requestFields(operation).filter((field) => isWidening(field, operation.lexicon)),
);

function isWidening(field: RequestField, lexicon: Lexicon): boolean {
  return (
    field.in === "query" &&
    lexicon.is(field.text, "widens") &&
    isText(field) &&
    !isChoice(field) &&
    leavesOut(field, "pattern") &&
    // A list in words is a list too.
    !/`\w+`/.test(field.description) &&
    !lexicon.has(wordsInOrder(field.description), "one-of-a-few")
  );
}
