import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { pathParameters } from "../../model/path-parameters.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";

/** A request that two operations match, of which the more general asks for less. */
export const ambiguousPathAuthorizationBypass: Rule = {
  id: "ambiguous-path-authorization-bypass",
  title: "One request matches two paths with different security",
  owasp: ["API5:2023", "API8:2023"],
  cwe: [436, 863],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    OpenAPI prefers the path without a parameter, but gateways, frameworks and filters use their own matching order.
    If one of them matches the general path first, it applies the weaker requirement of that path, and the request
    reaches the protected operation.
  `,
  exploit: prose`
    An attacker requests the protected path, spelt so that the gateway matches the general path first. The gateway
    enforces the requirement of the general operation, which is weaker or empty, and forwards the request. The server
    behind it runs the protected operation.
  `,
  remediation: prose`
    Rename the paths so that neither matches the other, or require the same credential and scopes for both. A pattern
    that excludes the literal segment also helps, if every router applies it.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /users/{name}:
            get:
              security: []
          /users/export:
            get: {} # ✗
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
          /users/{id}:
            get: {}
          /users/login:
            get:
              security: []
          /orders/{id}:
            get:
              security: []
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: integer
          /orders/export:
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
    if (!paths.some(asksForLess)) return;
    const alsoMatching = routesOf(paths.filter(asksForLess));
    const found = paths.flatMap((operation) => {
      if (operation.access !== "secured") return [];
      const general = alsoMatching(operation);
      return general === undefined ? [] : [{ operation, general }];
    });
    if (found.length === 0) return;
    const { operation, general } = found[0]!;
    yield {
      at: placeOf(operation),
      cause: "",
      places: found.map((pair) => ({ at: placeOf(pair.operation), operation: pair.operation })),
      message:
        found.length === 1
          ? `A request for ${operation.id} also matches ${general.id}, which needs no credential`
          : `Requests for ${count(found.length, "operation")} also match an operation that needs no credential: for example, requests for ${operation.id} match ${general.id}`,
      mitigations: ["OpenAPI gives precedence to the path without a parameter, and most routers do the same"],
    };
  },
};

function asksForLess({ access }: Operation): boolean {
  return access === "anonymous" || access === "optional";
}

/** A segment of paths: what may follow it, by the text of the next or under `{}` for a parameter. */
interface Segment {
  readonly next: Map<string, Segment>;
  /** By method. */
  readonly operations: Map<string, Operation[]>;
}

/**
 * Gives the first of these operations that a path matches as well: one of the same method with a parameter in place of a
 * text. Paths are kept as a tree, so that they need not all be compared with all.
 */
function routesOf(operations: readonly Operation[]): (operation: Operation) => Operation | undefined {
  const root = emptySegment();
  for (const operation of operations) {
    let at = root;
    for (const key of segmentsOf(operation).map(keyOf)) {
      const next = at.next.get(key) ?? emptySegment();
      at.next.set(key, next);
      at = next;
    }
    const same = at.operations.get(operation.method) ?? [];
    at.operations.set(operation.method, same);
    // Of paths that differ in the names of their parameters alone, which OpenAPI forbids, the first ones will do.
    if (same.length < MOST_ALIKE) same.push(operation);
  }
  return (operation) => {
    let reached: readonly Segment[] = [root];
    for (const key of segmentsOf(operation).map(keyOf)) {
      const keys = key === PARAMETER ? [PARAMETER] : [key, PARAMETER];
      reached = reached.flatMap(({ next }) => keys.flatMap((one) => next.get(one) ?? [])).slice(0, MOST_REACHED);
    }
    return reached
      .flatMap((segment) => segment.operations.get(operation.method) ?? [])
      .find((other) => takesText(other, operation));
  };
}

function emptySegment(): Segment {
  return { next: new Map(), operations: new Map() };
}

const PARAMETER = "{}";
const MOST_REACHED = 64;
const MOST_ALIKE = 8;

function segmentsOf({ path }: Operation): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function keyOf(segment: string): string {
  return /^\{[^{}]*\}$/.test(segment) ? PARAMETER : segment;
}

/** Whether the parameters of a general path can have the texts that stand in the other one. */
function takesText(general: Operation, special: Operation): boolean {
  const texts = segmentsOf(special);
  return segmentsOf(general).every((segment, index) => {
    if (keyOf(segment) !== PARAMETER || keyOf(texts[index]!) === PARAMETER) return true;
    const name = segment.slice(1, -1);
    const schema = pathParameters(general).get(name)?.schema;
    return schema === undefined || canBeText(schema, texts[index]!);
  });
}

/** Whether a schema lets a word through: a number, a UUID or a choice of other words does not. */
function canBeText(schema: Schema, text: string): boolean {
  const { types, format, enum: choices } = targetOf(schema);
  if (types.length > 0 && !types.includes("string")) return false;
  if (choices !== undefined) return choices.includes(text);
  return format === undefined || !/^(?:uuid|date|date-time|ipv4|ipv6|email|int32|int64)$/.test(format);
}
