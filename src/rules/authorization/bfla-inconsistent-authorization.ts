import { count, listed, prose, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { stemOf } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { demandsCredential } from "../../model/credential-header.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { saysOnesOwn } from "../../operations/said-of-callers.ts";
import { labelsRole, namesRole } from "../../exposure/said-role.ts";
import type { Rule } from "../rule.ts";

/** A change that names no role, where operations beside it do. */
export const bflaInconsistentAuthorization: Rule = {
  id: "bfla-inconsistent-authorization",
  title: "Role is stated for some operations and not for others (BFLA)",
  alsoKnownAs: ["BFLA", "broken function level authorization", "privilege escalation", "missing role check"],
  owasp: ["API5:2023"],
  cwe: [862, 285],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Operations on the same things say which role may call them. This one changes something, takes the same credential and
    names no role, no owner and no refusal. A check that was forgotten in the description is often forgotten in the code,
    and then every user can do what is meant for a few.
  `,
  exploit: prose`
    An attacker signs in as an ordinary user and calls what only staff can see in the application. The operations beside
    it answer 403. This one does not check the role and carries the request out.
  `,
  remediation: prose`
    Check the role on the server. Name it in the description of each operation, and declare the 403 that other callers
    get. Test it with an account that lacks the role.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /subsidies:
            get:
              description: All subsidies of the company. Role HR_MANAGER.
          /subsidies/{id}:
            delete:
              description: Role HR_MANAGER.
          /subsidies/{id}/approval:
            post: # ✗
              summary: Approve a subsidy
          /reports:
            get:
              description: Role HR_MANAGER.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /subsidies:
            get:
              description: All subsidies of the company. Role HR_MANAGER.
            post:
              description: Asks for one of the caller's own trips.
          /subsidies/{id}:
            delete:
              description: Role HR_MANAGER.
          /subsidies/{id}/approval:
            post:
              summary: Approve a subsidy
              responses:
                "403":
                  description: Not for this account.
          /reports:
            get:
              description: Role HR_MANAGER.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const secured = api.operations.filter(
      (operation) => operation.operationKind === "path" && demandsCredential(operation),
    );
    const saying = secured.filter(namesRole);
    // Where few say it, a description leaves roles out.
    if (saying.length < LEAST) return;
    const labelled = labelsRole(api);
    const silent = secured.filter((operation) => !labelled.has(operation) && isSilentChange(api, operation, saying));
    if (silent.length === 0 || silent.length > Math.min(saying.length, MOST)) return;
    const beside = saying.find((operation) => stemOf(operation) === stemOf(silent[0]!))!;
    yield {
      at: placeOf(silent[0]!),
      cause: "",
      places: silent.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        silent.map(({ id }) => id),
        3,
      )} ${silent.length === 1 ? "names" : "name"} no role, but ${saying.length === 1 ? `${beside.id} does` : `${count(saying.length, "other operation")} do, such as ${beside.id}`}`,
    };
  },
};

const LEAST = 3;
/** More of them show that the description tells of roles here and there. */
const MOST = 8;

/** Whether an operation changes something of which others say who may, for the same credential, and says nothing itself. */
function isSilentChange(api: AssessedApi, operation: Operation, saying: readonly Operation[]): boolean {
  if (operation.method === "GET" || operation.method === "HEAD" || operation.method === "OPTIONS") return false;
  // What is made anew belongs to whoever makes it.
  if (operation.method === "POST" && !operation.path.includes("{")) return false;
  if (isOwn(operation) || isAdministration(operation) || api.assessed(operation).intent !== undefined) return false;
  if (namesRole(operation) || saysOnesOwn(operation) || operation.responses.some(({ status }) => status === "403"))
    return false;
  return saying.some(
    (other) => stemOf(other) === stemOf(operation) && requirementOf(other) === requirementOf(operation),
  );
}
