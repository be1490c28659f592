import { SENSITIVITIES, type Sensitivity } from "../core/exposure-words.ts";
import { wordsOf } from "../data/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";
import type { AssessedApi, Assessment } from "./assessed-api.ts";

/** An operation whose object-level authorization must be tested, since no description shows it. */
export interface Candidate {
  readonly operation: Operation;
  /** The parameters that name the object. */
  readonly identifiers: readonly Parameter[];
  /** What kind of thing is asked for: `vehicle`. */
  readonly resource: string;
  /** The worst of what comes back, or is changed. */
  readonly sensitivity: Sensitivity;
  readonly guessable: "number" | "random" | "unknown";
  /** Operations that tell the identifier to those who can call them, a few. */
  readonly learntFrom: readonly Operation[];
  readonly score: number;
}

/** Every candidate, the most urgent first; those of one resource that are as urgent stand together. */
export function candidatesOf(api: AssessedApi): readonly Candidate[] {
  const lists = listsOf(api);
  return api.operations
    .flatMap((operation) => candidateOf(api.assessed(operation), lists) ?? [])
    .toSorted((a, b) => b.score - a.score || compare(a.resource, b.resource));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Operations that return lists, by the fixed part of their path. */
function listsOf(api: AssessedApi): ReadonlyMap<string, Operation> {
  return new Map(
    api.operations
      .filter(
        (operation) =>
          operation.operationKind === "path" &&
          operation.method === "GET" &&
          api.assessed(operation).subject === "collection",
      )
      .map((operation) => [operation.path.replace(/\/$/, ""), operation]),
  );
}

function candidateOf(assessment: Assessment, lists: ReadonlyMap<string, Operation>): Candidate | undefined {
  const { operation, exposure, admission, flows } = assessment;
  if (operation.operationKind !== "path" || admission === "anonymous") return undefined;
  const identifiers = operation.parameters.filter(isIdentifier);
  if (identifiers.length === 0) return undefined;
  const last = identifiers.findLast(({ in: place }) => place === "path") ?? identifiers.at(-1)!;
  const read = flows.filter(({ direction, via }) => direction === "read" && (via === "body" || via === "embedded"));
  const write = flows.filter(({ direction }) => direction === "write");
  const isWrite = operation.method !== "GET" && operation.method !== "HEAD" && operation.method !== "QUERY";
  const sensitivity = worst(isWrite ? [...read, ...write] : read);
  const guessable = guessability(last);
  const collection = operation.path.slice(0, Math.max(0, operation.path.indexOf(`{${last.name}}`))).replace(/\/$/, "");
  const learntFrom = [lists.get(collection)].flatMap((list) => list ?? []);
  const score =
    (1 + SENSITIVITIES.indexOf(sensitivity) * 2) *
    { public: 3, partner: 2, private: 1 }[exposure] *
    { number: 1.5, unknown: 1, random: 0.8 }[guessable] *
    (learntFrom.length > 0 ? 1.2 : 1) *
    (operation.method === "DELETE" ? 1.5 : isWrite ? 1.3 : 1);
  return { operation, identifiers, resource: resourceOf(operation, last), sensitivity, guessable, learntFrom, score };
}

function worst(flows: Assessment["flows"]): Sensitivity {
  return flows
    .filter(({ field }) => field.confidence !== "possible")
    .map(({ field }) => field.sensitivity)
    .reduce<Sensitivity>((a, b) => (SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b), "public");
}

/** Whether a parameter names an object: any in the path but a version or a format, and ids in the query. */
function isIdentifier({ in: place, name, schema }: Parameter): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (place === "path")
    return (
      !/^(?:version|format|lang|language|locale|date|year|month|day|from|to|type|kind|status|currency|country|region|extension|api)$/.test(
        last,
      ) &&
      schema !== undefined &&
      targetOf(schema).enum === undefined
    );
  return place === "query" && words.length > 1 && /^(?:id|uuid|guid|number)$/.test(last);
}

function guessability({ schema }: Parameter): Candidate["guessable"] {
  if (schema === undefined) return "unknown";
  const { types, format, examples } = targetOf(schema);
  if (types.includes("integer") || types.includes("number")) return "number";
  if (format === "uuid" || examples.some(({ value }) => typeof value === "string" && /^[\w-]{20,}$/.test(value)))
    return "random";
  return examples.some(
    ({ value }) => typeof value === "number" || (typeof value === "string" && /^\d{1,9}$/.test(value)),
  )
    ? "number"
    : "unknown";
}

function resourceOf({ path }: Operation, { name }: Parameter): string {
  const words = wordsOf(name).filter(
    (word) => !/^(?:id|uuid|guid|key|number|no|name|title|slug|username|email|handle|login)$/.test(word),
  );
  if (words.length > 0) return words.join(" ");
  const before = path
    .slice(0, Math.max(0, path.indexOf(`{${name}}`)))
    .split("/")
    .findLast((segment) => segment !== "" && !segment.includes("{") && !/^v\d+$/.test(segment));
  return wordsOf(before ?? "object").join(" ") || "object";
}
