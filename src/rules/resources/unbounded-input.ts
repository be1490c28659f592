import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { batchOf, nestedOf, workOf, type Workload } from "../../operations/inputs/workloads.ts";

/** One request asks for as much work as the caller likes. */
export const unboundedInput: Rule = {
  id: "unbounded-input",
  title: "Request can ask for unlimited work",
  alsoKnownAs: ["resource exhaustion", "denial of service"],
  owasp: ["API4:2023"],
  cwe: [770, 674],
  asvs: ["V2.2.1", "V5.2.6", "V15.2.2"],
  confidence: "likely",

  rationale: prose`
    What a server does for one entry of a list it does for each: a request with a million of them is a million calls
    that no limit on calls counts. A picture of a million by a million points takes all the memory there is. An object
    that holds others of its kind can be nested until the reader of it runs out of stack.
  `,
  exploit: prose`
    An attacker sends one request with a million entries, a picture size of a million points, or an object nested ten
    thousand levels deep. The server works through it, or runs out of memory or stack. A limit on calls counts one, and
    the service is down for everybody.
  `,
  remediation: prose`
    Give the list maxItems and the number a maximum, and refuse what is larger before the work begins; count entries,
    not calls, where calls are limited. Say how deep objects may be nested, and let the parser stop there.
  `,

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
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${what}`,
        mitigations,
      };
    }
  },
};

type Kind = "open batch" | "batch" | "work" | "nested";

interface Spot extends Workload {
  readonly kind: Kind;
  readonly operation: Operation;
}

const BATCH = {
  title: "A batch may be as long as the caller likes",
  what: "may have any number of entries",
  rationale: prose`
    What a server does for one entry of a list it does for each: a request with a million of them is a million calls
    that no limit on calls counts.
  `,
  remediation: prose`
    Give the list maxItems, and refuse a longer one before the work begins. Count entries, not calls, where calls are
    limited.
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
  batch: { ...BATCH, mitigations: ["nothing says that strangers can send it"] },
  work: {
    title: "Unauthenticated request can ask for unlimited work",
    what: "says how much work it is, and has no maximum",
    rationale: prose`
      One number says what a call costs the server: a picture of a million by a million points takes all the memory
      there is, and no limit on calls counts more than one.
    `,
    remediation: "Give the number a maximum, and refuse what is larger before the work begins.",
    mitigations: [],
  },
  nested: {
    title: "Request may be nested without limit",
    what: "may be nested to any depth",
    rationale: "An object that holds others of its kind can be nested until the reader of it runs out of stack.",
    remediation: "Say how deep objects may be nested, and let the parser stop there.",
    mitigations: ["many parsers stop somewhere"],
  },
};
