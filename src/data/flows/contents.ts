import type { Schema } from "../../model/schema.ts";
import type { ClassifiedField } from "./flow.ts";
import type { Junction, Way } from "./schema-graph.ts";

/** What is looked for in a body: what leaves, what comes in, or what an error says of itself. */
export type Purpose = "read" | "write" | "error";

/** A step into a value. */
export interface Step {
  /** What it leads to. */
  readonly junction: Junction;
  /** The way that leads here; `undefined` for the whole. */
  readonly way: Way | undefined;
  readonly from: Step | undefined;
}

/** A place in a value, and how one comes there. */
export interface Spot extends Step {
  readonly from: Spot | undefined;
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
export interface HeldField {
  readonly field: ClassifiedField;
  /** The object that it is a property of. */
  readonly at: Step;
  readonly depth: number;
}

/** What a body holds. */
export interface Contents {
  /** In the thing that it is about, each once. */
  readonly body: readonly HeldField[];
  /** In other things that are embedded, each once. */
  readonly embedded: readonly HeldField[];
  /** Where it goes on only when the caller asks. */
  readonly onRequest: readonly Spot[];
}

/** The classified fields that a body holds: breadth first, so that the way found to each is the shortest. */
export function contentsOf(body: Junction, purpose: Purpose, junctionOf: (schema: Schema) => Junction): Contents {
  const held = { in: new Map<ClassifiedField, HeldField>(), beneath: new Map<ClassifiedField, HeldField>() };
  const onRequest: Spot[] = [];
  const isNew = visits();
  let level: Spot[] = [startIn(body, purpose === "error" || body.isEntity || holdsData(body, purpose))];
  while (level.length > 0) {
    const next: Spot[] = [];
    // A part is of the same value, so no step: it joins the level that it is found in.
    for (let index = 0; index < level.length; index += 1) {
      const spot = level[index]!;
      if (!isNew(spot)) continue;
      for (const way of spot.junction.ways) {
        if (!isOpen(way, purpose)) continue;
        const { field } = way;
        const isTold = field !== undefined && !(way.isHollow && purpose !== "write");
        if (isTold && !standsFor(spot.container, field.category)) {
          const fields = held[spot.stage === "beneath" ? "beneath" : "in"];
          if (!fields.has(field)) fields.set(field, { field, at: spot, depth: spot.depth + 1 });
        }
        if (way.to === undefined) continue;
        const further = behind(spot, way, junctionOf(way.to));
        if (spot.isInFailure && further.junction.isEntity) continue;
        if (further.stage === "beneath" && (purpose === "error" || isTransitive(spot, further))) continue;
        if (purpose === "read" && further.depth > 0 && isOnRequest(spot, further)) onRequest.push(further);
        else (way.kind === "part" ? level : next).push(further);
      }
    }
    level = next;
  }
  return { body: [...held.in.values()], embedded: [...held.beneath.values()], onRequest };
}

function startIn(junction: Junction, isThing: boolean): Spot {
  return {
    junction,
    way: undefined,
    from: undefined,
    depth: 0,
    stage: isThing ? "in" : "before",
    own: isThing ? junction.element : undefined,
    container: undefined,
    isInFailure: false,
  };
}

/** Something of a person in the object itself, and not only under what it wraps: a credential comes in envelopes too. */
function holdsData({ ways }: Junction, purpose: Purpose): boolean {
  return ways.some(
    (way) =>
      way.field !== undefined &&
      way.to === undefined &&
      isOpen(way, purpose) &&
      !/^(?:user\.authorization|system)\b/.test(way.field.category),
  );
}

/** `writeOnly` stays out of what is read, `readOnly` out of what is written. */
function isOpen(way: Way, purpose: Purpose): boolean {
  return purpose === "write" ? way.isWritten : way.isRead;
}

function behind(from: Spot, way: Way, junction: Junction): Spot {
  if (way.kind === "part") return beyond(from, way, junction, from.stage, from.own, from.container);
  const isThing = way.isPerson || (junction.isEntity && junction.element !== from.own);
  const isFirst = isThing && from.stage === "before";
  const stage = !isThing ? from.stage : isFirst ? "in" : "beneath";
  const own = isFirst ? junction.element : from.own;
  return beyond(from, way, junction, stage, own, standingFor(way.field) ?? from.container);
}

/** A container stands for what is beneath it, but for one whose name says more than its content: that may be worse than it. */
function standingFor(field: ClassifiedField | undefined): string | undefined {
  return field === undefined || (field.sensitivity === "confidential" && GRAVE.test(field.category))
    ? undefined
    : field.category;
}

const GRAVE = /^user\.(?:authorization|financial\.(?:credit_card|bank_account))(?:\.|$)/;

/** A reference that the caller may have filled in, or what hypertext embeds in a thing where it is asked to (HAL). */
function isOnRequest(from: Spot, { junction, way }: Spot): boolean {
  return junction.isEither || (way?.name === "_embedded" && from.junction.isEntity);
}

/** A thing in a thing in the thing: what it holds is told where it is asked for. A person may stand anywhere. */
function isTransitive(from: Spot, { junction, way }: Spot): boolean {
  return (
    from.stage === "beneath" &&
    junction.isToldElsewhere &&
    junction.element !== from.junction.element &&
    way?.isPerson !== true
  );
}

/** There are very many spots: each is made with all its properties at once. */
function beyond(
  from: Spot,
  way: Way,
  junction: Junction,
  stage: Spot["stage"],
  own: Schema | undefined,
  container: string | undefined,
): Spot {
  const depth = way.kind === "part" ? from.depth : from.depth + 1;
  const isInFailure = from.isInFailure || way.isFailure;
  return { junction, way, from, depth, stage, own, container, isInFailure };
}

/** Whether a classified container stands for a category beneath it. */
export function standsFor(container: string | undefined, category: string): boolean {
  return container !== undefined && (category === container || category.startsWith(`${container}.`));
}

/** Whether a spot is new: the same schema counts again in another stage, or in a container of another category. */
function visits(): (spot: Spot) => boolean {
  // A body has few containers, and very many junctions.
  const seen = {
    before: new Map<string | undefined, Set<Junction>>(),
    in: new Map<string | undefined, Set<Junction>>(),
    beneath: new Map<string | undefined, Set<Junction>>(),
  };
  return ({ junction, stage, container, isInFailure }) => {
    const key = isInFailure ? `failure ${container ?? ""}` : container;
    const junctions = seen[stage].get(key);
    if (junctions === undefined) seen[stage].set(key, new Set([junction]));
    else if (junctions.has(junction)) return false;
    else junctions.add(junction);
    return true;
  };
}
