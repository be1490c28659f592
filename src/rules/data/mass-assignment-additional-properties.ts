import { operationsAbove, operationsOn } from "../../model/operations-on-path.ts";
import { listed, prose, yaml } from "../../core/prose.ts";
import { placeOf, type MediaType, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { requestFields, segmentWords } from "../../operations/request-fields.ts";
import { isPrivileged } from "../../operations/privileged-fields.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { isOrdinaryChange } from "../../operations/ordinary-changes.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { statedOfField, statedUnderSummary } from "../../operations/stated.ts";
import type { Rule } from "../rule.ts";
import { closedObjectFix } from "../../operations/fixes/known-fixes.ts";

/** A request about a person takes fields that nobody named. */
export const massAssignmentAdditionalProperties: Rule = {
  id: "mass-assignment-additional-properties",
  title: "Request about a person accepts undeclared properties (mass assignment)",
  alsoKnownAs: ["mass assignment"],
  owasp: ["API3:2023"],
  cwe: [915],
  asvs: ["V15.3.3"],
  confidence: "likely",

  rationale: prose`
    The schema allows any additional property. Undeclared fields cannot be reviewed or rejected at the gateway, and if
    the service copies the request into its record, callers can set a role, a balance or an owner.
  `,
  exploit: prose`
    An attacker adds an undeclared field, such as a role or a balance, to the request. The gateway accepts it, because
    additional properties are allowed, and the service copies the whole request into its record. The attacker has set a
    field that no form offers.
  `,
  remediation: prose`
    Define the fields and set additionalProperties to false. If callers may store data of their own, define one property
    for it.
  `,
  fixes: [closedObjectFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /users/{id}:
            patch:
              requestBody:
                content:
                  application/json:
                    schema: # ✗
                      type: object
                      additionalProperties: true
                      properties:
                        nickname:
                          type: string
          /register:
            post:
              requestBody:
                content:
                  application/json:
                    schema: # ✗
                      type: object
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /users/{id}:
            patch:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        nickname:
                          type: string
                        labels:
                          type: object
                          additionalProperties: true
          /reports:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
      `,
    ],
  },

  *check(api) {
    yield* saidFaults(api);
    const spots = api.operations.flatMap((operation) => {
      const isWrite = ["POST", "PUT", "PATCH"].includes(operation.method) && operation.operationKind === "path";
      if (!isWrite || !isOfPerson(operation) || isAdministration(operation)) return [];
      const open = operation.requestBody?.content.map(openBody).find((schema) => schema !== undefined);
      return open === undefined ? [] : [{ at: placeOf(open), operation, witness: "request" }];
    });
    if (spots.length === 0) return;
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `${listed(
        spots.map(({ operation }) => operation.id),
        3,
      )} ${spots.length === 1 ? "accepts" : "accept"} any field`,
      mitigations: spots.every(
        ({ operation }) =>
          !["anonymous", "self-registered"].includes(api.assessed(operation).admission) &&
          !isOfRights(operation, api.operations),
      )
        ? ["nothing indicates public access"]
        : [],
    };
  },
};

/** Requests whose fields, whatever they are, are written to a record, by their text: one fault of each operation. */
function* saidFaults(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (!isOrdinaryChange(api, operation) || !["POST", "PUT", "PATCH"].includes(operation.method)) continue;
    const sentence = statedUnderSummary(operation).get("takes-any-field") ?? statedOfFields(operation);
    if (sentence === undefined || !takesAnyField(operation) || !isOfRecord(operation, api.operations)) continue;
    yield {
      at: placeOf(operation),
      cause: `said ${operation.method} ${operation.pathItem.path}`,
      title: "Callers choose which fields are written (mass assignment)",
      operations: [operation],
      message: `${operation.id} writes whatever fields the request names`,
      ...quotedSentences([sentence]),
    };
  }
}

function statedOfFields(operation: Operation): string | undefined {
  return requestFields(operation)
    .map((field) => statedOfField(field, operation, "takes-any-field"))
    .find((sentence) => sentence !== undefined);
}

/** Whether what is written has fields that the description names: in what is read at its path, or else at that of what holds it. */
function isOfRecord({ path }: Operation, operations: readonly Operation[]): boolean {
  const reads = operationsAbove(operations, path).filter(({ method }) => method === "GET");
  const own = reads.filter((read) => read.path === path);
  return (own.length > 0 ? own : reads).some(({ responses }) =>
    responses.some(
      ({ statusClass, content }) =>
        statusClass === "2xx" &&
        content.some(({ schema }) => schema !== undefined && composedProperties(heldSchemaOf(schema)).size > 1),
    ),
  );
}

/** Whether a body does not say which fields it has: a table, a text, or an object that takes any. */
function takesAnyField({ requestBody }: Operation): boolean {
  return (requestBody?.content ?? []).some(({ type, schema }) => {
    if (schema === undefined || !/json|form/i.test(type)) return true;
    const target = targetOf(schema);
    return [target, ...[...composedProperties(target).values()].map((property) => targetOf(property))].some(isMap);
  });
}

/** Whether an object has names that it does not list. */
function isMap({ additionalProperties, properties, types }: Schema): boolean {
  return (
    (additionalProperties !== undefined && additionalProperties !== false) ||
    (types.includes("object") && properties.size === 0 && additionalProperties === undefined)
  );
}

const PERSONS = ["ordinary-person", "staff", "account", "profile", "wallet", "registration", "self-alone"] as const;

/** Whether what is written is a person or an account, by the last fixed segment of the path. */
function isOfPerson(operation: Operation): boolean {
  const last = (segmentWords(operation).at(-1) ?? []).join(" ");
  return operation.lexicon.which(last, PERSONS) !== undefined;
}

/** The body, or the one object in it, that takes any field. */
function openBody(media: MediaType): Schema | undefined {
  const own = openSchema(media);
  if (own !== undefined || media.schema === undefined) return own;
  const { properties } = targetOf(media.schema);
  const [only] = properties.values();
  return properties.size === 1 && only !== undefined && targetOf(only).properties.size > 0
    ? openSchema({ ...media, schema: only })
    : undefined;
}

/** Whether the reading of what an operation changes shows what decides of rights: a field that any field may be. */
function isOfRights({ path }: Operation, operations: readonly Operation[]): boolean {
  return operationsOn(operations, path).some(
    (other) =>
      other.method === "GET" &&
      other.responses.some(
        ({ statusClass, content }) =>
          statusClass === "2xx" &&
          content.some(
            ({ schema }) =>
              schema !== undefined &&
              [...composedProperties(heldSchemaOf(schema))].some(([name, property]) =>
                isPrivileged({ name, types: targetOf(property).types }, true, property.lexicon),
              ),
          ),
      ),
  );
}

/** The schema of a body that takes any field, and says so: silence about others is how most descriptions are written. */
function openSchema({ type, schema }: MediaType): Schema | undefined {
  if (schema === undefined || !/json|form/i.test(type)) return undefined;
  const target = targetOf(schema);
  const { additionalProperties, types, properties, allOf, oneOf, anyOf, patternProperties, examples } = target;
  const isAny =
    additionalProperties === true ||
    (typeof additionalProperties === "object" && Object.keys(Object(additionalProperties.node.value)).length === 0);
  if (isAny) return schema;
  const isBare =
    types.includes("object") &&
    properties.size + allOf.length + oneOf.length + anyOf.length + patternProperties.size + examples.length === 0 &&
    additionalProperties === undefined;
  return isBare ? schema : undefined;
}
