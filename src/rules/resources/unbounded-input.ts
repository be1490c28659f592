import { wordsOf } from "../../lexicon/name-tokens.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import {
  deletionsWithoutFilter,
  takesIdentifiers,
  unselectedDeletions,
} from "../../operations/unselected-deletions.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { batchOf, heldBy, nestedOf, workOf, type Workload } from "../../operations/inputs/workloads.ts";
import { withKeyword } from "../../operations/fixes/keyword-changes.ts";

/** One request asks for as much work as the caller likes. */
export const unboundedInput: Rule = {
  id: "unbounded-input",
  title: "Request can consume unlimited resources",
  alsoKnownAs: ["resource exhaustion", "denial of service"],
  owasp: ["API4:2023"],
  cwe: [770, 674],
  asvs: ["V2.2.1", "V5.2.6", "V15.2.2"],
  confidence: "likely",

  rationale: prose`
    A server repeats its work for each entry of a list. A request with a million entries causes the work of a
    million calls, but a rate limit counts only one. An image of a million by a million pixels uses all memory. An
    object that contains its own type can be nested until the parser runs out of stack.
  `,
  exploit: prose`
    An attacker sends one request with a million entries, an image of a million by a million pixels, or an object nested ten
    thousand levels deep. The server works through it, or runs out of memory or stack. A rate limit does
    not help, because it counts only one call, and the service is down for everyone.
  `,
  remediation: prose`
    Give the list maxItems and the number a maximum, and reject larger values before processing; count entries, not
    calls, in rate limits. Declare the maximum nesting depth, and enforce it in the parser.
  `,
  fixes: [
    {
      name: "Limit the length of the list",
      certainty: "suggested",
      requires: () =>
        "The service rejects longer lists before it processes any entry. The maximum is a proposal: take the largest that clients need.",
      changes: (api, { at }) => withKeyword(api, at, "maxItems", 100, { types: ["array"] }),
    },
  ],

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /users/batch:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        users: # ✗
                          type: array
                          items:
                            type: object
          /images/{id}/resize:
            get:
              security: []
              parameters:
                - name: width # ✗
                  in: query
                  schema:
                    type: integer
          /rules:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema: # ✗
                      $ref: "#/components/schemas/Rule"
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
          schemas:
            Rule:
              properties:
                name:
                  type: string
                all:
                  type: array
                  items:
                    $ref: "#/components/schemas/Rule"
      `,
      yaml`
        security:
          - key: []
        paths:
          /hives:
            delete:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: array
                      maxItems: 100
                      items:
                        type: string
          /frames:
            delete:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: array
                      maxItems: 100
                      items:
                        type: string
          /queens:
            delete: # ✗
              description: Removes certain queens.
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-Key
      `,
    ],
    good: [
      yaml`
        paths:
          /users/batch:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        users:
                          type: array
                          maxItems: 100
                          items:
                            type: object
          /users:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        tags:
                          type: array
                          items:
                            type: string
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation): Spot[] => {
      if (isUnsaid(api, operation)) return [];
      const isOpen = isForStrangers(api, operation);
      const batch = batchOf(operation);
      if (batch !== undefined) return [{ ...batch, operation, kind: isOpen ? "open batch" : "batch" }];
      const held = heldBy(operation);
      if (held.length > 0) return held.map((one): Spot => ({ ...one, operation, kind: "held" }));
      // Whoever has a credential has better ways to be a burden.
      if (!isOpen) return [];
      const work = workOf(operation).map((one): Spot => ({ ...one, operation, kind: "work" }));
      const nested = nestedOf(operation);
      return nested === undefined ? work : [...work, { ...nested, operation, kind: "nested" }];
    });
    for (const [kind, found] of grouped(spots, (spot) => spot.kind)) {
      const names = [...new Set(found.map(({ name }) => (name === "" ? "the body" : quoted(name))))];
      const operations = [...new Set(found.map(({ operation }) => operation.id))];
      const { title, what, mitigations, rationale, remediation } = KINDS[kind];
      yield {
        at: found[0]!.at,
        cause: kind,
        places: found.map(({ at, operation, witness }) => ({ at, operation, witness })),
        title,
        rationale,
        remediation,
        message: capitalized(`${listed(names, 3)} of ${listed(operations, 3)} ${what}`),
        mitigations: [
          ...mitigations,
          ...(kind === "open batch" && !found.some(hasCalls)
            ? ["batch entries are records, not separate API calls"]
            : []),
          ...(kind === "work" && found.every(({ name }) => LENGTHS.test(name))
            ? ["the value only sets the length of a generated text"]
            : []),
        ],
      };
    }
    yield* deletionFaults(api);
    yield* unfilteredFaults(api);
  },
};

/** Deletions of all that there is, unless a filter is given, which none has to be. */
function* unfilteredFaults(api: AssessedApi): Generator<Fault> {
  const found = deletionsWithoutFilter(
    api.operations.filter((operation) => api.assessed(operation).judgedAs !== "private"),
  );
  const [first] = found;
  if (first === undefined) return;
  const ids = found.map(({ id }) => id);
  yield {
    at: placeOf(first),
    cause: "deletion without a filter",
    title: "Deletion of everything unless a filter is given",
    rationale: prose`
      Every filter is optional, so a call without one deletes the whole collection. A client that forgets a filter, or
      sends an empty one, loses everything, and so does the owner of a stolen credential.
    `,
    exploit: prose`
      An attacker with a stolen credential sends one request without any filter, and everything in the collection is gone.
    `,
    remediation: prose`
      Require a filter, and reject a call without one with 400. Offer the deletion of everything as a separate
      operation, with a confirmation.
    `,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(ids, 3)} ${ids.length === 1 ? "deletes" : "delete"} the whole collection if no filter is given, and every filter is optional`,
    mitigations: found.every(takesIdentifiers)
      ? ["callers send the identifiers of what is to be deleted, so probably only `required` is missing"]
      : [],
  };
}

/** Deletions that say in no way what is to be deleted, where those beside them do. */
function* deletionFaults(api: AssessedApi): Generator<Fault> {
  const paths = api.operations.filter((operation) => api.assessed(operation).judgedAs !== "private");
  const found = unselectedDeletions(paths);
  const [first] = found;
  if (first === undefined) return;
  const ids = found.map(({ operation }) => operation.id);
  const sentences = [...new Set(found.flatMap(({ sentence }) => sentence ?? []))];
  yield {
    at: placeOf(first.operation),
    cause: "deletion without a selection",
    title: "Deletion takes no selection",
    rationale: prose`
      As described, one call without any input deletes the whole collection. If a client wants to delete a few objects,
      but the server ignores its selection, all of them are deleted, and this cannot be undone.
    `,
    exploit: prose`
      An attacker has a stolen credential, or a user is led to a page that makes the call. One request without any input
      deletes everything in the collection.
    `,
    remediation: prose`
      Require a selection of the objects to delete, and reject an empty one with 400. Describe what selects them. Offer
      the deletion of the whole collection as a separate operation, with a confirmation.
    `,
    places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(ids, 3)} ${ids.length === 1 ? "has" : "have"} no input that selects what to delete, but ${first.selecting.id} has one`,
    evidence: sentences.slice(0, 3).map((sentence) => `The description says: ${quotedSentence(sentence)}.`),
    mitigations: found.every(({ isSaidByWhat }) => isSaidByWhat)
      ? ["the text says by what they are selected, so probably only that input is missing in the description"]
      : sentences.length > 0
        ? []
        : ["it may be meant to delete all of them"],
  };
}

/** Whether each entry of a batch is a whole call, by what the list is called: then one call makes as many as its caller likes. */
function hasCalls({ name }: Workload): boolean {
  return /^(?:requests?|calls?|operations?|commands?|anfragen|requêtes|peticiones|solicitudes|pedidos)$/.test(
    wordsOf(name).at(-1) ?? "",
  );
}

/** How long a text is that is made: it fills a memory much later than a picture does. */
const LENGTHS = /^(?:length|len)$/i;

type Kind = "open batch" | "batch" | "held" | "work" | "nested";

interface Spot extends Workload {
  readonly kind: Kind;
  readonly operation: Operation;
}

const BATCH = {
  title: "Batch has no maximum number of entries",
  what: "may have any number of entries",
  rationale: prose`
    A server repeats its work for each entry of a list. A request with a million entries causes the work of a
    million calls, but a rate limit counts only one.
  `,
  remediation: prose`
    Give the list maxItems, and reject longer lists before processing. Count entries, not calls, in rate limits.
  `,
};
interface KindWords {
  readonly title: string;
  readonly what: string;
  readonly mitigations: readonly string[];
  readonly rationale: string;
  readonly remediation: string;
}
const KINDS: Readonly<Record<Kind, KindWords>> = {
  "open batch": { ...BATCH, mitigations: [] },
  batch: { ...BATCH, mitigations: ["nothing indicates public access"] },
  held: {
    title: "Caller decides how long a call keeps the server busy",
    what: "sets how long a call keeps the server busy, and has no maximum",
    rationale: prose`
      Each call keeps a process or a connection until it ends. A few callers who choose a long time occupy all of them,
      and a limit on calls per minute does not count those that are still open.
    `,
    remediation: "Give the number a maximum, and reject larger values. Limit how many calls one caller may keep open.",
    mitigations: [],
  },
  work: {
    title: "Unauthenticated request can consume unlimited resources",
    what: "sets the amount of work, and has no maximum",
    rationale: prose`
      One number sets the cost of a call: an image of a million by a million pixels uses all memory, and a rate limit
      counts only one call.
    `,
    remediation: "Give the number a maximum, and reject larger values before processing.",
    mitigations: [],
  },
  nested: {
    title: "Request may be nested without limit",
    what: "may be nested to any depth",
    rationale: "An object that contains its own type can be nested until the parser runs out of stack.",
    remediation: "Declare the maximum nesting depth, and enforce it in the parser.",
    mitigations: ["many parsers limit the depth"],
  },
};
