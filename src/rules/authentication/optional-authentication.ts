import { count, listed, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { intentOf } from "../../exposure/intent.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";

/** A requirement one of whose alternatives is empty (OpenAPI 3.1, section Security Requirement Object). */
export const optionalAuthentication: Rule = {
  id: "optional-authentication",
  title: "Authentication is optional",
  owasp: ["API2:2023"],
  cwe: [306],
  asvs: ["V8.2.1"],
  confidence: "certain",

  rationale: prose`
    An empty requirement among the alternatives lets callers in without any credential. The operation shows a lock in
    the documentation, and is open to everybody.
  `,
  exploit: prose`
    An attacker leaves the Authorization header out. The empty alternative lets the request in, and whatever the
    operation does for a caller without a name it does now. Reviewers saw the lock in the documentation and did not test
    it.
  `,
  remediation: prose`
    Remove the empty alternative. Where anonymous callers are meant to get less than others, make that an operation of
    its own with "security: []", and say what it returns.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders/{id}:
            delete:
              security:
                - token: []
                - {} # ✗
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
          /orders/{id}:
            delete:
              security:
                - token: []
                - key: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
            key:
              type: apiKey
              in: header
              name: X-API-Key
      `,
    ],
  },

  *check(api) {
    // Operations that make the same schemes optional are one decision, made once at the root or many times by copying.
    const groups = new Map<string, { names: readonly string[]; spots: FaultPlace[]; operations: Operation[] }>();
    for (const operation of api.operations) {
      if (operation.access !== "optional" || operation.operationKind !== "path") continue;
      // What is there before anybody has a credential takes one from those who have it: a confidential client's, say.
      if (intentOf(operation) !== undefined) continue;
      const alternatives = operation.security?.alternatives ?? [];
      const open = alternatives.find(({ schemes }) => schemes.length === 0);
      if (open === undefined) continue;
      const names = [...new Set(alternatives.flatMap(({ schemes }) => schemes.map(({ name }) => name)))].toSorted();
      const key = names.join(" ");
      const group = groups.get(key) ?? { names, spots: [], operations: [] };
      groups.set(key, group);
      group.spots.push({ at: placeOf(open), operation });
      group.operations.push(operation);
    }
    for (const [key, { names, spots, operations }] of groups) {
      yield {
        at: spots[0]!.at,
        cause: key,
        places: spots,
        message: `${count(operations.length, "operation")} ${operations.length === 1 ? "lets" : "let"} callers in without ${listed(names)}`,
        mitigations: operations.every(({ method }) => READS.has(method)) ? ["all of them only read"] : [],
      };
    }
  },
};

/** Methods that change nothing (RFC 9110, section 9.2.1; `QUERY` of OpenAPI 3.2). */
const READS = new Set(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);
