import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { wordsOf } from "../../data/name-tokens.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { grouped } from "../../core/grouped.ts";

import { isAdministration } from "./administration.ts";
import type { Rule } from "../rule.ts";

/** Callers can set what they must not decide. */
export const massAssignment: Rule = {
  id: "mass-assignment",
  title: "Callers can set what they must not decide",
  owasp: ["API3:2023", "API6:2023"],
  cwe: [915],
  confidence: "likely",

  rationale: prose`
    A request accepts a field that decides about rights or money: a role, an administrator's flag, a balance, an
    approval. Clients are written by their users: one who adds the field to a request makes himself an administrator, or
    rich.
  `,
  remediation: prose`
    Take such fields out of the request's schema, or mark them readOnly, and set them on the server. Give changing them
    an operation of its own, for those who may.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
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
          /me:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        nickname:
                          type: string
                        isAdmin: # ✗
                          type: boolean
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
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
          /me:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        nickname:
                          type: string
                        isAdmin:
                          type: boolean
                          readOnly: true
          /admin/users/{id}:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        role:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const writable = api.operations.flatMap((operation) => {
      const { exposure, intent } = api.assessed(operation);
      const isWrite = operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
      if (!isWrite || operation.operationKind !== "path" || exposure === "private" || isAdministration(operation))
        return [];
      const bodies = operation.requestBody?.content.flatMap(({ schema }) => schema ?? []) ?? [];
      const found = new Map(
        bodies
          .flatMap((schema) => [...privileged(schema, "request", 0, isOfPerson(operation))])
          .map((one) => [one.witness, one]),
      );
      return [...found.values()].map((one) => ({ ...one, operation, intent }));
    });
    for (const [name, spots] of grouped(writable, (one) => one.name)) {
      const operations = [...new Set(spots.map(({ operation }) => operation))];
      const isOpen = operations.some(
        (operation) =>
          api.assessed(operation).intent === "sign-up" ||
          ["anonymous", "self-registered"].includes(api.assessed(operation).admission),
      );
      yield {
        at: placeOf(spots[0]!.schema),
        cause: name,
        places: spots.map(({ schema, operation, witness }) => ({ at: placeOf(schema), operation, witness })),
        message: `${quoted(name)} can be set by whoever calls ${listed(
          operations.map(({ id }) => id),
          3,
        )}`,
        mitigations: isOpen
          ? []
          : [
              `nothing says that strangers can make ${operations.length === 1 ? "this call" : `these ${count(operations.length, "call")}`}`,
            ],
      };
    }
  },
};

interface Privileged {
  readonly name: string;
  readonly schema: Schema;
  readonly witness: string;
}

/** The privileged fields that a request's schema accepts, those of objects in it up to two levels down. */
function* privileged(schema: Schema, way: string, depth: number, isPersons: boolean): Generator<Privileged> {
  const target = targetOf(schema);
  if (depth > 3) return;
  for (const part of [...target.allOf, ...target.oneOf, ...target.anyOf])
    yield* privileged(part, way, depth + 1, isPersons);
  for (const [name, property] of target.properties) {
    if (property.readOnly || targetOf(property).readOnly) continue;
    const witness = way === "request" ? `request ${name}` : `${way}.${name}`;
    if (isPrivileged(name, property, isPersons)) yield { name, schema: property, witness };
    else if (depth < 2 && targetOf(property).properties.size > 0)
      yield* privileged(property, witness, depth + 2, isPersons);
  }
}

const FLAGS =
  /^(?:is |has )?(?:super ?|global |system )?(?:admin|administrator|superuser|super user|staff|root|moderator)$/;
const DECISIONS = /^(?:is |email |phone |account |identity |kyc )*(?:verified|approved|activated|trusted)$/;
const RIGHTS = new Set(["role", "permission", "privilege", "authority", "entitlement"]);
const MONEY =
  /^(?:account |available |wallet |user |current )*(?:balance|credit|wallet balance|available credit|loyalty points?|reward points?)$/;

/** Whether a field decides about rights or money; a role or a balance only does so where it is a person's or an account's. */
function isPrivileged(name: string, property: Schema, isPersons: boolean): boolean {
  const words = wordsOf(name);
  const text = words.join(" ");
  const { types } = targetOf(property);
  const canBeFlag =
    types.length === 0 || types.some((type) => type === "boolean" || type === "string" || type === "integer");
  if (canBeFlag && (FLAGS.test(text) || (DECISIONS.test(text) && types.includes("boolean")))) return true;
  if (!isPersons) return false;
  if (
    RIGHTS.has(words.at(-1) ?? "") &&
    (words.length === 1 || /^(?:user|account|system|admin|member)$/.test(words[0] ?? ""))
  )
    return true;
  return MONEY.test(text) && types.some((type) => type === "number" || type === "integer" || type === "string");
}

const PERSONS =
  /^(?:users?|members?|accounts?|customers?|profiles?|me|self|people|persons?|employees?|staff|register|registration|registrations|signup|sign-up|wallets?|players?|contacts?)$/;

/** Whether what an operation writes is a person or an account, by the last fixed segment of its path. */
function isOfPerson({ path }: Operation): boolean {
  return PERSONS.test(fixedSegments(path).at(-1) ?? "");
}
