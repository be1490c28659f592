import { isWithin } from "../taxonomy/is-within.ts";
import type { Schema } from "../../model/schema.ts";
import type { ClassifiedField } from "./flow.ts";
import type { SchemaNode, SchemaEdge } from "./schema-graph.ts";

/** What is looked for in a body: what leaves, what comes in, or what an error says of itself. */
export type Purpose = "read" | "write" | "error";

/** A step into a value. */
export interface Step {
  /** What it leads to. */
  readonly node: SchemaNode;
  /** The way that leads here; `undefined` for the whole. */
  readonly way: SchemaEdge | undefined;
  readonly from: Step | undefined;
}

/** A place in a value, and how one comes there. */
export interface ValuePosition extends Step {
  readonly from: ValuePosition | undefined;
  /** Steps into the value. */
  readonly depth: number;
  /** Where it stands to the thing that the body is about: before it (in its envelope), in it, in another thing beneath. */
  readonly stage: "before" | "in" | "beneath";
  /** The thing that the body is about. */
  readonly own: Schema | undefined;
  /** The category of the nearest classified container around, which stands for what is of its kind beneath. */
  readonly container: string | undefined;
  /** It stands in what is told of a failure, which counts for what it names itself: `last_payment_error`. */
  readonly isInFailure: boolean;
}

/** A field in a value, by the shortest way to it. */
export interface FoundField {
  readonly field: ClassifiedField;
  /** The object that it is a property of. */
  readonly at: Step;
  readonly depth: number;
}

/** What a body holds. */
export interface Contents {
  /** In the thing that it is about, each once. */
  readonly body: readonly FoundField[];
  /** In other things that are embedded, each once. */
  readonly embedded: readonly FoundField[];
  /** Where it goes on only when the caller asks. */
  readonly onRequest: readonly ValuePosition[];
}

/** The classified fields that a body holds: breadth first, so that the way found to each is the shortest. */
export function contentsOf(body: SchemaNode, purpose: Purpose, nodeOf: (schema: Schema) => SchemaNode): Contents {
  const held = { in: new Map<ClassifiedField, FoundField>(), beneath: new Map<ClassifiedField, FoundField>() };
  const onRequest: ValuePosition[] = [];
  const isNew = visits();
  let level: ValuePosition[] = [startIn(body, purpose === "error" || body.isEntity || holdsData(body, purpose))];
  while (level.length > 0) {
    const next: ValuePosition[] = [];
    // A part is of the same value, so no step: it joins the level that it is found in.
    for (let index = 0; index < level.length; index += 1) {
      const spot = level[index]!;
      if (!isNew(spot)) continue;
      for (const way of spot.node.ways) {
        if (!isOpen(way, purpose)) continue;
        const { field } = way;
        const isTold = field !== undefined && !(way.isHollow && purpose !== "write");
        if (isTold && !standsFor(spot.container, field.category)) {
          const fields = held[spot.stage === "beneath" ? "beneath" : "in"];
          if (!fields.has(field)) fields.set(field, { field, at: spot, depth: spot.depth + 1 });
        }
        if (way.to === undefined) continue;
        const further = behind(spot, way, nodeOf(way.to));
        // In an error all that is told is of a failure: a person in it is meant.
        if (spot.isInFailure && further.node.isEntity && !(purpose === "error" && way.isPerson)) continue;
        if (further.stage === "beneath" && isTransitive(spot, further)) continue;
        const isAsked = purpose !== "write" && further.depth > 0 && isOnRequest(spot, further);
        if (isAsked && purpose === "error") continue; // nothing is asked for there
        if (isAsked) onRequest.push(further);
        else (way.kind === "part" ? level : next).push(further);
      }
    }
    level = next;
  }
  return { body: [...held.in.values()], embedded: [...held.beneath.values()], onRequest };
}

function startIn(node: SchemaNode, isThing: boolean): ValuePosition {
  return {
    node,
    way: undefined,
    from: undefined,
    depth: 0,
    stage: isThing ? "in" : "before",
    own: isThing ? node.element : undefined,
    container: undefined,
    isInFailure: false,
  };
}

/** Something of a person in the object itself, and not only under what it wraps: a credential comes in envelopes too. */
function holdsData({ ways }: SchemaNode, purpose: Purpose): boolean {
  return ways.some(
    (way) =>
      way.field !== undefined &&
      way.to === undefined &&
      isOpen(way, purpose) &&
      !/^(?:user\.authorization|system)\b/.test(way.field.category),
  );
}

/** `writeOnly` stays out of what is read, `readOnly` out of what is written. */
function isOpen(way: SchemaEdge, purpose: Purpose): boolean {
  return purpose === "write" ? way.isWritten : way.isRead;
}

function behind(from: ValuePosition, way: SchemaEdge, node: SchemaNode): ValuePosition {
  if (way.kind === "part") return beyond(from, way, node, from.stage, from.own, from.container);
  const isThing = way.isPerson || (node.isEntity && node.element !== from.own);
  const isFirst = isThing && from.stage === "before";
  const stage = !isThing ? from.stage : isFirst ? "in" : "beneath";
  const own = isFirst ? node.element : from.own;
  return beyond(from, way, node, stage, own, recordFor(way.field) ?? from.container);
}

/** A container stands for what is beneath it, but for one whose name says more than its content: that may be worse than it. */
function recordFor(field: ClassifiedField | undefined): string | undefined {
  return field === undefined || (field.sensitivity === "confidential" && GRAVE.test(field.category))
    ? undefined
    : field.category;
}

const GRAVE = /^user\.(?:authorization|financial\.(?:credit_card|bank_account))(?:\.|$)/;

/** A reference that the caller may have filled in, or what hypertext embeds in a thing where it is asked to (HAL). */
function isOnRequest(from: ValuePosition, { node, way }: ValuePosition): boolean {
  return node.isEither || (way?.name === "_embedded" && from.node.isEntity);
}

/** A thing in a thing in the thing: what it holds is told where it is asked for. A person may stand anywhere. */
function isTransitive(from: ValuePosition, { node, way }: ValuePosition): boolean {
  return (
    from.stage === "beneath" && node.isToldElsewhere && node.element !== from.node.element && way?.isPerson !== true
  );
}

/** There are very many spots: each is made with all its properties at once. */
function beyond(
  from: ValuePosition,
  way: SchemaEdge,
  node: SchemaNode,
  stage: ValuePosition["stage"],
  own: Schema | undefined,
  container: string | undefined,
): ValuePosition {
  const depth = way.kind === "part" ? from.depth : from.depth + 1;
  const isInFailure = from.isInFailure || way.isFailure;
  return { node, way, from, depth, stage, own, container, isInFailure };
}

/** Whether a classified container stands for a category beneath it. */
export function standsFor(container: string | undefined, category: string): boolean {
  return container !== undefined && isWithin(category, container);
}

/** Whether a spot is new: the same schema counts again in another stage, or in a container of another category. */
function visits(): (spot: ValuePosition) => boolean {
  // A body has few containers, and very many nodes.
  const seen = {
    before: new Map<string | undefined, Set<SchemaNode>>(),
    in: new Map<string | undefined, Set<SchemaNode>>(),
    beneath: new Map<string | undefined, Set<SchemaNode>>(),
  };
  return ({ node, stage, container, isInFailure }) => {
    const key = isInFailure ? `failure ${container ?? ""}` : container;
    const nodes = seen[stage].get(key);
    if (nodes === undefined) seen[stage].set(key, new Set([node]));
    else if (nodes.has(node)) return false;
    else nodes.add(node);
    return true;
  };
}
