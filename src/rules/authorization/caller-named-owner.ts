import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { textOfName, wordsOf } from "../../data/name-tokens.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, type RequestField } from "../inputs/request-fields.ts";
import type { Rule } from "../rule.ts";
import { isAdministration } from "./administration.ts";

/** A change for which the caller says in whose name it is made, though the credential does. */
export const callerNamedOwner: Rule = {
  id: "caller-named-owner",
  title: "Callers say in whose name they act",
  owasp: ["API1:2023", "API3:2023"],
  cwe: [639],
  asvs: ["V8.2.2", "V8.4.1", "V10.3.3"],
  confidence: "likely",

  rationale: prose`
    The token says who the caller is, and the request says it again. Where the server believes the request, a caller
    who puts another number there orders, writes or changes in the name of somebody else.
  `,
  exploit: prose`
    An attacker sends an ordinary order and puts the customer number of somebody else into it. The server trusts the
    field and not the token, and books it on that account. Goods arrive at the attacker, and the bill elsewhere.
  `,
  remediation: prose`
    Take the owner from the credential, and take the field out of the request or mark it readOnly. Give acting for
    others an operation of its own, for those who may.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /reviews:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id: # ✗
                          type: integer
                        text:
                          type: string
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
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /reviews:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id:
                          type: integer
                          readOnly: true
                        text:
                          type: string
          /teams/{id}/members:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        user_id:
                          type: integer
          /messages:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        recipient_id:
                          type: integer
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    // Where nobody signs up, callers may be tenants who look after persons of their own.
    if (api.signUps.length === 0) return;
    const found = api.operations.flatMap((operation) =>
      isByUser(api, operation)
        ? requestFields(operation)
            .filter((field) => isOwner(operation, field))
            .map((field) => ({ operation, field }))
        : [],
    );
    for (const [name, spots] of grouped(found, ({ field }) => textOfName(field.name))) {
      const operations = [...new Set(spots.map(({ operation }) => operation))];
      yield {
        at: spots[0]!.field.at,
        cause: name,
        places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${quoted(spots[0]!.field.name)} of ${listed(
          operations.map(({ id }) => id),
          3,
        )} says in whose name it is done, and so does the credential`,
      };
    }
  },
};

/** A change by a person whom the credential names, and who is not there to administer or to act on other people. */
function isByUser(api: AssessedApi, operation: Operation): boolean {
  const { operationKind, method, access, path } = operation;
  if (operationKind !== "path" || access !== "secured" || !CHANGES.has(method)) return false;
  const { principal, admission, intent } = api.assessed(operation);
  return (
    principal === "user" &&
    admission === "self-registered" &&
    intent === undefined &&
    !isAdministration(operation) &&
    !path.split("/").some((segment) => !segment.includes("{") && wordsOf(segment).some((word) => ON_PEOPLE.has(word)))
  );
}

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Words of paths for what is done to people, or for people by those who look after them. */
const ON_PEOPLE = new Set([
  "user",
  "member",
  "membership",
  "employee",
  "customer",
  "account",
  "person",
  "people",
  "invite",
  "invitation",
  "share",
  "sharing",
  "assign",
  "assignment",
  "assignee",
  "follow",
  "follower",
  "friend",
  "block",
  "ban",
  "mute",
  "kick",
  "role",
  "permission",
  "grant",
  "group",
  "team",
  "collaborator",
  "participant",
  "attendee",
  "contact",
  "recipient",
  "notification",
  "impersonate",
  "search",
  "query",
  "export",
  "report",
  "bulk",
  "batch",
]);

/** Whether a field at the first level names who acts; a user's name does so only in a change of one's own profile. */
function isOwner(operation: Operation, field: RequestField): boolean {
  if (field.in === "path" || field.depth > 0 || field.isList) return false;
  const name = field.text;
  if (field.in === "header") return /^x (?:user|username|user id|customer id|tenant id|account id)$/.test(name);
  if (OWNERS.test(name)) return true;
  return (
    name === "username" && operation.method !== "POST" && (isOwn(operation) || /\/profile\/?$/i.test(operation.path))
  );
}

const OWNERS =
  /^(?:(?:user|owner|author|creator|customer|buyer|sender|requester|tenant|owner user|created by user) (?:id|uuid|guid)|created by(?: id)?|owner|author)$/;
