import type { Subject } from "../core/exposure-words.ts";
import type { Flow } from "../data/flow.ts";
import { isCredential } from "../data/is-credential.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import type { CeilingColumn } from "../policy/policy.ts";
import { isOwn, issuesCredential, type Principals } from "./principals.ts";
import { intentOf } from "./intent.ts";
import { fixedSegments } from "./words.ts";

/** Whose data a flow carries. */
export interface FlowSubject {
  readonly subject: Subject;
  readonly principal: boolean;
  readonly column: CeilingColumn;
  /** Whether a principal stands inside of something else, which the operation is about. */
  readonly isEmbedded: boolean;
  /** Which of the objects on the way is that principal; 0 where the operation itself is about one. */
  readonly principalAt: number;
}

/** Whether an operation is about principals, or what belongs to one, or about things. */
export type OperationKind = "principal" | "thing";

/** Whose data what an operation returns is, taken as a whole. */
export function subjectOf(operation: Operation): Subject {
  if (operation.operationKind !== "path") return "addressed";
  if (!hasBody(operation)) return "none";
  const intent = intentOf(operation);
  if (isOwn(operation) || intent === "log-in" || intent === "sign-up" || intent === "token") return "caller";
  if (returnsList(operation)) return endsAtOne(operation) ? "addressed" : "collection";
  if (isAddressed(operation)) return "addressed";
  // What is created comes back to who sent it.
  if (operation.method === "POST" || operation.method === "PUT") return "caller";
  // One thing without an identifier, of which there is one for each caller.
  return operation.method === "GET" &&
    /^(?:user|profile|account|settings|preferences|dashboard|wallet|balance|cart|basket|session|subscription)$/.test(
      fixedSegments(operation.path).at(-1) ?? "",
    )
    ? "caller"
    : "collection";
}

/** Whose data one flow of an operation carries. Embedding a principal makes it that principal's. */
export function subjectOfFlow(
  flow: Flow,
  whole: Subject,
  kind: OperationKind,
  principals: Principals,
  sent: ReadonlySet<string>,
): FlowSubject {
  const { operation } = flow;
  if (flow.direction === "write")
    return { subject: "caller", principal: false, column: "caller", isEmbedded: false, principalAt: 0 };
  if (sent.has(sentAs(flow)) && !flow.path.some(({ isItem }) => isItem))
    return { subject: "caller", principal: false, column: "caller", isEmbedded: false, principalAt: 0 };
  if (
    isCredential(flow.field.category) &&
    issuesCredential(operation) &&
    (flow.via === "body" || flow.via === "header")
  )
    return { subject: "caller", principal: false, column: "caller", isEmbedded: false, principalAt: 0 };

  const deepest = flow.path.findLastIndex((object) => principals.isObject(object));
  const around = flow.path.slice(0, deepest + 1);
  const isSomebodyElse = deepest >= 0 && !(whole === "caller" && isOwnObject(around, principals));
  if (isSomebodyElse) {
    const isMany = around.some(({ isItem }) => isItem) && !endsAtOne(operation);
    const isEmbedded = flow.via === "embedded" && kind === "thing";
    return others(isMany || whole === "collection" ? "collection" : "addressed", isEmbedded, deepest);
  }
  if (whole === "caller")
    return { subject: "caller", principal: false, column: "caller", isEmbedded: false, principalAt: 0 };
  if (kind === "principal") return others(whole, false, Math.max(0, deepest));
  return {
    subject: whole,
    principal: false,
    column: whole === "collection" ? "things" : "thing",
    isEmbedded: false,
    principalAt: 0,
  };
}

/** What the caller of an operation that writes a thing sends: it comes back as it was sent, and is no disclosure. */
export function sentIn({ method }: Operation, flows: readonly Flow[]): ReadonlySet<string> {
  if (method !== "PUT" && method !== "PATCH" && method !== "POST") return NOTHING;
  return new Set(flows.filter(({ direction, via }) => direction === "write" && via !== "parameter").map(sentAs));
}

const NOTHING: ReadonlySet<string> = new Set();

function sentAs({ field }: Flow): string {
  return `${field.category} ${field.name}`;
}

function others(subject: Subject, isEmbedded: boolean, principalAt: number): FlowSubject {
  return { subject, principal: true, column: "principals", isEmbedded, principalAt };
}

/** Whether the principal is the caller: the body itself, or what a wrapper round it holds, and no item of a list. */
function isOwnObject(around: Flow["path"], principals: Principals): boolean {
  const [outer] = around;
  const isOfAnother =
    around.length === 2 && outer !== undefined && outer.schema.properties.size > 1 && principals.isObject(outer);
  return around.length <= 2 && !isOfAnother && !around.some(({ isItem }) => isItem);
}

/** Whether the last thing that a path addresses is a principal, or belongs to one. */
export function kindOf(operation: Operation, principals: Principals): OperationKind {
  const segments = operation.path.split("/").filter((segment) => segment !== "" && !NEUTRAL.test(segment));
  const addressed = segments.flatMap((segment, index) => (segment.includes("{") ? [segments[index - 1] ?? ""] : []));
  const collection = segments.findLast((segment) => !segment.includes("{")) ?? "";
  const names = [...addressed, collection];
  return names.some((name) => principals.isSegment(name)) ? "principal" : "thing";
}

/** Segments that say which or how, and not what: `/users/all`, `/users/v1/{name}`. */
const NEUTRAL = /^_?(?:v\d+(?:\.\d+)*|all|list|search|find|query|recent|latest|export|debug|details?|info|by-\w+)$/i;

/** Whether an operation takes the identifier of what it returns. */
export function isAddressed(operation: Operation): boolean {
  return (
    operation.path.includes("{") ||
    operation.parameters.some(
      ({ in: place, name, required }) =>
        place === "query" && required && /(?:^|[_-])(?:id|uuid|guid|username|email)$|Id$|Uuid$/.test(name),
    )
  );
}

/** Whether the path ends at one thing: `/users/{id}`, where a list is that thing's own. */
function endsAtOne({ path }: Operation): boolean {
  return /\{[^/]*\}\/?$/.test(path);
}

function hasBody(operation: Operation): boolean {
  return operation.responses.some(
    ({ statusClass, content }) =>
      (statusClass === "2xx" || statusClass === "default") &&
      content.some(({ schema, itemSchema }) => schema !== undefined || itemSchema !== undefined),
  );
}

/** Whether what comes back is a list, or an envelope whose one list of objects is what was asked for. */
export function returnsList(operation: Operation): boolean {
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx" || statusClass === "default")
    .some(({ content }) =>
      content.some(({ schema, itemSchema }) => itemSchema !== undefined || (schema !== undefined && isList(schema, 0))),
    );
}

/** Parts of a schema that are looked at: composition may be circular, and as long as a document likes. */
const MOST_PARTS = 200;

function isList(schema: Schema, depth: number, seen = new Set<Schema>()): boolean {
  const target = targetOf(schema);
  if (seen.has(target) || seen.size > MOST_PARTS) return false;
  seen.add(target);
  if (target.items !== undefined || target.types.includes("array")) return true;
  if (depth > 1) return false;
  const parts = [...target.allOf, ...target.oneOf, ...target.anyOf];
  if (parts.some((part) => isList(part, depth, seen))) return true;
  for (const [name, property] of target.properties) {
    if (!ENVELOPE.test(name)) continue;
    const inner = targetOf(property);
    if (
      inner.items !== undefined &&
      (targetOf(inner.items).properties.size > 0 || targetOf(inner.items).allOf.length > 0)
    )
      return true;
    if (depth === 0 && inner.properties.size > 0 && isList(inner, depth + 1, seen)) return true;
  }
  // An envelope of paging words and one list of objects.
  const lists = [...target.properties.values()]
    .map(targetOf)
    .filter(({ items }) => items !== undefined && targetOf(items).properties.size > 0);
  return lists.length === 1 && [...target.properties.keys()].filter((name) => !PAGING.test(name)).length <= 1;
}

const ENVELOPE =
  /^(?:data|items|results?|records?|values?|entries|list|content|elements|objects|rows|resources|collection|hits|payload|_embedded|response)$/i;
const PAGING =
  /page|next|prev|cursor|total|count|limit|offset|links?|meta|has_?more|size|token|object|url|pagination|self|first|last|start|end|status|success|message/i;
