import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOfferedToPublic } from "../../exposure/offered-to-public.ts";
import { readingOf } from "../../exposure/reading.ts";
import { bringsCapability } from "../../operations/capability.ts";
import { isLimited } from "../../operations/flows/limits.ts";
import { isEnteredByVisitor, isGuardedSubmission } from "../../operations/guarded-submission.ts";
import { partitioned } from "../../core/grouped.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { namesScheme, type SecurityScheme } from "../../model/security.ts";
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
    An empty requirement among the alternatives lets callers in without a credential. The documentation shows a padlock,
    but anyone can call the operation.
  `,
  exploit: prose`
    An attacker omits the Authorization header. The empty security requirement allows this, and the operation runs for an
    anonymous caller. Reviewers see the padlock in the documentation and do not test the call without a credential.
  `,
  remediation: prose`
    Remove the empty security requirement ({}). If anonymous callers are meant to get less than others, create a separate operation
    with "security: []", and describe what it returns.
  `,
  fixes: [
    {
      name: "Require the credential",
      certainty: "suggested",
      requires: () => "The service refuses each of these calls without the credential.",
      changes: (_api, { at }) => [{ op: "remove", at }],
    },
  ],

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
    const groups = new Map<string, { names: readonly string[]; spots: OptionalPlace[] }>();
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || !isOptional(operation)) continue;
      // What is there before anybody has a credential takes one from those who have it: a confidential client's, say.
      if (intentOf(operation) !== undefined) continue;
      const alternatives = operation.security?.alternatives ?? [];
      const open = alternatives.find(({ schemes }) => schemes.length === 0);
      if (open === undefined) continue;
      if (alternatives.flatMap(({ schemes }) => schemes).every(({ scheme }) => onlyRaisesLimit(scheme))) continue;
      const names = [...new Set(alternatives.flatMap(({ schemes }) => schemes.map(({ name }) => name)))].toSorted();
      const key = names.join(" ");
      const group = groups.get(key) ?? { names, spots: [] };
      groups.set(key, group);
      group.spots.push({ at: placeOf(open), operation });
    }
    for (const [key, { names, spots }] of groups) {
      const [explained, others] = partitioned(spots, ({ operation }) => isExplained(api, operation));
      const isMild = others.every(({ operation }) => onlyReadsOrSubmits(operation));
      // What nobody explains is told by itself; where nothing of it is grave, it is one decision with the rest.
      const parts = isMild || explained.length === 0 ? [spots] : [others, explained];
      for (const part of parts) {
        const isOnPurpose = part === explained;
        yield {
          at: part[0]!.at,
          cause: isOnPurpose ? `${key} on purpose` : key,
          places: part,
          message: `${count(part.length, "operation")} can be called without ${listed(names)}`,
          mitigations: isOnPurpose
            ? ["the purpose or the text of each explains why anyone may call it"]
            : isMild
              ? ["all of them only read, or accept only what visitors submit"]
              : [],
        };
      }
    }
  },
};

/** Whether a requirement names a scheme beside an empty object, be it meant or not: what is written lets anybody in. */
function isOptional({ access, security }: Operation): boolean {
  return access === "optional" || (access === "unstated" && namesScheme(security));
}

function onlyReadsOrSubmits(operation: Operation): boolean {
  return READS.has(operation.method) || readingOf(operation) !== undefined || isGuardedSubmission(operation);
}

/**
 * Whether it is clear why anyone may call an operation: visitors submit something within limits, a token that was sent comes in, or a
 * read is said to be public, or to add what is the caller's own where a credential comes, and returns nothing above what anyone may see.
 */
function isExplained(api: AssessedApi, operation: Operation): boolean {
  if (isGuardedSubmission(operation) || bringsCapability(operation)) return true;
  if (isEnteredByVisitor(operation) && isLimited(operation) && isOfferedToPublic(operation)) return true;
  const isRead = READS.has(operation.method) || readingOf(operation) !== undefined;
  return (
    isRead && api.assessed(operation).over.size === 0 && (isOfferedToPublic(operation) || addsForCaller(operation))
  );
}

/** "With a token, also whether the caller has been there." */
function addsForCaller({ summary = "", description = "" }: Operation): boolean {
  return statedIn(`${summary}.\n\n${description}`).has("more-with-credential");
}

/** Whether a scheme says that its key allows more calls: without it, nothing is left out. */
function onlyRaisesLimit(scheme: SecurityScheme | undefined): boolean {
  const words = wordsInOrder(scheme?.description?.slice(0, 500) ?? "");
  return scheme !== undefined && standsNear(words, scheme.lexicon, "raises", "calls-allowed", 2);
}

type OptionalPlace = FaultPlace & { readonly operation: Operation };

/** Methods that change nothing (RFC 9110, section 9.2.1; `QUERY` of OpenAPI 3.2). */
const READS = new Set(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);
