import { fieldName } from "../../core/field-name.ts";
import { categoryWords } from "../../core/category-words.ts";
import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import type { Place } from "../../core/place.ts";
import { listed } from "../../core/prose.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Change, ChangeKind, Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { isMoved, isValueAlike } from "../touched-operations.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { inPlaceOf, newNameOf, objectAround, objectChanges } from "./object-changes.ts";
import { describedNowChange, isDescribedNow, type DescribedNow } from "./described-now.ts";
import { movedFields, wayOf } from "./moved-fields.ts";
import { wasInErrors } from "../known-causes.ts";
import { isDescribedIn, mayBeInErrors, visibilityAt, type Visibility } from "./visibility.ts";
import { operationWords, worstSensitivity } from "./words.ts";

/** Sensitive fields that can be read or written now, or no longer; what is hidden rather than gone is evidence lost. */
export function* fieldChanges(compared: Compared, { pairs }: MatchedOperations): Generator<Change> {
  const { head } = compared;
  const found: FieldChange[] = [];
  const described: DescribedNow[] = [];
  for (const pair of pairs)
    for (const change of changesIn(pair, compared))
      if ("kind" in change) found.push(change);
      else described.push(change);
  for (const group of grouped(found, ({ kind, about }) => about[0] + kind + about[1]).values())
    yield changeOf(group, head);
  const now = describedNowChange(described, head);
  if (now !== undefined) yield now;
}

type FieldChangeKind = Exclude<
  Extract<ChangeKind, `field-${string}` | `classification-${string}` | "response-opened" | "response-schema-removed">,
  "field-described"
>;

interface FieldChange {
  readonly kind: FieldChangeKind;
  readonly direction: Change["direction"];
  readonly flow: AssessedFlow;
  readonly operation: Operation;
  /** What is told together: the same field, or the same part that is open now. */
  readonly about: readonly [string, string];
  readonly base: Place | undefined;
  readonly head: Place | undefined;
  readonly was?: AssessedFlow;
  /** The name that a field has now, under which it is taken for nothing sensitive. */
  readonly renamedTo?: string;
  /** What came in its place, perhaps. */
  readonly beside?: readonly string[];
}

function* changesIn(pair: OperationPair, compared: Compared): Generator<FieldChange | DescribedNow> {
  const { head } = compared;
  const { kept, moved, spread, added, gone } = movedFields(compared, pair);
  const direction = head.assessed(pair.head).judgedAs === "private" ? "neutral" : "worse";
  const operation = pair.head;
  const shared = (flow: AssessedFlow) =>
    ({ flow, operation, about: [keyOfField(flow.field), wayOf(flow)], head: placeOf(flow.field) }) as const;
  for (const { was, is } of kept) yield* reclassified(was, is, operation);
  for (const { was, is } of moved)
    if (isSensitive(is) || isSensitive(was))
      yield { ...shared(is), kind: "field-moved", direction: "neutral", base: placeOf(was.field), was };
  for (const { was, is } of spread)
    if (isSensitive(is)) yield { ...shared(is), kind: "field-spread", direction, base: placeOf(was.field), was };
  for (const flow of added) {
    if (!isSensitive(flow) || wasInErrors(pair, flow) || isSameBody(pair, flow)) continue;
    const isKnown = isDescribedIn(pair.base, flow.witness);
    if (isKnown && !isMoved(pair) && flow.via !== "on-request" && flow.via !== "error")
      yield {
        ...shared(flow),
        kind: "classification-raised",
        direction: "neutral",
        about: [keyOfField(flow.field), "class"],
        base: undefined,
      };
    else if (!isKnown && isDescribedNow(compared, pair, flow)) yield { flow, operation };
    else
      yield {
        ...shared(flow),
        kind: flow.direction === "read" ? "field-readable" : "field-writable",
        // What only another path makes of a field that was there is nothing new.
        direction: isMoved(pair) && isKnown ? "neutral" : direction,
        base: undefined,
      };
  }
  for (const flow of gone) if (isSensitive(flow) || isExposed(flow)) yield* vanished(flow, pair);
}

/**
 * Whether what comes back as a whole, such as a file, was there as it is, and only who gets it is another matter: a door that is
 * closed returns nothing new.
 */
function isSameBody({ base }: OperationPair, { direction, witness, field }: AssessedFlow): boolean {
  return (
    direction === "read" &&
    !witness.includes(" ") &&
    base.responses.some(({ content }) =>
      content.some(({ schema }) => schema !== undefined && isValueAlike(schema.node.value, field.node.value)),
    )
  );
}

function isExposed({ direction, via }: AssessedFlow): boolean {
  return direction === "read" && (via === "body" || via === "embedded");
}

function isSensitive({ field }: AssessedFlow): boolean {
  return SENSITIVITIES.indexOf(field.sensitivity) >= SENSITIVITIES.indexOf("confidential");
}

/** A field that stayed where it was, and is taken for more or less. */
function* reclassified(was: AssessedFlow, is: AssessedFlow, operation: Operation): Generator<FieldChange> {
  const difference = SENSITIVITIES.indexOf(is.field.sensitivity) - SENSITIVITIES.indexOf(was.field.sensitivity);
  const isDeclaredOtherwise = withoutOrder(was.field.declaredAs) !== withoutOrder(is.field.declaredAs);
  const isUndeclared = was.field.declaredAs !== undefined && is.field.declaredAs === undefined;
  // A declaration that said what the field is now says less, and only what is known of the field keeps it where it was.
  const isOverruled = was.field.basis === "declared" && is.field.basis === "inferred";
  if (difference === 0 && !isDeclaredOtherwise) return;
  const isLower = difference < 0 || (difference === 0 && isDeclaredOtherwise);
  yield {
    kind: isLower ? "classification-lowered" : "classification-raised",
    // Another word that Sallyport does not go by changes nothing, and must be seen.
    direction: difference < 0 || isUndeclared || isOverruled ? "worse" : difference > 0 ? "better" : "neutral",
    flow: is,
    operation,
    about: [keyOfField(is.field), "class"],
    base: placeOf(was.field),
    head: placeOf(is.field),
    was,
  };
}

/** A declaration as written, in which the order of keys says nothing. */
function withoutOrder(declared: string | undefined): string {
  return (declared ?? "").split(/[{},]/).toSorted().join(",");
}

/** What stood at a way and is described within a property that is new on it: `2xx data.body.email` in place of `2xx data.email`. */
function describedWithin(witness: string, pair: OperationPair): Visibility | undefined {
  for (const [way, { added }] of objectChanges(pair)) {
    const rest = witness.startsWith(way) ? witness.slice(way.length).replace(/^\./, "") : "";
    if (rest === "") continue;
    for (const name of [...added.keys()].slice(0, MOST_WRAPPERS)) {
      const within = visibilityAt(`${way}${way.endsWith(" ") ? "" : "."}${name}.${rest}`, pair);
      if (within?.state === "described") return within;
    }
  }
  return undefined;
}

const MOST_WRAPPERS = 8;

/** A flow of the base that the head does not have. */
function* vanished(flow: AssessedFlow, pair: OperationPair): Generator<FieldChange> {
  const operation = pair.head;
  const base = placeOf(flow.field);
  const isBody = flow.direction === "read" && flow.via !== "header";
  const where = isBody ? visibilityAt(flow.witness, pair) : undefined;
  const visibility = where?.state === "gone" ? (describedWithin(flow.witness, pair) ?? where) : where;
  const shared = { flow, operation, base };
  const around = visibility?.state === "gone" ? objectAround(flow, pair) : undefined;
  const renamedTo = newNameOf(flow.field.name, around);
  if (renamedTo !== undefined && flow.via !== "on-request")
    yield {
      ...shared,
      kind: "classification-lowered",
      direction: "worse",
      about: [keyOfField(flow.field), `renamed ${renamedTo}`],
      head: visibility?.at,
      renamedTo,
    };
  else if (visibility?.state === "hidden")
    yield {
      ...shared,
      kind: visibility.isWithoutSchema ? "response-schema-removed" : "response-opened",
      direction: "worse",
      about: ["hidden", `${visibility.at.file}${visibility.at.pointer}`],
      head: visibility.at,
    };
  else if (visibility?.state === "described" && flow.via !== "on-request")
    yield {
      ...shared,
      kind: "classification-lowered",
      // Of what is written as it was only the names around it are others.
      direction:
        flow.field.declaredAs === undefined && isValueAlike(flow.field.node.value, visibility.schema.node.value)
          ? "neutral"
          : "worse",
      about: [keyOfField(flow.field), "class"],
      head: visibility.at,
    };
  // Nobody is kept from what errors may still return.
  else if (flow.via === "error" && mayBeInErrors(operation, flow.field.name)) return;
  // A request takes it still, as something else.
  else if (isSensitive(flow) && !(flow.direction === "write" && isDescribedIn(operation, flow.witness)))
    yield {
      ...shared,
      kind: flow.direction === "read" ? "field-no-longer-readable" : "field-no-longer-writable",
      // What came in its place may be what it was.
      direction: flow.direction === "read" && inPlaceOf(around).length === 0 ? "better" : "neutral",
      beside: inPlaceOf(around),
      // What is no longer asked for is told of the operation, and what is no longer handed out of the field.
      about: flow.direction === "read" ? [keyOfField(flow.field), wayOf(flow)] : ["operation", operation.id],
      head: visibility?.at ?? placeOf(operation),
    };
}

function keyOfField({ node }: ClassifiedField): string {
  return `${node.source.file}${node.pointer} `;
}

function changeOf(group: readonly FieldChange[], head: AssessedApi): Change {
  const [first] = group as [FieldChange, ...FieldChange[]]; // a group has one at least
  const { kind, flow, base, was } = first;
  // What callers have of their own comes after what they have of others.
  const operations = [
    ...new Set(
      partitioned(group, (one) => one.flow.whose !== "caller")
        .flat()
        .map(({ operation }) => operation),
    ),
  ];
  const { field } = flow;
  const carries = worstSensitivity(group.flatMap((one) => [one.flow, ...(one.was === undefined ? [] : [one.was])]));
  const isHidden = kind === "response-opened" || kind === "response-schema-removed";
  const isLowered = kind === "classification-lowered";
  // What somebody had declared is lowered by hand; what was only inferred may change with a text.
  const wasDeclared = isLowered && (was ?? flow).field.declaredAs !== undefined;
  // What nobody has to prove who they are for acts by the keys that it is given.
  const isCredentialForAnybody =
    kind === "field-writable" &&
    isCredential(field.category) &&
    operations.some((operation) => isUnprotectedChange(head, operation));
  return {
    kind,
    direction: group.some(({ direction }) => direction === "worse") ? "worse" : first.direction,
    operations,
    witness: flow.witness,
    field,
    text: textOf(first, group, operations, head),
    base,
    head: first.head,
    ...(isHidden || wasDeclared || first.renamedTo !== undefined ? { concern: "evidence" as const } : {}),
    ...(kind === "field-spread" || isCredentialForAnybody ? { concern: "exposure" as const } : {}),
    ...(carries === undefined ? {} : { carries }),
  };
}

/** Whether an operation changes something, and nothing shows that it asks for a credential, nor why it need not. */
function isUnprotectedChange(api: AssessedApi, operation: Operation): boolean {
  const { admission, intent } = api.assessed(operation);
  return (
    operation.operationKind === "path" &&
    (admission === "anonymous" || (admission === "unknown" && operation.access === "unstated")) &&
    intent === undefined &&
    readingOf(operation) === undefined
  );
}

function textOf(
  { kind, flow, was, renamedTo, beside = [] }: FieldChange,
  group: readonly FieldChange[],
  operations: readonly Operation[],
  head: AssessedApi,
): string {
  const { field, witness, via } = flow;
  const where = operationWords(operations);
  const name = fieldName(field);
  const what = `${name} (${categoryWords(field)}, ${field.sensitivity})`;
  const how = via === "on-request" ? " when a caller asks for it" : via === "error" ? " in errors" : "";
  switch (kind) {
    case "field-readable":
      return `${what} can be read with ${where}${how}: ${witness}${overWords(group, head)}`;
    case "field-writable":
      return `${what} can be sent to ${where}${operations.some((one) => isUnprotectedChange(head, one)) ? ", which anyone may call as described" : ""}: ${witness}`;
    case "field-moved":
      return `${what} is at ${witness} of ${where}; it was at ${was?.witness ?? "another place"}`;
    case "field-spread":
      return `${what} can be read of more people with ${where}: ${witness}; it was at ${was?.witness ?? "another place"}`;
    case "field-no-longer-readable":
      return `${what} is no longer returned by ${where}${how}: ${witness}${beside.length === 0 ? "" : `; new there: ${listed(beside, 4)}`}`;
    case "field-no-longer-writable": {
      const fields = [...new Set(group.map((one) => `${categoryWords(one.flow.field)} (${one.flow.witness})`))];
      return `${where} no longer takes ${listed(fields)}`;
    }
    case "response-opened":
    case "response-schema-removed": {
      const words = [...new Set(group.map((one) => categoryWords(one.flow.field)))];
      const lost =
        kind === "response-opened" ? "allows any content in its response" : "no longer describes its response";
      return `${where} ${lost}; it returned ${listed(words)} (${witness})`;
    }
    case "classification-raised":
      return `${what} was classified as ${was?.field.sensitivity ?? "not sensitive"}`;
    case "classification-lowered": {
      const before = was ?? flow;
      if (renamedTo !== undefined)
        return `${name} of ${where} (${witness}) is ${renamedTo} now, and is classified as not sensitive under that name; it was ${categoryWords(field)}, ${field.sensitivity}`;
      const now =
        was === undefined
          ? "not sensitive"
          : `${field.sensitivity}${field.declaredAs === undefined ? "" : `, declared as ${field.declaredAs}`}`;
      const declared = before.field.declaredAs === undefined ? "" : `, declared as ${before.field.declaredAs}`;
      return `${name} of ${where} (${witness}) is classified as ${now}; it was ${before.field.sensitivity}${declared}`;
    }
  }
}

function overWords(group: readonly FieldChange[], head: AssessedApi): string {
  const over = group.filter(({ flow, operation }) => head.assessed(operation).over.has(flow));
  return over.length === 0 ? "" : ", which exceeds the limit for these callers";
}
