import type { Schema } from "../model/schema.ts";
import type { ClassifiedField } from "./flow.ts";
import type { Junction, Way } from "./schema-graph.ts";

/** What is looked for in a body: what leaves, what comes in, or what an error says of itself. */
export type Purpose = "read" | "write" | "error";

/** A place in a value, and how one came there. */
export interface Spot {
  readonly junction: Junction;
  /** The way that led here, and from where; `undefined` for the whole. */
  readonly way: Way | undefined;
  readonly from: Spot | undefined;
  /** Steps into the value. */
  readonly depth: number;
  readonly stage: Stage;
  /** The thing that the body is about. */
  readonly own: Schema | undefined;
  /** The category of the nearest classified container around, which stands for what is of its kind beneath. */
  readonly container: string | undefined;
}

/** Before the thing that the body is about (in its envelope), in it, in another thing within. */
type Stage = 0 | 1 | 2;

/** A field that was reached, by the shortest way. */
export interface Reached {
  readonly field: ClassifiedField;
  readonly at: Spot;
  readonly depth: number;
  readonly isEmbedded: boolean;
}

/** What a body holds. */
export interface Contents {
  readonly reached: readonly Reached[];
  /** Where it goes on only when the caller asks. */
  readonly onRequest: readonly Spot[];
}

/** The classified fields that a body of this schema holds: breadth first, so that the shortest way to each is found. */
export function contentsOf(body: Junction, purpose: Purpose, junctionOf: (schema: Schema) => Junction): Contents {
  const reached: Reached[] = [];
  const onRequest: Spot[] = [];
  const visited = new Map<Junction, (string | undefined)[][]>();
  const found: readonly Set<ClassifiedField>[] = [new Set(), new Set()];
  const isOwn = body.isEntity || holdsData(body);
  const start: Spot = {
    junction: body,
    way: undefined,
    from: undefined,
    depth: 0,
    stage: isOwn ? 1 : 0,
    own: isOwn ? body.element : undefined,
    container: undefined,
  };

  let level: Spot[] = [start];
  while (level.length > 0) {
    const next: Spot[] = [];
    // Parts are of the same value: they are no step, and stand in the level that they are found in.
    for (let index = 0; index < level.length; index += 1) {
      const spot = level[index]!;
      if (!isNew(spot, visited)) continue;
      for (const way of spot.junction.ways) {
        if (purpose === "write" ? !way.isWritten : !way.isRead) continue;
        const depth = way.kind === "part" ? spot.depth : spot.depth + 1;
        if (way.field !== undefined && !isWithin(way.field.category, spot.container)) {
          const isEmbedded = spot.stage === 2;
          const before = found[isEmbedded ? 1 : 0]!;
          if (!before.has(way.field)) {
            before.add(way.field);
            reached.push({ field: way.field, at: { ...spot, from: spot.from }, depth, isEmbedded });
          }
        }
        if (way.to === undefined) continue;
        const reachedSpot = spotBehind(spot, way, junctionOf(way.to), depth);
        if (purpose === "error" && reachedSpot.stage === 2) continue;
        if (purpose !== "write" && depth > 0 && reachedSpot.junction.isEither) onRequest.push(reachedSpot);
        else if (way.kind === "part") level.push(reachedSpot);
        else next.push(reachedSpot);
      }
    }
    level = next;
  }
  return { reached, onRequest };
}
