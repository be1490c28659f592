import { count, listed, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import type { Fault } from "../../operations/fault.ts";
import { hintsWhose, isSaidOfAll, lettingIn, openingFilter, saysOnesOwn } from "../../operations/said-of-callers.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isAdministration, isSaidForAdministrators } from "../../exposure/administration.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { isGraveRead } from "../../operations/grave-reads.ts";
import type { Rule } from "../rule.ts";

/** Callers get at the objects of others: the text says so, or does not say what it says of the operations beside. */
export const bolaInconsistentAuthorization: Rule = {
  id: "bola-inconsistent-authorization",
  title: "Object authorization is stated for some operations and not for others (BOLA)",
  alsoKnownAs: ["BOLA", "IDOR", "broken object level authorization", "insecure direct object reference"],
  owasp: ["API1:2023"],
  cwe: [639, 862],
  asvs: ["V8.2.2"],
  confidence: "likely",

  rationale: prose`
    Some operations say that other users' objects are refused, in their text or with a separate response. The others
    take an identifier too but say nothing. A check that is missing in the description is often missing in the code, and
    then callers who change the identifier read or change other users' objects.
  `,
  exploit: prose`
    An attacker signs in, takes the identifier of one of their own objects and increments it. Most operations reject
    other users' objects. One does not, and returns the data.
  `,
  remediation: prose`
    Check on the server that the object belongs to the caller, say so in the description, and declare the 403 or 404
    that other callers get. Test it with two accounts.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /patients/{id}/visits:
            get:
              description: Returns 404 for visits of another patient.
          /patients/{id}/bills:
            get:
              description: Returns 404 for bills of another patient.
          /patients/{id}/results:
            get: # ✗
              responses:
                "200":
                  description: Results.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
          /records/{id}:
            get: # ✗
              description: The whole record, for any signed-in user.
              responses:
                "200":
                  description: The record.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
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
          /patients/{id}/visits:
            get:
              description: Returns 404 for visits of another patient.
          /patients/{id}/results:
            get:
              description: Returns 404 for results of another patient.
              responses:
                "200":
                  description: Results.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
          /patients/{id}/bills:
            get:
              responses:
                "200":
                  description: Bills.
                  content:
                    application/json:
                      schema:
                        properties:
                          diagnosis:
                            type: string
                "403":
                  description: Belongs to another patient.
          /tips/{id}:
            get:
              description: A tip of the day, for any signed-in user.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const stated = [...statedFaults(api)];
    yield* stated;
    yield* unlikeSiblings(api, new Set(stated.flatMap(({ operations = [] }) => operations)));
  },
};

/** What a text gives to every caller, though it is somebody's; and a filter that, left out or set to another, gives everybody's. */
function* statedFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.access !== "secured" || operation.operationKind !== "path" || isForAdministrators(api, operation))
      continue;
    if (!isGraveRead(api, operation)) continue;
    const sentence = lettingIn(operation);
    const filter = sentence === undefined ? openingFilter(operation) : undefined;
    if (sentence === undefined && filter === undefined) continue;
    const isPrivate = api.assessed(operation).judgedAs === "private";
    yield {
      at: filter === undefined ? placeOf(operation) : filter.at,
      cause: `${filter === undefined ? "stated" : "filter"} ${operation.method} ${operation.path}`,
      title: "The text gives every caller access to other people's objects (BOLA)",
      rationale: STATED,
      operations: [operation],
      places: [
        {
          at: filter === undefined ? placeOf(operation) : filter.at,
          operation,
          ...(filter && { witness: filter.witness }),
        },
      ],
      message:
        filter === undefined
          ? `By its text, ${operation.id} is open to everyone with a credential, but it returns data of individual users`
          : `By its text, "${filter.name}" of ${operation.id} gives access to others' data`,
      evidence: [`The text says: "${sentence ?? filter!.sentence}"`],
      aggravations: ["the description states it"],
      mitigations: [
        ...(isPrivate ? ["only the organisation itself can call it"] : []),
        ...(filter?.isOfTenants === false ? ["they may all belong to the caller's organisation"] : []),
      ],
    };
  }
}

const STATED = prose`
  The description itself says that any caller may read the data, or that a parameter reaches beyond the caller's own
  data. A credential identifies the caller but does not say what the caller may see. Any account holder, or one customer
  of another, can then read sensitive data.
`;

/** Operations that take an identifier and say nothing of whose it may be, where others of the same API do. */
function* unlikeSiblings(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  // Most descriptions say it of none, and what could be somebody else's is not looked for.
  if (api.operations.filter((one) => one.access === "secured" && saysOnesOwn(one)).length < 2 || isSaidOfAll(api))
    return;
  const named = candidatesOf(api).filter(({ kind, operation }) => NAMED.has(kind) && operation.access === "secured");
  const isRefusalTold = named.some(({ operation }) => !declaresRefusal(operation));
  const saysWhose = (operation: Operation): boolean =>
    hintsWhose(operation) || (isRefusalTold && declaresRefusal(operation));
  const saying = named.filter(({ operation }) => saysOnesOwn(operation));
  // One may be a special case; where few say it, a description leaves it out.
  if (saying.length < 2 || saying.length * 5 < named.length) return;
  // A scope of its own may be what only those hold who may have everybody's.
  const asked = new Set(saying.map(({ operation }) => requirementOf(operation)));
  const silent = named.filter(
    ({ operation, impact }) =>
      impact.weight >= 8 &&
      asked.has(requirementOf(operation)) &&
      !saysWhose(operation) &&
      !told.has(operation) &&
      !isForAdministrators(api, operation),
  );
  if (silent.length === 0 || silent.length > Math.max(saying.length, 4)) return;
  const [first] = silent;
  yield {
    at: placeOf(first!.operation),
    cause: "",
    places: silent.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      silent.map(({ operation }) => operation.id),
      3,
    )} ${silent.length === 1 ? "does" : "do"} not say whose objects ${silent.length === 1 ? "it takes" : "they take"}, but ${count(saying.length, "other operation")} ${saying.length === 1 ? "does" : "do"}: ${saying[0]!.operation.id}`,
  };
}

/** How an operation may name what it takes. */
const NAMED: ReadonlySet<string> = new Set(["object", "filter", "approval", "reference", "batch"]);

function declaresRefusal({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "403");
}

function isForAdministrators(api: AssessedApi, operation: Operation): boolean {
  return isAdministration(operation) || isSaidForAdministrators(api, operation);
}
